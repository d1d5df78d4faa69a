"""The reader on the screen beside newsboat, alternating in one run.

    python bench/screen.py [DATA_DIR] [--keys N] [--starts N]

In a pty of 120 x 40, over the cache in DATA_DIR and over one of 100 of its articles: the first
articles painted, and all of the reader, against a bare Textual app and against newsboat with the same articles; `j` in the
whole list, in 100 rows and in newsboat's list of everything, in ms to the first byte and in bytes, and
newsboat's own `j`, which opens the next feed; the
memory of each. newsboat reads the articles once, into a folder in DATA_DIR that stays there.
Prints medians, and ratios to what is compared with. Without newsboat only tnews is measured.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

from caches import copied, intent, new_articles, parser, quantile
from in_terminal import Pressed, Terminal
from newsboat import EVERYTHING, prepare
from start import ARTICLE, BARE, newest

from tnews.model import Source
from tnews.store import Store

FEW = 100
"""Articles of the small cache."""


def main() -> None:
    """Measure and print."""
    options = parser(__doc__.splitlines()[0])
    options.add_argument("--keys", type=int, default=20, help="keys of one opening of a list")
    options.add_argument("--starts", type=int, default=7, help="openings of each program")
    said = options.parse_args()
    with copied(said.data_dir) as large, tempfile.TemporaryDirectory() as folder:
        kept = Path(said.data_dir or folder) / "newsboat"
        few = Path(folder) / "few"
        _few(large, few)
        _compare(large, few, prepare(large, kept), said.starts, said.keys)


def _few(large: Path, few: Path) -> None:
    """Make a cache of `FEW` articles like those of `large`."""
    few.mkdir()
    with (
        closing(Store.open(large / "tnews.db")) as store,
        closing(Store.open(few / "tnews.db")) as small,
    ):
        source = Source("few", "https://bench.example/", "来源", "频道")
        small.register([source])
        small.save("few", None, [intent(draft) for draft in new_articles(store, FEW, 7)])


def _compare(large: Path, few: Path, newsboat: list[str], starts: int, keys: int) -> None:
    config = few / "config.toml"
    config.write_text("catalogue = false\n[refresh]\non_start = false\n", encoding="utf-8")
    program = str(Path(sys.executable).with_name("tnews"))
    first: dict[str, list[float]] = {}
    pressed: dict[str, list[Pressed]] = {}
    memory: dict[str, list[float]] = {}
    for _ in range(starts):
        with Terminal([sys.executable, "-c", BARE]) as bare:
            first.setdefault("bare Textual", []).append(bare.until("hello, reader"))
        for name, data in (("tnews, whole cache", large), ("tnews, 100 rows", few)):
            (data / "first-screen").unlink(missing_ok=True)
            command = [program, "--config", str(config), "--data-dir", str(data)]
            with Terminal(command) as tnews:
                first.setdefault(name, []).append(tnews.until(newest(data)))
                first.setdefault(f"{name}, all", []).append(tnews.until(ARTICLE))
                tnews.settle(1.5)
                memory.setdefault(name, []).append(tnews.memory)
                pressed.setdefault(name, []).extend(tnews.press("j") for _ in range(keys))
        if newsboat:
            _newsboat(newsboat, first, pressed, memory, keys)
    _print("first articles, ms", first, "bare Textual")
    if newsboat:
        _print("first articles, ms", first, "newsboat")
    _print("memory, MiB", memory, "newsboat" if newsboat else "tnews, 100 rows")
    _print("j, first byte, ms", _each(pressed, "first"), "tnews, 100 rows")
    if newsboat:
        _print("j, first byte, ms", _each(pressed, "first"), "newsboat")
    _print("j, last byte, ms", _each(pressed, "last"), "tnews, 100 rows")
    _print("j, bytes", _each(pressed, "bytes"), "tnews, 100 rows")


def _newsboat(
    newsboat: list[str],
    first: dict[str, list[float]],
    pressed: dict[str, list[Pressed]],
    memory: dict[str, list[float]],
    keys: int,
) -> None:
    """Open newsboat, then the list of all its articles, and move in it."""
    with Terminal(newsboat) as other:
        first.setdefault("newsboat", []).append(other.until(EVERYTHING))
        other.settle()
        memory.setdefault("newsboat", []).append(other.memory)
        other.type("\r")
        other.settle(5.0)
        pressed.setdefault("newsboat", []).extend(other.press("j") for _ in range(keys))
        pressed.setdefault("newsboat, next feed", []).extend(other.press("J") for _ in range(3))


def _each(pressed: dict[str, list[Pressed]], what: str) -> dict[str, list[float]]:
    return {name: [getattr(one, what) for one in keys] for name, keys in pressed.items()}


def _print(what: str, found: dict[str, list[float]], beside: str) -> None:
    print(what)
    base = median(found[beside])
    for name, values in found.items():
        middle = median(values)
        print(
            f"  {name:23s} median {middle:8.1f}   p95 {quantile(values, 0.95):8.1f}   "
            f"n {len(values):3d}   {middle / base:6.2f} of {beside}"
        )


if __name__ == "__main__":
    main()

"""Time to the first screen against a bare Textual app, alternating in one run: `make bench`.

    python bench/start.py [DATA_DIR]

Prints medians in ms and ratios of n starts each, in a pty of 120 x 40: the bare app; the name, the
first articles and the whole reader of tnews without a kept first screen (as at the very first
start), and tnews as on every other morning; newsboat with nothing in its cache, where there is one;
with DATA_DIR also over the cache in it, without a kept screen, until its newest title is there and
until the article beside it is.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from caches import copied, parser
from in_terminal import PATIENCE, Terminal

from tnews.model import Query
from tnews.store import Store

STARTS = 9

ARTICLE = "发布时间"
"""Stands above the article, beside the list: Textual has painted."""

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("hello, reader")

Bare().run()
"""


def first_painted(command: list[str], text: str) -> float:
    """Return the ms from the fork until `text` has come out of the terminal."""
    with Terminal(command) as terminal:
        seen = terminal.until(text)
        terminal.read(0.1)
    return seen


def main() -> None:
    """Measure and print."""
    options = parser(__doc__.splitlines()[0]).parse_args()
    if options.data_dir is None:
        _compare(None)
    else:
        with copied(options.data_dir) as large:
            _compare(large)


def _compare(large: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, config = Path(folder) / "data", Path(folder) / "config.toml"
        config.write_text("catalogue = false\n[refresh]\non_start = false\n", encoding="utf-8")
        tnews = [str(Path(sys.executable).with_name("tnews"))]
        subprocess.run(
            [*tnews, "--demo", "--data-dir", str(data), "list"], check=True, capture_output=True
        )
        reader = [*tnews, "--config", str(config), "--data-dir", str(data)]
        kept = data / "first-screen"
        times: dict[str, list[float]] = {
            "bare Textual": [], "name, first start": [], "first articles": [], "whole reader": [],
            "next start": [],
        }  # fmt: skip
        painting = _painting(reader, kept)
        newsboat = _newsboat(Path(folder))
        title = ""
        if large is not None:
            times |= {"large cache": [], "its whole reader": []}
            title = newest(large)
        for _ in range(STARTS):
            times["bare Textual"].append(
                first_painted([sys.executable, "-c", BARE], "hello, reader")
            )
            kept.unlink(missing_ok=True)
            times["name, first start"].append(first_painted(reader, "tnews"))
            times["first articles"].append(first_painted(reader, "三十六个春天"))
            times["whole reader"].append(first_painted(reader, ARTICLE))
            kept.write_bytes(painting)
            times["next start"].append(first_painted(reader, "三十六个春天"))
            if newsboat:
                times.setdefault("newsboat, nothing", []).append(first_painted(newsboat, "feeds"))
            if large is not None:
                command = [*tnews, "--config", str(config), "--data-dir", str(large)]
                times["large cache"].append(first_painted(command, title))
                times["its whole reader"].append(first_painted(command, ARTICLE))
    bare = statistics.median(times["bare Textual"])
    for name, values in times.items():
        median = statistics.median(values)
        ratio = f"ratio {median / bare:.2f}   n {len(values)}"
        print(f"{name:17s} median {median:6.1f} ms   min {min(values):6.1f}   {ratio}")


def _newsboat(folder: Path) -> list[str]:
    """Return the command that opens newsboat with one feed and nothing read; [] without newsboat."""
    program = shutil.which("newsboat")
    if program is None:
        return []
    (folder / "urls").write_text("file:///nowhere.xml\n", encoding="utf-8")
    (folder / "settings").write_text("auto-reload no\n", encoding="utf-8")
    return [
        program,
        "-q",
        *("-u", f"{folder}/urls"),
        "-c",
        f"{folder}/nb.db",
        "-C",
        f"{folder}/settings",
    ]


def newest(large: Path) -> str:
    """Return the beginning of the newest title."""
    with closing(Store.open(large / "tnews.db")) as store:
        (row,) = store.page(Query(limit=1))
    return row.title[:4]


def _painting(reader: list[str], kept: Path) -> bytes:
    """Open the reader once, leave it with q, and return the first screen that it keeps."""
    with Terminal(reader) as terminal:
        terminal.until("三十六个春天")
        terminal.settle()
        terminal.type("q")
        terminal.settle(PATIENCE)  # until it has left
    return kept.read_bytes()


if __name__ == "__main__":
    main()

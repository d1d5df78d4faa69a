"""Make the pictures of every screen in docs/screens/ and docs/tnews.png: `make screens`.

The reader runs in a pty on the articles of the demonstration; what it paints goes through an
emulator and is drawn with a Chinese monospaced font of this machine. A sheet holds a screen in
three sizes, two themes, and as on terminals that draw ambiguous characters one and two cells wide.
Needs pyte, pillow and the font; the first does not belong to the development tools.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

import tomlkit
from PIL import Image

from emulator import Emulator
from scenes import FIRST_RUN, SCENES, Scene
from tnews import locale
from tnews.demo import serve
from tnews.model import Source

ROOT = Path(__file__).parents[1]
SIZES = ((140, 40), (80, 24), (40, 20))
THEMES = ("ink", "paper")
WIDTHS = (1, 2)

TNEWS = (sys.executable, "-m", "tnews")

AT_ONCE = 4
"""Readers that run at the same time: each waits most of its time for the other end."""

GAP = 12
"""Pixels around each screen of a sheet."""

COLOURS = 256
"""Colours of a sheet: more than there are."""

VIEWS = {"天气与潮": "天气 OR 潮水", "竹与桥": "竹 OR 桥"}
"""Saved views of the sidebar, and what they look for."""

LATE = "http://127.0.0.1:9/feed.xml"
"""The address of a source that fails: nothing listens there."""


class Look(NamedTuple):
    """In what terminal the reader runs, and what it wears."""

    size: tuple[int, int]
    theme: str
    width: int


LOOKS = tuple(Look(size, theme, width) for theme, width, size in product(THEMES, WIDTHS, SIZES))


def main() -> None:
    """Take the pictures, those named in the arguments alone if there are any."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("scenes", nargs="*", help="names of scenes; else all")
    options.add_argument("--to", type=Path, default=ROOT / "docs" / "screens")
    said = options.parse_args()
    if missing := _screens() - {scene.screen for scene in (*SCENES, *FIRST_RUN)}:
        sys.exit(f"no scene shows {', '.join(sorted(missing))}: add it to scripts/scenes.py")
    said.to.mkdir(exist_ok=True)
    wanted = set(said.scenes) or {scene.name for scene in (*SCENES, *FIRST_RUN)}
    with tempfile.TemporaryDirectory() as folder, serve(port=0) as site:
        place = Path(folder)
        (place / "shots").mkdir()
        _fill(place, site.sources())
        with ProcessPoolExecutor(AT_ONCE) as readers:
            for problem in readers.map(partial(_try, place, wanted), LOOKS):
                if problem:
                    readers.shutdown(cancel_futures=True)
                    sys.exit(problem)
        for scene in (*SCENES, *FIRST_RUN):
            if scene.name in wanted:
                path = said.to / f"{scene.name}.png"
                _sheet(place, scene.name).save(path, optimize=True)
                print(path.name, f"{path.stat().st_size:,}")
        if "article" in wanted and said.to == ROOT / "docs" / "screens":
            first = Image.open(_shot(place, "article", LOOKS[0]))
            first.quantize(COLOURS).save(ROOT / "docs" / "tnews.png", optimize=True)
    if not said.scenes:
        (said.to / "README.md").write_text(_index(), encoding="utf-8")


def _screens() -> set[str]:
    """Return the names of all screens of the program but the reading room."""
    found = (path.read_text("utf-8") for path in (ROOT / "src/tnews/tui/screens").glob("*.py"))
    classes = re.compile(r"^class (\w+(?:Screen|Menu))\(", re.MULTILINE)
    return {name for text in found for name in classes.findall(text)} - {"MainScreen"}


def _fill(place: Path, sources: Sequence[Source]) -> None:
    """Make a cache with the articles of `sources`, and `config.toml` without the looks."""
    tables = [
        {"key": one.key, "name": one.name, "url": one.url, "category": one.category}
        | {"kind": one.kind, **one.options}
        for one in sources
    ]
    tables.append({"key": "late", "name": "迟到的报纸", "url": LATE, "category": "消费"})
    said = {
        "refresh": {"on_start": False},
        "view": [{"name": name, "query": query} for name, query in VIEWS.items()],
        "source": tables,
    }
    (place / "config.toml").write_text(tomlkit.dumps(said), "utf-8")
    named = ["--config", str(place / "config.toml"), "--data-dir", str(place / "data")]
    done = subprocess.run([*TNEWS, *named, "refresh"], capture_output=True, text=True)
    if done.returncode > 1:  # 1: a source has failed, as it should
        sys.exit(done.stderr)


def _try(place: Path, wanted: Collection[str], look: Look) -> str:
    """As `_take`, a second time if that fails: on a machine with other work a wait may be too short."""
    return _take(place, wanted, look) and _take(place, wanted, look)


def _take(place: Path, wanted: Collection[str], look: Look) -> str:
    """Keep a picture of each wanted scene in `place`; return what was wrong, "" if nothing was."""
    locale.choose("zh_CN")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(place / "data", f"{folder}/data")
        wears = (
            f'theme = "{look.theme}"\nambiguous_width = {look.width}\nimage_protocol = "blocks"\n'
        )
        config = Path(folder, "config.toml")
        config.write_text(
            f"[reader]\n{wears}\n{(place / 'config.toml').read_text('utf-8')}", "utf-8"
        )
        named = ["--config", str(config), "--data-dir", f"{folder}/data"]
        problem = _play(SCENES, [*TNEWS, *named], place, wanted, look)
    if problem:
        return problem
    if look.theme != THEMES[0]:
        return ""  # a reader without a configuration wears the first theme
    with tempfile.TemporaryDirectory() as folder:
        nobody = "http://127.0.0.1:9"  # nothing listens there: no source is fetched
        names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
        home = [f"{name}={folder}" for name in names]
        home += [f"{name}={nobody}" for name in ("http_proxy", "https_proxy")]
        return _play(FIRST_RUN, ["/usr/bin/env", *home, *TNEWS], place, wanted, look)


def _play(
    scenes: Sequence[Scene],
    command: Sequence[str],
    place: Path,
    wanted: Collection[str],
    look: Look,
) -> str:
    with Emulator(command, look.size, look.width) as terminal:
        for scene in scenes:
            text, hidden = locale._(scene.shows).partition("{")[0], locale._(scene.hides)
            before = terminal.places(text) if scene.is_new and scene.enter else set()
            for key in scene.enter:
                terminal.press_and_look(key)
            if not terminal.await_(text, before, in_border=bool(scene.screen)):
                seen = "\n".join(terminal.text())
                return f"{scene.name}, {look}: no {text!r} on the screen\n{seen}"
            if hidden and not terminal.await_no(hidden):
                return f"{scene.name}, {look}: {hidden!r} stays on the screen"
            terminal.rest()
            if scene.name in wanted:
                terminal.picture().save(_shot(place, scene.name, look))
            for key in scene.leave:
                terminal.press_and_look(key)
    return ""


def _shot(place: Path, name: str, look: Look) -> Path:
    return place / "shots" / f"{name}-{look.size[0]}-{look.theme}-{look.width}.png"


def _sheet(place: Path, name: str) -> Image.Image:
    """Put the pictures of a scene on one sheet, the widest sizes above the others.

    What looks alike stands side by side: PNG finds it again within 32 KB, and is a third smaller.
    """
    rows = [
        [(size, theme, width) for size in sizes for width in WIDTHS]
        for theme in THEMES
        for sizes in (SIZES[:1], SIZES[1:])
    ]
    images = [
        [Image.open(path) for look in row if (path := _shot(place, name, Look(*look))).exists()]
        for row in rows
    ]
    images = [row for row in images if row]
    across = max(sum(image.width + GAP for image in row) for row in images) + GAP
    down = sum(row[0].height + GAP for row in images) + GAP
    sheet = Image.new("RGB", (across, down), "#808080")
    y = GAP
    for row in images:
        x = GAP
        for image in row:
            sheet.paste(image, (x, y))
            x += image.width + GAP
        y += row[0].height + GAP
    return sheet.quantize(COLOURS)


def _index() -> str:
    """Return the page that shows the sheets."""
    head = (
        "# Every screen\n\nMade by `make screens`. Each picture has the screen at 140x40, 80x24 and "
        "40x20, left on a terminal\nthat draws ambiguous characters one cell wide, right on one that "
        "draws them two cells wide; first in the theme\nink, then in paper.\n"
    )
    scenes = (*FIRST_RUN, *SCENES)
    return head + "".join(f"\n## {one.about}\n![{one.about}]({one.name}.png)\n" for one in scenes)


if __name__ == "__main__":
    main()

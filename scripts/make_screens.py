"""Make the pictures of every screen in docs/screens/ and docs/tnews.png: `make screens`.

The reader runs in a pty on the demonstration; what it paints goes through an emulator and is drawn
with a Chinese monospaced font of this machine. A picture holds one screen in three sizes and two
themes; those whose name ends in -2 were made as for a terminal that draws ambiguous characters two
cells wide. Needs pyte, pillow and the font; neither belongs to the development tools.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

import pyte
import pyte.screens
from in_terminal import Terminal
from PIL import Image, ImageDraw, ImageFont
from wcwidth import wcwidth

ROOT = Path(__file__).parents[1]
SIZES = ((140, 40), (80, 24), (40, 20))
THEMES = ("ink", "paper")
FONT, SIGNS = "Noto Sans Mono CJK SC", "DejaVu Sans Mono"
FONTS = {FONT: 18, SIGNS: 15}
"""Points of each: the second draws “ … ● and their like in one cell."""

CELL, LINE = 9, 20
"""Pixels of a cell; the font's letters are 9 wide at 18 points, Chinese characters 18."""

GAP = 16
"""Pixels around each screen of a sheet."""

COLOURS = 96
"""Colours of a sheet: it stays a fifth as large, and no text looks different."""

_NAMED = {
    "black": "000000", "red": "cd0000", "green": "00cd00", "brown": "cdcd00", "blue": "0000ee",
    "magenta": "cd00cd", "cyan": "00cdcd", "white": "e5e5e5",
}  # fmt: skip
_UNKNOWN = re.compile(
    r"\x1b\[[<>=?][0-9;:]*[ -/]*[@-~]|\x1b\[[0-9;]*\$[a-z]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
)


class Scene(NamedTuple):
    """A screen to take a picture of: the keys that open it, and those that leave it."""

    name: str
    enter: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()


ENTER, ESCAPE, BACKTAB = "\r", "\x1b", "\x1b[Z"

SCENES = (
    Scene("list"),
    Scene("article", (ENTER,)),
    Scene("zen", ("z",), ("z",)),
    Scene("contents", ("c",), (ESCAPE,)),
    Scene("links", ("L",), (ESCAPE,)),
    Scene("note", ("e", "周末去看看。"), ("\x13",)),
    Scene("tags", ("t", "旅行", ENTER), (ESCAPE, ESCAPE)),
    Scene("help", ("?",), (ESCAPE,)),
    Scene("jump", (";",), (ESCAPE,)),
    Scene("channels", (ESCAPE, "h"), ("l",)),
    Scene("search", ("/", "春天"), (ENTER,)),
    Scene("results", (), (ESCAPE,)),
    Scene("hot", ("H",)),
    Scene("versions", ("v",), (ESCAPE, "[")),
    Scene("older", ("O",), (ESCAPE,)),
    Scene("command", (":", "the"), (ESCAPE,)),
    Scene("palette", ("\x10", "xf"), (ESCAPE,)),
    Scene("themes", ("T",), (ESCAPE,)),
    Scene("settings", (",",), (ESCAPE,)),
    Scene("sources", ("S",), (ESCAPE,)),
    Scene("log", ("!",), (ESCAPE,)),
)


def main() -> None:
    """Take the pictures, those named in the arguments alone if there are any."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("scenes", nargs="*", help="names of scenes; else all")
    options.add_argument("--to", type=Path, default=ROOT / "docs" / "screens")
    said = options.parse_args()
    said.to.mkdir(exist_ok=True)
    wanted = set(said.scenes) or {scene.name for scene in SCENES}
    for width in (1, 2):
        shots: dict[str, list[list[Image.Image]]] = {}
        for theme in THEMES:
            for number, size in enumerate(SIZES):
                for name, image in _shots(size, theme, width, wanted):
                    rows = shots.setdefault(name, [])
                    if number == 0:
                        rows.append([])
                    rows[-1].append(image)
        for name, rows in shots.items():
            path = said.to / f"{name}{'-2' if width == 2 else ''}.png"
            _sheet(rows).quantize(COLOURS).save(path, optimize=True)
            print(path.name, f"{path.stat().st_size:,}")
            if (name, width) == ("article", 1) and said.to == ROOT / "docs" / "screens":
                rows[0][0].quantize(COLOURS).save(ROOT / "docs" / "tnews.png", optimize=True)


def _shots(
    size: tuple[int, int], theme: str, width: int, wanted: set[str]
) -> Iterator[tuple[str, Image.Image]]:
    """Yield each wanted scene and its picture, out of one run of the reader."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(f'[reader]\ntheme = "{theme}"\nambiguous_width = {width}\n', "utf-8")
        command = [sys.executable, "-m", "tnews", "--demo", "--config", str(config)]
        command += ["--data-dir", f"{folder}/data"]
        with Terminal(command, columns=size[0], lines=size[1]) as terminal:
            screen = pyte.Screen(*size)
            emulator = pyte.Stream(screen)
            seen = [0]

            def settle(seconds: float = 0.4) -> None:
                terminal.settle(seconds)
                text = terminal.painted[seen[0] :].decode("utf-8", "ignore")
                seen[0] = len(terminal.painted)
                pyte.screens.wcwidth = lambda char: _cells(char, width)
                emulator.feed(_UNKNOWN.sub("", text))

            terminal.until("全部")
            settle(7.0)  # it has refreshed, and the message went away
            for scene in SCENES:
                for key in scene.enter:
                    terminal.send(key)
                    settle()
                settle(0.6)
                if scene.name in wanted:
                    yield scene.name, _picture(screen, width)
                for key in scene.leave:
                    terminal.send(key)
                    settle()


def _cells(char: str, width: int) -> int:
    """Return how many cells the terminal gives `char`."""
    found = int(wcwidth(char))
    return width if found == 1 and east_asian_width(char) == "A" else found


def _picture(screen: pyte.Screen, width: int) -> Image.Image:
    """Draw what is on the emulated screen."""
    image = Image.new("RGB", (screen.columns * CELL, screen.lines * LINE), "#000000")
    draw = ImageDraw.Draw(image)
    drawn = []
    for y in range(screen.lines):
        for x in range(screen.columns):
            char = screen.buffer[y][x]
            if char.data == "":  # the second cell of a wide character
                continue
            fore, back = _colour(char.fg, "d0d0d0"), _colour(char.bg, "101010")
            if char.reverse:
                fore, back = back, fore
            cells = max(1, _cells(char.data[:1], width))
            left, top, right = x * CELL, y * LINE, (x + cells) * CELL - 1
            draw.rectangle((left, top, right, top + LINE - 1), fill=back)
            drawn.append((left, top, right, cells, char, fore))
    for left, top, right, cells, char, fore in drawn:  # over the grounds of their neighbours
        if char.data.strip():
            is_narrow_sign = cells == 1 and not char.data.isascii()
            font = _font(SIGNS if is_narrow_sign else FONT, char.bold)
            draw.text((left, top + (1 if is_narrow_sign else -3)), char.data, font=font, fill=fore)
        if char.underscore:
            draw.line((left, top + LINE - 2, right, top + LINE - 2), fill=fore)
    return image


def _colour(said: str, otherwise: str) -> str:
    if said == "default":
        return f"#{otherwise}"
    return f"#{_NAMED.get(said, said)}"


@cache
def _font(name: str, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the face that fontconfig names."""
    pattern = f"{name}:bold" if bold else name
    asked = ["fc-match", "-f", "%{file}\t%{index}", pattern]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    file, index = said.split("\t")
    return ImageFont.truetype(file, FONTS[name], index=int(index))


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """Put the screens of a scene on one sheet: a row for each theme."""
    width = max(sum(image.width + GAP for image in row) + GAP for row in rows)
    height = sum(max(image.height for image in row) + GAP for row in rows) + GAP
    sheet = Image.new("RGB", (width, height), "#808080")
    y = GAP
    for row in rows:
        x = GAP
        for image in row:
            sheet.paste(image, (x, y))
            x += image.width + GAP
        y += max(image.height for image in row) + GAP
    return sheet


if __name__ == "__main__":
    main()

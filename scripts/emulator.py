"""A terminal that a program paints into, and pictures of its screen."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Collection, Sequence
from functools import cache
from unicodedata import east_asian_width

import pyte
import pyte.screens
from in_terminal import Terminal
from PIL import Image, ImageDraw, ImageFont
from wcwidth import wcwidth

FONT, SIGNS = "Noto Sans Mono CJK SC", "DejaVu Sans Mono"
FONTS = {FONT: 14, SIGNS: 12}
"""Pixels of each; the second has the signs that the first lacks, and draws “ … ● and their like in
one cell."""

CELL, LINE = 7, 16
"""Pixels of a cell; the font's letters are 7 wide at 14 pixels, Chinese characters 14."""

QUIET = 0.1
"""Seconds without output after which a screen is complete: a cursor blinks every half second."""

ANSWER = 1.5
"""Seconds for a key to change the screen; not every key does. What comes too soon after an Esc
belongs to it, so it is worth waiting for."""

PATIENCE = 20.0
"""Seconds until what does not come is given up."""

SHADES = 3
"""Steps between a sign and its ground."""

BLOCKS = {"▀": (0, 0.5), "▄": (0.5, 1), "█": (0, 1)}
"""Where in a cell a block begins and ends: drawn, as no font fills its cell to the edge."""

_NAMED = {
    "black": "000000", "red": "cd0000", "green": "00cd00", "brown": "cdcd00", "blue": "0000ee",
    "magenta": "cd00cd", "cyan": "00cdcd", "white": "e5e5e5",
}  # fmt: skip
_UNKNOWN = re.compile(
    r"\x1b\[[<>=?][0-9;:]*[ -/]*[@-~]|\x1b\[[0-9;]*\$[a-z]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
)

Place = tuple[int, int]


class Emulator(Terminal):
    """`command` in a terminal of `size` that draws ambiguous characters `width` cells wide."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], width: int) -> None:
        super().__init__(command, columns=size[0], lines=size[1])
        self._width = width
        self._screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self._screen)

    def read(self, seconds: float) -> bytes:
        """Return what comes within `seconds`; what is asked is answered."""
        data = super().read(seconds)
        if data.count(b"\x1b[6n") == 2:  # before and behind an ambiguous character
            self.send(f"\x1b[1;1R\x1b[1;{1 + self._width}R")
        if b"\x1b[c" in data:
            self.send("\x1b[?62c")
        return data

    def press_and_look(self, key: str) -> None:
        """Press `key` and wait for another text on the screen; a cursor that blinks is none."""
        before, end = self.text(), time.monotonic() + ANSWER
        self.send(key)
        self.rest()
        while self.text() == before and time.monotonic() < end:
            self.rest()

    def rest(self) -> None:
        """Take in what is painted, until nothing comes for a moment."""
        end = time.monotonic() + 5 * QUIET
        while self.read(QUIET) and time.monotonic() < end:
            pass
        # A key may end in the middle of a sequence or character: the rest of it waits.
        text = self.painted.decode("utf-8", "ignore")
        self.painted = b""
        pyte.screens.wcwidth = lambda char: _cells(char, self._width)
        self._stream.feed(_UNKNOWN.sub("", text))

    def places(self, text: str, *, in_border: bool = False) -> set[Place]:
        """Return the lines and characters at which `text` stands."""
        before = "(?<=[─-] )" if in_border else ""
        return {
            (number, found.start())
            for number, line in enumerate(self.text())
            for found in re.finditer(before + re.escape(text), line)
        }

    def text(self) -> list[str]:
        """Return the lines of the screen."""
        columns = range(self._screen.columns)
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return ["".join(row[x].data for x in columns) for row in rows]

    def await_(self, text: str, before: Collection[Place], *, in_border: bool = False) -> bool:
        """Wait until `text` stands where it did not `before`; return whether it came."""
        return self._wait(lambda: bool(self.places(text, in_border=in_border).difference(before)))

    def await_no(self, text: str) -> bool:
        """Wait until `text` is gone; return whether it went."""
        return self._wait(lambda: not self.places(text))

    def _wait(self, is_so: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                return False
            self.rest()
        return True

    def picture(self) -> Image.Image:
        """Draw the screen."""
        screen = self._screen
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
                cells = max(1, _cells(char.data[:1], self._width))
                left, top, right = x * CELL, y * LINE, (x + cells) * CELL - 1
                draw.rectangle((left, top, right, top + LINE - 1), fill=back)
                drawn.append((left, top, right, cells, char, fore))
        for left, top, right, cells, char, fore in drawn:  # over the grounds of their neighbours
            if block := BLOCKS.get(char.data):
                upper, lower = (top + int(share * LINE) for share in block)
                draw.rectangle((left, upper, right, lower - 1), fill=fore)
            elif char.data.strip() and (name := _font_name(char.data, cells)):
                place = (left - CELL, top + (1 if name == SIGNS else -4))
                image.paste(fore, place, _glyph(char.data, name, char.bold))
            if char.underscore:
                draw.line((left, top + LINE - 1, right, top + LINE - 1), fill=fore)
        return image


def _cells(char: str, width: int) -> int:
    """Return how many cells the terminal gives `char`."""
    found = int(wcwidth(char))
    return width if found == 1 and east_asian_width(char) == "A" else found


def _colour(said: str, otherwise: str) -> str:
    return f"#{otherwise if said == 'default' else _NAMED.get(said, said)}"


@cache
def _glyph(text: str, name: str, bold: bool) -> Image.Image:
    """Return a character as a mask, a cell more at each side, with few shades: a sheet of them is
    half as large, and every colour of the theme stays what it is."""
    mask = Image.new("L", (4 * CELL, LINE + 4))
    ImageDraw.Draw(mask).text((CELL, 0), text, font=_font(name, bold), fill=255)
    step = 255 // SHADES
    return mask.point(lambda shade: round(shade / step) * step)


def _font_name(text: str, cells: int) -> str:
    """Return the font that draws `text`: what takes one cell comes from the second, and what only
    one of them has from that one; "" where neither has it."""
    fonts = (SIGNS, FONT) if cells == 1 and not text.isascii() else (FONT, SIGNS)
    return next((name for name in fonts if ord(text[0]) in _characters(name)), "")


@cache
def _characters(name: str) -> frozenset[int]:
    """Return the characters that a font has."""
    ranges = [one.split("-") for one in _ask(name, "%{charset}").split()]
    return frozenset(
        code for one in ranges for code in range(int(one[0], 16), int(one[-1], 16) + 1)
    )


@cache
def _font(name: str, bold: bool) -> ImageFont.FreeTypeFont:
    """Return the face that fontconfig names."""
    file, index = _ask(f"{name}:bold" if bold else name, "%{file}\t%{index}").split("\t")
    return ImageFont.truetype(file, FONTS[name], index=int(index))


def _ask(pattern: str, form: str) -> str:
    asked = ["fc-match", "-f", form, pattern]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout

"""A painting as cells: blocks of colour, or placeholders, or blocks with sixels over them.

Made on the thread that brought it: to make the 2,000 styles of a screenful of blocks takes 20 ms,
and their escape sequences 15 more.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tnews.services.pictures import Frame, Painting
from tnews.tui import kitty

UPPER_HALF = "▀"

PAUSE = 0.001
"""Seconds between two pieces: a key waits for one of them on each thread that it passes, not for
the whole picture (Python lets a thread run for 5 ms at a time)."""

PIECE = 24
"""Cells of different looks after which there is one: 0.4 ms."""

Rows = Sequence[list[Segment]]


class Drawn(NamedTuple):
    """A picture as the reader shows it.

    `before` is written to the terminal before its rows are, `over` (sixels) behind them where
    its first row begins, `after` once it is wanted no more.
    """

    columns: int
    rows: Rows
    before: Sequence[str] = ()
    over: str = ""
    after: str = ""


def draw(painting: Painting, frame: Frame, number: int, colours: ColorSystem) -> Drawn:
    """Return `painting` as cells; `number` is free for a picture of the terminal's own."""
    if frame.protocol == "kitty":
        return _placeholders(painting, frame, number, colours)
    rows = _blocks(painting, frame.halves, colours)
    return Drawn(painting.columns, rows, over=painting.data.decode("ascii"))


def _blocks(painting: Painting, halves: int, colours: ColorSystem) -> Rows:
    """Return rows of cells; those beside each other that look the same are one segment."""
    width = painting.columns * 3
    lines = [painting.pixels[at : at + width] for at in range(0, len(painting.pixels), width)]
    rows = []
    since = 0
    for top in range(0, len(lines), halves):
        upper, lower = _pixels(lines[top]), _pixels(lines[top + halves - 1])
        row = []
        for (above, below), cells in groupby(zip(upper, lower, strict=True)):
            is_one = above == below
            style = Style.from_color(None if is_one else _colour(above), _colour(below))
            style.render(" ", color_system=colours)  # it keeps its escape sequence from now on
            row.append(Segment((" " if is_one else UPPER_HALF) * sum(1 for _ in cells), style))
            since += 1
            if since == PIECE:
                since = 0
                time.sleep(PAUSE)
        rows.append(row)
    return rows


def _pixels(line: bytes) -> list[bytes]:
    return [line[at : at + 3] for at in range(0, len(line), 3)]


@lru_cache(1 << 12)  # of 1 MB; a third of the time
def _colour(pixel: bytes) -> Color:
    return Color.from_triplet(ColorTriplet(*pixel))


def _placeholders(painting: Painting, frame: Frame, number: int, colours: ColorSystem) -> Drawn:
    colour, number = number_in(colours, number)
    style = Style.from_color(colour, Color.from_triplet(ColorTriplet(*frame.background)))
    columns, count = min(painting.columns, kitty.MOST), min(painting.rows, kitty.MOST)
    rows = [[Segment(kitty.placeholders(row, columns), style)] for row in range(count)]
    before = kitty.transmission(number, painting.data, columns, count)
    return Drawn(columns, rows, before, after=kitty.deletion(number))


def number_in(colours: ColorSystem, number: int) -> tuple[Color, int]:
    """Return the colour that says a picture's number, and the number it says.

    With 256 colours rich writes one of these for it: the number is that one.
    """
    number = number % 0xFFFFFF + 1
    if colours != ColorSystem.EIGHT_BIT:
        return Color.from_rgb(number >> 16, number >> 8 & 0xFF, number & 0xFF), number
    steps = (0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF)
    cube = number % 216
    colour = Color.from_rgb(steps[cube // 36], steps[cube // 6 % 6], steps[cube % 6])
    written = colour.downgrade(colours).number
    return colour, written or 16

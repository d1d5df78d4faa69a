"""Paintings as cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment

from tnews.services.pictures import Frame, Painting
from tnews.text.wrap import cells
from tnews.tui.drawing import draw, number_in

FRAME = Frame("blocks", 80, 24)
TRUE, FEW = ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT


def pixels_of(row: list[Segment], halves: int) -> list[bytes]:
    """The rows of pixels that a row of cells shows."""
    shown = [b"" for _ in range(halves)]
    for text, style, _control in row:
        assert style is not None
        assert style.bgcolor is not None
        below = style.bgcolor.get_truecolor()
        above = style.color.get_truecolor() if style.color is not None else below
        assert text.strip("▀ ") == ""
        for char in text:
            for half in range(halves):
                shown[half] += bytes(above if half == 0 and char == "▀" else below)
    return shown


@given(st.integers(1, 5), st.integers(1, 3), st.sampled_from([1, 2]), st.data())
def test_blocks_show_every_pixel(columns: int, rows: int, halves: int, data: st.DataObject) -> None:
    some = st.sampled_from([b"\0\0\0", b"\xff\0\0", b"\1\2\3"])
    count = columns * rows * halves
    pixels = b"".join(data.draw(st.lists(some, min_size=count, max_size=count)))
    drawn = draw(Painting(columns, rows, pixels, b""), FRAME._replace(halves=halves), 1, TRUE)
    assert b"".join(part for row in drawn.rows for part in pixels_of(row, halves)) == pixels
    assert [sum(cells(text) for text, *_ in row) for row in drawn.rows] == [columns] * rows


def test_cells_that_look_the_same_are_one_segment() -> None:
    drawn = draw(Painting(40, 1, bytes(40 * 6), b""), FRAME, 1, TRUE)
    assert [text for text, *_ in drawn.rows[0]] == [" " * 40]


def test_where_half_blocks_are_wide_spaces_are_painted() -> None:
    pixels = bytes(range(30))
    drawn = draw(Painting(10, 1, pixels, b""), FRAME._replace(halves=1), 1, TRUE)
    assert "".join(text for text, *_ in drawn.rows[0]) == " " * 10


def test_sixels_lie_over_blocks() -> None:
    drawn = draw(Painting(2, 1, bytes(12), b"\x1bP0;1;0q\x1b\\"), FRAME, 1, TRUE)
    assert (drawn.over, len(drawn.rows)) == ("\x1bP0;1;0q\x1b\\", 1)


@pytest.mark.parametrize("number", [0, 1, 41, 255, 256, 0xFFFFFF, 0x1234567])
def test_a_number_is_said_by_a_colour(number: int) -> None:
    colour, said = number_in(TRUE, number)
    red, green, blue = colour.get_truecolor()
    assert said == red << 16 | green << 8 | blue
    assert said > 0


def test_with_256_colours_it_is_the_one_that_is_written() -> None:
    numbers = set()
    for number in range(216):
        colour, said = number_in(FEW, number)
        assert colour.downgrade(FEW).get_ansi_codes() == ("38", "5", str(said))
        numbers.add(said)
    assert len(numbers) > 150


def test_placeholders_wear_the_number_and_the_ground() -> None:
    frame = FRAME._replace(protocol="kitty", background=(1, 2, 3))
    drawn = draw(Painting(4, 2, b"", b"png"), frame, 0x0A0B0B, TRUE)
    ((text, style, _control),) = drawn.rows[1]
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    assert tuple(style.color.get_truecolor()) == (0x0A, 0x0B, 0x0C)
    assert tuple(style.bgcolor.get_truecolor()) == (1, 2, 3)
    assert cells(text) == 4
    assert f"i={0x0A0B0C}," in drawn.before[0]
    assert drawn.after.endswith(f"i={0x0A0B0C}\x1b\\")

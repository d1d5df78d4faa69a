"""What terminals are given of a picture, at the size of their cells."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from drawn import opened, photo, saved
from sixel_reader import read
from tnews.pictures.painting import make

PHOTO = saved(photo())


def painted(body: bytes = PHOTO, **facts: Any) -> tuple[bytes, bytes]:
    asked = {
        "protocol": "blocks", "columns": 16, "rows": 5, "cell": [10, 21], "halves": 2,
        "background": [0, 0, 0], **facts,
    }  # fmt: skip
    said, data = make(body, asked)
    return data[: said["pixels"]], data[said["pixels"] :]


@pytest.mark.parametrize("halves", [1, 2])
def test_blocks_are_pixels_row_by_row(halves: int) -> None:
    pixels, rest = painted(halves=halves)
    assert (len(pixels), rest) == (16 * 5 * halves * 3, b"")
    shown = Image.frombytes("RGB", (16, 5 * halves), pixels)
    assert shown.getpixel((15, 5 * halves - 1)) == pytest.approx((90, 30, 20), abs=3)


def test_kitty_is_given_a_png_of_the_cells_size() -> None:
    pixels, data = painted(protocol="kitty")
    picture = opened(data)
    assert (pixels, picture.format, picture.size) == (b"", "PNG", (160, 100))


def test_a_small_picture_is_not_made_larger_for_kitty() -> None:
    _pixels, data = painted(saved(photo(20, 10)), protocol="kitty")
    assert opened(data).size == (20, 10)


def test_sixels_fill_the_cells_up_to_whole_rows_of_six() -> None:
    pixels, data = painted(protocol="sixel")
    assert len(pixels) == 16 * 5 * 2 * 3
    assert read(data)[0].size == (160, 102)  # of 105


@pytest.mark.parametrize("protocol", ["blocks", "sixel"])
def test_what_is_see_through_shows_the_background(protocol: str) -> None:
    glass = Image.new("RGBA", (160, 100), (0, 0, 0, 0))
    pixels, _sixels = painted(saved(glass, "PNG"), protocol=protocol, background=[8, 16, 32])
    assert set(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)) == {(8, 16, 32)}

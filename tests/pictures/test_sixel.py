"""Sixels, read as a terminal reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drawn import photo
from sixel_reader import read
from tnews.pictures.sixel import COLOURS, encode


def in_registers(picture: Image.Image) -> Image.Image:
    """The picture in as few colours, each rounded to whole percents."""
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).convert("RGB")
    return few.point([round(round(part * 100 / 255) * 255 / 100) for part in range(256)] * 3)


@pytest.mark.parametrize("size", [(320, 198), (320, 200), (10, 6), (1, 1), (3, 7)])
def test_every_pixel_is_painted(size: tuple[int, int]) -> None:
    picture = photo(320, 200).resize(size)
    shown, facts = read(encode(picture))
    assert shown.tobytes() == in_registers(picture).tobytes()
    assert (facts["ph"], facts["pv"]) == size


def test_pixels_are_square_and_what_is_not_painted_stays() -> None:
    _shown, facts = read(encode(photo()))
    assert (facts["pan"], facts["pad"]) == (1, 1)
    assert facts["p2"] == 1


@given(st.binary(min_size=36 * 3, max_size=36 * 3))
def test_any_pixels_are_painted(pixels: bytes) -> None:
    picture = Image.frombytes("RGB", (6, 6), pixels)
    assert read(encode(picture))[0].tobytes() == in_registers(picture).tobytes()


def test_a_run_is_written_once() -> None:
    assert len(encode(Image.new("RGB", (1000, 6), "red"))) < 50

"""Bytes from strangers as pictures: what is kept of them, and what is refused."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image, features

from drawn import opened, photo, saved
from tnews.model import ParseError
from tnews.pictures.small import PIXELS, SIDE, make


def kept(body: bytes) -> Image.Image:
    facts, data = make(body, {})
    picture = opened(data)
    assert (picture.width, picture.height) == (facts["width"], facts["height"])
    return picture


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, without pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP"])
def test_a_picture_of_every_format_is_kept(format: str) -> None:
    if format in ("WEBP", "AVIF") and not features.check(format.lower()):
        pytest.skip(f"this Pillow knows no {format}")
    assert kept(saved(photo(), format)).size == (320, 200)


def test_a_large_picture_is_made_small_in_its_own_shape() -> None:
    assert kept(saved(photo(4000, 1000))).size == (SIDE, SIDE // 4)


def test_a_photo_is_kept_as_jpeg_and_a_drawing_without_loss() -> None:
    assert kept(saved(photo())).format == "JPEG"
    drawing = photo().quantize(8)
    assert kept(saved(drawing, "PNG")).convert("RGB").tobytes() == drawing.convert("RGB").tobytes()


def test_what_is_see_through_stays_so() -> None:
    glass = photo().convert("RGBA")
    glass.putalpha(60)
    assert kept(saved(glass, "PNG")).getpixel((5, 5)) == glass.getpixel((5, 5))


def test_an_animation_is_its_first_frame() -> None:
    red, blue = Image.new("RGB", (40, 40), "red"), Image.new("RGB", (40, 40), "blue")
    body = saved(red, "GIF", save_all=True, append_images=[blue])
    assert kept(body).convert("RGB").getpixel((20, 20)) == (255, 0, 0)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: a quarter turn
    assert kept(saved(photo(), exif=exif)).size == (200, 320)


def test_a_photo_in_inks_gets_the_colours_of_a_screen() -> None:
    assert kept(saved(photo().convert("CMYK"))).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_mode_is_kept(mode: str) -> None:
    picture = photo().convert("L").convert("I;16") if mode == "I;16" else photo().convert(mode)
    assert kept(saved(picture, "PNG")).size == (320, 200)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\n<?xml version='1.0'?><svg/>", "SVG"),
        (b"<!DOCTYPE html><html>", "page"),
        (b"", "format"),
        (b"\0" * 1000, "format"),
        (saved(photo())[:3000], "broken or cut off"),
        (saved(photo(), "PNG")[:1000], "broken or cut off"),
        (saved(photo(), "GIF")[:3000], "broken or cut off"),
        (saved(photo(), "TIFF"), "format"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "format"),
        (saved(Image.new("RGB", (1, 1)), "GIF"), "too small"),
        (saved(Image.new("RGB", (600, 1)), "PNG"), "too small"),
        (png_of(60_000, 60_000), "too large"),
        (png_of(PIXELS, 8), "too large"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        make(body, {})

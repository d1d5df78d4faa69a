"""Pictures for the tests, drawn here."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw


def photo(width: int = 320, height: int = 200) -> Image.Image:
    """A picture with smooth and sharp parts: a sky, a sun, a roof."""
    sky = Image.linear_gradient("L").resize((width, height))
    side = Image.linear_gradient("L").rotate(90).resize((width, height))
    picture = Image.merge("RGB", (sky, side, sky.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width // 8, height // 8, width // 2, height // 2), fill=(240, 200, 60))
    draw.rectangle((width // 2, height // 2, width, height), fill=(90, 30, 20))
    return picture


def saved(picture: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """The bytes of its file."""
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in a file."""
    picture: Image.Image = Image.open(BytesIO(data))
    picture.load()
    return picture

"""A picture as it came from a site, made small and harmless: what the cache keeps."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from tnews.locale import _
from tnews.model import ParseError

SIDE = 1600
"""Pixels of the longer side that are kept: as many as the text column of a large screen has."""

PIXELS = 40_000_000
"""Pixels of a picture that is decoded whole. Pillow takes 4 bytes for each: 160 MB."""

PIXELS_OF_JPEG = 200_000_000
"""Pixels of a JPEG, which is decoded at a half, a quarter or an eighth of its size."""

LEAST = 8
"""Pixels of a side below which a picture is a mark to count readers by, or a line."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
"""What is decoded. Pillow knows forty more, some of which start other programs."""

QUALITY = 85

_SVG = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", re.I)
_PAGE = re.compile(rb"\s*<(?:!DOCTYPE html|html|head|body)", re.I)


def make(body: bytes, _facts: Mapping[str, Any]) -> tuple[dict[str, int], bytes]:
    """Return {"width", "height"} and the picture as JPEG, or PNG where it has few colours or is see-through.

    The first frame of an animation; turned as its camera says. Raises `ParseError` in words
    that say what is wrong, MemoryError, and whatever Pillow raises for broken bytes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of broken metadata: the pixels tell
        picture = _decoded(body)
        few = picture.mode in ("1", "P", "PA")
        sees_through = picture.has_transparency_data
        wanted = "RGBA" if sees_through else "RGB"
        if picture.mode != wanted:  # a copy, and there is memory for few
            picture = picture.convert(wanted)
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ImageOps.exif_transpose(picture, in_place=True)
    out = BytesIO()
    if sees_through or few:
        picture.save(out, "PNG", compress_level=6)
    else:
        picture.save(out, "JPEG", quality=QUALITY)
    return {"width": picture.width, "height": picture.height}, out.getvalue()


def _decoded(body: bytes) -> Image.Image:
    """Return the first frame of `body`, checked before a pixel is decoded."""
    if _SVG.match(body):
        raise ParseError(_("a drawing (SVG), which tnews cannot show"))
    if _PAGE.match(body):
        raise ParseError(_("the site sent a page instead of the picture"))
    Image.MAX_IMAGE_PIXELS = None  # our own limits, which know of JPEG
    try:
        picture: Image.Image = Image.open(BytesIO(body), formats=FORMATS)
    except UnidentifiedImageError:
        raise ParseError(_("in a format that tnews does not know")) from None
    width, height = picture.size
    if min(width, height) < LEAST:
        raise ParseError(_("too small to be shown"))
    limit = PIXELS_OF_JPEG if picture.format == "JPEG" else PIXELS
    if width * height > limit:
        told = _("too large: {width} × {height} pixels")
        raise ParseError(told.format(width=width, height=height))
    picture.draft("RGB", (SIDE, SIDE))
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ParseError(_("its data are broken or cut off")) from error
    return picture

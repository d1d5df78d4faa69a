"""A picture as sixel graphics (VT330/VT340 Programmer Reference Manual, chapter 14)."""

from __future__ import annotations

import re

from PIL import Image

COLOURS = 256
"""Colour registers that are used: as many as xterm, foot, mlterm, WezTerm and Windows Terminal have."""

BAND = 6
"""Rows of pixels in a row of sixels."""

_RUN = re.compile(rb"(.)\1{3,}", re.S)
_SIXEL = bytes(min(0x3F + bits, 0x7E) for bits in range(256))
"""The six bits of a column as the character that stands for them."""


def encode(picture: Image.Image) -> bytes:
    """Return the RGB `picture` as one device control string.

    Its pixels are square ("1;1), what no colour covers stays as it is (P2 = 1). Colours are
    written in percent, each once. The height had better be a multiple of `BAND`.
    """
    painted = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    width, height = painted.size
    pixels = painted.tobytes()
    out = [b'\x1bP0;1;0q"1;1;%d;%d' % (width, height)]
    palette = painted.getpalette() or []
    for number in sorted(set(pixels)):
        red, green, blue = (
            round(part * 100 / 255) for part in palette[3 * number : 3 * number + 3]
        )
        out.append(b"#%d;2;%d;%d;%d" % (number, red, green, blue))
    for top in range(0, height, BAND):
        rows = [pixels[y * width : (y + 1) * width] for y in range(top, min(top + BAND, height))]
        out += [_band(rows, width), b"-"]
    out[-1] = b"\x1b\\"
    return b"".join(out)


def _band(rows: list[bytes], width: int) -> bytes:
    """Return up to six rows of pixels, one pass over the line for each colour in them."""
    passes = []
    for number in sorted(set(b"".join(rows))):
        column = 0
        for bit, row in enumerate(rows):
            # 0 but where the pixel has this colour. As one large number, six are or-ed at once.
            mask = bytes(number) + bytes([1 << bit]) + bytes(255 - number)
            column |= int.from_bytes(row.translate(mask))
        sixels = column.to_bytes(width).rstrip(b"\0").translate(_SIXEL)
        passes.append(b"#%d" % number + _RUN.sub(_run, sixels))
    return b"$".join(passes)


def _run(match: re.Match[bytes]) -> bytes:
    return b"!%d%s" % (len(match[0]), match[1])

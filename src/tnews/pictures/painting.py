"""What a terminal paints of a small picture: pixels for half blocks, a PNG for kitty, sixels."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from tnews.pictures import sixel

_STEPS = [value & 0xFC | value >> 6 for value in range(256)] * 3
"""64 steps a colour: more cells beside each other are alike, and no eye sees it in such large pixels."""


def make(body: bytes, facts: Mapping[str, Any]) -> tuple[dict[str, int], bytes]:
    """Return the picture `body`, which `small` made, as it is painted in `columns` x `rows` cells.

    `facts` are these, the `protocol`, the `cell` (its width and height in pixels), the
    `background` (red, green, blue) under see-through parts, and `halves`: how many pixels a
    cell holds one above the other, 2 or 1, where it is painted with characters.

    For "blocks" the pixels row by row, three bytes each; for "sixel" these and the sixels behind
    them; for "kitty" a PNG. The facts that come back say how long the first part is ("pixels").
    """
    columns, rows = int(facts["columns"]), int(facts["rows"])
    wide, high = (int(side) for side in facts["cell"])
    picture: Image.Image = Image.open(BytesIO(body), formats=("JPEG", "PNG"))
    if facts["protocol"] == "kitty":  # the terminal scales it, and lays it on its own background
        picture.draft("RGB", (columns * wide, rows * high))
        picture.thumbnail((columns * wide, rows * high), Image.Resampling.LANCZOS)
        out = BytesIO()
        picture.save(out, "PNG", compress_level=1)  # a sixth of the time of 6, a tenth more bytes
        return {"pixels": 0}, out.getvalue()
    whole = _on(picture, tuple(facts["background"]))
    small = _scaled(whole, columns, rows * int(facts["halves"]))
    blocks = small.point(_STEPS).tobytes()
    if facts["protocol"] == "blocks":
        return {"pixels": len(blocks)}, blocks
    height = max(sixel.BAND, rows * high // sixel.BAND * sixel.BAND)
    return {"pixels": len(blocks)}, blocks + sixel.encode(_scaled(whole, columns * wide, height))


def _on(picture: Image.Image, background: tuple[int, ...]) -> Image.Image:
    """Return `picture` without see-through parts."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, (*background[:3], 255))
    return Image.alpha_composite(ground, picture).convert("RGB")


def _scaled(picture: Image.Image, width: int, height: int) -> Image.Image:
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)

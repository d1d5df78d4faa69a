"""How many colours the terminal has: a palette of what it can show."""

from __future__ import annotations

from functools import cache
from typing import Any

from rich.color import Color, ColorSystem

from tnews.model.palette import COLOURS, Palette, luminance
from tnews.model.record import replace

_TONE = 3.0
"""How much more a step of brightness counts than one of colour: of dark grounds that lie close
together only that is seen."""


def shown(palette: Palette) -> Palette:
    """Return `palette` in the 256 colours of xterm, the nearest ones.

    rich finds the nearest ones too, but takes black for all that is dark and not quite grey; what
    stands here it leaves as it is.
    """
    if palette.is_plain:
        return palette
    found: dict[str, Any] = {name: _nearest(getattr(palette, name)) for name in COLOURS}
    return replace(palette, **found)


def _nearest(colour: str) -> str:
    return min(_xterm(), key=lambda one: _distance(one, colour))


def _distance(one: str, other: str) -> float:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    tone: float = 255 * (luminance(one) ** (1 / 2.4) - luminance(other) ** (1 / 2.4))
    return sum((a - b) ** 2 for a, b in pairs) + _TONE * 3 * tone * tone


@cache
def _xterm() -> tuple[str, ...]:
    """Return the colours 16 to 255 that come through rich as they are."""
    found = []
    for number in range(16, 256):
        triplet = Color.from_ansi(number).get_truecolor()
        again = Color.from_triplet(triplet).downgrade(ColorSystem.EIGHT_BIT)
        if again.number is not None and Color.from_ansi(again.number).get_truecolor() == triplet:
            found.append(triplet.hex)
    return tuple(found)

"""How many colours the terminal has: a palette of what it can show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from rich.color import Color, ColorSystem

from tnews.model.palette import COLOURS, PALETTES, Palette, luminance
from tnews.model.record import replace

_TRUE = {"alacritty", "contour", "direct", "foot", "ghostty", "kitty", "rio", "wezterm"}
"""Words of TERM that mean true colours. ssh hands on TERM, and seldom COLORTERM."""

_TONE = 3.0
"""How much more a step of brightness counts than one of colour: of dark grounds that lie close
together only that is seen."""


@contextmanager
def as_rich_needs_it() -> Iterator[str]:
    """Hide NO_COLOR, and say COLORTERM where TERM means it; gives the value of NO_COLOR."""
    before = {name: os.environ.get(name) for name in ("NO_COLOR", "COLORTERM")}
    os.environ.pop("NO_COLOR", None)
    if not before["COLORTERM"] and _TRUE.intersection(os.environ.get("TERM", "").split("-")):
        os.environ["COLORTERM"] = "truecolor"
    try:
        yield before["NO_COLOR"] or ""
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def only_theme(no_colour: str, system: str | None) -> str:
    """Return the one theme that can be worn with so many colours; "" where all can.

    With NO_COLOR in the environment (no-color.org) that is always `mono`; Textual would write grey
    for every colour. With 16 colours it is `terminal`, because of 16 nobody knows what they are.
    """
    if no_colour:
        return "mono"
    return "terminal" if system == "standard" else ""


def fitting(palette: Palette, only: str, system: str | None) -> Palette:
    """Return what of `palette` can be shown, where `only` one theme or all can be worn."""
    if only:
        return PALETTES["mono" if palette.name == "mono" else only]
    return shown(palette) if system == "256" else palette


@cache
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

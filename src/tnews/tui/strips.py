"""A line of a widget out of styled pieces."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tnews.tui.pieces import joined


def strip(pieces: list[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """Return `pieces` as one strip, padded with `fill` to `width` cells (never cut)."""
    found, size = joined(pieces, width, fill)
    return Strip([Segment(text, style) for text, style in found], size)

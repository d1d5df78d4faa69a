"""Every sign that the screen paints by itself at a fixed place: one cell each, on every terminal.

Where ambiguous characters take two cells, those of class N or Na (UAX #11) stand in for them.
Signs inside running text (… “ ” ·) need no other: they are counted as the terminal draws them.
"""

from __future__ import annotations

from typing import NamedTuple

from tnews.model.source import UNCHECKED
from tnews.text import ambiguous


class Marks(NamedTuple):
    """One cell each."""

    unread: str = "●"
    bookmark: str = "★"
    note: str = "※"
    up: str = "↑"
    down: str = "↓"
    none: str = "—"
    relay: str = "⇄"
    unchecked: str = UNCHECKED
    here: str = "▸"
    folded: str = "▸"
    unfolded: str = "▾"
    chosen: str = "›"
    more_left: str = "‹"
    more_right: str = "›"
    checked: str = "✓"


NARROW = Marks()

WIDE = Marks(unread="◉", bookmark="♦", note="*", up="+", down="-", none="-")


def marks() -> Marks:
    """Return the marks of this terminal."""
    return WIDE if ambiguous.width() == 2 else NARROW

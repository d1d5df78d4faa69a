"""A line of a widget out of styled pieces, in as few escape sequences as show the same."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tnews.text.wrap import cells


def strip(pieces: list[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """Return `pieces` as one strip, padded with `fill` to `width` cells (never cut).

    A style of its own takes up to 45 bytes on the way to the terminal, and a list's line has
    six: so blank cells wear that of a neighbour on the same ground, whose colour of letters does
    not show in them. It halves what moving the cursor writes.
    """
    used = sum(cells(text) for text, _ in pieces)
    if used < width:
        pieces = [*pieces, (" " * (width - used), fill)]
    joined: list[tuple[str, Style]] = []
    for text, style in pieces:
        if not text:
            continue
        if joined:
            before, worn = joined[-1]
            if worn == style or (_is_blank(text) and _look_alike(worn, style)):
                joined[-1] = (before + text, worn)
                continue
            if _is_blank(before) and _look_alike(worn, style):
                joined[-1] = (before + text, style)
                continue
        joined.append((text, style))
    return Strip([Segment(text, style) for text, style in joined], max(used, width))


def _is_blank(text: str) -> bool:
    return not text.strip(" \u3000")


def _look_alike(one: Style, other: Style) -> bool:
    """Whether blank cells look the same in both: on one ground, without any line, not turned."""
    if one.bgcolor != other.bgcolor or one.meta != other.meta or one.link != other.link:
        return False
    return not any(s.underline or s.strike or s.reverse or s.overline for s in (one, other))

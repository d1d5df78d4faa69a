"""Lines as styled pieces, in as few escape sequences as show the same. Knows rich, not Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from tnews.text.wrap import cells, truncate
from tnews.tui.theme import style_of

if TYPE_CHECKING:
    from textual.theme import Theme

    from tnews.model.palette import Palette
    from tnews.tui.widgets.article_lines import Pieces

Styled = list[tuple[str, Style]]


def row_pieces(line: Pieces, theme: Theme | Palette, over: Style) -> Styled:
    """Return a line of an article in a list as what its parts wear, with the cursor `over` it; a
    hit stays what it is."""
    fill = style_of(theme, "list") + over
    pieces = []
    for text, part in line:
        worn = style_of(theme, f"list.{part}") if part else fill
        pieces.append((text, worn if part == "hit" else worn + over))
    return pieces


def heading_pieces(label: str, width: int, theme: Theme | Palette) -> Styled:
    """Return a line above an article that names a date."""
    ground = style_of(theme, "list")
    return [("   ", ground), (truncate(label, width - 4), style_of(theme, "list.date"))]


def joined(pieces: Styled, width: int, fill: Style) -> tuple[Styled, int]:
    """Return `pieces` padded with `fill` to `width` cells (never cut), and the cells they take.

    A style of its own takes up to 45 bytes on the way to the terminal, and a list's line has
    six: so blank cells wear that of a neighbour on the same ground, whose colour of letters does
    not show in them. It halves what moving the cursor writes.
    """
    used = sum(cells(text) for text, _ in pieces)
    if used < width:
        pieces = [*pieces, (" " * (width - used), fill)]
    found: Styled = []
    for text, style in pieces:
        if not text:
            continue
        if found:
            before, worn = found[-1]
            if worn == style or (_is_blank(text) and _look_alike(worn, style)):
                found[-1] = (before + text, worn)
                continue
            if _is_blank(before) and _look_alike(worn, style):
                found[-1] = (before + text, style)
                continue
        found.append((text, style))
    return found, max(used, width)


def _is_blank(text: str) -> bool:
    return not text.strip(" \u3000")


def _look_alike(one: Style, other: Style) -> bool:
    """Whether blank cells look the same in both: on one ground, without any line, not turned."""
    if one.bgcolor != other.bgcolor or one.meta != other.meta or one.link != other.link:
        return False
    return not any(s.underline or s.strike or s.reverse or s.overline for s in (one, other))

"""What the mouse is over in the article zone: a link, a hit, a related article. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from tnews.text.wrap import cells
from tnews.tui.numbered import numbered
from tnews.tui.passage import Line
from tnews.tui.pointing import place_at
from tnews.tui.sheet import Sheet

BACK_BUTTON = 3
"""The right button of the mouse: one step back, as Esc."""

_NUMBER = re.compile(r"\[(\d+)\]")


class Under(NamedTuple):
    """A thing to be clicked: `number` is that of the link or related article, from 0, or the
    offset at which a hit begins."""

    kind: Literal["link", "hit", "related"]
    number: int


def under(lines: Sequence[Line], y: int, x: int, sheet: Sheet) -> Under | None:
    """Return what is drawn in cell `x` of line `y` that leads somewhere, None if nothing does."""
    if not 0 <= y < len(lines):
        return None
    piece = _piece(lines[y], x)
    if piece is None:
        return None
    text, role = lines[y].pieces[piece]
    match role:
        case "related":
            before = sum(any(r == "related" for _t, r in line.pieces) for line in lines[:y])
            return Under("related", before)
        case "number" if found := _NUMBER.search(text):
            return Under("link", int(found[1]) - 1)
        case "link":
            number = _link_in_text(lines, y, x, sheet)
            return None if number is None else Under("link", number)
        case "hit" | "current":
            number = sum(r in ("hit", "current") for _t, r in lines[y].pieces[:piece])
            return Under("hit", lines[y].hits[number])
    return None


def _piece(line: Line, x: int) -> int | None:
    left = 0
    for number, (text, _role) in enumerate(line.pieces):
        if left <= x < left + cells(text):
            return number
        left += cells(text)
    return None


def _link_in_text(lines: Sequence[Line], y: int, x: int, sheet: Sheet) -> int | None:
    """Return the number of the link in cell `x` of line `y`, in the text or listed below it."""
    if lines[y].block < 0:
        for line in reversed(lines[: y + 1]):  # a long address goes on below its number
            text = line.pieces[0][0] if line.pieces else ""
            if found := _NUMBER.match(text):
                return int(found[1]) - 1
        return None
    block, offset = place_at(lines, y, x, sheet.blocks)
    urls = [link.url for link in numbered(sheet.blocks)]
    for link in sheet.blocks[block].links:
        if link.start <= offset < link.end and link.url in urls:
            return urls.index(link.url)
    return None

"""From a cell on the screen to the text of the article and back to what was written. Pure.

A place is a block and an offset in its stored text, so it outlives another width, other quotation
marks and another script. What lies between two places is the article's own text.
"""

from __future__ import annotations

from collections.abc import Sequence

from tnews.model import Block
from tnews.text.wrap import cells, index_at, whole
from tnews.tui.passage import Line

Place = tuple[int, int]
"""A block, and an offset in its text; its length is the place behind its last character."""


def place_at(lines: Sequence[Line], y: int, x: int, blocks: Sequence[Block]) -> Place:
    """Return which character of the text is drawn in cell `x` of line `y`, from 0.

    Where nothing of the text is drawn it is the next character of the line, or behind its last
    one; above, between and below the text what comes next in it, or its end. A mark or a bar
    beside the text, and a gap in it, count as what follows.
    """
    if y < 0:
        return 0, 0
    for number in range(y, len(lines)):
        if lines[number].block >= 0:
            return _place_in(lines[number], x if number == y else 0)
    return len(blocks), 0


def _place_in(line: Line, x: int) -> Place:
    end = line.offset
    left = 0
    for (text, _role), stored in zip(line.pieces, line.stored, strict=True):
        width = cells(text)
        if stored >= 0 and text:
            if x < left + width:
                return line.block, stored + (index_at(text, x - left) if x > left else 0)
            end = stored + len(text)
        left += width
    return line.block, end


def cells_between(line: Line, start: Place, end: Place) -> tuple[int, int]:
    """Return the cells of `line`, from the first to behind the last, that show the text from
    `start` to `end`; (0, 0) if it shows none of it."""
    first = last = -1
    left = 0
    for (text, _role), stored in zip(line.pieces, line.stored, strict=False):
        if stored >= 0 and text:
            begin = _clamp(start, line.block, stored, len(text))
            stop = _clamp(end, line.block, stored, len(text))
            if begin < stop:
                first = left + cells(text[:begin]) if first < 0 else first
                last = left + cells(text[:stop])
        left += cells(text)
    return (first, last) if first >= 0 else (0, 0)


def _clamp(place: Place, block: int, stored: int, size: int) -> int:
    """Return where in `size` characters from `stored` of `block` on `place` is."""
    if place[0] != block:
        return 0 if place[0] < block else size
    return max(0, min(size, place[1] - stored))


def text_between(blocks: Sequence[Block], start: Place, end: Place) -> str:
    """Return the text of the article from `start` to before `end`, a block a line.

    In any order; from the beginning to the end it is `Article.text`. What is drawn as one, a
    family or a letter with its accent, is copied whole.
    """
    start, end = sorted((start, end))
    found = []
    for number in range(max(0, start[0]), min(end[0] + 1, len(blocks))):
        text = blocks[number].text
        first = max(0, start[1]) if number == start[0] else 0
        last = max(first, end[1]) if number == end[0] else len(text)
        if first < last:
            first, last = whole(text, first, last)
        found.append(text[first:last])
    return "\n".join(text for text in found if text)

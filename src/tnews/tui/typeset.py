"""An article's blocks set into lines of a given width. Pure: no widget, no colour, only roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tnews.locale import _
from tnews.model import Block
from tnews.model.settings import ReaderSettings
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.numbered import numbered

Piece = tuple[str, str]
"""Text and its role: text, heading, quote, code, cell, link, number, hit, caption, bar, note."""

IDEOGRAPHIC_SPACE = "\u3000"

_ITEM = re.compile(r"\s*\S{1,6} ")
"""The mark of a list item: "· ", "1. ", indented where it is nested."""


class Line(NamedTuple):
    """One line on the screen. `block` and `offset` say which text it begins with, so that a
    place survives another width; `block` is -1 for lines that belong to no block."""

    pieces: tuple[Piece, ...] = ()
    block: int = -1
    offset: int = 0


class _Shape(NamedTuple):
    """How a kind of block is set: cells before the first and the other lines, and its role."""

    first: str = ""
    rest: str = ""
    role: str = "text"
    bar: str = ""
    """The role of the coloured cell before every line, "" for none."""


def typeset(
    blocks: Sequence[Block], width: int, settings: ReaderSettings, words: str = ""
) -> list[Line]:
    """Return the lines of `blocks` for a column of `width` cells.

    Links are numbered through the article and listed at its end; `words` are marked where
    the search they come from hits. With `settings.hang` a line may be 2 cells wider.
    """
    result: list[Line] = []
    links = numbered(blocks)
    numbers = {link.url: number for number, link in enumerate(links, 1)}
    before: Block | None = None
    for index, block in enumerate(blocks):
        if before is not None:
            result += [Line()] * _gap(before, block, settings.paragraph_gap)
        if block.kind == "table":
            result += _table(block, index, width, words)
        elif block.kind == "pre":
            for offset, text in _hard_lines(block.text):
                result += _lines(text, (), index, offset, width, _Shape(role="code"), words, 0)
        else:
            text, marks = _with_numbers(block, numbers)
            item = _ITEM.match(text) if block.kind == "li" else None
            mark = item[0] if item else ""
            shape = _shape(block, settings, mark)
            hang = 2 if settings.hang and block.kind == "p" else 0
            marks = [(a - len(mark), b - len(mark), role) for a, b, role in marks]
            text = text[len(mark) :]
            result += _lines(text, marks, index, len(mark), width, shape, words, hang)
        before = block
    if links:
        result += [Line(), Line(((_("Links"), "note"),))]
        for number, link in enumerate(links, 1):
            label = f"[{number}] "
            rest = " " * cells(label)
            for part, text in enumerate(lines(link.url, max(2, width - cells(label)))):
                lead = (label, "number") if part == 0 else (rest, "text")
                result.append(Line((lead, (text, "link"))))
    return result


def column(width: int, measure: int) -> tuple[int, int]:
    """Return where the text column of a zone of `width` cells begins, and how wide it is.

    Even, so that pure Chinese fills the line; in the middle; never wider than `measure`.
    """
    room = max(4, width - (4 if width >= 44 else 2))
    columns = min(measure, room - room % 2)
    return max(1, (width - columns) // 2), columns


def _gap(before: Block, block: Block, paragraph_gap: int) -> int:
    if before.kind == block.kind == "li":
        return 0
    return max(1, paragraph_gap) if "h" in (block.kind, before.kind) else paragraph_gap


def _shape(block: Block, settings: ReaderSettings, mark: str) -> _Shape:
    match block.kind:
        case "h":
            return _Shape(first=" ", rest=" ", role="heading", bar="section")
        case "quote":
            return _Shape(first=" ", rest=" ", role="quote", bar="bar")
        case "li":
            return _Shape(first=mark, rest=" " * cells(mark))
        case "img":
            return _Shape(role="caption")
        case _:
            return _Shape(first=IDEOGRAPHIC_SPACE * 2 if settings.indent else "")


def _with_numbers(
    block: Block, numbers: Mapping[str, int]
) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the block's text with [n] after each link, and the marks (start, end, role)."""
    text = block.text
    if block.kind == "img":
        caption = _("[picture]") + text
        if block.href:
            tag = f"[{numbers[block.href]}]"
            return caption + tag, [(len(caption), len(caption) + len(tag), "number")]
        return caption, []
    marks: list[tuple[int, int, str]] = []
    out, at, shift = [], 0, 0
    for link in block.links:
        if link.start < at:
            continue
        tag = f"[{numbers[link.url]}]"
        out += [text[at : link.end], tag]
        marks.append((link.start + shift, link.end + shift, "link"))
        marks.append((link.end + shift, link.end + shift + len(tag), "number"))
        shift += len(tag)
        at = link.end
    return "".join([*out, text[at:]]), marks


def _lines(
    text: str,
    marks: Iterable[tuple[int, int, str]],
    block: int,
    start: int,
    width: int,
    shape: _Shape,
    words: str,
    hang: int,
) -> list[Line]:
    """Break one paragraph and give each line its pieces."""
    spans = [*marks, *_hits(text, words)]
    bar: list[Piece] = [(" ", shape.bar)] if shape.bar else []
    # The indent takes part in the breaking, so that the first line is as full as the others.
    room = max(4, width - len(bar) - cells(shape.rest))
    extra = "" if shape.rest else shape.first
    result: list[Line] = []
    at = 0
    for number, piece in enumerate(lines(extra + text, room, hang)):
        if number == 0:
            piece = piece[len(extra) :]
        shown = piece.rstrip(" ")
        inset = shape.first if number == 0 else shape.rest
        pieces = [*bar, (inset, shape.role)] if inset else [*bar]
        pieces += _pieces(shown, at, spans, shape.role)
        result.append(Line(tuple(pieces), block, start + at))
        at += len(piece)
    return result


def _hits(text: str, words: str) -> list[tuple[int, int, str]]:
    """Return where the search `words` hit in `text`."""
    if not words:
        return []
    from tnews.text.hits import hits  # the first paint searches nothing

    return [(start, end, "hit") for start, end in hits(text, words)]


def _pieces(text: str, at: int, spans: list[tuple[int, int, str]], role: str) -> list[Piece]:
    """Cut `text`, which begins at offset `at` of its paragraph, at the borders of `spans`."""
    if not spans:
        return [(text, role)]
    end = at + len(text)
    borders = sorted({at, end, *(b for s in spans for b in s[:2] if at < b < end)})
    result = []
    for left, right in pairwise(borders):
        # Later spans win: a hit is seen inside a link too.
        part = role
        for start, stop, name in spans:
            if start <= left and right <= stop:
                part = name
        result.append((text[left - at : right - at], part))
    return result


def _hard_lines(text: str) -> list[tuple[int, str]]:
    """Return (offset, line) of each line of a text that keeps its line breaks."""
    result, at = [], 0
    for line in text.split("\n"):
        result.append((at, line.expandtabs(4)))
        at += len(line) + 1
    return result


def _table(block: Block, index: int, width: int, words: str) -> list[Line]:
    """Set a table in columns; columns that do not fit are shortened from the widest down."""
    rows = [line.split("\t") for line in block.text.split("\n")]
    columns = max(len(row) for row in rows)
    gap = 2
    widths = [
        max((cells(row[column]) for row in rows if column < len(row)), default=0)
        for column in range(columns)
    ]
    room = width - gap * (columns - 1)
    if room < 4 * columns:
        result = []
        for row in rows:
            text = "  ".join(cell for cell in row if cell)
            result += _lines(text, (), index, 0, width, _Shape(rest="  ", role="cell"), words, 0)
        return result
    while sum(widths) > room:
        widest = max(range(columns), key=lambda column: widths[column])
        widths[widest] -= 1
    result, at = [], 0
    for number, row in enumerate(rows):
        pieces: list[Piece] = []
        role = "heading" if number == 0 and len(rows) > 1 else "cell"
        for column, cell in enumerate(row):
            shown = truncate(cell, max(2, widths[column]))
            pad = " " * (widths[column] - cells(shown) + (gap if column + 1 < len(row) else 0))
            pieces += [*_pieces(shown, 0, _hits(shown, words), role), (pad, role)]
        result.append(Line(tuple(pieces), index, at))
        at += sum(len(cell) + 1 for cell in row)
    return result

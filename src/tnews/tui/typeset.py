"""An article's blocks set into lines of a given width. Pure: no widget, no colour, only roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    place survives another width; `block` is -1 for lines that belong to no block. `hits` says
    for each piece that is part of a hit where in the block that hit begins."""

    pieces: tuple[Piece, ...] = ()
    block: int = -1
    offset: int = 0
    hits: tuple[int, ...] = ()


_Span = tuple[int, int, str]
"""Where in a text something stands, and its role."""


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
                spans = _hits(text, words)
                result += _lines(text, spans, index, offset, width, _Shape(role="code"), 0)
        else:
            text, spans = _with_numbers(block, numbers, words)
            item = _ITEM.match(text) if block.kind == "li" else None
            mark = item[0] if item else ""
            shape = _shape(block, settings, mark)
            hang = 2 if settings.hang and block.kind == "p" else 0
            spans = [(a - len(mark), b - len(mark), role) for a, b, role in spans]
            text = text[len(mark) :]
            result += _lines(text, spans, index, len(mark), width, shape, hang)
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


def _with_numbers(block: Block, numbers: Mapping[str, int], words: str) -> tuple[str, list[_Span]]:
    """Return the block's text with [n] after each link, and what stands where in it.

    A hit is looked for in the text alone: it may go across a number, and finds none.
    """
    text = block.text
    if block.kind == "img":
        caption = _("[picture]")
        shift = len(caption)
        spans = [(a + shift, b + shift, role) for a, b, role in _hits(text, words)]
        if not block.href:
            return caption + text, spans
        tag = f"[{numbers[block.href]}]"
        end = shift + len(text)
        return caption + text + tag, [*spans, (end, end + len(tag), "number")]
    links: list[_Span] = []
    tags: list[_Span] = []
    put: list[tuple[int, int]] = []  # where in the text a number was put, and how long it is
    out, at, shift = [], 0, 0
    for link in block.links:
        if link.start < at:
            continue
        tag = f"[{numbers[link.url]}]"
        out += [text[at : link.end], tag]
        links.append((link.start + shift, link.end + shift, "link"))
        tags.append((link.end + shift, link.end + shift + len(tag), "number"))
        put.append((link.end, len(tag)))
        shift += len(tag)
        at = link.end
    hits = []
    for start, end, role in _hits(text, words):
        before = sum(size for where, size in put if where <= start)
        within = sum(size for where, size in put if start < where < end)
        hits.append((start + before, end + before + within, role))
    return "".join([*out, text[at:]]), [*links, *hits, *tags]


def _lines(
    text: str,
    spans: Sequence[_Span],
    block: int,
    start: int,
    width: int,
    shape: _Shape,
    hang: int,
) -> list[Line]:
    """Break one paragraph and give each line its pieces."""
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
        own = _pieces(shown, at, spans, shape.role)
        hits = [start + begin for begin in _begins(own, at, spans)]
        result.append(Line((*pieces, *own), block, start + at, tuple(hits)))
        at += len(piece)
    return result


def _hits(text: str, words: str) -> list[_Span]:
    """Return where the search `words` hit in `text`."""
    if not words:
        return []
    from tnews.text.hits import hits  # the first paint searches nothing

    return [(start, end, "hit") for start, end in hits(text, words)]


def _pieces(text: str, at: int, spans: Sequence[_Span], role: str) -> list[Piece]:
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


def _begins(pieces: Sequence[Piece], at: int, spans: Sequence[_Span]) -> list[int]:
    """Return for each piece of a hit where that hit begins; the pieces begin at `at`."""
    begins = [start for start, _end, role in spans if role == "hit"]
    found = []
    for text, role in pieces:
        if role == "hit":
            found.append(max(begin for begin in begins if begin <= at))
        at += len(text)
    return found


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
    result, at = [], 0
    if room < 4 * columns:
        for row in rows:
            text = "  ".join(cell for cell in row if cell)
            shape = _Shape(rest="  ", role="cell")
            result += _lines(text, _hits(text, words), index, at, width, shape, 0)
            at += len(text) + 1
        return result
    while sum(widths) > room:
        widest = max(range(columns), key=lambda column: widths[column])
        widths[widest] -= 1
    for number, row in enumerate(rows):
        pieces: list[Piece] = []
        hits: list[int] = []
        begin = at
        role = "heading" if number == 0 and len(rows) > 1 else "cell"
        for column, cell in enumerate(row):
            shown = truncate(cell, max(2, widths[column]))
            pad = " " * (widths[column] - cells(shown) + (gap if column + 1 < len(row) else 0))
            spans = _hits(shown, words)
            own = _pieces(shown, 0, spans, role)
            hits += [at + start for start in _begins(own, 0, spans)]
            pieces += [*own, (pad, role)]
            at += len(cell) + 1
        result.append(Line(tuple(pieces), index, begin, tuple(hits)))
    return result

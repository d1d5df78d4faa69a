"""One paragraph as it is shown, and the lines it is set in. Pure.

A line knows of each of its pieces which characters of the stored text it shows, so hits, places
and what is copied are those of the article, whatever stands on the screen for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tnews.model.record import Record
from tnews.text.shown import Put, Shown, with_puts
from tnews.text.wrap import cells, lines

Piece = tuple[str, str]
"""Text and its role: text, heading, quote, code, cell, link, number, hit, caption, picture, bar,
note."""

Span = tuple[int, int]
"""Where in a stored text something stands: from its first character to behind its last."""


class Line(NamedTuple):
    """One line on the screen. `block` and `offset` say which text it begins with, so that a
    place survives another width; `block` is -1 for lines that belong to no block. `hits` says
    for each piece that is part of a hit where in the block that hit begins. `stored` says for
    each piece which character of the block's text its first one is, the others following one by
    one; -1 for what is not in the text (indents, marks of a link, gaps), () if nothing is.
    `picture` says of a row of a picture of which block it is and the how many-th."""

    pieces: tuple[Piece, ...] = ()
    block: int = -1
    offset: int = 0
    hits: tuple[int, ...] = ()
    stored: tuple[int, ...] = ()
    picture: tuple[int, int] | None = None


class Shape(Record):
    """How a kind of block is set: cells before the first and the other lines, and its role."""

    first: str = ""
    rest: str = ""
    role: str = "text"
    bar: str = ""
    """The role of the coloured cell before every line, "" for none."""
    mark: int = -1
    """Where in the block `first` stands if it is text, as the mark of a list item is; else -1."""


_Run = tuple[int, str, int, int | None]
"""What wears one role: where it ends in the shown text, the role, the stored character at its
beginning (-1 for what was put in), and where the hit begins that it is part of, or None."""


class Passage(Record):
    """A paragraph as it is shown, and its runs from the first character to the last."""

    shown: Shown
    runs: list[_Run]


def passage(
    face: str,
    role: str,
    *,
    links: Sequence[Span] = (),
    hits: Sequence[Span] = (),
    puts: Iterable[Put] = (),
) -> Passage:
    """Return the paragraph whose characters look like `face`, one for each stored one.

    `links` and `hits` are stored spans, each of the two ascending without overlaps; a hit may
    begin before the text, where something in front of it is set apart (the mark of an item).
    """
    shown = with_puts(face, puts)
    if not (links or hits or shown.puts):
        return Passage(shown, [(len(face), role, 0, None)])
    return Passage(shown, _runs(shown, role, links, hits))


def _runs(shown: Shown, role: str, links: Sequence[Span], hits: Sequence[Span]) -> list[_Run]:
    """Cut the shown text wherever a link, a hit or a put begins or ends: a sweep through all."""
    layers = [
        [(max(0, shown.to_shown(start)), shown.to_shown(end - 1) + 1) for start, end in spans]
        for spans in (links, hits)
    ]
    put_ends = [at + len(put.text) for at, put in zip(shown.starts, shown.puts, strict=True)]
    layers.append(list(zip(shown.starts, put_ends, strict=True)))
    borders = {0, len(shown.text)}
    for layer in layers:
        for start, end in layer:
            borders |= {start, end}
    ordered = sorted(borders)
    current = [0, 0, 0]
    found: list[_Run] = []
    for left, right in pairwise(ordered):
        inside = []
        for number, layer in enumerate(layers):
            while current[number] < len(layer) and layer[current[number]][1] <= left:
                current[number] += 1
            at = current[number]
            inside.append(at if at < len(layer) and layer[at][0] <= left else -1)
        link, hit, put = inside
        name = "hit" if hit >= 0 else "link" if link >= 0 else role
        if put >= 0:
            name = shown.puts[put].role or name
        begin = hits[hit][0] if hit >= 0 and name == "hit" else None
        found.append((right, name, -1 if put >= 0 else shown.to_stored(left), begin))
    return found


def set_lines(
    said: Passage, block: int, base: int, width: int, shape: Shape, hang: int = 0
) -> list[Line]:
    """Break a passage into lines of `width` cells; `base` is where in the block it begins."""
    bar: list[Piece] = [(" ", shape.bar)] if shape.bar else []
    # The indent takes part in the breaking, so that the first line is as full as the others.
    room = max(4, width - len(bar) - cells(shape.rest))
    extra = "" if shape.rest else shape.first
    inset = shape.first
    before = [*bar, (inset, shape.role)] if inset else bar
    places = [-1] * len(before)
    if shape.mark >= 0 and inset:
        places[-1] = shape.mark
    _end, role, _start, hit = said.runs[0]
    is_plain = len(said.runs) == 1 and hit is None  # most are: a third of the time
    result: list[Line] = []
    at = index = 0
    for piece in lines(extra + said.shown.text, room, hang):
        if not result:
            piece = piece[len(extra) :]
        shown = piece.rstrip(" ")
        if is_plain:
            start = base + at
            line = Line((*before, (shown, role)), block, start, (), (*places, start))
        else:
            own, stored, hits, index = _pieces(said, index, at, at + len(shown))
            line = Line(
                (*before, *own),
                block,
                base + said.shown.to_stored(at),
                tuple([base + hit for hit in hits]),
                (*places, *[base + place if place >= 0 else -1 for place in stored]),
            )
        result.append(line)
        if len(result) == 1:
            before = [*bar, (shape.rest, shape.role)] if shape.rest else bar
            places = [-1] * len(before)
        at += len(piece)
    return result


def _pieces(
    said: Passage, index: int, at: int, end: int
) -> tuple[list[Piece], list[int], list[int], int]:
    """Return the pieces of the shown text from `at` to `end`, which stored character each begins
    with, where the hits among them begin, and the run at the end. `index` is a run before `at`."""
    text, runs = said.shown.text, said.runs
    while index + 1 < len(runs) and runs[index][0] <= at:
        index += 1
    if at == end:
        return [("", runs[index][1])], [-1], [], index
    pieces: list[Piece] = []
    places: list[int] = []
    hits: list[int] = []
    while at < end:
        run_end, role, stored, hit = runs[index]
        stop = min(end, run_end)
        pieces.append((text[at:stop], role))
        begin = runs[index - 1][0] if index else 0
        places.append(stored + at - begin if stored >= 0 else -1)
        if hit is not None:
            hits.append(hit)
        at = stop
        if stop == run_end and index + 1 < len(runs):
            index += 1
    return pieces, places, hits, index

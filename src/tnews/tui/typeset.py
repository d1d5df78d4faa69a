"""An article's blocks set into lines of a given width. Pure: no widget, no colour, only roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tnews.locale import _
from tnews.model import Block
from tnews.model.settings import ReaderSettings
from tnews.text.faces import Face, face_of
from tnews.text.headings import guessed
from tnews.text.shown import Put
from tnews.text.wrap import cells, lines
from tnews.tui.gallery import Placed
from tnews.tui.numbered import NumberedLink, numbered
from tnews.tui.passage import Line, Passage, Piece, Shape, Span, passage, set_lines

IDEOGRAPHIC_SPACE = "\u3000"

GAP = " "
"""What stands between Chinese and Latin with `spacing`."""

TAB = 4
"""Cells from one tab stop to the next in code."""

FURTHER = 2
"""Cells that code too long for its line goes on further in."""

_ITEM = re.compile(r"\s*\S{1,6} ")
"""The mark of a list item: "· ", "1. ", indented where it is nested."""

Pictures = Callable[[str, bool], Placed]
"""How the picture at an address stands in the text; whether it is the article's first one."""


def _unseen(_url: str, _is_first: bool) -> Placed:
    return Placed(_("[picture]"))


def typeset(
    blocks: Sequence[Block],
    width: int,
    settings: ReaderSettings,
    words: str = "",
    pictures: Pictures = _unseen,
) -> list[Line]:
    """Return the lines of `blocks` for a column of `width` cells.

    Links are numbered through the article and listed at its end; `words` are marked where
    the search they come from hits. With `settings.hang` a line may be 2 cells wider.
    `pictures` says which pictures are to be seen, and how large.
    """
    result: list[Line] = []
    links = numbered(blocks)
    setting = _Setting(blocks, links, width, settings, words, pictures)
    guesses = guessed(blocks)
    before = ""
    for index, block in enumerate(blocks):
        kind = "h" if index in guesses else block.kind
        if before:
            result += [Line()] * _gap(before, kind, settings.paragraph_gap)
        result += setting.lines_of(block, index, kind)
        before = kind
    if links:
        result += [Line(), Line(((_("Links"), "note"),))]
        for number, link in enumerate(links, 1):
            label = f"[{number}] "
            rest = " " * cells(label)
            for part, text in enumerate(lines(link.url, max(2, width - cells(label)))):
                lead: Piece = (label, "number") if part == 0 else (rest, "text")
                result.append(Line((lead, (text, "link"))))
    return result


def typeset_picture(
    blocks: Sequence[Block],
    index: int,
    width: int,
    settings: ReaderSettings,
    words: str = "",
    pictures: Pictures = _unseen,
) -> list[Line]:
    """Return the lines of a picture among `blocks`, as `typeset` sets it."""
    setting = _Setting(blocks, numbered(blocks), width, settings, words, pictures)
    return setting.picture(blocks[index], index)


def column(width: int, measure: int) -> tuple[int, int]:
    """Return where the text column of a zone of `width` cells begins, and how wide it is.

    Even, so that pure Chinese fills the line; in the middle; never wider than `measure`.
    """
    room = max(4, width - (4 if width >= 44 else 2))
    columns = min(measure, room - room % 2)
    return max(1, (width - columns) // 2), columns


def _gap(before: str, kind: str, paragraph_gap: int) -> int:
    """Return the blank lines between a block and the one before; a heading is nearer to its text."""
    if before == "h":
        return max(0, paragraph_gap - 1)
    if before == kind == "li":
        return 0
    return max(1, paragraph_gap) if kind == "h" else paragraph_gap


class _Setting:
    """What all blocks of an article are set with."""

    def __init__(
        self,
        blocks: Sequence[Block],
        links: Sequence[NumberedLink],
        width: int,
        settings: ReaderSettings,
        words: str,
        pictures: Pictures,
    ) -> None:
        self.width = width
        self.settings = settings
        self.numbers = {link.url: number for number, link in enumerate(links, 1)}
        self.pictures = pictures
        self.first = next((n for n, block in enumerate(blocks) if block.kind == "img"), -1)
        self.words = words
        self.face: Face = face_of(settings)

    def lines_of(self, block: Block, index: int, kind: str) -> list[Line]:
        """Return the lines of one block; `kind` is "h" for a guessed heading, too."""
        match kind:
            case "table":
                from tnews.tui.table import table_lines  # few articles have one

                return table_lines(block, index, self.width, self.cell)
            case "pre":
                return self._code(block, index)
            case "img":
                return self.picture(block, index)
        item = _ITEM.match(block.text) if block.kind == "li" else None
        mark = item[0] if item else ""
        shape = self._shape(kind, mark)
        hang = 2 if self.settings.hang and kind == "p" else 0
        said = self._paragraph(block, len(mark), shape.role)
        return set_lines(said, index, len(mark), self.width, shape, hang)

    def _shape(self, kind: str, mark: str) -> Shape:
        match kind:
            case "h":
                return Shape(first=" ", rest=" ", role="heading", bar="section")
            case "quote":
                return Shape(first=" ", rest=" ", role="quote", bar="bar")
            case "li":
                return Shape(first=mark, rest=" " * cells(mark), mark=0)
            case _:
                return Shape(first=IDEOGRAPHIC_SPACE * 2 if self.settings.indent else "")

    def _paragraph(self, block: Block, start: int, role: str) -> Passage:
        """Return the block's text from `start` on, with [n] after each link.

        A hit is looked for in the text alone: it may go across a number, and finds none.
        """
        links: list[Span] = []
        puts: list[Put] = []
        at = 0
        for link in block.links:
            if link.start < at or link.end <= start:
                continue
            at = link.end
            links.append((max(link.start, start) - start, at - start))
            puts.append(Put(at - start, f"[{self.numbers[link.url]}]", "number"))
        text = block.text
        hits = [(a - start, b - start) for a, b in self._hits(text) if b > start]
        face = self.face(text)[start:]
        return passage(face, role, links=links, hits=hits, puts=[*puts, *self._gaps(face)])

    def picture(self, block: Block, index: int) -> list[Line]:
        """Set a picture, if it is to be seen, in the middle, and its caption below it."""
        placed = self.pictures(block.href, index == self.first)
        said = self._caption(block, placed.label)
        inset = " " * max(0, (self.width - cells(said.shown.text)) // 2 if placed.rows else 0)
        caption = set_lines(said, index, 0, self.width, Shape(inset, inset, "caption"))
        left = " " * max(0, (self.width - placed.columns) // 2)
        pieces: tuple[Piece, ...] = ((left, "text"), (" " * placed.columns, "picture"))
        rows = [Line(pieces, picture=(index, row)) for row in range(placed.rows)]
        return rows + caption

    def _caption(self, block: Block, label: str) -> Passage:
        between = " " if block.text else ""
        puts = [Put(0, f"{label}{between}")] if label else []
        if block.href:
            puts.append(Put(len(block.text), f"[{self.numbers[block.href]}]", "number"))
        face = self.face(block.text)
        puts += self._gaps(face)
        return passage(face, "caption", hits=self._hits(block.text), puts=puts)

    def cell(self, text: str, role: str, label: str = "") -> Passage:
        """Return the text of a table's cell, behind its `label` if it has one."""
        puts = [Put(0, label, "note")] if label else []
        face = self.face(text)
        return passage(face, role, hits=self._hits(text), puts=[*puts, *self._gaps(face)])

    def _gaps(self, face: str) -> list[Put]:
        if not self.settings.spacing:
            return []
        from tnews.text.gaps import gaps  # where it is switched on

        return [Put(at, GAP) for at in gaps(face)]

    def _hits(self, text: str) -> list[Span]:
        """Return where the search hits in `text`."""
        if not self.words:
            return []
        from tnews.text.hits import hits  # the first paint searches nothing

        return hits(text, self.words)

    def _code(self, block: Block, index: int) -> list[Line]:
        """Set code as a field of its own; what is too long goes on below, further in."""
        room = max(4, self.width - 2)
        result: list[Line] = []
        at = 0
        for text in block.text.split("\n"):
            said = passage(
                text.replace("\t", " "), "code", hits=self._hits(text), puts=_tab_rests(text)
            )
            whole = said.shown.text
            further = 0
            if cells(whole) > room:
                further = min(len(whole) - len(whole.lstrip(" ")) + FURTHER, room // 2)
            shape = Shape(first=" ", rest=" " * (1 + further), role="code")
            result += [self._filled(line) for line in set_lines(said, index, at, room + 1, shape)]
            at += len(text) + 1
        return result

    def _filled(self, line: Line) -> Line:
        """Return a line of code as wide as the column."""
        used = sum(cells(text) for text, _role in line.pieces)
        fill = (" " * max(0, self.width - used), "code")
        return line._replace(pieces=(*line.pieces, fill), stored=(*line.stored, -1))


def _tab_rests(text: str) -> list[Put]:
    """Return what follows the one space that stands for each tab, up to the next tab stop."""
    puts: list[Put] = []
    column = 0
    for at, char in enumerate(text if "\t" in text else ""):
        if char == "\t":
            rest = TAB - 1 - column % TAB
            puts.append(Put(at + 1, " " * rest))
            column += 1 + rest
        else:
            column += cells(char)
    return puts

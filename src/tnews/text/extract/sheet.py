"""A page as one flat sheet: its lines of text in order, and the boxes (block elements) around them.

Everything later judges lines and boxes by number; only here and in the block builder is the
tree of elements walked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tnews.model.record import Record
from tnews.text.html import BLOCKS, SKIPPED, is_hidden
from tnews.text.nesting import tags
from tnews.text.tables import children

MOST_LINES = 20_000
"""Lines that are read. The longest real page (a discussion) has some thousands."""

_BOLD = tags("b strong")
_UNSEEN = str.maketrans("\u200b\ufeff\u2060", "   ")
_MARKS = re.compile("[，。、；：？！“”「」『』,;!?]")
_HUMP = re.compile("([a-z])([A-Z])")
_HASH = re.compile(r"_(?=[A-Za-z-]*\d)[A-Za-z0-9-]{4,8}(?![A-Za-z0-9_-])")


class Line(Record):
    """The text between two borders of blocks, white space collapsed.

    `pieces` are its inline parts, each with the class names of the element around it.
    `nodes` are the identities of its text nodes.
    """

    index: int
    box: int
    tag: str
    text: str
    pieces: list[tuple[str, str]]
    nodes: list[int]
    size: int
    """Characters without white space."""
    linked: int
    """Of these, inside links."""
    bold: int
    marks: int
    """Punctuation marks of sentences."""

    @property
    def texts(self) -> list[str]:
        """The inline parts alone."""
        return [text for text, _ in self.pieces]

    @property
    def spaced(self) -> str:
        """The text with a space between its inline parts: `<b>甲</b><b>乙</b>` is two words."""
        return " ".join(self.texts)

    @property
    def is_link(self) -> bool:
        """Whether more than half of it is link."""
        return self.linked * 2 > self.size


@dataclass(slots=True)
class Box:
    """A block element: `start` to `end` are its lines, `parent` the box around it (-1: none)."""

    index: int
    node: LexborNode
    tag: str
    names: str
    """Its class and id in lower case, the humps of camelCase parted by a hyphen."""
    parent: int
    depth: int
    start: int
    end: int = 0
    junk: int = 0
    """0: none; 1: its name says so; 2: its tag or a surer name says so."""


@dataclass(slots=True)
class Picture:
    """An image in a box; it stands before line number `line`."""

    node: int
    line: int
    box: int


@dataclass(slots=True)
class Sheet:
    """The lines, boxes and pictures of a page in document order. Box 0 is the body."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def ancestors(self, box: int) -> list[Box]:
        """Return the boxes around a line of box number `box`, the nearest first."""
        found = []
        while box >= 0:
            found.append(self.boxes[box])
            box = self.boxes[box].parent
        return found

    def picture_counts(self) -> list[int]:
        """Return how many pictures each box holds, those in boxes within it too."""
        counts = [0] * len(self.boxes)
        for picture in self.pictures:
            for box in self.ancestors(picture.box):
                counts[box.index] += 1
        return counts


def class_names(attributes: Mapping[str, str | None]) -> str:
    """Return class and id for matching: hashes that build tools append are left out."""
    raw = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    if not raw:
        return ""
    return _HUMP.sub(r"\1-\2", _HASH.sub("", raw[:300])).lower()


def show_hidden(tree: LexborHTMLParser) -> bool:
    """Take the hiding off everything that is hidden; return whether there was any.

    Some pages send the whole article hidden and let a script show it.
    """
    hidden = [node for node in tree.css("[hidden], [style]") if is_hidden(node.attributes)]
    for node in hidden:
        for name in ("hidden", "style"):
            if name in node.attributes:
                del node.attrs[name]
    return bool(hidden)


def read_sheet(body: LexborNode) -> Sheet:
    """Return the visible text of `body` as a sheet."""
    writer = _Writer()
    writer.run(body)
    return writer.sheet


class _Writer:
    def __init__(self) -> None:
        self.sheet = Sheet()
        self.box = -1
        self.links = self.bolds = 0
        self.names: list[str] = [""]
        self.pieces: list[tuple[str, str, bool, bool]] = []
        self.nodes: list[int] = []

    def run(self, body: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(body, False)]
        while stack and len(self.sheet.lines) < MOST_LINES:
            node, is_left = stack.pop()
            name = node.tag or "-"
            if is_left:
                self._leave(name)
            elif name == "-text":
                self._text(node)
            elif name[0] != "-" and name not in SKIPPED:
                attributes = node.attributes
                if is_hidden(attributes):
                    continue
                if name == "br":
                    self._end()
                elif name == "img":
                    self.sheet.pictures.append(
                        Picture(node.mem_id, len(self.sheet.lines), self.box)
                    )
                elif name != "hr":
                    self._enter(node, name, class_names(attributes))
                    stack.append((node, True))
                    stack.extend([(child, False) for child in children(node)][::-1])
        while self.box >= 0:
            self._close()

    def _enter(self, node: LexborNode, name: str, names: str) -> None:
        self.names.append(names or self.names[-1])
        if name == "a":
            self.links += 1
        elif name in _BOLD:
            self.bolds += 1
        elif name in BLOCKS or name == "body":
            self._end()
            self.names[-1] = names
            depth = self.sheet.boxes[self.box].depth + 1 if self.box >= 0 else 0
            boxes = self.sheet.boxes
            boxes.append(Box(len(boxes), node, name, names, self.box, depth, len(self.sheet.lines)))
            self.box = len(boxes) - 1

    def _leave(self, name: str) -> None:
        self.names.pop()
        if name == "a":
            self.links -= 1
        elif name in _BOLD:
            self.bolds -= 1
        elif name in BLOCKS or name == "body":
            self._close()

    def _close(self) -> None:
        self._end()
        box = self.sheet.boxes[self.box]
        box.end = len(self.sheet.lines)
        self.box = box.parent

    def _text(self, node: LexborNode) -> None:
        if text := node.text_content or "":
            self.nodes.append(node.mem_id)
            self.pieces.append((text, self.names[-1], self.links > 0, self.bolds > 0))

    def _end(self) -> None:
        """Finish the line, if there is text for one."""
        pieces, nodes = self.pieces, self.nodes
        if not pieces:
            return
        self.pieces, self.nodes = [], []
        text = " ".join("".join([piece[0] for piece in pieces]).translate(_UNSEEN).split())
        if not text:
            return
        size = linked = bold = 0
        parts: list[tuple[str, str]] = []
        for raw, names, is_link, is_bold in pieces:
            words = raw.translate(_UNSEEN).split()
            if not words:
                continue
            length = sum(map(len, words))
            size += length
            linked += length if is_link else 0
            bold += length if is_bold else 0
            parts.append((" ".join(words), names))
        marks = len(_MARKS.findall(text))
        lines, box = self.sheet.lines, self.sheet.boxes[self.box]
        lines.append(
            Line(len(lines), box.index, box.tag, text, parts, nodes, size, linked, bold, marks)
        )

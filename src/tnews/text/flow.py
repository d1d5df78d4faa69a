"""The line of blocks an HTML walk writes: inline text comes in, finished blocks stand in order.

White space, links, captions, list marks and bold headings are settled here; tags are not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tnews.model import Block, Link, clean_text
from tnews.model.record import replace

if TYPE_CHECKING:
    from tnews.model import BlockKind

MOST_BLOCKS = 5000
"""Blocks of one document: the longest real article has a few hundred."""

LONGEST_HEADING = 24
"""Characters of a bold paragraph that still is a heading."""

_PIECES = re.compile(r"\s+|\S+")
_WIDE = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—\U00020000-\U0003ffff]"
)
_CLOSING = (*"。！；，、：…!;,:.）)", "。”", "！”", "？”", "…”")
"""Ends of sentences, and of quoted ones. A heading may ask (为什么？) and end in a quoted word."""

_QUOTATION = re.compile("“[^”]*”")
_CAPTION_SIGNS = ("▲", "△", "▼", "↑", "↓", "（", "(", "图")
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]")
"""（一）: what the headings below 一、 begin with; any other bracket is a remark or a caption."""


class Flow:
    """Builds blocks from text, line breaks, links, list items and pictures in reading order.

    `kinds` is a stack: the kind that text gets now is its last. `bold` counts the open bold
    elements.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.kinds: list[BlockKind] = ["p"]
        self.bold = 0
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""  # white space since the last word; "\n" if a line of the source ended
        self._last = ""
        self._has_plain = False  # text that is not bold, in the current block
        self._links: list[Link] = []
        self._link_url = ""
        self._link_start = -1
        self._marks: list[str] = []
        self._figures: list[int] = []

    @property
    def is_full(self) -> bool:
        """Whether there are as many blocks as a document may have."""
        return len(self.blocks) >= MOST_BLOCKS

    def result(self) -> tuple[Block, ...]:
        """Return the finished blocks."""
        self.end()
        return tuple(self.blocks[:MOST_BLOCKS])

    def text(self, data: str) -> None:
        """Go on with `data` in the current block, its white space collapsed (not in `pre`).

        What cannot be seen is cleaned away here, for it may stand between blanks; a `Block` cleans
        the rest.
        """
        if self.kinds[-1] == "pre":
            self._append(clean_text(data))
            return
        if not data.isprintable():
            data = clean_text(data)
        elif " " not in data:  # a text in Chinese: no blank of any kind
            if data:
                self._word(data)
            return
        if "\n" in data or "\r" in data:
            for piece in _PIECES.findall(data):
                if piece.isspace():
                    self._gap = " " if self._gap == " " or not {"\n", "\r"} & set(piece) else "\n"
                else:
                    self._word(piece)
            return
        if words := data.split():
            if data[0].isspace():
                self._gap = " "
            self._word(" ".join(words))
        if data[-1:].isspace():
            self._gap = " "

    def paragraph(self, data: str) -> bool:
        """Put `data` here as `text` and `end` do, with less ado; False, and nothing is done, where
        there is more to it than a paragraph of text. Call it behind `end`.
        """
        if (
            self.bold
            or self._marks
            or self._link_url
            or self.kinds[-1] != "p"
            or not data.isprintable()
        ):
            return False
        if words := data.split():
            self._add(Block("p", " ".join(words)))
        return True

    def line_break(self) -> None:
        """A `<br>`: a new paragraph, but only a space in headings, list items and captions."""
        if self.kinds[-1] == "pre":
            self._append("\n")
        elif self.kinds[-1] in ("h", "img") or self._marks:
            self._gap = " "
        else:
            self.end()

    def open_link(self, url: str) -> None:
        """From here on text leads to `url`; "" is no link."""
        self.close_link()
        self._link_url = url

    def close_link(self) -> None:
        """Text leads nowhere any more."""
        self._cut_link()
        self._link_url = ""

    def open_item(self, mark: str) -> None:
        """A list item begins; its first paragraph gets `mark`."""
        self._marks.append(mark)

    def close_item(self) -> None:
        """The list item ends."""
        self._marks.pop()

    def open_figure(self) -> None:
        """A figure begins: a caption inside belongs to its picture."""
        self._figures.append(len(self.blocks))

    def close_figure(self) -> None:
        """The figure ends; a caption that stood before its picture moves into it."""
        start = self._figures.pop()
        inside = self.blocks[start:]
        if len(inside) == 2 and inside[0].kind == "p" and inside[1].kind == "img":
            self.blocks[start:] = [replace(inside[1], text=inside[0].text)]

    def picture(self, url: str, caption: str) -> None:
        """Put a picture here. The same one twice in a row is one."""
        self.end()
        if not (self.blocks and self.blocks[-1].kind == "img" and self.blocks[-1].href == url):
            self._add(Block("img", caption, url, ()))

    def table(self, rows: list[str]) -> None:
        """Put a table here, its cells parted by tabs."""
        self.end()
        self._add(Block("table", "\n".join(rows), "", ()))

    def end(self) -> None:
        """Finish the current block; nothing happens if it is empty."""
        if not self._parts:
            self._gap = ""
            return
        if self._link_start >= 0:
            self._cut_link()
        text, links = "".join(self._parts), tuple(self._links)
        is_bold = self._length > 1 and not self._has_plain
        self._parts, self._links, self._gap, self._last = [], [], "", ""
        self._length, self._has_plain = 0, False
        if text.isspace():
            return
        kind = self.kinds[-1]
        if kind == "img":
            self._caption(text)
        elif kind == "pre":
            inner = text.strip("\n")
            self._add(
                Block("pre", inner.rstrip(), "", _moved(links, len(text) - len(text.lstrip("\n"))))
            )
        elif kind in ("p", "quote") and self._marks and self._marks[-1]:
            mark, self._marks[-1] = self._marks[-1], ""
            self._add(Block("li", mark + text, "", _moved(links, -len(mark))))
        elif kind == "p" and is_bold and not self._marks and _is_heading(text):
            self._add(Block("h", text, "", links))
        else:
            self._add(Block(kind, text, "", links))

    def _caption(self, text: str) -> None:
        start = self._figures[-1] if self._figures else len(self.blocks)
        for index in range(len(self.blocks) - 1, start - 1, -1):
            if self.blocks[index].kind == "img":
                self.blocks[index] = replace(self.blocks[index], text=text)
                return
        self._add(Block("p", text, "", ()))

    def _word(self, word: str) -> None:
        if self._gap and self._length:
            joins = self._gap == "\n" and _WIDE.match(self._last) and _WIDE.match(word)
            if not joins:
                self._parts.append(" ")
                self._length += 1
        self._gap = ""
        self._append(word)

    def _append(self, text: str) -> None:
        if not text:
            return
        if self._link_url and self._link_start < 0:
            self._link_start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]
        if not self.bold:
            self._has_plain = True

    def _cut_link(self) -> None:
        if 0 <= self._link_start < self._length:
            self._links.append(Link(self._link_start, self._length, self._link_url))
        self._link_start = -1

    def _add(self, block: Block) -> None:
        if (block.text or block.href) and not self.is_full:
            self.blocks.append(block)


def _moved(links: tuple[Link, ...], by: int) -> tuple[Link, ...]:
    """Return `links` for a text that lost `by` characters in front (or won, if negative)."""
    return tuple(replace(link, start=link.start - by, end=link.end - by) for link in links)


def _is_heading(text: str) -> bool:
    if len(text) > LONGEST_HEADING or text.endswith(_CLOSING) or _QUOTATION.fullmatch(text):
        return False
    return bool(_NUMBERED.match(text)) or not text.startswith(_CAPTION_SIGNS)

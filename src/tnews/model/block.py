"""The body of an article: blocks of clean text with their links."""

from __future__ import annotations

from typing import Literal

from tnews.model.clean import clean_text, clean_url, set_clean
from tnews.model.record import Record

BlockKind = Literal["p", "h", "quote", "li", "pre", "img", "table"]


class Link(Record):
    """A link inside a block's text: the characters `start` to `end` lead to `url`."""

    start: int
    end: int
    url: str


class Block(Record):
    """One paragraph-like piece of an article.

    `text` of an `img` is its caption and `href` the picture's address; a `table` has one
    row a line, cells parted by tabs; `pre` and `table` keep line breaks, the others have
    none; a `li` begins with its own mark ("· " or "1. ").
    """

    kind: BlockKind
    text: str
    href: str = ""
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        keeps_lines = self.kind in ("pre", "table")
        clean = clean_text if keeps_lines else _clean_paragraph
        text = clean(self.text)
        links = []
        for link in self.links:
            url = clean_url(link.url)
            start, end = link.start, link.end
            if text != self.text:
                start, end = len(clean(self.text[:start])), len(clean(self.text[:end]))
            if url and 0 <= start < end <= len(text):
                links.append(Link(start, end, url))
        set_clean(self, text=text, href=clean_url(self.href), links=tuple(links))


def _clean_paragraph(text: str) -> str:
    return clean_text(text).replace("\n", " ").replace("\t", " ")

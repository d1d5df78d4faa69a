"""The body of an article: blocks of clean text with their links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tnews.model.clean import clean_text, clean_url
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

    def __init__(
        self, kind: BlockKind, text: str, href: str = "", links: tuple[Link, ...] = ()
    ) -> None:
        # Hundreds a feed, and most are a paragraph of clean text: a third of what `Record` takes.
        keeps_lines = text.isprintable() or kind in ("pre", "table")
        clean = clean_text if keeps_lines else _clean_paragraph
        cleaned = clean(text)
        if links:
            if cleaned != text:
                links = tuple([_moved(link, text, clean) for link in links])
            links = _safe_links(links, len(cleaned))
        _set_kind(self, kind)
        _set_text(self, cleaned)
        _set_href(self, clean_url(href) if href else "")
        _set_links(self, links)


_set_kind, _set_text, _set_href, _set_links = Block._setters


def _moved(link: Link, text: str, clean: Callable[[str], str]) -> Link:
    """Return a link, counted in `text`, where it is in the cleaned text."""
    return Link(len(clean(text[: link.start])), len(clean(text[: link.end])), link.url)


def _safe_links(links: tuple[Link, ...], length: int) -> tuple[Link, ...]:
    """Return the links to addresses that may be opened, as far as they lie within the text."""
    return tuple(
        [
            link if url == link.url else Link(link.start, link.end, url)
            for link in links
            if (url := clean_url(link.url)) and 0 <= link.start < link.end <= length
        ]
    )


def _clean_paragraph(text: str) -> str:
    return clean_text(text).replace("\n", " ").replace("\t", " ")

"""What the elements of one item said, while it is read: the rules of which one counts. Becomes an `Entry`.

The rules are feedparser's (6.0.14), which is asked where a document is not well formed: of
elements at one depth the last counts, deeper ones only where nothing else is said.
"""

from __future__ import annotations

import base64
import binascii
import re
from html.entities import entitydefs

from tnews.sources.dialects import HTML, HTML_NAMES, TEXT, XHTML
from tnews.sources.entry import Body, Entry
from tnews.text.links import absolute

_SEMICOLON_AFTER_NAME = re.compile("&([A-Za-z0-9_]+);")
_CLOSING = re.compile(r"</(\w+)>")
_TAG_NAMES = re.compile(r"</?(\w+)")
_REFERENCES = re.compile(r"&#?\w+;")
_NAMES = re.compile(r"&(\w+);")

_MOST_TAGS = 100
"""Categories of an item that are kept: each is compared with those before it."""


class Item:
    """One item being read. `url` is the document's address, `is_atom` its dialect."""

    def __init__(self, url: str, *, is_atom: bool) -> None:
        self.url = url
        self.is_atom = is_atom
        self.has_content = False
        self.title_depth = -1
        self.values: dict[str, str] = {}
        self.depths: dict[str, int] = {}
        self.link: str | None = None
        self.link_base = ""
        self.title_kind = ""
        self.contents: list[Body] = []
        self.summary: Body | None = None
        self.tags: list[tuple[str, str, str]] = []
        self.pictures: list[str] = []
        self.thumbnails: list[str] = []
        self.enclosures: list[str] = []

    def keep(self, field: str, value: str, depth: int) -> None:
        """Let `field` be `value`, said at `depth`."""
        if depth <= self.depths.get(field, depth):
            self.values[field] = value
            self.depths[field] = depth

    def keep_title(self, value: str, kind: str, depth: int, *, is_media: bool) -> None:
        """A title: the first one that says something, but that of a medium only if no other does."""
        if not -1 < self.title_depth <= depth:
            self.keep("title", value, depth)
            self.title_kind = kind
        if value and not is_media:
            self.title_depth = depth

    def keep_author(self, said: str, depth: int) -> None:
        """A person; an address alone says less than any name."""
        if "author" not in self.values or not _is_address(said):
            self.keep("author", said, depth)

    def keep_link(self, href: str, base: str) -> None:
        """The item's own link, found where `base` holds: the last one."""
        self.link, self.link_base = href, base

    def keep_tag(self, term: str, scheme: str, label: str) -> None:
        """A category by what its attributes say; `name_tag` is its text."""
        if len(self.tags) >= _MOST_TAGS:
            return
        if (term or scheme or label) and (term, scheme, label) not in self.tags:
            self.tags.append((term, scheme, label))

    def name_tag(self, value: str) -> None:
        """The text of the category whose attributes were kept last."""
        if value and self.tags and not self.tags[-1][0]:
            self.tags[-1] = (value, *self.tags[-1][1:])
        elif value:
            self.keep_tag(value, "", "")

    def entry(self) -> Entry:
        """Return what was said, as far as it is wanted."""
        values = self.values.get
        uid, link, base = values("uid", ""), self.link, self.link_base
        if link is None:
            link = values("permalink", "")
        if link == uid and not uid.startswith(("http://", "https://")):
            link = ""  # not every guid is an address
        bodies = self.contents
        if self.summary is not None:
            bodies = [*bodies, self.summary]
        return Entry(
            uid=uid,
            url=absolute(link, (absolute(base, self.url) if base else "") or self.url),
            title=values("title", ""),
            title_is_html=not self.is_atom or self.title_kind != TEXT,
            bodies=tuple(bodies),
            author=values("author", ""),
            origin=values("dc_source", "") or values("source", ""),
            published=tuple([values(name, "") for name in ("published", "updated", "created")]),
            categories=tuple(dict.fromkeys(filter(None, [tag[2] or tag[0] for tag in self.tags]))),
            image=next(filter(None, (*self.pictures, *self.thumbnails, *self.enclosures)), ""),
            base=self.url,
        )


def body(value: str, kind: str, base: str, *, is_content: bool) -> Body | None:
    """Return a text of an item, None if it is empty or no text."""
    if value and (kind in (HTML, XHTML) or kind.startswith("text/")):
        return Body(value, kind in (HTML, XHTML), is_content, base)
    return None


def _is_address(said: str) -> bool:
    """Whether a person is nothing but an e-mail address."""
    return "@" in said[1:-1] and len(said.split()) == 1


def escaped_once(href: str) -> str:
    """Return an address, written as text, in which `&` was escaped twice, as it was meant."""
    return _SEMICOLON_AFTER_NAME.sub(r"&\1", href.replace("&amp;", "&")) if "&" in href else href


def unpacked(value: str) -> str:
    """Return what `value` says in Base64, or `value` if it says nothing."""
    try:
        return base64.decodebytes(value.encode()).decode()
    except (binascii.Error, UnicodeDecodeError):
        return value


def looks_like_html(text: str) -> bool:
    """Whether a text that calls itself plain is HTML: it has a closing tag or a reference, and
    all its tags and references are those of HTML."""
    if not (_CLOSING.search(text) or _REFERENCES.search(text)):
        return False
    return all(name.lower() in HTML_NAMES for name in _TAG_NAMES.findall(text)) and all(
        name in entitydefs for name in _NAMES.findall(text)
    )

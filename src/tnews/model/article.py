"""An article at its stages: draft (from a source), intent (into the store), article, row (in a list).

Every string from outside is cleaned in the constructors here and nowhere else.
Times are aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from tnews.model.clean import clean_line, clean_tag, clean_text, clean_url

BlockKind = Literal["p", "h", "quote", "li", "pre", "img", "table"]


def _set(record: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(record, name, value)


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a block's text: the characters `start` to `end` lead to `url`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Block:
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
        _set(self, text=text, href=clean_url(self.href), links=tuple(links))


def _clean_paragraph(text: str) -> str:
    return clean_text(text).replace("\n", " ").replace("\t", " ")


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What a source says about one article.

    `uid` is the source's own identifier (guid), "" if it has none; `origin` is 来源,
    `editor` 责任编辑, `category` the source's own breadcrumb ("资讯 > 消费"); `detail_url` is
    where an API has the whole text; `heat` is how hot an entry of a 热榜 is, as it says it.
    """

    uid: str
    url: str
    title: str
    blocks: tuple[Block, ...] = ()
    is_full_text: bool = False
    origin: str = ""
    author: str = ""
    editor: str = ""
    published_at: datetime | None = None
    category: str = ""
    image: str = ""
    detail_url: str = ""
    heat: str = ""

    def __post_init__(self) -> None:
        _set(
            self,
            uid=clean_line(self.uid, 1000),
            url=clean_url(self.url),
            title=clean_line(self.title),
            origin=clean_line(self.origin, 100),
            author=clean_line(self.author, 100),
            editor=clean_line(self.editor, 100),
            category=clean_line(self.category, 100),
            image=clean_url(self.image),
            detail_url=clean_url(self.detail_url),
            heat=clean_line(self.heat, 40),
            published_at=clamp_date(self.published_at),
        )

    @property
    def text(self) -> str:
        """The body as plain text, one block a line."""
        return plain_text(self.blocks)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """Return the text of `blocks`, one block a line: what search reads."""
    return "\n".join(block.text for block in blocks if block.text)


def clamp_date(moment: datetime | None) -> datetime | None:
    """Return `moment` in UTC, or None outside 1990 … 9000 or without a zone.

    Dates in the near future are kept as the source says them; the store orders an article
    never later than when it was first seen.
    """
    if moment is None or moment.tzinfo is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if 1990 <= moment.year < 9000 else None


class IdentityKeys(NamedTuple):
    """The three keys of an article within its source; b"" is a missing key.

    Each is 8 bytes of BLAKE2b: of the guid, of the canonical link, of the folded title.
    """

    uid: bytes = b""
    link: bytes = b""
    title: bytes = b""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What the store knows of an article that a draft may be: input of the decider.

    `is_stored` is false when the article was pruned, `has_text` when it is a headline alone.
    """

    id: int
    keys: IdentityKeys
    content_hash: bytes
    is_deleted: bool = False
    is_stored: bool = True
    has_text: bool = True


@dataclass(frozen=True, slots=True)
class ArticleIntent:
    """What the decider wants stored: a new article (`id` None) or another text of a known one."""

    id: int | None
    keys: IdentityKeys
    draft: ArticleDraft
    content_hash: bytes


NOTE_LIMIT = 20_000
"""Longest note on an article, in characters: who sets a longer one is told, nothing is cut."""


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """What the reader did with an article. Lives in a table of its own and outlives the article.

    `position` is how far it was read, from 0 to 1.
    """

    is_read: bool = False
    bookmarked_at: datetime | None = None
    note: str = ""
    position: float = 0.0
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        tags = tuple(tag for tag in map(clean_tag, self.tags) if tag)
        _set(self, note=clean_text(self.note).rstrip(), tags=tags)

    @property
    def is_bookmarked(self) -> bool:
        """A bookmark is a status."""
        return self.bookmarked_at is not None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article with its text.

    `source` is the key of its source and `source_name` the name to show; `category` is the
    category it is listed under, `section` the source's own breadcrumb.
    """

    id: int
    source: str
    source_name: str
    category: str
    url: str
    title: str
    blocks: tuple[Block, ...]
    is_full_text: bool
    origin: str
    author: str
    editor: str
    published_at: datetime | None
    section: str
    image: str
    content_hash: bytes
    first_seen_at: datetime
    updated_at: datetime
    status: ArticleStatus = field(default_factory=ArticleStatus)

    @property
    def text(self) -> str:
        """The body as plain text, one block a line."""
        return plain_text(self.blocks)

    @property
    def characters(self) -> int:
        """字数: the length of the text without white space."""
        return count_characters(self.blocks)


def count_characters(blocks: tuple[Block, ...]) -> int:
    """Return how many characters `blocks` hold, white space not counted."""
    return sum(len("".join(block.text.split())) for block in blocks)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list: never a body.

    `sorted_at` is the time lists are ordered by; `snippet` is filled by searches; `copies`
    is how many stored articles tell the same story (1: this one alone), `outlets` how many
    outlets bring them (N 家).
    """

    id: int
    source: str
    source_name: str
    category: str
    title: str
    url: str
    origin: str
    author: str
    editor: str
    published_at: datetime | None
    sorted_at: datetime
    characters: int
    is_read: bool
    is_bookmarked: bool
    snippet: str = ""
    copies: int = 1
    outlets: int = 1
    has_note: bool = False
    tags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The row as `tnews list --json` prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "url": self.url,
            "source": self.source,
            "category": self.category,
            "origin": self.origin,
            "author": self.author,
            "editor": self.editor,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "read": self.is_read,
            "bookmarked": self.is_bookmarked,
            "copies": self.copies,
            "outlets": self.outlets,
            "has_note": self.has_note,
            "tags": list(self.tags),
        }

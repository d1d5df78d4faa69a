"""A stored article with its text, and what the reader did with it. Times are aware and in UTC."""

from __future__ import annotations

from datetime import datetime

from tnews.model.block import Block
from tnews.model.clean import clean_tag, clean_text, set_clean
from tnews.model.packed import count_characters, plain_text
from tnews.model.record import Record, field

NOTE_LIMIT = 20_000
"""Longest note on an article, in characters: who sets a longer one is told, nothing is cut."""


class ArticleStatus(Record):
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
        set_clean(self, note=clean_text(self.note).rstrip(), tags=tags)

    @property
    def is_bookmarked(self) -> bool:
        """A bookmark is a status."""
        return self.bookmarked_at is not None


class Article(Record):
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

"""An article in a list: never a body."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tnews.model.record import Record


class ArticleRow(Record):
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

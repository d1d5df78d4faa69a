"""What a list shows: one value for categories, search, bookmarks, unread, export and marks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tnews.model.record import Record

Sort = Literal["newest", "oldest", "outlets"]
"""outlets: 热点, a row for each story of two outlets or more, the one of the most first."""


class Query(Record):
    """Which articles, in which order. Every set field narrows the list.

    `text` is what a person typed to search, in the language of docs/search.md. `after` is the keyset cursor `(sorted_at as epoch seconds, id)` of the last
    row of the page before. `since` is inclusive, `until` exclusive; both compare `sorted_at`.
    `stories` shows one article of a story, the best ranked of those in the list; a list of one
    source has one of each anyway.
    """

    text: str = ""
    category: str | None = None
    source: str | None = None
    unread: bool = False
    bookmarked: bool = False
    since: datetime | None = None
    until: datetime | None = None
    sort: Sort = "newest"
    stories: bool = False
    limit: int | None = None
    after: tuple[int, int] | None = None

"""What came of fetching a source, and what is remembered about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tnews.model.clean import clean_line, set_clean
from tnews.model.record import Record

if TYPE_CHECKING:
    from tnews.model.draft import ArticleDraft


class FetchState(Record):
    """What is remembered between two fetches of a source.

    `etag` and `last_modified` are sent back to the server as they came; `body_hash` tells an
    unchanged body; `failures` counts failures since the last success.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: bytes = b""
    cursor: str = ""
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    last_error: str = ""

    def __post_init__(self) -> None:
        set_clean(
            self,
            etag=clean_line(self.etag, 500),
            last_modified=clean_line(self.last_modified, 100),
            last_error=clean_line(self.last_error, 500),
        )


class Unchanged(Record):
    """The source has nothing new; `state` is to be kept."""

    state: FetchState


class Fetched(Record):
    """The source's document was read: its drafts in document order, and its own title."""

    state: FetchState
    drafts: tuple[ArticleDraft, ...]
    title: str = ""

    def __post_init__(self) -> None:
        set_clean(self, title=clean_line(self.title, 100))


Fetch = Unchanged | Fetched

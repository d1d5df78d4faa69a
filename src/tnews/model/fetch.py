"""What came of fetching a source, and what is remembered about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tnews.model.clean import clean_line, clean_url, set_clean
from tnews.model.record import Record

if TYPE_CHECKING:
    from tnews.model.draft import ArticleDraft


class FetchState(Record):
    """What is remembered between two fetches of a source.

    `etag` and `last_modified` are sent back to the server as they came; `body_hash` tells an
    unchanged body; `failures` counts failures since the last success, `last_error` says what the
    last of them was and `failure` says it to programs (`SourceError.code`), also where another
    source of the host failed and this one was not asked for that. Before `retry_at` the
    server wants no request; since `gone_at` its address is closed for good.

    `moved_to` is asked in place of the configured address; `moving_to` is where that leads since
    `moving_since`, not yet believed. `fresh_for` (the server's last answer) and `ttl` (the
    document) are seconds in which nothing new is to be expected, `skips` the hours and days (GMT)
    without anything new: "22 23 saturday". Since `pace_since` came `pace_count` articles.
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
    failure: str = ""
    retry_at: datetime | None = None
    gone_at: datetime | None = None
    moved_to: str = ""
    moving_to: str = ""
    moving_since: datetime | None = None
    fresh_for: int = 0
    ttl: int = 0
    skips: str = ""
    pace_since: datetime | None = None
    pace_count: int = 0

    def __post_init__(self) -> None:
        set_clean(
            self,
            etag=clean_line(self.etag, 500),
            last_modified=clean_line(self.last_modified, 100),
            last_error=clean_line(self.last_error, 500),
            failure=clean_line(self.failure, 40),
            moved_to=clean_url(self.moved_to),
            moving_to=clean_url(self.moving_to),
            skips=clean_line(self.skips, 200),
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

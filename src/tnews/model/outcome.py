"""What came of a refresh, a save or a count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from tnews.model.clean import clean_line, set_clean
from tnews.model.record import Record, field


class TagCount(NamedTuple):
    """A tag and how many stored articles have it."""

    tag: str
    articles: int


class Saved(NamedTuple):
    """What a save changed: ids of the articles that are new, and of those with another text."""

    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()


RefreshOutcome = Literal["fetched", "unchanged", "failed", "waiting"]


class Refreshed(Record):
    """One source of a refresh is done.

    `done` of `total` sources are finished with this one. One that is waiting was not asked: its
    server wants no request yet, and `error` says until when. `offline` is true when the source
    failed because no connection could be made at all; `failure` is the code of its `SourceError`.
    """

    source: str
    name: str
    outcome: RefreshOutcome
    done: int
    total: int
    articles: int = 0
    saved: Saved = field(default_factory=Saved)
    error: str = ""
    offline: bool = False
    seconds: float = 0.0
    failure: str = ""

    def __post_init__(self) -> None:
        set_clean(self, error=clean_line(self.error, 500))


class TextFetched(Record):
    """An article's own page was asked for its whole text.

    `done` of `total` pages of this refresh are finished with this one (0 and 0 outside one).
    `is_better` says that another text is shown now; `error` says why there is none.
    """

    article: int
    source: str
    title: str
    done: int = 0
    total: int = 0
    is_better: bool = False
    error: str = ""

    def __post_init__(self) -> None:
        set_clean(self, error=clean_line(self.error, 500))


class TextState(Record):
    """What is known of an article's own page.

    `shown` says whose text the article shows. `error` is why the last try gave none; after a
    `is_final` one no refresh tries again by itself.
    """

    shown: Literal["feed", "page"] = "feed"
    detail_url: str = ""
    tried_at: datetime | None = None
    attempts: int = 0
    is_final: bool = False
    error: str = ""


class Counts(Record):
    """How many articles there are: (unread, all) by category and by source key."""

    total: tuple[int, int] = (0, 0)
    bookmarked: tuple[int, int] = (0, 0)
    categories: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sources: Mapping[str, tuple[int, int]] = field(default_factory=dict)

"""An entry of a ranked list (热榜): no article, but it may lead to one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from tnews.model.record import Record


class Placing(NamedTuple):
    """Where an entry stood at one time; `heat` as the list said it, "" if it said none."""

    at: datetime
    rank: int
    heat: str


class RankEntry(Record):
    """One entry as it stands. Ranks count from 1.

    `rank` is None when it left the list, `previous` None when it is new in it; `article_id`
    is the article that was made of its page, once it was opened.
    """

    id: int
    source: str
    source_name: str
    title: str
    url: str
    summary: str
    image: str
    heat: str
    rank: int | None
    previous: int | None
    best: int
    published_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime
    article_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as `tnews list --json` prints it for a ranked source."""
        return {
            "rank": self.rank,
            "previous": self.previous,
            "best": self.best,
            "heat": self.heat,
            "title": self.title,
            "url": self.url,
            "summary": self.summary,
            "source": self.source,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "first_seen_at": self.first_seen_at.isoformat(),
            "last_seen_at": self.last_seen_at.isoformat(),
            "article": self.article_id,
        }

"""The part of the `Store` that keeps what the reader did with articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tnews.model import ArticleStatus
from tnews.store import statuses
from tnews.store.opened import Opened
from tnews.store.statuses import Marked


class Marking(Opened):
    """Reads and writes statuses, which outlive their articles."""

    def statuses(self, ids: Iterable[int]) -> dict[int, ArticleStatus]:
        """Return the statuses of `ids`, also of articles that are gone."""
        with self._db.reading() as connection:
            return statuses.statuses(connection, ids)

    def set_read(self, ids: Iterable[int], is_read: bool) -> dict[int, ArticleStatus]:
        """Mark articles read or unread and return their statuses from before."""
        with self._db.writing(durable=True) as connection:
            return statuses.set_read(connection, ids, is_read, self._now)

    def set_bookmark(self, ids: Iterable[int], bookmarked: bool) -> dict[int, ArticleStatus]:
        """Bookmark articles or take the bookmark away; return their statuses from before."""
        with self._db.writing(durable=True) as connection:
            return statuses.set_bookmark(connection, ids, bookmarked, self._now)

    def set_position(self, id: int, position: float) -> None:
        """Remember how far an article was read, from 0 to 1."""
        with self._db.writing() as connection:
            statuses.set_position(connection, id, position, self._now)

    def restore(self, before: Mapping[int, ArticleStatus], field: Marked) -> None:
        """Give articles back `field` of the statuses `before`; the other fields stay."""
        with self._db.writing(durable=True) as connection:
            statuses.restore(connection, before, field, self._now)

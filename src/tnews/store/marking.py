"""The part of the `Store` that keeps what the reader did with articles."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from tnews import model
from tnews.model import StoreError
from tnews.store import statuses
from tnews.store.batches import batches, id_batches
from tnews.store.opened import Opened

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tnews.model import ArticleStatus, Before, TagCount, Value

GoesOn = Callable[[int, int], bool]
"""Is told how many articles of how many are done, and says whether to go on."""

_AT_ONCE = 2000
"""Articles marked in one transaction of a whole list, about 40 ms."""


class Marking(Opened):
    """Reads and writes statuses and tags, which outlive their articles.

    Every setter returns what it changed: `restore` takes that back.
    """

    def statuses(self, ids: Iterable[int]) -> dict[int, ArticleStatus]:
        """Return the statuses of `ids`, also of articles that are gone."""
        with self._db.reading() as connection:
            return statuses.statuses(connection, ids)

    def set_read(self, ids: Iterable[int], is_read: bool, goes_on: GoesOn | None = None) -> Before:
        """Mark articles read or unread, a whole list a few hundred at a time.

        The disk has all of them when it has the last ones. If one part fails, those before it
        are taken back; if `goes_on` says no, they stay.
        """
        former: dict[Value, array[int]] = {}
        parts = [*id_batches(ids, _AT_ONCE)] or [[]]
        total, done = sum(map(len, parts)), 0
        try:
            for part in parts:
                done += len(part)
                is_last = done == total or not (goes_on is None or goes_on(done, total))
                with self._db.writing(durable=is_last) as connection:
                    _gather(former, self._read(connection, part, is_read))
                if is_last:
                    break
                self._db.give_way()
        except StoreError:
            if former:
                with suppress(StoreError):  # the first failure is the one to tell
                    self.restore(model.Before("is_read", former))
            raise
        return model.Before("is_read", former)

    def _read(self, connection: Connection, ids: list[int], is_read: bool) -> Before:
        before = statuses.change(connection, "is_read", ids, lambda _was: is_read, self._now)
        if not is_read:
            statuses.keep_unread(connection, before.ids.get(True, ()))
        return before

    def set_bookmark(self, ids: Iterable[int], bookmarked: bool) -> Before:
        """Bookmark articles or take the bookmark away. The first time counts."""
        now = self._now

        def wanted(was: int | None) -> int | None:
            return (now if was is None else was) if bookmarked else None

        with self._db.writing(durable=True) as connection:
            return statuses.change(connection, "bookmarked_at", ids, wanted, now)

    def set_note(self, id: int, note: str) -> Before:
        """Keep a note on an article, in place of the one it has; "" takes it away."""
        kept = model.ArticleStatus(note=note).note
        with self._db.writing(durable=True) as connection:
            return statuses.change(connection, "note", [id], lambda _was: kept, self._now)

    def set_tags(self, id: int, tags: Iterable[str]) -> Before:
        """Let an article have these tags and no others."""
        from tnews.store.tags import spelled

        with self._db.writing(durable=True) as connection:
            kept = spelled(connection, tags)
            return statuses.change(connection, "tags", [id], lambda _was: kept, self._now)

    def add_tag(self, ids: Iterable[int], tag: str) -> Before:
        """Tag articles; their other tags stay."""
        return self._change_tags(ids, tag, is_added=True)

    def remove_tag(self, ids: Iterable[int], tag: str) -> Before:
        """Take a tag from articles, in whatever case, width or script it is written."""
        return self._change_tags(ids, tag, is_added=False)

    def _change_tags(self, ids: Iterable[int], tag: str, *, is_added: bool) -> Before:
        from tnews.store.tags import spelled

        with self._db.writing(durable=True) as connection:
            meant = frozenset(spelled(connection, [tag]))

            def wanted(was: tuple[str, ...]) -> tuple[str, ...]:
                return tuple(sorted(meant.union(was) if is_added else set(was) - meant))

            return statuses.change(connection, "tags", ids, wanted, self._now)

    def tags(self) -> list[TagCount]:
        """Return every tag and how many stored articles have it, the most used first."""
        from tnews.store import tags

        with self._db.reading() as connection:
            return tags.counts(connection)

    def set_position(self, id: int, position: float) -> None:
        """Remember how far an article was read, from 0 to 1."""
        with self._db.writing() as connection:
            statuses.set_position(connection, id, position, self._now)

    def restore(self, before: Before) -> Before:
        """Give articles back one field as it was `before`; the other fields stay.

        Returns what this changed in its turn: given to `restore` it is done again. A few hundred
        articles at a time, as they were marked.
        """
        replaced: dict[Value, array[int]] = {}
        parts = [
            model.Before(before.field, {value: array("q", part)})
            for value, ids in before.ids.items()
            for part in batches(ids, _AT_ONCE)
        ]
        for part in parts[:-1]:
            with self._db.writing() as connection:
                _gather(replaced, statuses.restore(connection, part, self._now))
            self._db.give_way()
        for part in parts[-1:]:
            with self._db.writing(durable=True) as connection:
                _gather(replaced, statuses.restore(connection, part, self._now))
        return model.Before(before.field, replaced)


def _gather(former: dict[Value, array[int]], part: Before) -> None:
    """Add the articles of `part` to those of `former`."""
    for value, ids in part.ids.items():
        former.setdefault(value, array("q")).extend(ids)

"""The part of the `Store` that keeps what the reader did with articles."""

from __future__ import annotations

from collections.abc import Iterable

from tnews.model import ArticleStatus, Before, TagCount
from tnews.store import statuses
from tnews.store.opened import Opened


class Marking(Opened):
    """Reads and writes statuses and tags, which outlive their articles.

    Every setter returns what it changed: `restore` takes that back.
    """

    def statuses(self, ids: Iterable[int]) -> dict[int, ArticleStatus]:
        """Return the statuses of `ids`, also of articles that are gone."""
        with self._db.reading() as connection:
            return statuses.statuses(connection, ids)

    def set_read(self, ids: Iterable[int], is_read: bool) -> Before:
        """Mark articles read or unread."""
        with self._db.writing(durable=True) as connection:
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
        kept = ArticleStatus(note=note).note
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

        Returns what this changed in its turn: given to `restore` it is done again.
        """
        with self._db.writing(durable=True) as connection:
            return statuses.restore(connection, before, self._now)

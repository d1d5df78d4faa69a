"""The part of the `Store` that knows which articles tell the same story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.store.opened import Opened

if TYPE_CHECKING:
    from tnews.model.story import Split, Version
    from tnews.store.stories import Join, Order, Told, Untold
    from tnews.text.sketch import Sketch

# stories is imported where it is used: the first paint tells none.


class Telling(Opened):
    """Keeps sketches of the articles of some days, and the stories for good."""

    def pending(self, since: datetime, limit: int) -> list[int]:
        """Return the newest articles since then that no story was looked for, oldest first."""
        from tnews.store import stories

        with self._db.reading() as connection:
            return stories.pending(connection, int(since.timestamp()), limit)

    def untold(self, ids: Iterable[int], since: datetime) -> list[Untold]:
        """Return those of `ids` since then that no story was looked for, with their texts."""
        from tnews.store import stories

        with self._db.reading() as connection:
            return stories.untold(connection, ids, int(since.timestamp()))

    def tell(self, sketched: Sequence[tuple[Untold, Sketch]], join: Join, order: Order) -> int:
        """Keep the sketches of articles and let each join the story it tells, if `join` says so.

        One short transaction. What was deleted or changed since it was read is left out.
        Returns how many joined.
        """
        from tnews.store import stories

        with self._db.writing() as connection:
            return stories.tell(connection, sketched, join, order)

    def story(self, id: int) -> list[Version]:
        """Return the articles of the story of `id`, the head first; [] if it is alone."""
        from tnews.store import collapsing

        with self._db.reading() as connection:
            return collapsing.versions(connection, id)

    def near(self, id: int) -> tuple[Told, list[Told]] | None:
        """Return article `id` and those that may be like it; None where that is not known."""
        from tnews.store import stories

        with self._db.reading() as connection:
            return stories.near(connection, id)

    def split(self, id: int) -> Split | None:
        """Take an article out of its story: it never joins those it was with again.

        None if it is in no story.
        """
        from tnews.store import stories

        with self._db.writing(durable=True) as connection:
            return stories.split(connection, id)

    def rejoin(self, taken: Split, order: Order) -> None:
        """Put back what was taken out, if it is still stored and has joined nothing else since."""
        from tnews.store import stories

        with self._db.writing(durable=True) as connection:
            stories.rejoin(connection, taken, order)

    def with_versions(self, ids: Iterable[int]) -> list[int]:
        """Return `ids` and every other version of their stories, each once."""
        from tnews.store import collapsing

        with self._db.reading() as connection:
            return collapsing.with_versions(connection, ids)

    def drop_sketches(self, before: datetime) -> None:
        """Drop the sketches of articles before then. Stories stay."""
        from tnews.store import stories

        with self._db.writing() as connection:
            stories.drop_old(connection, int(before.timestamp()))

"""Telling: what is new is sketched and joins the story it tells, behind what a refresh stores."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tnews.model.story import Version

if TYPE_CHECKING:
    from tnews.model.settings import StoriesSettings
    from tnews.store import Store

_AT_ONCE = 20
"""Articles told in one transaction, 5 ms: a person's mark waits no longer than that."""

_CAUGHT_UP = 2000
"""Articles told at the end of one refresh, 1 s, beside those it brought."""


class Teller:
    """Finds the stories of stored articles. Safe to use from any thread."""

    def __init__(self, store: Store, settings: StoriesSettings) -> None:
        self._store = store
        self._days = settings.days

    def tell(self, ids: Iterable[int]) -> int:
        """Let those of `ids` that are new, or changed, join their stories; return how many did."""
        wanted = list(ids)
        return sum(self._tell(wanted[at : at + _AT_ONCE]) for at in range(0, len(wanted), _AT_ONCE))

    def catch_up(self) -> int:
        """Tell what a killed refresh or an older tnews left untold; drop the sketches of older days.

        The newest `_CAUGHT_UP` of them: the others' turn comes with the next refresh.
        """
        self._store.drop_sketches(self._since)
        return self.tell(self._store.pending(self._since, _CAUGHT_UP) if self._days else ())

    def _tell(self, ids: list[int]) -> int:
        if not self._days:
            return 0
        from tnews.services import stories
        from tnews.text.sketch import sketch

        untold = self._store.untold(ids, self._since)
        sketched = [(one, sketch(one.title, one.text)) for one in untold]
        if not sketched:
            return 0
        return self._store.tell(sketched, partial(stories.join, days=self._days), stories.order)

    @property
    def _since(self) -> datetime:
        """Articles before then join nothing any more. A day more: `days` is between two dates."""
        return datetime.now(UTC) - timedelta(days=self._days + 1)


def alike(store: Store, id: int, days: int) -> list[Version]:
    """Return articles like `id` that are not in its story, the likest first."""
    from tnews.services import stories

    if (near := store.near(id)) is None:
        return []
    found = {pair.other.id: pair.similarity for pair in stories.alike(*near, days)}
    return [
        Version(
            id=row.id,
            source=row.source,
            source_name=row.source_name,
            origin=row.origin,
            title=row.title,
            url=row.url,
            published_at=row.published_at,
            characters=row.characters,
            is_read=row.is_read,
            similarity=found[row.id],
            joined_with=id,
        )
        for row in store.rows(list(found))
    ]

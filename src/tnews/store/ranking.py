"""The part of the `Store` that keeps ranked lists (热榜); how they are kept stands in `ranks`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.store.opened import Opened

if TYPE_CHECKING:
    from tnews.model import ArticleDraft, FetchState, Placing, RankEntry


class Ranking(Opened):
    """Reads and writes the entries of ranked lists and their placings."""

    def save_ranks(
        self, source: str, state: FetchState, drafts: Sequence[ArticleDraft], now: datetime
    ) -> None:
        """Let `drafts`, in their order, be the ranked list of `source`; keep its fetch state.

        Entries are no articles. One that left the list expires three days after it was last
        seen; the article that was made of it stays.
        """
        from tnews.store import ranks

        with self._db.writing() as connection:
            ranks.save(connection, source, state, drafts, int(now.timestamp()))

    def ranks(self, source: str) -> list[RankEntry]:
        """Return the entries that are on the list of `source` now, the first one first."""
        from tnews.store import ranks

        with self._db.reading() as connection:
            return ranks.ranks(connection, source)

    def rank_entry(self, entry_id: int) -> RankEntry | None:
        """Return an entry, also after it left its list; None if it has expired."""
        from tnews.store import ranks

        with self._db.reading() as connection:
            return ranks.entry(connection, entry_id)

    def rank_draft(self, entry_id: int) -> ArticleDraft | None:
        """Return an entry as the draft of an article without a text; None if it has expired."""
        from tnews.store import ranks

        with self._db.reading() as connection:
            return ranks.draft_of(connection, entry_id)

    def rank_history(self, entry_id: int) -> list[Placing]:
        """Return the newest placings of an entry, at most 48, the oldest first."""
        from tnews.store import ranks

        with self._db.reading() as connection:
            return ranks.history(connection, entry_id)

    def link_entry(self, entry_id: int, article_id: int) -> None:
        """Remember which article was made of the page of an entry."""
        from tnews.store import ranks

        with self._db.writing() as connection:
            ranks.link(connection, entry_id, article_id)

"""The library: what the screen and the command line ask of the cached articles."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from tnews.model import (
    Article,
    ArticleRow,
    ArticleStatus,
    Counts,
    FetchState,
    Placing,
    Query,
    RankEntry,
    Source,
    TextState,
)
from tnews.model.settings import Config
from tnews.store import Store
from tnews.store.statuses import Marked


@dataclass(frozen=True, slots=True)
class Channel:
    """A category (频道) and its sources, in the order the sidebar shows them."""

    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One undoable step: what was done, the statuses from before it, and which field it set."""

    label: str
    before: Mapping[int, ArticleStatus]
    field: Marked


class Library:
    """The cached articles. Every method is safe to call from any thread."""

    UNDO_STEPS = 100
    """Steps kept for undo."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._sources = config.sources
        self._order = config.categories
        self._undo: list[Change] = []
        self._undoing = Lock()
        store.register(config.sources)

    # -- what there is ---------------------------------------------------------------------

    def channels(self) -> list[Channel]:
        """Return the categories in the configured order, those not named after them."""
        by_name: dict[str, list[Source]] = {name: [] for name in self._order}
        for source in self._sources:
            by_name.setdefault(source.category, []).append(source)
        return [Channel(name, tuple(found)) for name, found in by_name.items() if found]

    def counts(self) -> Counts:
        """Return how many articles are unread and stored, by category and source."""
        return self._store.counts()

    def states(self) -> dict[str, FetchState]:
        """Return what is remembered about fetching, by source key."""
        return self._store.states()

    # -- lists and articles ----------------------------------------------------------------

    def ids(self, query: Query) -> array[int]:
        """Return the ids of every article of `query`, in its order."""
        return self._store.ids(query)

    def rows(self, ids: Sequence[int], text: str = "") -> list[ArticleRow]:
        """Return the rows of `ids` in their order; `text` is the search they answer."""
        return self._store.rows(ids, text)

    def page(self, query: Query) -> list[ArticleRow]:
        """Return one page of rows."""
        return self._store.page(query)

    def open(self, article_id: int) -> Article | None:
        """Return the article with its text, or None if it is gone."""
        return self._store.article(article_id)

    def text_state(self, article_id: int) -> TextState:
        """Return what is known of an article's own page."""
        return self._store.text_states([article_id]).get(article_id, TextState())

    def ranked(self, source_key: str) -> list[RankEntry]:
        """Return the entries that are on the ranked list of a source now, the first one first."""
        return self._store.ranks(source_key)

    def rank_history(self, entry_id: int) -> list[Placing]:
        """Return where an entry of a ranked list stood, the oldest placing first."""
        return self._store.rank_history(entry_id)

    def articles(self, query: Query) -> Iterator[Article]:
        """Yield every article of `query` with its text, a few at a time."""
        return self._store.articles(query)

    def explain(self, text: str) -> str:
        """Return why a search for `text` finds nothing by its form, or ""."""
        return self._store.explain_query(text)

    # -- what a person does; a step with a label can be undone ---------------------------------

    def set_read(self, ids: Sequence[int], is_read: bool, label: str = "") -> int:
        """Mark `ids` read or unread and return how many changed."""
        before = self._store.set_read(ids, is_read)
        changed = {id: status for id, status in before.items() if status.is_read != is_read}
        return self._keep(Change(label, changed, "is_read"))

    def set_bookmark(self, ids: Sequence[int], bookmarked: bool, label: str = "") -> int:
        """Bookmark `ids` or take the bookmark away, and return how many changed."""
        before = self._store.set_bookmark(ids, bookmarked)
        changed = {id: s for id, s in before.items() if s.is_bookmarked != bookmarked}
        return self._keep(Change(label, changed, "bookmarked_at"))

    def undo(self) -> Change | None:
        """Take back the newest step and return it, or None if there is none.

        Only what the step set goes back: a bookmark or a place set since then stays.
        """
        with self._undoing:
            if not self._undo:
                return None
            change = self._undo[-1]
            self._store.restore(change.before, change.field)
            return self._undo.pop()

    def _keep(self, change: Change) -> int:
        if change.label and change.before:
            with self._undoing:
                self._undo.append(change)
                del self._undo[: -self.UNDO_STEPS]
        return len(change.before)

    def set_position(self, article_id: int, position: float) -> None:
        """Remember how far an article was read, from 0 to 1. Not an undoable step."""
        self._store.set_position(article_id, position)

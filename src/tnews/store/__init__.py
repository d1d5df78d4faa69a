"""The cache on disk. `Store` is the entirety of its API."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tnews import model
from tnews.model import DamageError
from tnews.model.record import replace
from tnews.store import lists, registry
from tnews.store.batches import batches, id_batches
from tnews.store.caring import Caring
from tnews.store.marking import Marking
from tnews.store.ranking import Ranking
from tnews.store.searches import Searches
from tnews.store.telling import Telling

if TYPE_CHECKING:
    from tnews.model import (
        Article,
        ArticleDraft,
        ArticleIntent,
        ArticleRow,
        Counts,
        FetchState,
        IdentityKeys,
        KnownArticle,
        Query,
        Saved,
        Source,
        TextState,
    )
    from tnews.model.pulse import Pulse
    from tnews.store.pages import WantedPage
    from tnews.store.saving import Prepared

# All other parts are imported where they are used: a list reads no articles, the first paint of
# the reader neither writes nor searches.

_PAGE = 50
_EXPORTED_AT_ONCE = 100
_DELETED_AT_ONCE = 200


class Store(Marking, Caring, Ranking, Searches, Telling):
    """The cached articles and what the reader did with them.

    Safe to use from any thread. Every method raises `StoreError`, in plain words, if the
    cache cannot be read or written; then nothing has changed. Times are UTC.
    """

    # -- sources -----------------------------------------------------------------------------

    def register(self, sources: Iterable[Source]) -> None:
        """Take over names, addresses, categories and order of the configured sources.

        A source that moved takes its articles along; one that is gone keeps them. Does
        nothing in a cache that is open for reading only.
        """
        configured = list(sources)
        with self._db.reading() as connection:
            done = registry.is_registered(connection, configured)
        if not done and not self._db.read_only:
            with self._db.writing() as connection:
                registry.register(connection, configured)

    def is_configured_by(self, configuration: str) -> bool:
        """Say whether the sources are as `set_configured_by` said, and `register` changed none since."""
        with self._db.reading() as connection:
            return registry.is_configured_by(connection, configuration)

    def set_configured_by(self, configuration: str, sources: Iterable[Source]) -> None:
        """Remember that `sources` are those of `configuration`, if they are registered now."""
        if not self._db.read_only:
            with self._db.writing() as connection:
                if registry.is_registered(connection, sources):
                    registry.set_configured_by(connection, configuration)

    def knows(self, source: str) -> bool:
        """Say whether the cache knows a source of this key, configured or not."""
        with self._db.reading() as connection:
            return registry.is_known(connection, source)

    def states(self) -> dict[str, FetchState]:
        """Return what is remembered about fetching every known source, by its key."""
        from tnews.store import fetches

        with self._db.reading() as connection:
            return fetches.states(connection)

    def save_state(self, source: str, state: FetchState) -> None:
        """Remember `state` for `source`."""
        self.save_states({source: state})

    def save_states(self, states: Mapping[str, FetchState]) -> None:
        """Remember each of `states` for the source with its key, in one step."""
        from tnews.store import fetches

        with self._db.writing() as connection:
            for source, state in states.items():
                fetches.write(connection, registry.place_of(connection, source)[0], state)

    # -- articles ----------------------------------------------------------------------------

    def known(self, source: str, keys: Iterable[IdentityKeys]) -> list[KnownArticle]:
        """Return every article of `source`, deleted ones too, that shares a key with `keys`."""
        from tnews.store import identities

        with self._db.reading() as connection:
            return identities.known(connection, source, keys)

    def save(
        self,
        source: str,
        state: FetchState | None,
        intents: Sequence[ArticleIntent],
        wants: Callable[[ArticleDraft], bool] = lambda _draft: False,
        listed: Sequence[int] = (),
        *,
        index_later: bool = False,
    ) -> Saved:
        """Store articles, in document order, and then the fetch state of their source.

        They are stored a few at a time, so that nobody who wants to write waits for all of
        them; the state comes with the last ones. Whoever is stopped in between finds those
        that are stored again by their keys: the document is fetched anew and the rest added.

        An article without a date counts as published when it is first seen, the first of the
        document being the newest. Deleted ones stay deleted, and every status stays. Where
        `state` is None, the one that is remembered stays. `wants` says of which articles the
        pages are to be fetched; `wanted_pages` gives them. `listed` are the known articles that
        the source still has, changed or not: these are not pruned. With `index_later` it is
        `catch_up` that brings new ones into the search index; a search finds them before, too.
        """
        from tnews.store import saving

        now = self._now
        saved = model.Saved()
        left = len(intents)
        for batch in saving.batches(intents):
            prepared = saving.prepare(batch, wants, index_later=index_later)
            left -= len(batch)
            last = (None, ()) if left else (state, listed)
            part = self._sparing(
                partial(self._save, source, prepared, now, *last, index_later=index_later)
            )
            saved = model.Saved(part.new + saved.new, part.updated + saved.updated)
            if left:
                self._db.give_way()
        return saved

    def _save(
        self,
        source: str,
        prepared: Sequence[Prepared],
        now: int,
        state: FetchState | None,
        listed: Sequence[int],
        *,
        index_later: bool,
    ) -> Saved:
        from tnews.store import saving

        with self._db.writing() as connection:
            return saving.save(
                connection, source, state, prepared, now, listed, index_later=index_later
            )

    def delete(self, ids: Iterable[int]) -> None:
        """Delete articles for good: they do not come back with the next refresh."""
        from tnews.store import saving

        def delete(batch: list[int]) -> None:
            with self._db.writing(durable=True) as connection:
                saving.delete(connection, batch)

        for batch in id_batches(ids, _DELETED_AT_ONCE):
            self._sparing(partial(delete, batch))

    def article(self, id: int) -> Article | None:
        """Return the article with its text, or None if there is none."""
        from tnews.store import articles

        self._opened.append(id)
        with self._db.reading() as connection:
            return next(iter(articles.articles(connection, [id])), None)

    def related(
        self,
        id: int,
        limit: int,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> list[int]:
        """Return up to `limit` articles about what `id` is about, the best first.

        None tells the same story or has the same title. `is_wanted` is asked every few
        milliseconds: once it says no, the answer is [].
        """
        from tnews.store import related

        with self._db.reading() as connection:
            return related.related(connection, id, limit, is_wanted)

    def articles(self, query: Query) -> Iterator[Article]:
        """Yield the articles of `query` with their texts, a few at a time from the disk.

        Others may write meanwhile: what is deleted before its turn is left out.
        """
        from tnews.store import articles

        for batch in batches(self.ids(query), _EXPORTED_AT_ONCE):
            with self._db.reading() as connection:
                found = articles.articles(connection, batch)
            yield from found

    # -- the articles' own pages -------------------------------------------------------------

    def wanted_pages(self, source: str, tried_before: datetime, limit: int) -> list[WantedPage]:
        """Return the newest articles of `source` whose page is still to be fetched.

        Those that were tried later than `tried_before` are left out.
        """
        from tnews.store import pages

        with self._db.reading() as connection:
            return pages.wanted(connection, source, tried_before, limit)

    def save_page(self, id: int, draft: ArticleDraft, *, leads: bool, has_time: bool) -> bool:
        """Keep what an article's own page says; return whether another text is shown now.

        Both texts are kept, the longer good one is shown and found; which fields win, `leads`
        and `has_time` say (`model.choice.choose`). Every status stays. An article that is
        gone stays gone.
        """
        from tnews.store import texts

        def save() -> bool:
            with self._db.writing() as connection:
                return texts.save(connection, id, draft, leads, has_time, self._now)

        return self._sparing(save)

    def save_text_failure(self, id: int, error: str, *, is_final: bool) -> None:
        """Remember why an article's page gave no text; a final one is not wanted again."""
        from tnews.store import pages

        with self._db.writing() as connection:
            pages.fail(connection, id, error, is_final, self._now)

    def text_states(self, ids: Iterable[int]) -> dict[int, TextState]:
        """Return what is known of the pages of those of `ids` that are stored."""
        from tnews.store import pages

        with self._db.reading() as connection:
            return pages.states(connection, ids)

    # -- lists -------------------------------------------------------------------------------

    def ids(self, query: Query, is_wanted: Callable[[], bool] | None = None) -> array[int]:
        """Return the ids of `query` in its order, an array("q").

        A search gives up, with a `StoreError`, soon after `is_wanted` says no. Where the search
        index is damaged the texts are looked through, and `is_index_damaged` says so.
        """
        if query.stories and query.source is None:
            return self._one_a_story(query, is_wanted)
        if query.text:
            return self._search(query, is_wanted)
        with self._db.reading() as connection:
            if query.sort == "outlets":
                from tnews.store import collapsing

                return collapsing.hot(connection, query)
            return lists.ids(connection, query)

    def _one_a_story(self, query: Query, is_wanted: Callable[[], bool] | None) -> array[int]:
        from tnews.store import collapsing

        everything = replace(query, stories=False)
        if query.limit is not None and not query.text and query.sort != "outlets":
            with self._db.reading() as connection:
                return collapsing.first(connection, query)
        if query.limit is not None and query.text:
            first = self.ids(everything, is_wanted)
            with self._db.reading() as connection:
                if collapsing.are_best(connection, first):
                    return first
        # Of a search it is known at the end alone which other versions it finds.
        found = self.ids(replace(everything, limit=None), is_wanted)
        with self._db.reading() as connection:
            return collapsing.one_a_story(connection, found)[: query.limit]

    def _search(self, query: Query, is_wanted: Callable[[], bool] | None) -> array[int]:
        try:
            return self._found(query, is_wanted)
        except DamageError:
            found = self._found(query, is_wanted, may_use_index=False)  # else it is not the index
            self._forsake_index()
            return found

    def _found(
        self, query: Query, is_wanted: Callable[[], bool] | None, *, may_use_index: bool = True
    ) -> array[int]:
        from tnews.store import search

        with self._db.reading(is_wanted) as connection:
            return array("q", search.matching(connection, query, may_use_index=may_use_index))

    def unread(self, ids: Iterable[int]) -> set[int]:
        """Return which of `ids` are unread, without those that are gone."""
        with self._db.reading() as connection:
            return lists.unread(connection, ids)

    def since(self, ids: Sequence[int], moments: Iterable[datetime]) -> list[int]:
        """Return for each of `moments`, the latest first, how many at the beginning of a list,
        its `ids` the newest first, are of then or later; up to the first where all are."""
        with self._db.reading() as connection:
            return lists.since(connection, ids, (moment.timestamp() for moment in moments))

    def beginnings(self, ids: Sequence[int]) -> dict[int, str]:
        """Return how the texts of those of `ids` that have one begin, one line each."""
        from tnews.store import bodies

        with self._db.reading() as connection:
            return bodies.beginnings(connection, ids)

    def count(self, query: Query, most: int) -> int:
        """Return how many articles a search finds, but no more than `most`."""
        from tnews.store import search

        try:
            with self._db.reading() as connection:
                return search.count(connection, query, most)
        except DamageError:
            return len(self.ids(replace(query, limit=most)))

    def rows(self, ids: Sequence[int], query_text: str = "") -> list[ArticleRow]:
        """Return the rows of `ids` in the given order, without those that are gone.

        `query_text` is the search they answer: it fills their snippets.
        """
        from tnews.store import rows

        with self._db.reading() as connection:
            return rows.rows(connection, ids, query_text)

    def page(self, query: Query) -> list[ArticleRow]:
        """Return the rows of `query`, 50 if it sets no limit; `query.after` gives the next."""
        limit = _PAGE if query.limit is None else query.limit
        return self.rows(self.ids(replace(query, limit=limit)), query.text)

    def explain_query(self, text: str) -> str:
        """Return why a search for `text` finds nothing, or not all it says, or ""."""
        from tnews.store import search

        return search.explain(text)

    def version(self) -> int:
        """Return a number that is another when others than this thread have written anything."""
        with self._db.reading() as connection:
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
            return version

    def pulses(self) -> dict[str, Pulse]:
        """Return how often each source that has articles publishes, by its key."""
        from tnews.store import pulses

        with self._db.reading() as connection:
            return pulses.pulses(connection, self._now)

    def newest(self) -> int:
        """Return the highest id of an article, 0 if there is none."""
        from tnews.store import arrivals

        with self._db.reading() as connection:
            return arrivals.newest(connection)

    def arrived(self, after: int) -> dict[str, list[int]]:
        """Return the articles stored after the one with the id `after`, by source key."""
        from tnews.store import arrivals

        with self._db.reading() as connection:
            return arrivals.since(connection, after)

    def counts(self) -> Counts:
        """Return how many articles are unread and stored, by category and source."""
        from tnews.store import counts

        with self._db.reading() as connection:
            return counts.counts(connection)

"""The library: what the screen and the command line ask of the cached articles."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tnews import model
from tnews.locale import _
from tnews.model import ConfigError
from tnews.model.clean import clean_line
from tnews.model.record import replace
from tnews.services.condition import Condition
from tnews.services.undoing import (
    Change,
    History,
    SplitStep,
    StatusStep,
    ViewBackStep,
    ViewMoveStep,
    ViewNameStep,
    ViewStep,
)

if TYPE_CHECKING:
    from tnews.model import (
        Article,
        ArticleRow,
        Before,
        Counts,
        FetchState,
        Placing,
        Query,
        RankEntry,
        Source,
        TagCount,
        TextState,
    )
    from tnews.model.pulse import Pulse
    from tnews.model.settings import Config, ViewSettings
    from tnews.model.story import Story, Version
    from tnews.services.views import Views
    from tnews.store import Store
    from tnews.store.marking import GoesOn
    from tnews.text.query.completion import Names

RELATED = 5
"""Related articles shown at most."""

HOT = 24
"""Hours of which a story is of today (热点)."""


class Channel(NamedTuple):
    """A category (频道) and its sources, in the order the sidebar shows them."""

    name: str
    sources: tuple[Source, ...]


class Library(Condition):
    """The cached articles. Every method is safe to call from any thread.

    `history` has the changes of this session that were made before, which can be undone here.
    """

    def __init__(self, store: Store, config: Config, history: History | None = None) -> None:
        super().__init__(store)
        self._sources = config.sources
        self._order = config.categories
        self._history = history or History()
        self._stories = config.stories
        self._searches_kept = config.reader.search_history
        store.register(config.sources)

    # -- what there is ---------------------------------------------------------------------

    def channels(self) -> list[Channel]:
        """Return the categories in the configured order, those not named after them."""
        by_name: dict[str, list[Source]] = {name: [] for name in self._order}
        for source in self._sources:
            by_name.setdefault(source.category, []).append(source)
        return [Channel(name, tuple(found)) for name, found in by_name.items() if found]

    def take_in(self, source: Source) -> None:
        """Have one more source, unless there is one of its key."""
        if all(known.key != source.key for known in self._sources):
            self._sources = (*self._sources, source)

    def counts(self) -> Counts:
        """Return how many articles are unread and stored, by category and source."""
        return self._store.counts()

    def version(self) -> int:
        """Return a number that is another when other threads have changed anything in the cache.

        It is this thread's own: what two threads are given cannot be compared.
        """
        return self._store.version()

    def newest(self) -> int:
        """Return the highest id of an article, 0 if there is none."""
        return self._store.newest()

    def arrived(self, after: int) -> dict[str, list[int]]:
        """Return the articles stored after the one with the id `after`, by source key."""
        return self._store.arrived(after)

    def states(self) -> dict[str, FetchState]:
        """Return what is remembered about fetching, by source key."""
        return self._store.states()

    def ask_again(self, key: str) -> None:
        """Have a source asked again whose server said that it is gone for good: a person has
        switched it on."""
        from tnews.services.schedule import asked_again

        state = self._store.states().get(key)
        if state is not None and state.gone_at is not None:
            self._store.save_state(key, asked_again(state))

    def pulses(self) -> dict[str, Pulse]:
        """Return how often each source that has articles publishes, by its key.

        Takes 1 ms of 100,000 articles of 69 sources, 6 if all are of the last weeks, 30 if these
        are of 500 sources.
        """
        return self._store.pulses()

    # -- lists and articles ----------------------------------------------------------------

    def ids(self, query: Query, is_wanted: Callable[[], bool] | None = None) -> array[int]:
        """Return the ids of every article of `query`, in its order.

        A search gives up, with a `StoreError`, soon after `is_wanted` says no.
        """
        shown = query if self._stories.collapse else replace(query, stories=False)
        return self._store.ids(shown, is_wanted)

    def unread(self, ids: Sequence[int]) -> set[int]:
        """Return which of `ids` are unread."""
        return self._store.unread(ids)

    def since(self, ids: Sequence[int], moments: Iterable[datetime]) -> list[int]:
        """Return for each of `moments`, the latest first, how many at the beginning of a list,
        its `ids` the newest first, are of then or later; up to the first where all are."""
        return self._store.since(ids, moments)

    def beginnings(self, ids: Sequence[int]) -> dict[int, str]:
        """Return how the texts of those of `ids` that have one begin, one line each."""
        return self._store.beginnings(ids)

    def count(self, query: Query, most: int) -> int:
        """Return how many articles a search finds, but no more than `most`."""
        return self._store.count(query, most)

    def rows(self, ids: Sequence[int], text: str = "") -> list[ArticleRow]:
        """Return the rows of `ids` in their order; `text` is the search they answer."""
        return self._store.rows(ids, text)

    def page(self, query: Query) -> list[ArticleRow]:
        """Return one page of rows."""
        return self._store.page(query)

    def open(self, article_id: int) -> Article | None:
        """Return the article with its text, or None if it is gone."""
        return self._store.article(article_id)

    def related(
        self, article_id: int, is_wanted: Callable[[], bool] = lambda: True
    ) -> list[ArticleRow]:
        """Return up to `RELATED` articles about the same, the best first; often there are none.

        None tells the same story. Takes 50 ms of 100,000 articles, 200 at worst. Once
        `is_wanted` says no, it is [].
        """
        return self.rows(self._store.related(article_id, RELATED, is_wanted))

    def text_state(self, article_id: int) -> TextState:
        """Return what is known of an article's own page."""
        return self._store.text_states([article_id]).get(article_id, model.TextState())

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

    def misnamed(self, text: str) -> str:
        """Return which channel, source or tag there is not that a search names, or ""."""
        from tnews.services.misnamed import misnamed

        return misnamed(self._store, text)

    def story_of(self, article_id: int) -> Story | None:
        """Return the story that an article tells with others, None if it is alone."""
        from tnews.model.story import Story

        versions = self._store.story(article_id)
        return Story(tuple(versions)) if versions else None

    def hot(self, hours: int = HOT) -> array[int]:
        """Return one article of each story of the last `hours`, by how many outlets bring it."""
        since = datetime.now(UTC) - timedelta(hours=hours)
        return self._store.ids(model.Query(since=since, sort="outlets"))

    def alike(self, article_id: int) -> list[Version]:
        """Return articles like this one that are not in its story, the likest first.

        [] for an article of older days.
        """
        from tnews.services.telling import alike

        return alike(self._store, article_id, self._stories.days)

    def tags(self) -> list[TagCount]:
        """Return every tag and how many stored articles have it, the most used first."""
        return self._store.tags()

    # -- past searches ---------------------------------------------------------------------------

    def searches(self) -> list[str]:
        """Return past searches, the newest first; what is not to be remembered is forgotten."""
        found = self._store.searches()
        if found and not self._searches_kept:
            self._store.forget_searches()
            return []
        return found[: self._searches_kept]

    def remember_search(self, text: str) -> None:
        """Remember `text` as the newest search, as far as the configuration lets it."""
        if text and self._searches_kept:
            self._store.add_search(text, self._searches_kept)

    def forget_search(self, text: str) -> None:
        """Forget one past search."""
        self._store.forget_searches(text)

    def names(self) -> Names:
        """Return what a search may name: channels, sources, 作者, 责任编辑, tags."""
        from tnews.text.query.completion import Names

        recent = self._store.recent_names()
        sources = dict.fromkeys((*recent.origins, *(source.name for source in self._sources)))
        return Names(
            tuple(channel.name for channel in self.channels()),
            tuple(sources),
            recent.authors,
            recent.editors,
            tuple(one.tag for one in self._store.tags()),
        )

    # -- what a person does; a change with a label can be undone --------------------------------

    def set_read(
        self,
        ids: Sequence[int],
        is_read: bool,
        label: str = "",
        *,
        is_passing: bool = False,
        all_versions: bool = False,
        goes_on: GoesOn | None = None,
    ) -> int:
        """Mark `ids` read or unread and return how many changed.

        Read with them is every version of their stories if the configuration says so, or if
        they are a list in which one may stand for `all_versions`. `is_passing` says that it was
        done by the way, by opening an article. `goes_on` is told how far it is, of how many
        articles, and stops it by saying no: those marked by then stay so.
        """
        stands_for_all = all_versions and self._stories.collapse
        if is_read and (stands_for_all or self._stories.read_all):
            ids = self._store.with_versions(ids)
        return self._keep(label, self._store.set_read(ids, is_read, goes_on), is_passing=is_passing)

    def split(self, article_id: int, label: str = "") -> bool:
        """Take an article out of its story for good; False if it is in none."""
        taken = self._store.split(article_id)
        if taken is not None and label:
            self._history.keep(Change(label, SplitStep(taken)))
        return taken is not None

    def set_bookmark(self, ids: Sequence[int], bookmarked: bool, label: str = "") -> int:
        """Bookmark `ids` or take the bookmark away, and return how many changed."""
        return self._keep(label, self._store.set_bookmark(ids, bookmarked))

    def set_note(self, article_id: int, note: str, label: str = "") -> int:
        """Keep `note` on an article, "" for none; return 1 if it changed.

        Raises `ConfigError` for one of more than `NOTE_LIMIT` characters.
        """
        if len(note) > model.NOTE_LIMIT:
            said = _("a note has at most {limit:,} characters, this one has {n:,}")
            raise ConfigError(said.format(limit=model.NOTE_LIMIT, n=len(note)))
        return self._keep(label, self._store.set_note(article_id, note))

    def set_tags(self, article_id: int, tags: Iterable[str], label: str = "") -> int:
        """Let an article have these tags and no others; return 1 if that changed them."""
        return self._keep(label, self._store.set_tags(article_id, tags))

    def add_tag(self, ids: Sequence[int], tag: str, label: str = "") -> int:
        """Tag `ids` and return how many had not the tag yet."""
        return self._keep(label, self._store.add_tag(ids, tag))

    def remove_tag(self, ids: Sequence[int], tag: str, label: str = "") -> int:
        """Take a tag from `ids` and return how many had it."""
        return self._keep(label, self._store.remove_tag(ids, tag))

    def remove_view(self, views: Views, name: str, label: str) -> tuple[ViewSettings, ...]:
        """Delete a saved view; return those that are left. Raises `ConfigError`."""
        self._history.keep(Change(label, ViewStep(views, views.take_out(name))))
        return views.all()

    def add_view(self, views: Views, name: str, query: str, label: str) -> tuple[ViewSettings, ...]:
        """Save a search as a view; return all views. Raises `ConfigError`."""
        from tnews.model.settings import VIEW_NAME_LIMIT

        found = views.add(name, query)
        self._history.keep(Change(label, ViewBackStep(views, clean_line(name, VIEW_NAME_LIMIT))))
        return found

    def rename_view(
        self, views: Views, name: str, new: str, label: str
    ) -> tuple[ViewSettings, ...]:
        """Give a saved view another name; return all views. Raises `ConfigError`."""
        from tnews.model.settings import VIEW_NAME_LIMIT

        found = views.rename(name, new)
        self._history.keep(
            Change(label, ViewNameStep(views, clean_line(new, VIEW_NAME_LIMIT), name))
        )
        return found

    def move_view(self, views: Views, name: str, step: int, label: str) -> tuple[ViewSettings, ...]:
        """Move a saved view up (-1) or down (1); return all views. Raises `ConfigError`."""
        before = views.all()
        found = views.move(name, step)
        if found != before:
            self._history.keep(Change(label, ViewMoveStep(views, name, step)))
        return found

    def undo(self) -> Change | None:
        """Take back the newest change and return it, or None if there is none.

        Only what the change set goes back: a bookmark or a place set since then stays.
        """
        return self._history.undo(self._store)

    def redo(self) -> Change | None:
        """Make the change that was undone last once more and return it, or None."""
        return self._history.redo(self._store)

    def _keep(self, label: str, before: Before, *, is_passing: bool = False) -> int:
        if label:
            self._history.keep(Change(label, StatusStep(before), is_passing))
        return before.count

    def set_position(self, article_id: int, position: float) -> None:
        """Remember how far an article was read, from 0 to 1. Not an undoable step."""
        self._store.set_position(article_id, position)

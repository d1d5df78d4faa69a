"""What background work tells the screen. Workers post these and never touch a widget."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.model import ArticleRow, Counts, FetchState, RankEntry, Refreshed, TextFetched
from tnews.model.pulse import Pulse
from tnews.model.settings import ViewSettings
from tnews.services.undoing import Way
from tnews.tui.view import Filter, View

if TYPE_CHECKING:
    from tnews.services.settings import Written
    from tnews.text.query.completion import Names


class Listed(Message):
    """The ids of a view are known. `settled` is false for the first screenful only.

    `why` says what is wrong with a search that finds nothing, "" where that is not known.
    """

    def __init__(
        self, view: View, filtered: Filter, ids: array[int], settled: bool, why: str = ""
    ) -> None:
        super().__init__()
        self.view = view
        self.filtered = filtered
        self.ids = ids
        self.settled = settled
        self.why = why


class Ranked(Message):
    """The entries of the ranked list `source` have been read."""

    def __init__(self, source: str, entries: list[RankEntry]) -> None:
        super().__init__()
        self.source = source
        self.entries = entries


class Aged(Message):
    """The unread articles of a list are known: `ids`, the newest first, and for each of `moments`
    how many of them are from before it."""

    def __init__(
        self,
        view: View,
        filtered: Filter,
        ids: array[int],
        moments: Sequence[datetime],
        counts: Sequence[int],
    ) -> None:
        super().__init__()
        self.view = view
        self.filtered = filtered
        self.ids = ids
        self.moments = moments
        self.counts = counts


class DayFound(Message):
    """The newest article of a list from before a moment has been found: its place in `ids`, the
    list that was on show, None if there is none."""

    def __init__(self, ids: array[int], place: int | None) -> None:
        super().__init__()
        self.ids = ids
        self.place = place


class Related(Message):
    """The articles related to `article` have been found."""

    def __init__(self, article: int, rows: list[ArticleRow]) -> None:
        super().__init__()
        self.article = article
        self.rows = rows


class Counted(Message):
    """The counts and the sources' states have been read again, and how often they publish."""

    def __init__(
        self, counts: Counts, states: dict[str, FetchState], pulses: Mapping[str, Pulse]
    ) -> None:
        super().__init__()
        self.counts = counts
        self.states = states
        self.pulses = pulses

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts matter."""
        return isinstance(message, Counted)


class ViewsCounted(Message):
    """How many articles of the saved views are unread, by their names; those of all known."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self.counts = counts

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts matter."""
        return isinstance(message, ViewsCounted)


class ViewsChanged(Message):
    """The saved views in the configuration are these now; `shown` is the name of one to go to."""

    def __init__(self, views: Sequence[ViewSettings], said: str, shown: str) -> None:
        super().__init__()
        self.views = views
        self.said = said
        self.shown = shown


class FileRead(Message):
    """What the configuration file says now: `written`."""

    def __init__(self, written: Written) -> None:
        super().__init__()
        self.written = written


class Arrived(Message):
    """So many of the articles that a refresh has just brought belong to `view`."""

    def __init__(self, view: View, filtered: Filter, count: int) -> None:
        super().__init__()
        self.view = view
        self.filtered = filtered
        self.count = count


class StoredElsewhere(Message):
    """Another process has stored articles: their ids by the keys of their sources."""

    def __init__(self, new: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self.new = new


class Marked(Message):
    """A change of state is in the cache. `label` is "" for steps that are not talked about.

    When one was to be undone or redone, "" says that there was none. `is_split` says that an
    article left its story or came back: lists have other rows now. `is_cancelled` says that a
    person stopped it after `changed` articles.
    """

    def __init__(
        self,
        label: str,
        changed: int,
        way: Way = "done",
        *,
        is_split: bool = False,
        is_cancelled: bool = False,
    ) -> None:
        super().__init__()
        self.label = label
        self.changed = changed
        self.way = way
        self.is_split = is_split
        self.is_cancelled = is_cancelled


class Progressed(Message):
    """Sources of the running refresh are done: those of one moment together."""

    def __init__(self, results: Sequence[Refreshed]) -> None:
        super().__init__()
        self.results = results


class JobBegun(Message):
    """Work has begun behind the screen: there is something to look at for a while."""

    def can_replace(self, message: Message) -> bool:
        """One look sees everything that runs."""
        return isinstance(message, JobBegun)


class TextCame(Message):
    """An article's own page was fetched; `asked` if a person asked for it."""

    def __init__(self, fetched: TextFetched, asked: bool) -> None:
        super().__init__()
        self.fetched = fetched
        self.asked = asked


class EntryCame(Message):
    """The page of an entry of a ranked list was fetched: it is an article now, or it is not."""

    def __init__(self, entry_id: int, fetched: TextFetched) -> None:
        super().__init__()
        self.entry_id = entry_id
        self.fetched = fetched


class SavedForLater(Message):
    """A page was saved to be read later, or could not be."""

    def __init__(self, fetched: TextFetched) -> None:
        super().__init__()
        self.fetched = fetched


class RefreshEnded(Message):
    """The refresh is over. `error` says why it could not run; "" if it ran. `is_busy` says that
    another process refreshes."""

    def __init__(
        self,
        asked: bool,
        results: list[Refreshed],
        error: str = "",
        *,
        is_cancelled: bool = False,
        is_busy: bool = False,
    ) -> None:
        super().__init__()
        self.is_cancelled = is_cancelled
        self.is_busy = is_busy
        self.asked = asked
        self.results = results
        self.error = error


class Exported(Message):
    """An export is done: so many articles are in `path`."""

    def __init__(self, count: int, path: str) -> None:
        super().__init__()
        self.count = count
        self.path = path


class Named(Message):
    """What a search may name, and what was searched for before, the newest first."""

    def __init__(self, names: Names, searches: list[str]) -> None:
        super().__init__()
        self.names = names
        self.searches = searches


class Failed(Message):
    """Background work failed in a way worth one line, which stays if it is `lasting`. With
    `is_mark` the screen shows a mark that is not kept."""

    def __init__(self, text: str, *, lasting: bool = False, is_mark: bool = False) -> None:
        super().__init__()
        self.text = text
        self.lasting = lasting
        self.is_mark = is_mark

"""The work behind the screen: lists, counts and marks on their own threads.

Knows no widget: results come as messages through `post`, which must be thread-safe.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.locale import _
from tnews.model import DamageError, StoreError
from tnews.model.record import replace
from tnews.model.settings import ViewSettings
from tnews.services.condition import index_damaged
from tnews.services.library import Library
from tnews.services.undoing import Change, Way
from tnews.tui.counting import ViewCounter
from tnews.tui.index_desk import IndexDesk
from tnews.tui.jobs import Job, Jobs
from tnews.tui.lookout import Lookout
from tnews.tui.messages import (
    Aged,
    Arrived,
    Counted,
    DayFound,
    Failed,
    Listed,
    Marked,
    Named,
    Ranked,
    Related,
    ViewsChanged,
)
from tnews.tui.refresh_desk import RefreshDesk
from tnews.tui.report import in_words, turned
from tnews.tui.view import Filter, View

if TYPE_CHECKING:
    from tnews.model.pulse import Pulse
    from tnews.services.refresh import Refresher

NEAR = 50
"""Articles of a day that are looked for in a list."""

FIRST_IDS = 200
"""Articles of a view that are asked for first: more than any screen shows."""

WRITING = 1.0
"""Seconds that a list waits for the marks made before it: a moment for one, 12 s for half a million."""


class Desk:
    """Runs what must not be waited for. Reads, 相关, writes and refreshes have a thread each."""

    def __init__(
        self, library: Library, refresher: Refresher, jobs: Jobs, post: Callable[[Message], object]
    ) -> None:
        self.library = library
        self.indexing = IndexDesk(library, jobs, post)
        self.refreshes = RefreshDesk(refresher, jobs, post, self.index)
        self._jobs = jobs
        self._post = post
        self._reads = ThreadPoolExecutor(1, "tnews-read")
        self._ordered = self._done = 0
        self._writes = ThreadPoolExecutor(1, "tnews-write")
        self._views = ViewCounter(library, post)
        self._relating = ThreadPoolExecutor(1, "tnews-related")
        self._related_to: int | None = None
        self._wanted = 0
        self._counting = False
        self.lookout = Lookout(library, post, partial(self.count, anew=True), self._read)
        self._pulses: Mapping[str, Pulse] | None = None
        self._is_closing = False
        self._has_told_damage = False

    # -- reading -----------------------------------------------------------------------------

    def list(self, view: View, filtered: Filter) -> None:
        """Ask for the ids of `view`; an older question is dropped, also in the middle."""
        self._wanted += 1
        wanted = self._wanted
        query = view.query(filtered)
        written = self.written()

        def is_wanted() -> bool:
            return wanted == self._wanted and not self._is_closing

        def work() -> None:
            wait([written], WRITING)
            try:
                if is_wanted():
                    answer()
            except StoreError:
                if is_wanted():
                    raise

        def answer() -> None:
            # Of a common word, too: 2 to 14 ms of 100 to 180 in 100,000 articles.
            first = self.library.ids(replace(query, limit=FIRST_IDS), is_wanted)
            why = "" if first or not query.text else self.library.misnamed(query.text)
            self._post(Listed(view, filtered, first, len(first) < FIRST_IDS, why))
            self._tell_damage()
            if len(first) < FIRST_IDS or not is_wanted():
                return
            ids = self.library.ids(query, is_wanted)
            if is_wanted():
                self._post(Listed(view, filtered, ids, True))

        self._reads.submit(self._guarded, work)

    def age(self, view: View, filtered: Filter, moments: Sequence[datetime]) -> None:
        """Ask how many unread articles of a list are from before each of `moments`, the latest
        first."""
        query = replace(view.query(filtered), unread=True)

        def work() -> None:
            ids = self.library.ids(query)
            since = self.library.since(ids, moments)
            since += [len(ids)] * (len(moments) - len(since))
            counts = [len(ids) - count for count in since]
            self._post(Aged(view, filtered, ids, moments, counts))

        self._reads.submit(self._guarded, work)

    def find_day(self, view: View, filtered: Filter, ids: array[int], before: datetime) -> None:
        """Ask where in a list, its `ids` as they are on show, the newest article from before a
        moment stands. Of what the cache finds there the first `NEAR` are looked for: some may have
        come after the list was made."""
        query = replace(view.query(filtered), until=before, limit=NEAR)

        def work() -> None:
            place = None
            for id in self.library.ids(query):
                with suppress(ValueError):
                    place = ids.index(id)
                    break
            self._post(DayFound(ids, place))

        self._reads.submit(self._guarded, work)

    def relate(self, article_id: int | None) -> None:
        """Ask for the articles related to `article_id`; an older question is dropped, None drops
        it alone. On a thread of its own: no list waits for it."""
        self._related_to = article_id
        if article_id is None:
            return

        def is_wanted() -> bool:
            return self._related_to == article_id and not self._is_closing

        def work() -> None:
            rows = self.library.related(article_id, is_wanted)
            if is_wanted():
                self._post(Related(article_id, rows))

        self._relating.submit(self._guarded, work)

    def _tell_damage(self) -> None:
        """Say once that the search index is damaged."""
        if self.library.is_index_damaged and not self._has_told_damage:
            self._has_told_damage = True
            self._post(Failed(index_damaged(), lasting=True))

    def rank(self, source_key: str) -> None:
        """Ask for the entries of a ranked list."""
        self._reads.submit(
            self._guarded,
            lambda: self._post(Ranked(source_key, self.library.ranked(source_key))),
        )

    def find_arrived(self, view: View, filtered: Filter, new: Sequence[int]) -> None:
        """Ask how many of the `new` articles belong to `view`; they are among its newest."""
        query = replace(view.query(filtered), limit=FIRST_IDS)

        def work() -> None:
            count = len(set(new).intersection(self.library.ids(query)))
            self._post(Arrived(view, filtered, count))

        self._reads.submit(self._guarded, work)

    def show_views(self, views: Sequence[ViewSettings]) -> None:
        """Count these saved views from now on."""
        self._views.show(views)

    def count(self, *, anew: bool = False) -> None:
        """Ask for the counts and the sources' states; a burst of calls is answered once.

        How often the sources publish is read the first time, then only `anew`: it takes 30 ms at
        worst, and the end of a refresh is soon enough for it.
        """
        self._views.ask()
        if anew:
            self._pulses = None
        if self._counting:
            return
        self._counting = True

        def work() -> None:
            self._counting = False
            if (pulses := self._pulses) is None:
                pulses = self._pulses = self.library.pulses()
            self._post(Counted(self.library.counts(), self.library.states(), pulses))

        self._reads.submit(self._guarded, work)

    def _read(self, work: Callable[[], object]) -> None:
        self._reads.submit(self._guarded, work)

    def name(self) -> None:
        """Ask for what a search may name and for past searches."""
        self._reads.submit(
            self._guarded,
            lambda: self._post(Named(self.library.names(), self.library.searches())),
        )

    # -- writing -----------------------------------------------------------------------------

    def set_read(self, ids: Sequence[int], is_read: bool, label: str) -> None:
        """Mark `ids`; the step can be undone and is reported."""
        self._write(lambda _job: self.library.set_read(ids, is_read, label), label)

    def set_list_read(
        self, view: View, filtered: Filter, ids: Sequence[int] | None, label: str
    ) -> None:
        """Mark all of a list read, and what its rows stand for: `ids`, which are on show, or
        what the list holds where they are not known yet. The step can be undone."""
        query = view.query(filtered)

        def act(job: Job) -> int:
            wanted = self.library.ids(query) if ids is None else ids
            return self.library.set_read(
                wanted, True, label, all_versions=query.stories, goes_on=job.goes_on
            )

        self._write(act, label)

    def split(self, article_id: int, label: str) -> None:
        """Take an article out of its story; the step can be undone."""

        def work() -> None:
            if self.library.split(article_id, label):
                self._post(Marked(label, 1, is_split=True))

        self._writes.submit(self._guarded, work)

    def set_read_by_opening(self, article_id: int, label: str) -> None:
        """Mark an article that was opened; nothing is said, but undo knows it."""
        self._write(
            lambda _job: self.library.set_read([article_id], True, label, is_passing=True), ""
        )

    def set_bookmark(self, ids: Sequence[int], bookmarked: bool, label: str) -> None:
        """Bookmark `ids` or take the bookmark away; the step can be undone."""
        self._write(lambda _job: self.library.set_bookmark(ids, bookmarked, label), label)

    def set_note(self, article_id: int, note: str, label: str) -> None:
        """Keep a note on an article; the step can be undone."""
        self._write(lambda _job: self.library.set_note(article_id, note, label), label)

    def set_tags(self, article_id: int, tags: Sequence[str], label: str) -> None:
        """Let an article have these tags and no others; the step can be undone."""
        self._write(lambda _job: self.library.set_tags(article_id, tags, label), label)

    def set_position(self, article_id: int, position: float) -> None:
        """Remember how far an article was read."""
        self._writes.submit(self._guarded, lambda: self.library.set_position(article_id, position))

    def remember_search(self, text: str) -> None:
        """Remember `text` as the newest search."""
        self._writes.submit(self._guarded, lambda: self.library.remember_search(text))

    def forget_search(self, text: str) -> None:
        """Forget one past search."""
        self._writes.submit(self._guarded, lambda: self.library.forget_search(text))

    def written(self) -> Future[None]:
        """Return what is done when every mark made so far is in the cache."""
        return self._writes.submit(lambda: None)

    def answered(self, ask: Callable[[], str]) -> Future[str]:
        """Return what will hold the answer of `ask`, which is called on the thread that writes when
        every mark made so far is in the cache."""
        return self._writes.submit(ask)

    def finish_writes(self) -> None:
        """Wait until every mark made so far is in the cache."""
        self.written().result()

    def undo(self) -> None:
        """Take back the newest step."""
        self._writes.submit(self._guarded, lambda: self._turn(self.library.undo, "undone"))

    def redo(self) -> None:
        """Make the step that was undone last once more."""
        self._writes.submit(self._guarded, lambda: self._turn(self.library.redo, "redone"))

    def _turn(self, turn: Callable[[], Change | None], way: Way) -> None:
        with self._jobs.run(_("undoing") if way == "undone" else _("redoing"), is_firm=True):
            change = turn()
        if change is not None and change.views is not None:
            self._post(ViewsChanged(change.views.all(), turned(way, change.label), ""))
            return
        is_split = change is not None and change.is_split
        self._post(Marked(change.label if change else "", 0, way, is_split=is_split))

    def change_views(
        self, act: Callable[[], Sequence[ViewSettings]], said: str, shown: str
    ) -> None:
        """Change the saved views in the configuration; then `said` is told and `shown` shown."""
        self._writes.submit(self._guarded, lambda: self._post(ViewsChanged(act(), said, shown)))

    def aside(self, work: Callable[[], object]) -> None:
        """Do `work`, which may take long, on a thread of its own that nobody waits for."""
        name = "tnews-aside"
        threading.Thread(target=self._guarded, args=(work,), name=name, daemon=True).start()

    def in_turn(self, work: Callable[[], object]) -> None:
        """Do `work` on the thread that writes, after what was asked of it before."""
        self._writes.submit(self._guarded, work)

    @property
    def progress(self) -> tuple[int, int]:
        """How many marks were ordered to be written, and the number of the last that is done."""
        return self._ordered, self._done

    def _write(self, act: Callable[[Job], int], label: str) -> None:
        self._ordered += 1
        number = self._ordered

        def work() -> None:
            try:
                try:
                    with self._jobs.run(_("marking")) as job:
                        changed = act(job)
                finally:
                    self._done = number
            except StoreError as error:  # the screen shows the mark already
                told = _("this change is not kept: {problem}").format(problem=error.message)
                is_damage = isinstance(error, DamageError)
                self._post(Failed(told, lasting=is_damage, is_mark=True))
            else:
                self._post(Marked(label, changed, is_cancelled=job.is_cancelled))

        self._writes.submit(self._guarded, work)

    # -- refreshing --------------------------------------------------------------------------

    @property
    def is_refreshing(self) -> bool:
        """Whether a refresh runs."""
        return self.refreshes.is_running

    def refresh(self, keys: Sequence[str] | None = None, *, asked: bool) -> None:
        """Refresh all sources, or those in `keys`. Unasked only what is due. One at a time."""
        self.lookout.begin_ours()
        self.refreshes.start(keys, asked=asked)

    # -- the search index ----------------------------------------------------------------------

    def index(self) -> None:
        """Index what the search index misses, if anything."""
        self.indexing.start()

    def close(self) -> None:
        """Stop the refresh, finish the writes, end the threads."""
        self._is_closing = True
        self._views.close()
        self.refreshes.close()
        self._reads.shutdown(wait=False, cancel_futures=True)
        self._relating.shutdown(wait=False, cancel_futures=True)
        self._writes.shutdown(wait=True)
        self.refreshes.join()
        self.indexing.close()

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as problem:  # noqa: BLE001 (or it would vanish in the executor)
            self._post(Failed(in_words(problem), lasting=isinstance(problem, DamageError)))

"""What the work behind the screen tells: a refresh, what it brought, counts, failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual import on

from tnews.locale import _
from tnews.model import FetchState
from tnews.model.source import AT_HOME
from tnews.services.health import failing, healths
from tnews.tui import report
from tnews.tui.messages import (
    Arrived,
    Counted,
    Failed,
    Progressed,
    RefreshEnded,
    StoredElsewhere,
    ViewsCounted,
)
from tnews.tui.screens.listing import Listing
from tnews.tui.view import RANKED, TODAY


class Refreshing(Listing):
    """Takes in what a refresh brings, without moving what is read."""

    _is_first = True
    """Whether no refresh of this session has ended yet."""

    @property
    def _stays(self) -> bool:
        """Whether the list stays as it is when articles come. Only what the first refresh brings is
        shown at once, to who has not touched anything; later ones find a person reading."""
        return bool(self.articles.ids) and (self._is_touched or not self._is_first)

    def start_refresh(self, keys: Sequence[str] | None, *, asked: bool) -> None:
        """Begin to refresh; a refresh that runs goes on."""
        if asked and self.desk.is_refreshing:
            self.status.say(_("A refresh is running already."))
            return
        self.desk.refresh(keys, asked=asked)

    def _refresh_due(self) -> None:
        self.desk.refresh(self._allowed(), asked=False)

    def _allowed(self) -> list[str] | None:
        """The sources that may be contacted: not the relays before the person has answered."""
        if not self._is_asking:
            return None
        return [s.key for s in self.config.sources if s.enabled and not s.relay]

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        results = message.results
        self.articles.begin_anew()
        if self.ranked is not None and any(one.source == self.ranked.key for one in results):
            self.desk.rank(self.ranked.key)
        if any(
            one.saved.new or one.outcome == "failed" or one.done == one.total for one in results
        ):
            self.desk.count()
        new = [id for one in results if self._belongs(one.source) for id in one.saved.new]
        self._take_in(new)

    def _take_in(self, new: Sequence[int]) -> None:
        """Tell of articles that may belong to the view, or show them."""
        if not new:
            return
        if self.view.kind == "view":
            self.desk.find_arrived(self.view, self.filter, new)
        else:
            self._arrive(len(new))

    @on(StoredElsewhere)
    def _stored_elsewhere(self, message: StoredElsewhere) -> None:
        """Take in what another process fetched as if it came of a refresh of our own."""
        kinds = {source.key: source.kind for source in self.config.sources}
        quiet = (*AT_HOME, RANKED)  # a person put them there
        new = [
            id
            for key, ids in message.new.items()
            if kinds.get(key, "saved") not in quiet and self._belongs(key)
            for id in ids
        ]
        self.articles.begin_anew()
        self._take_in(new)

    def _belongs(self, source: str) -> bool:
        """Whether articles of `source` may belong to the view on show."""
        if self.view.kind == "search" or self.filter == "bookmarked" or self.ranked is not None:
            return False
        keys = self.source_keys()
        return self.view.kind not in ("bookmarked", "hot") and (keys is None or source in keys)

    @on(Arrived)
    def _found_arrived(self, message: Arrived) -> None:
        if message.count and (message.view, message.filtered) == (self.view, self.filter):
            self._arrive(message.count)

    def _arrive(self, count: int) -> None:
        """Tell that `count` articles of the view have come; show them if nothing is read yet."""
        self._arrived += count
        if not self._stays:
            self.desk.list(self.view, self.filter)
        else:
            self.status.say(report.arrived(self._arrived, self.config.keys), lasting=True)

    @on(RefreshEnded)
    def _refresh_ended(self, message: RefreshEnded) -> None:
        stays = self._stays
        waiting = self._arrived if stays else 0
        self._is_first = False
        self._show_right()
        self.articles.begin_anew()
        self.desk.lookout.end_ours([id for one in message.results for id in one.saved.new])
        self.desk.count(anew=bool(message.results))
        if self._has_waited and not self._is_asking:
            self._has_waited = False
            self._refresh_due()
        if self.view == TODAY and any(done.saved.new for done in message.results):
            self.articles.reread()  # the order stays while one of them is read
            if not stays:
                self.desk.list(self.view, self.filter)
        if message.is_busy:  # nothing to say to a person who did not ask
            if message.asked:
                said = _("Another refresh is running already; what it brings is shown here, too.")
                self.status.say(said)
            return
        if message.error:
            self.status.say(message.error, is_error=True)
            return
        if message.results:  # they know why a source failed: it need not be the network
            self._told_offline = True
        keys = self.config.keys
        said, is_error = report.ended(message.results, keys, waiting, message.is_cancelled)
        if waiting or message.asked or message.is_cancelled or (is_error and message.results):
            self.status.say(said, is_error=is_error, lasting=bool(waiting))

    @on(Counted)
    def _show_counts(self, message: Counted) -> None:
        from tnews.services.readlater import SAVED  # not needed for the first paint

        if SAVED.key in message.counts.sources:  # by a command beside the reader, perhaps
            self.show_saved_channel()
        before, self.states, self.pulses = self.states, message.states, message.pulses
        if self.ranked is not None and _was_fetched(self.ranked.key, before, self.states):
            self.desk.rank(self.ranked.key)  # by another process, perhaps
        allowed = self._allowed()
        asked = {s.key for s in self.config.sources if s.enabled and s.kind not in AT_HOME}
        if allowed is not None:
            asked.intersection_update(allowed)
        marked = failing(self.config.sources, self.states)
        if asked and marked.issuperset(asked):
            marked = frozenset()  # no network: a mark on every line says nothing
            if not self.desk.is_refreshing and not self._told_offline:
                self._told_offline = True
                self.status.say(report.offline(self.config.keys), is_error=True)
        now = datetime.now().astimezone()
        health = healths(self.config.sources, self.states, marked, now, self.pulses)
        self.sidebar.update(message.counts, health)
        self._show_heading()

    @on(ViewsCounted)
    def _show_view_counts(self, message: ViewsCounted) -> None:
        self.sidebar.update_views(message.counts)
        self._show_heading()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.is_turning = False
        if message.is_mark:
            self.articles.reread()
            if (row := self.row) is not None:
                self.show_bookmark(row.id, row.is_bookmarked)
        self.tell(message.text, is_error=True, lasting=message.lasting)


def _was_fetched(
    key: str, before: Mapping[str, FetchState], after: Mapping[str, FetchState]
) -> bool:
    """Whether the source has been fetched between two readings of the states."""
    if key not in before or key not in after:
        return False
    return before[key].succeeded_at != after[key].succeeded_at

"""The reading room: channels, list and article, and how they follow each other.

The widgets stand in `frame.py`, what a key does in `main.py`, the search in `searching.py`;
here are the places and what the background work tells.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult

from tnews.locale import _
from tnews.model import TnewsError
from tnews.model.record import replace
from tnews.tui import report
from tnews.tui.actions import key_of
from tnews.tui.desk import FIRST_IDS
from tnews.tui.messages import (
    Arrived,
    Counted,
    Failed,
    Indexed,
    Listed,
    Marked,
    Progressed,
    RefreshEnded,
    ViewsCounted,
)
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.ranking import SHOWN
from tnews.tui.screens.visiting import VisitingZone
from tnews.tui.view import ALL, AT_HOME, TODAY, View, filter_name
from tnews.tui.widgets.bars import ChannelBar
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.tui.choosing import Choice
    from tnews.tui.key_order import KeysInOrder

FIRST_QUERY = replace(ALL.query(), limit=FIRST_IDS)
"""What the next start will show first."""

AFTER_KEY = 1.0
"""Seconds for a key to refresh by itself, or to leave, before the rest is refreshed."""

DUE_CHECK = 60.0
"""Seconds between two looks for sources that are due."""


class Room(VisitingZone):
    """Shows one view of the library and one article of it."""

    def compose(self) -> ComposeResult:
        """Put the first article on show: it belongs to the first paint."""
        self.show_current()
        yield from super().compose()

    def on_mount(self) -> None:
        """The first paint needs no network and no thread."""
        self.articles.focus(scroll_visible=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """After the first paint: what is here stays; the rest follows in the background."""
        if not self.is_attached:  # left already
            return
        gc.freeze()
        gc.enable()
        self.search_box.prepare()
        self.desk.list(self.view, self.filter)
        self.desk.show_views(self.config.views)
        self.desk.count()
        self.desk.index()
        if self.errands.choose is not None:
            self._ask_for_channels(self.errands.choose)
        if self.config.refresh.on_start or self.is_demo:
            self.start_refresh(self._allowed(), asked=self.is_demo)
        if any(source.interval for source in self.config.sources):
            self.set_interval(DUE_CHECK, self._refresh_due)

    def _refresh_due(self) -> None:
        self.desk.refresh(self._allowed(), asked=False)

    def _refresh_rest(self) -> None:
        """Refresh what had to wait for an answer, after the refresh that runs."""
        self._has_waited = self.desk.is_refreshing
        self._refresh_due()

    def _allowed(self) -> list[str] | None:
        """The sources that may be contacted: not the relays before the person has answered."""
        if not self._is_asking:
            return None
        return [s.key for s in self.config.sources if s.enabled and not s.relay]

    def _ask_for_channels(self, choose: Callable[[Sequence[str], bool], None]) -> None:
        """Let the person choose channels, above what is here already."""
        from tnews.tui.screens.welcome import Answer, WelcomeScreen  # after the first paint

        def answered(answer: Answer | None) -> None:
            self._is_asking = False
            choice = answer.choice if answer is not None else None
            if choice is not None and not choice.is_everything and self._write(choice, choose):
                self.app.exit("again")
                return
            if answer is not None and answer.key:
                cast("KeysInOrder", self.app).hand_over(answer.key)
                self.set_timer(AFTER_KEY, self._refresh_rest)
            else:
                self._refresh_rest()

        self._is_asking = True
        channels = self.library.channels()
        sources = [source for channel in channels for source in channel.sources]
        self.app.push_screen(WelcomeScreen(sources), answered)

    def _write(self, choice: Choice, choose: Callable[[Sequence[str], bool], None]) -> bool:
        """Write the person's choice; False, and why, if that cannot be done."""
        names = self.config.categories if choice.is_all else choice.in_order
        try:
            choose(names, choice.relays)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
            return False
        return True

    def on_unmount(self) -> None:
        """Keep the place in the article and let the background work end."""
        self._keep_position()
        if self._texts is not None:
            self._texts.close()
        self.desk.close()

    def leave(self) -> None:
        """Quit the reader."""
        self.call_later(self.app.run_action, "app.quit")

    def prepare_to_leave(self) -> None:
        """Show what the next start will show first: all articles, from the top."""
        self._keep_position()
        self.opened = None
        self.desk.finish_writes()
        self.remove_class("-zen")
        self.search_box.clear()
        self.filter = ""
        self.view = ALL
        self.ranked = None
        self.remove_class(SHOWN)
        self.set_zone("list")
        self.sidebar.set_current(ALL)
        self.articles.show(
            self.ask(lambda: self.library.ids(FIRST_QUERY), self.articles.ids), "", keep=False
        )
        answer = self.ask(lambda: Counted(self.library.counts(), self.library.states()), None)
        if answer is not None:
            self._show_counts(answer)
        self.articles.reread()
        self.show_current()
        self._show_heading()
        self.status.say("")
        self.status.set_right("")

    def go_to(self, view: View, *, zone: Zone = "list") -> None:
        """Show another view of the library."""
        if view.kind == "search" and self.view.kind != "search":
            self._before_search = self.spot
        if self._listed is not None and self.articles.current_id is not None:
            self._spots[self._listed] = self.articles.current_id
        self.view = view
        self._sought = self._spots.get((view, self.filter))
        self._arrived = 0
        self.sidebar.set_current(view)
        self.status.say("")
        self.show_list_of(view)
        self.set_zone(zone)
        self.tell_failure()
        self._show_heading()

    def tell_failure(self) -> None:
        """Say why the sources of this view fail, if they do."""
        if why := self.failure():
            self.status.say(why, is_error=True)

    def start_refresh(self, keys: Sequence[str] | None, *, asked: bool) -> None:
        """Begin to refresh; a refresh that runs goes on."""
        if asked and self.desk.is_refreshing:
            self.status.say(_("A refresh is running already."))
            return
        self.desk.refresh(keys, asked=asked)

    @on(VirtualList.Moved, "#list, #ranks")
    def _article_moved(self, _message: VirtualList.Moved) -> None:
        self._is_touched = True
        self._preview_soon()

    @on(VirtualList.Chosen, "#list, #ranks")
    def _article_chosen(self, _message: VirtualList.Chosen) -> None:
        self.show_current(opening=True)

    @on(VirtualList.Moved, "#sidebar")
    def _place_moved(self, message: VirtualList.Moved) -> None:
        self._is_touched = True
        # A quick key may have left the sidebar before its message came here.
        zone: Zone = "sidebar" if self.zone == "sidebar" else "list"
        self.go_to(self.sidebar.places[message.index].view, zone=zone)

    @on(VirtualList.Chosen, "#sidebar")
    def _place_chosen(self, message: VirtualList.Chosen) -> None:
        self.go_to(self.sidebar.places[message.index].view)

    @on(ChannelBar.Chosen)
    def _channel_chosen(self, message: ChannelBar.Chosen) -> None:
        self.go_to(message.view)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys to the zone under it."""
        zones: dict[object, Zone] = {
            self.sidebar: "sidebar", self.listing: "list", self.reader: "reader"
        }  # fmt: skip
        zone = zones.get(event.widget)
        if zone is not None and zone != self.zone and event.widget is self.focused:
            self.set_zone(zone)

    @on(Listed)
    def _show_list(self, message: Listed) -> None:
        if (message.view, message.filtered) != (self.view, self.filter):
            return
        is_same = self._listed == (message.view, message.filtered)
        if is_same and self.articles.ids and not message.settled:
            return  # what is on show reaches further than this beginning
        self._listed = (message.view, message.filtered)
        self._is_settled = message.settled
        if message.settled:
            self._arrived = 0
        self.articles.empty_text = self._empty_text(message.why)
        words = self.view.words
        before = self.articles.current_id
        # The word that the cursor was moved may still be under way.
        is_touched = self._is_touched or self.articles.cursor > 0
        self.articles.show(message.ids, words, keep=is_same and is_touched)
        if self._sought is not None and self._sought in message.ids:
            self.articles.go(message.ids.index(self._sought))
            self._sought = None
        self._show_heading()
        if self.view.kind == "search":
            self.search_box.tell_found(len(message.ids) if message.settled else None)
        if self._opens_list:
            self._opens_list = False
            self.show_current(opening=True)
        elif self.articles.current_id != before or not is_same:
            self._preview_soon()

    def _empty_text(self, why: str) -> str:
        """Say why a list is empty, and what to do; `why` is what is known to be wrong."""
        keys = self.config.keys
        if why:
            return _("Nothing found: {why}").format(why=why)
        if self.filter:
            said = _("Nothing here is {filter}. {key} shows everything again.")
            return said.format(filter=filter_name(self.filter), key=key_of("filter", keys))
        match self.view.kind:
            case "bookmarked":
                said = _("Nothing bookmarked yet. Press {key} on an article.")
                return said.format(key=key_of("bookmark", keys))
            case "unread":
                return _("Everything is read.")
            case "hot":
                return _("No story of today has two outlets yet.")
            case "search":
                return _("Nothing found.")
            case "view":
                return _("No article is found for {query}").format(query=self.view.text)
        if not self.config.sources:
            said = _("No sources yet. Leave with {key}, then: tnews add URL")
            return said.format(key=key_of("quit", keys))
        said = _("No articles yet. {key} fetches them.")
        return self.failure() or said.format(key=key_of("refresh", keys))

    @on(Counted)
    def _show_counts(self, message: Counted) -> None:
        self.states = message.states
        failing = frozenset(key for key, state in self.states.items() if state.failures)
        allowed = self._allowed()
        asked = {s.key for s in self.config.sources if s.enabled and s.kind not in AT_HOME}
        if failing.issuperset(asked if allowed is None else asked.intersection(allowed)):
            failing = frozenset()  # no network: a mark on every line says nothing
            if not self.desk.is_refreshing and not self._told_offline:
                self._told_offline = True
                self.status.say(report.offline(self.config.keys), is_error=True)
        self.sidebar.update(message.counts, failing)
        self._show_heading()

    @on(ViewsCounted)
    def _show_view_counts(self, message: ViewsCounted) -> None:
        self.sidebar.update_views(message.counts)
        self._show_heading()

    @on(Marked)
    def _marked(self, message: Marked) -> None:
        self.desk.count()
        if message.way != "done":
            self.articles.reread()
            self.status.say(report.turned(message.way, message.label))
            self.show_current()
            if message.is_split:
                self._list_from_here()
            if (row := self.row) is not None:
                self.show_bookmark(row.id, row.is_bookmarked)
        elif message.label:
            undo = key_of("undo", self.config.keys)
            self.status.say(report.done(message.label, message.changed, undo))
            if message.changed > 1:
                self.articles.reread()
            self.show_current()  # its note or tags may be others now
            if message.is_split:
                self.articles.reread()
                self._list_from_here()
        elif message.changed > 1:
            self.articles.reread()  # opened with all versions of its story

    def _list_from_here(self) -> None:
        """List anew, in another order perhaps; the cursor goes along with its article."""
        self._sought = self.articles.current_id
        self.desk.list(self.view, self.filter)

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        refreshed = message.refreshed
        self._show_right(report.progress(refreshed))
        if self.ranked is not None and refreshed.source == self.ranked.key:
            self.desk.rank(self.ranked.key)
        if (
            refreshed.saved.new
            or refreshed.outcome == "failed"
            or refreshed.done == refreshed.total
        ):
            self.desk.count()
        if not refreshed.saved.new or not self._belongs(refreshed.source):
            return
        if self.view.kind == "view":
            self.desk.find_arrived(self.view, self.filter, refreshed.saved.new)
        else:
            self._arrive(len(refreshed.saved.new))

    @on(Arrived)
    def _found_arrived(self, message: Arrived) -> None:
        if message.count and (message.view, message.filtered) == (self.view, self.filter):
            self._arrive(message.count)

    def _arrive(self, count: int) -> None:
        """Tell that `count` articles of the view have come; show them if nothing is read yet."""
        self._arrived += count
        if not self.articles.ids or not self._is_touched:
            self.desk.list(self.view, self.filter)
        else:
            self.status.say(report.arrived(self._arrived, self.config.keys), lasting=True)

    def _belongs(self, source: str) -> bool:
        """Whether articles of `source` may belong to the view on show."""
        if self.view.kind == "search" or self.filter == "bookmarked" or self.ranked is not None:
            return False
        keys = self.source_keys()
        return self.view.kind not in ("bookmarked", "hot") and (keys is None or source in keys)

    @on(RefreshEnded)
    def _refresh_ended(self, message: RefreshEnded) -> None:
        self._show_right("")
        self.desk.count()
        if self._has_waited and not self._is_asking:
            self._has_waited = False
            self._refresh_due()
        if self.view == TODAY and any(done.saved.new for done in message.results):
            self.articles.reread()  # the order stays while one of them is read
            if not (self.articles.ids and self._is_touched):
                self.desk.list(self.view, self.filter)
        if message.error:
            self.status.say(message.error, is_error=True)
            return
        if message.results:  # they know why a source failed: it need not be the network
            self._told_offline = True
        waiting = self._arrived if self._is_touched else 0
        said, is_error = report.ended(message.results, self.config.keys, waiting)
        if waiting or message.asked or (is_error and message.results):
            self.status.say(said, is_error=is_error, lasting=bool(waiting))

    @on(Indexed)
    def _indexed(self, message: Indexed) -> None:
        self._index_percent = message.percent
        self._show_right()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.tell(message.text, is_error=True, lasting=message.lasting)

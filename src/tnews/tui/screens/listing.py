"""The list: which one is on show, what moves and chooses in it, what it says when it is empty."""

from __future__ import annotations

from textual import on

from tnews.locale import _
from tnews.tui.actions import key_of, told
from tnews.tui.messages import Listed
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.visiting import VisitingZone
from tnews.tui.view import View, filter_name, place_name
from tnews.tui.widgets.bars import ChannelBar
from tnews.tui.widgets.sidebar import Sidebar
from tnews.tui.widgets.virtual_list import VirtualList


class Listing(VisitingZone):
    """Shows one view of the library."""

    def go_to(self, view: View, *, zone: Zone = "list") -> None:
        """Show another view of the library."""
        if view.kind == "search" and self.view.kind != "search":
            self._before_search = self.spot
        self._keep_spot()
        self.view = view
        kept = self.memory.layout.places.get(place_name(view, self.filter))
        spot = self._spots.get((view, self.filter), kept)
        self._sought, self._sought_offset = spot if spot is not None else (None, 0)
        self._arrived = 0
        self.sidebar.set_current(view)
        self.status.say("")
        self.show_list_of(view)
        self.set_zone(zone)
        self.tell_failure()
        self._show_heading()

    def _keep_spot(self) -> None:
        """Remember the place in the list on show, for this time and the next; one that was left at
        its beginning begins there next time."""
        listed, id = self._listed, self.articles.current_id
        if listed is None or id is None:
            return
        spot = (id, self.articles.cursor_offset)
        self._spots[listed] = spot
        if name := place_name(*listed):
            places = {key: one for key, one in self.memory.layout.places.items() if key != name}
            if self.articles.cursor:
                places[name] = spot
            self.memory.change(places=places)

    def tell_failure(self) -> None:
        """Say why the sources of this view fail, if they do."""
        if why := self.failure():
            self.status.say(why, is_error=True)
        elif (health := self.sidebar.health_of(self.view)) is not None:
            self.status.say(health.reason, is_error=health.is_failing)

    @on(VirtualList.Moved, "#list, #ranks")
    def _article_moved(self, _message: VirtualList.Moved) -> None:
        self._is_touched = True
        if not self.is_list_coming:  # who moves in the first screenful is sought no more
            self._sought = None
        self._preview_soon()

    @on(VirtualList.Chosen, "#list, #ranks")
    def _article_chosen(self, _message: VirtualList.Chosen) -> None:
        self.show_current(opening=True)

    @on(VirtualList.Moved, "#sidebar")
    def _place_moved(self, _message: VirtualList.Moved) -> None:
        self._is_touched = True
        # A quick key may have left the sidebar before its message came here.
        zone: Zone = "sidebar" if self.zone == "sidebar" else "list"
        self.go_to(self.sidebar.place.view, zone=zone)

    @on(VirtualList.Chosen, "#sidebar")
    def _place_chosen(self, _message: VirtualList.Chosen) -> None:
        self.go_to(self.sidebar.place.view)

    @on(Sidebar.Folded)
    def _channels_folded(self, message: Sidebar.Folded) -> None:
        self.memory.change(unfolded=message.channels)

    @on(ChannelBar.Chosen)
    def _channel_chosen(self, message: ChannelBar.Chosen) -> None:
        self.go_to(message.view)

    @on(Listed)
    def _show_list(self, message: Listed) -> None:
        if (message.view, message.filtered) != (self.view, self.filter):
            return
        is_same = self._listed == (message.view, message.filtered)
        if is_same and self.articles.ids and not message.settled:
            return  # what is on show reaches further than this beginning
        self._listed = (message.view, message.filtered)
        self._is_renewed = True
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
            self.articles.go_back(message.ids.index(self._sought), self._sought_offset)
            self._sought = None
        elif message.settled:
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
            return told(said, {"key": key_of("filter", keys)}, filter=filter_name(self.filter))
        match self.view.kind:
            case "bookmarked":
                said = _("Nothing bookmarked yet. Press {key} on an article.")
                return told(said, {"key": key_of("bookmark", keys)})
            case "unread":
                return _("Everything is read.")
            case "hot":
                return _("No story of today has two outlets yet.")
            case "search":
                return _("Nothing found.")
            case "view":
                return _("No article is found for {query}").format(query=self.view.text)
        if not self.config.sources:
            return told(_("No sources yet. {key} adds one."), {"key": key_of("sources", keys)})
        said = _("No articles yet. {key} fetches them.")
        return self.failure() or told(said, {"key": key_of("refresh", keys)})

    def _list_from_here(self) -> None:
        """List anew, in another order perhaps; the cursor goes along with its article."""
        self._sought, self._sought_offset = self.articles.current_id, self.articles.cursor_offset
        self.desk.list(self.view, self.filter)

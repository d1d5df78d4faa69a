"""The reading room: what its zones have in common, and how it is left.

What a topic adds with its keys is a class of its own over `Room`; `main.py` puts them together.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult

from tnews.model import TnewsError
from tnews.model.record import replace
from tnews.tui import report
from tnews.tui.actions import key_of
from tnews.tui.desk import FIRST_IDS
from tnews.tui.messages import Counted, Failed, Marked
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.ranking import SHOWN
from tnews.tui.screens.starting import Starting
from tnews.tui.view import ALL

FIRST_QUERY = replace(ALL.query(), limit=FIRST_IDS)
"""What the next start will show first."""


class Room(Starting):
    """Shows one view of the library and one article of it."""

    def compose(self) -> ComposeResult:
        """Put the first article on show: it belongs to the first paint."""
        self.show_current()
        yield from super().compose()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys to the zone under it."""
        zones: dict[object, Zone] = {
            self.sidebar: "sidebar", self.listing: "list", self.reader: "reader"
        }  # fmt: skip
        zone = zones.get(event.widget)
        if zone is not None and zone != self.zone and event.widget is self.focused:
            self.set_zone(zone)

    @on(Marked)
    def _marked(self, message: Marked) -> None:
        self.desk.count()
        if message.way != "done":
            self.is_turning = False
            self.articles.reread()
            self.status.say(report.turned(message.way, message.label))
            self.show_current()
            if message.is_split:
                self._list_from_here()
            if (row := self.row) is not None:
                self.show_bookmark(row.id, row.is_bookmarked)
        elif message.label:
            undo = key_of("undo", self.config.keys)
            tell = report.stopped if message.is_cancelled else report.done
            self.status.say(tell(message.label, message.changed, undo))
            if message.changed > 1:
                self.articles.reread()
            self.show_current()  # its note or tags may be others now
            if message.is_split:
                self.articles.reread()
                self._list_from_here()
        elif message.changed > 1:
            self.articles.reread()  # opened with all versions of its story

    def keep_setting(
        self, table: str, key: str, value: str | bool | int | float | tuple[str, ...]
    ) -> None:
        """Write a setting into the configuration, behind the screen; say so if it cannot be. The
        demonstration keeps none."""
        settings = self.errands.settings
        if settings is None:
            return

        def write() -> None:
            try:
                settings().set(table, key, value)
            except TnewsError as error:
                self.hear(Failed(error.message))

        self.desk.in_turn(write)

    def leave(self) -> None:
        """Quit the reader."""
        self.call_later(self.app.run_action, "app.quit")

    def prepare_to_leave(self) -> None:
        """Show what the next start will show first: all articles, from the top."""
        self._keep_position()
        self._keep_spot()
        self._listed = None
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
        library = self.library
        answer = self.ask(lambda: Counted(library.counts(), library.states(), self.pulses), None)
        if answer is not None:
            self._show_counts(answer)
        self.articles.reread()
        self.show_current()
        self._show_heading()
        self.status.say("")
        self.status.set_right("")

    def on_unmount(self) -> None:
        """Keep the place in the article and let the background work end."""
        self._keep_position()
        if self._texts is not None:
            self._texts.close()
        self._keep_spot()
        self.memory.save()
        self.desk.close()

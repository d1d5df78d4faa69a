"""The reading room: channels, list and article, and how they follow each other.

What a key does stands in `main.py`; here are the layout, the places and the messages.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.timer import Timer

from tnews.locale import _, plural
from tnews.model import ArticleRow, FetchState, Refreshed
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.tui import report
from tnews.tui.actions import hints
from tnews.tui.desk import FIRST_IDS, Desk
from tnews.tui.messages import Counted, Failed, Listed, Marked, Progressed, RefreshEnded
from tnews.tui.view import ALL, Filter, View, filter_name
from tnews.tui.widgets.article_list import ArticleList
from tnews.tui.widgets.bars import ChannelBar, ListHeading, StatusBar
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widgets.reader import Reader
from tnews.tui.widgets.search_box import SearchBox
from tnews.tui.widgets.sidebar import Sidebar
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher

Zone = Literal["sidebar", "list", "reader"]
ZONES: tuple[Zone, ...] = ("sidebar", "list", "reader")

PREVIEW_DELAY = 0.04
"""Seconds the cursor rests before its article is laid out: a held key lays out none."""

DUE_CHECK = 60.0
"""Seconds between two looks for sources that are due."""


class Room(Screen[None]):
    """Shows one view of the library and one article of it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    AUTO_FOCUS = ""

    def __init__(
        self,
        library: Library,
        refresher: Refresher,
        config: Config,
        *,
        start: View = ALL,
        is_demo: bool = False,
    ) -> None:
        super().__init__()
        self.library = library
        self.config = config
        self.is_demo = is_demo
        self.desk = Desk(library, refresher, self.post_message)
        self.view = start
        self.filter: Filter = ""
        self.zone: Zone = "list"
        self.opened: int | None = None
        self.states: Mapping[str, FetchState] = {}
        self.offers_demo = False
        self._place_before_search = start
        self._listed: tuple[View, Filter] | None = (start, "")
        self._arrived = 0
        self._is_touched = False
        self._position = 0.0
        self._preview: Timer | None = None

        self.sidebar = Sidebar(library.channels(), id="sidebar")
        self.heading = ListHeading(id="heading")
        self.articles = ArticleList(self._rows, id="list")
        self.metadata = Metadata(id="metadata")
        self.reader = Reader(config.reader, id="reader")
        self.channels = ChannelBar(id="channels")
        self.search_box = SearchBox(id="search")
        self.status = StatusBar(hints(config.keys), id="status")

        # Everything that can be known before the first paint is: each later change of a class
        # or a size would match the styles and lay out the screen once more.
        size = shutil.get_terminal_size()
        for length, steps in (
            (size.columns, self.HORIZONTAL_BREAKPOINTS),
            (size.lines, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(next(name for least, name in reversed(steps) if length >= least))
        self.add_class(f"-{self.zone}")
        self.sidebar.set_current(start)
        self.articles.show(library.ids(replace(start.query(), limit=FIRST_IDS)), "", keep=False)
        self.show_current()
        self._show_heading()

    def compose(self) -> ComposeResult:
        """Put the widgets in their places."""
        yield self.channels
        with Horizontal(id="zones"):
            yield self.sidebar
            with Vertical(id="articles"):
                yield self.heading
                yield self.articles
            with Vertical(id="article"):
                yield self.metadata
                yield self.reader
        yield self.search_box
        yield self.status

    def on_mount(self) -> None:
        """The first paint needs no network and no thread."""
        self.articles.focus(scroll_visible=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """After the first paint: what is here stays; the rest follows in the background."""
        gc.freeze()
        gc.enable()
        self.search_box.prepare()
        self.desk.list(self.view, self.filter)
        self.desk.count()
        if self.config.refresh.on_start or self.is_demo:
            self.start_refresh(None, asked=self.is_demo)
        if self.config.refresh.interval:
            self.set_interval(DUE_CHECK, lambda: self.desk.refresh(asked=False))

    def on_unmount(self) -> None:
        """Keep the place in the article and let the background work end."""
        self._keep_position()
        self.desk.close()

    # -- leaving -----------------------------------------------------------------------------

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
        self.set_zone("list")
        self.sidebar.set_current(ALL)
        counts, states = self.library.counts(), self.library.states()
        self._show_counts(Counted(counts, states))
        self.articles.show(self.library.ids(replace(ALL.query(), limit=FIRST_IDS)), "", keep=False)
        self.articles.reread()
        self.show_current()
        self._show_heading()
        self.status.say("")
        self.status.set_right("")

    def painting(self) -> str:
        """Return the widgets in sight as text and escape sequences, each line at its place."""
        parts = []
        for widget in (
            self.channels, self.sidebar, self.heading, self.articles, self.metadata, self.reader,
            self.status,
        ):  # fmt: skip
            where = widget.region
            if widget.is_on_screen and where:
                for y, strip in enumerate(widget.render_lines(Region(0, 0, *where.size)), where.y):
                    line = strip.render(self.app.console)
                    parts.append(f"\x1b[{y + 1};{where.x + 1}H{line}")
        return "".join(parts)

    def _rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        return self.library.rows(ids, self.view.query().text)

    # -- places ------------------------------------------------------------------------------

    def set_zone(self, zone: Zone) -> None:
        """Give the keys to `zone`, and show it where there is room for one only."""
        if zone != self.zone:
            self.remove_class(f"-{self.zone}", update=False)
            self.add_class(f"-{zone}")
            self.zone = zone
        widgets = {"sidebar": self.sidebar, "list": self.articles, "reader": self.reader}
        widgets[zone].focus(scroll_visible=False)
        self._show_right()

    def go_to(self, view: View, *, zone: Zone = "list") -> None:
        """Show another view of the library."""
        if view.kind == "search" and self.view.kind != "search":
            self._place_before_search = self.view
        self.view = view
        self._arrived = 0
        self.sidebar.set_current(view)
        self.set_zone(zone)
        self.status.say("")
        self.tell_failure()
        self.desk.list(view, self.filter)
        self._show_heading()

    def leave_search(self) -> None:
        """Go back to where the search was begun."""
        self.search_box.clear()
        self.go_to(self._place_before_search)

    def source_keys(self) -> list[str] | None:
        """Return the keys of the sources behind the view; None means every source."""
        match self.view.kind:
            case "source":
                return [self.view.name]
            case "category":
                channels = self.library.channels()
                found = [c.sources for c in channels if c.name == self.view.name]
                return [source.key for sources in found for source in sources]
            case _:
                return None

    def tell_failure(self) -> None:
        """Say why the source of this view fails, if it is one source and it does."""
        keys = self.source_keys()
        if keys is None or len(keys) != 1:
            return
        state = self.states.get(keys[0])
        if state is not None and state.last_error:
            self.status.say(state.last_error, is_error=True)

    def start_refresh(self, keys: Sequence[str] | None, *, asked: bool) -> None:
        """Begin to refresh; a refresh that runs goes on."""
        if asked and self.desk.is_refreshing:
            self.status.say(_("A refresh is running already."))
            return
        self.desk.refresh(keys, asked=asked)

    # -- the article ---------------------------------------------------------------------------

    def show_current(self, *, opening: bool = False) -> None:
        """Show the article under the cursor; `opening` also reads it and gives it the keys."""
        article_id = self.articles.current_id
        article = self.library.open(article_id) if article_id is not None else None
        words = self.view.query().text
        if not self.reader.shows(article, words):
            self._keep_position()
            row = self.articles.current
            self.metadata.show(article, row is not None and row.is_bookmarked)
            self.reader.show(article, words)
            self.opened = None
        if opening and article is not None:
            self.opened = article.id
            self._position = self.reader.position
            self.mark_read([article.id], True)
            self.set_zone("reader")

    def mark_read(self, ids: Sequence[int], is_read: bool, label: str = "") -> None:
        """Mark articles, on the screen at once and in the cache behind it."""
        self.articles.change(ids, is_read=is_read)
        self.desk.set_read(ids, is_read, label)

    def _keep_position(self) -> None:
        if self.opened is not None:
            self.desk.set_position(self.opened, self._position)

    @on(VirtualList.Moved, "#list")
    def _article_moved(self, _message: VirtualList.Moved) -> None:
        self._is_touched = True
        self._preview_soon()

    def _preview_soon(self) -> None:
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_DELAY, self.show_current)

    @on(VirtualList.Chosen, "#list")
    def _article_chosen(self, _message: VirtualList.Chosen) -> None:
        self.show_current(opening=True)

    @on(VirtualList.Moved, "#sidebar")
    def _place_moved(self, message: VirtualList.Moved) -> None:
        self._is_touched = True
        self.go_to(self.sidebar.places[message.index].view, zone="sidebar")

    @on(VirtualList.Chosen, "#sidebar")
    def _place_chosen(self, message: VirtualList.Chosen) -> None:
        self.go_to(self.sidebar.places[message.index].view)

    @on(ChannelBar.Chosen)
    def _channel_chosen(self, message: ChannelBar.Chosen) -> None:
        self.go_to(message.view)

    @on(Reader.Scrolled)
    def _scrolled(self, message: Reader.Scrolled) -> None:
        if message.article_id == self.opened:
            self._position = message.position
        self._show_right()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys to the zone under it."""
        zones: dict[object, Zone] = {
            self.sidebar: "sidebar", self.articles: "list", self.reader: "reader"
        }  # fmt: skip
        zone = zones.get(event.widget)
        if zone is not None and zone != self.zone:
            self.set_zone(zone)

    # -- search ----------------------------------------------------------------------------

    @on(SearchBox.Typed)
    def _typed(self, message: SearchBox.Typed) -> None:
        if message.words:
            self._show_search(message.words, zone=None)

    @on(SearchBox.Submitted)
    def _submitted(self, message: SearchBox.Submitted) -> None:
        if message.words:
            self._show_search(message.words, zone="list")
        else:
            self.leave_search()

    @on(SearchBox.Cancelled)
    def _cancelled(self, _message: SearchBox.Cancelled) -> None:
        if self.view.kind == "search":
            self.leave_search()
        else:
            self.set_zone("list")

    def _show_search(self, words: str, zone: Zone | None) -> None:
        view = View("search", words)
        if view != self.view:
            if self.view.kind != "search":
                self._place_before_search = self.view
            self.view = view
            self.filter = ""
            self.desk.list(view, "")
        if zone is not None:
            self.set_zone(zone)
            why = self.library.explain(words)
            self.status.say(why, is_error=bool(why))

    # -- what the background work tells ----------------------------------------------------------

    @on(Listed)
    def _show_list(self, message: Listed) -> None:
        if (message.view, message.filtered) != (self.view, self.filter):
            return
        is_same = self._listed == (message.view, message.filtered)
        self._listed = (message.view, message.filtered)
        if message.settled:
            self._arrived = 0
        empty = {
            "bookmarked": _("Nothing bookmarked yet. Press m on an article."),
            "unread": _("Everything is read."),
            "search": _("Nothing found."),
        }
        self.articles.empty_text = empty.get(self.view.kind, _("No articles yet."))
        words = self.view.query().text
        before = self.articles.current_id
        self.articles.show(message.ids, words, keep=is_same and self._is_touched)
        self._show_heading()
        if self.articles.current_id != before or not is_same:
            self._preview_soon()

    @on(Counted)
    def _show_counts(self, message: Counted) -> None:
        self.states = message.states
        failing = frozenset(key for key, state in self.states.items() if state.failures)
        if failing.issuperset(s.key for s in self.config.sources if s.kind != "guide"):
            failing = frozenset()  # no network: a mark on every line says nothing
        self.sidebar.update(message.counts, failing)
        self._show_heading()

    @on(Marked)
    def _marked(self, message: Marked) -> None:
        self.desk.count()
        if message.is_undo:
            self.articles.reread()
            said = _("Undone: {what}").format(what=message.label)
            self.status.say(said if message.label else _("Nothing to undo."))
            self.show_bookmark()
        elif message.label:
            self.status.say(message.label)
            if message.changed > 1:
                self.articles.reread()

    def show_bookmark(self) -> None:
        """Show in the metadata whether the article is bookmarked."""
        row = self.articles.current
        shown = self.reader.article
        if row is not None and shown is not None and row.id == shown.id:
            self.metadata.show(shown, row.is_bookmarked)

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        refreshed = message.refreshed
        self._show_right(refreshed)
        if (
            refreshed.saved.new
            or refreshed.outcome == "failed"
            or refreshed.done == refreshed.total
        ):
            self.desk.count()
        if not refreshed.saved.new or not self._belongs(refreshed.source):
            return
        self._arrived += len(refreshed.saved.new)
        if not self.articles.ids or not self._is_touched:
            self.desk.list(self.view, self.filter)
        else:
            self.status.say(report.arrived(self._arrived), lasting=True)

    def _belongs(self, source: str) -> bool:
        """Whether articles of `source` may belong to the view on show."""
        if self.view.kind == "search" or self.filter == "bookmarked":
            return False
        keys = self.source_keys()
        return self.view.kind != "bookmarked" and (keys is None or source in keys)

    @on(RefreshEnded)
    def _refresh_ended(self, message: RefreshEnded) -> None:
        self._show_right()
        self.desk.count()
        if message.error:
            self.status.say(message.error, is_error=True)
            return
        self.offers_demo = report.is_offline(message.results) and not self.is_demo
        said, is_error = report.ended(message.results)
        if self._arrived and self._is_touched and not is_error:
            self.status.say(report.arrived(self._arrived), lasting=True)
        elif message.asked or (is_error and message.results):
            self.status.say(said, is_error=is_error)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.status.say(message.text, is_error=True)

    # -- the lines around ------------------------------------------------------------------------

    def _show_heading(self) -> None:
        unread, total = self.sidebar.unread_of(self.view)
        if self.view.kind == "search":
            detail = plural("{n} article", "{n} articles", len(self.articles.ids)).format(
                n=len(self.articles.ids)
            )
        else:
            detail = _("{unread} unread / {total}").format(unread=unread, total=total)
        if self.filter:
            detail = filter_name(self.filter)
        self.heading.update(self.view.title, detail)
        places = [
            (view, self.sidebar.unread_of(view)[1 if view.kind == "bookmarked" else 0])
            for view in self.sidebar.categories
        ]
        current = self.sidebar.category_of(self.view)
        if self.view.kind == "search":
            places.insert(0, (self.view, len(self.articles.ids)))
            current = self.view
        self.channels.update(places, current)

    def _show_right(self, refreshed: Refreshed | None = None) -> None:
        parts = []
        if refreshed is not None and (said := report.progress(refreshed)):
            parts.append(said)
        if self.zone == "reader" and self.reader.article is not None:
            parts.append(f"{round(self.reader.position * 100)}%")
        self.status.set_right("  ".join(parts))

"""The frame of the reading room: its widgets, its zones, the lines around them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.timer import Timer

from tnews.locale import _, plural
from tnews.model import ArticleRow, FetchState, Refreshed, TnewsError
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.tui import report
from tnews.tui.actions import hints
from tnews.tui.desk import FIRST_IDS, Desk
from tnews.tui.view import ALL, Filter, View, filter_name
from tnews.tui.widgets.article_list import ArticleList
from tnews.tui.widgets.bars import ChannelBar, ListHeading, StatusBar
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widgets.reader import Reader
from tnews.tui.widgets.search_box import SearchBox
from tnews.tui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher

Zone = Literal["sidebar", "list", "reader"]
ZONES: tuple[Zone, ...] = ("sidebar", "list", "reader")

Answer = TypeVar("Answer")


class Frame(Screen[None]):
    """The widgets and what is on show; what happens with them stands in `room.py`."""

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
        self._place_before_search = start
        self._listed: tuple[View, Filter] | None = (start, "")
        self._arrived = 0
        self._is_touched = False
        self._told_offline = False
        self._position = 0.0
        self._preview: Timer | None = None

        self.sidebar = Sidebar(library.channels(), id="sidebar")
        self.heading = ListHeading(id="heading")
        self.articles = ArticleList(self._rows, id="list")
        self.metadata = Metadata(config.reader.measure, id="metadata")
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
        return self.ask(lambda: self.library.rows(ids, self.view.query().text), [])

    def ask(self, question: Callable[[], Answer], otherwise: Answer) -> Answer:
        """Return the cache's answer, or `otherwise` after saying why there is none."""
        try:
            return question()
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
            return otherwise

    def set_zone(self, zone: Zone) -> None:
        """Give the keys to `zone`, and show it where there is room for one only."""
        if zone != self.zone:
            self.remove_class(f"-{self.zone}", update=False)
            self.add_class(f"-{zone}")
            self.zone = zone
        widgets = {"sidebar": self.sidebar, "list": self.articles, "reader": self.reader}
        widgets[zone].focus(scroll_visible=False)
        self._show_right()

    def source_keys(self) -> list[str] | None:
        """Return the keys of the sources behind the view; None means every source."""
        match self.view.kind:
            case "source":
                return [self.view.name]
            case "category":
                channels = self.library.channels()
                found = [c.sources for c in channels if c.name == self.view.name]
                return [source.key for sources in found for source in sources if source.enabled]
            case _:
                return None

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
        chosen = self.sidebar.category_of(self.view)
        places = []
        for place in self.sidebar.places:
            view = place.view
            if view.kind != "source":
                title = view.title + ("!" if place.is_failing else "")
                if self.filter and view == chosen:
                    title = f"{title} · {filter_name(self.filter)}"
                places.append((view, title, place.unread))
        current = chosen
        if self.view.kind == "search":
            places.insert(0, (self.view, self.view.title, len(self.articles.ids)))
            current = self.view
        self.channels.update(places, current)

    def _show_right(self, refreshed: Refreshed | None = None) -> None:
        parts = [_("demonstration")] if self.is_demo else []
        if refreshed is not None and (said := report.progress(refreshed)):
            parts.append(said)
        if self.zone == "reader" and self.reader.article is not None:
            parts.append(f"{round(self.reader.position * 100)}%")
        self.status.set_right("  ".join(parts))

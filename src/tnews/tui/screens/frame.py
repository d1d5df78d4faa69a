"""The frame of the reading room: its widgets, its zones, the lines around them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tnews.locale import _, plural
from tnews.model import ArticleRow, DamageError, FetchState, Source, TnewsError
from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.tui import report
from tnews.tui.actions import hints, key_of
from tnews.tui.desk import FIRST_IDS, Desk
from tnews.tui.errands import Errands
from tnews.tui.view import ALL, SINGLE, Filter, Spot, View, filter_name
from tnews.tui.when import short_time
from tnews.tui.widgets.article_list import ArticleList
from tnews.tui.widgets.bars import ChannelBar, ListHeading, StatusBar
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widgets.reader import Reader
from tnews.tui.widgets.search_box import SearchBox
from tnews.tui.widgets.sidebar import VIEW_MARK, Place, Sidebar, counted
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher
    from tnews.tui.text_desk import TextDesk
    from tnews.tui.widgets.rank_list import RankList

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
        errands: Errands,
        *,
        start: View = ALL,
        is_demo: bool = False,
    ) -> None:
        super().__init__()
        self.library = library
        self.config = config
        self.is_demo = is_demo
        self.errands = errands
        self.desk = Desk(library, refresher, self.hear)
        self._texts: TextDesk | None = None
        self.view = start
        self.filter: Filter = ""
        self.zone: Zone = "list"
        self.opened: int | None = None
        self.states: Mapping[str, FetchState] = {}
        self._before_search = Spot(start)
        self._sought: int | None = None
        self._spots: dict[tuple[View, Filter], int] = {}
        self._listed: tuple[View, Filter] | None = (start, "")
        self._is_settled = False
        self._arrived = 0
        self._is_touched = False
        self._told_offline = False
        self._progress = ""
        self._index_percent = 100
        self._is_asking = False
        self._has_waited = False
        self._position = 0.0
        self._kept: dict[int, float] = {}
        self._keeping: Timer | None = None
        self._preview: Timer | None = None
        self._fetching: set[int] = set()
        self._told_of_text = ""
        self.finding = ""
        self.ranked: Source | None = None
        self.ranks: RankList | None = None
        self._opening: set[int] = set()
        self._refused: dict[int, str] = {}

        self.sidebar = Sidebar(library.channels(), config.views, id="sidebar")
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

    @property
    def listing(self) -> VirtualList:
        """The list on show: articles, or the entries of a ranked list."""
        return self.articles if self.ranked is None or self.ranks is None else self.ranks

    def _rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        return self.ask(lambda: self.library.rows(ids, self.view.words), [])

    def hear(self, message: Message) -> None:
        """Take `message` from a thread; once the reader has been left, nobody wants it."""
        try:
            self.post_message(message)
        except RuntimeError:  # the event loop has ended since Textual looked
            if self.is_running:
                raise

    def ask(self, question: Callable[[], Answer], otherwise: Answer) -> Answer:
        """Return the cache's answer, or `otherwise` after saying why there is none."""
        try:
            return question()
        except TnewsError as error:
            is_damage = isinstance(error, DamageError)
            self.status.say(error.message, is_error=True, lasting=is_damage)
            return otherwise

    def set_zone(self, zone: Zone, *, keys: bool = True) -> None:
        """Give the keys to `zone`, and show it where there is room for one only.

        Without `keys` who types goes on typing.
        """
        if zone != self.zone:
            self.remove_class(f"-{self.zone}", update=False)
            self.add_class(f"-{zone}")
            self.zone = zone
        if keys:
            widgets = {"sidebar": self.sidebar, "list": self.listing, "reader": self.reader}
            # At once: Widget.focus() waits, and of two quick keys the second would be overtaken.
            self.set_focus(widgets[zone], scroll_visible=False)
        self._show_right()

    @property
    def spot(self) -> Spot:
        """Where one is now."""
        return Spot(self.view, self.filter, self.articles.current_id)

    @property
    def list_name(self) -> str:
        """What the list on show is called, its filter too."""
        title = self.view.title
        return f"{title} · {filter_name(self.filter)}" if self.filter else title

    def source_keys(self) -> list[str] | None:
        """Return the keys of the sources behind the view; None means every source."""
        match self.view.kind:
            case "source" | "ranked":
                return [self.view.name]
            case "category":
                channels = self.library.channels()
                found = [c.sources for c in channels if c.name == self.view.name]
                return [source.key for sources in found for source in sources if source.enabled]
            case _:
                return None

    def failure(self) -> str:
        """Return why this view gets nothing: the reason of its first source, if all of them fail."""
        keys = self.source_keys() or []
        states = [self.states[key] for key in keys if key in self.states]
        reasons = [state.last_error for state in states if state.failures]
        return reasons[0] if reasons and len(reasons) == len(keys) else ""

    def _heading_parts(self) -> tuple[str, str]:
        """Return the title of the list and what is said of it."""
        title = self.view.title
        if self.ranked is not None:
            if self.view.kind == "category":
                title = f"{title} · {self.ranked.name}"
            detail = self._list_time()
        elif self.view.kind == "search":
            count = len(self.articles.ids)
            detail = plural("{n} result", "{n} results", count).format(n=count)
            if not self._is_settled:
                detail = "…"  # the count follows
            if self.filter:
                detail = f"{filter_name(self.filter)} · {detail}"
        elif self.filter:
            detail = filter_name(self.filter)
        elif self.view.kind == "hot":
            detail = _("of the last 24 hours, by outlets")
        elif self.view.kind == "view":
            detail = self._view_detail()
        else:
            detail = self._counts_detail()
        source = self.sidebar.source_of(self.view)
        if source is not None and source.relay:
            relayed = _("through {relay}").format(relay=source.relay)
            detail = " · ".join(part for part in (detail, relayed) if part)
        return title, detail

    def _counts_detail(self) -> str:
        """Say how many articles are unread and how many there are; where the rows are fewer,
        because one stands for all versions of its story, how many rows, too."""
        unread, total = self.sidebar.unread_of(self.view)
        rows = len(self.articles.ids)
        is_whole = self._is_settled and self._listed == (self.view, "")
        if is_whole and 0 < rows < (unread if self.view.kind == "unread" else total):
            said = _("{rows} rows · {unread} unread / {total}")
            return said.format(rows=rows, unread=unread, total=total)
        return _("{unread} unread / {total}").format(unread=unread, total=total)

    def _view_detail(self) -> str:
        """Say how many articles of the saved view on show are unread, and how many there are."""
        if self._listed is None or self._listed[0] != self.view:
            return ""
        place = Place(self.view, self.sidebar.unread_of(self.view)[0])
        unread, rows = counted(place) or 0, len(self.articles.ids)
        if place.unread > rows:  # every version of a story counts, and has no row of its own
            return _("{unread} unread").format(unread=unread)
        return _("{unread} unread / {total}").format(unread=unread, total=rows)

    def _list_time(self) -> str:
        """Say of what time the ranked list on show is."""
        entries = self.ranks.entries if self.ranks is not None else ()
        if not entries:
            return ""
        seen = max(entry.last_seen_at for entry in entries)
        return _("as of {time}").format(time=short_time(seen, datetime.now().astimezone()))

    def _show_heading(self) -> None:
        self.heading.update(*self._heading_parts())
        chosen = self.sidebar.category_of(self.view)
        places = []
        for place in self.sidebar.places:
            view = place.view
            if view.kind not in SINGLE:
                sign = VIEW_MARK if view.kind == "view" else ""
                title = sign + view.title + ("!" if place.is_failing else "")
                if self.filter and view == chosen:
                    title = f"{title} · {filter_name(self.filter)}"
                places.append((view, title, counted(place)))
        current = chosen
        if self.view.kind == "search":
            places.insert(0, (self.view, self.view.title, str(len(self.articles.ids))))
            current = self.view
        self.channels.update(places, current)

    def _show_right(self, progress: str | None = None) -> None:
        """Show what is said at the right; without `progress` that of the refresh stays."""
        if progress is not None:
            self._progress = progress
        parts = [_("demonstration")] if self.is_demo else []
        if self._progress:
            parts.append(self._progress)
        if self._index_percent < 100:
            parts.append(report.indexing(self._index_percent))
        hint = None
        if self.zone == "reader" and self.reader.sheet is not None:
            place, count = self.reader.hit_place
            if count:
                keys = self.config.keys
                pair = f"{key_of('next_unread', keys)} {key_of('toggle_read', keys)}"
                hint = (pair, _("hits"))
                parts.append(_("hit {place}/{count}").format(place=place, count=count))
            parts.append(f"{round(self.reader.position * 100)}%")
        self.status.teach(hint)
        self.status.set_right("  ".join(parts))

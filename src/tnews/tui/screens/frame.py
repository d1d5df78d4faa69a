"""The frame of the reading room: its widgets, its zones, the lines around them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tnews.model import ArticleRow, DamageError, FetchState, Source, TnewsError
from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.services.layout import LayoutFile
from tnews.services.library import Library
from tnews.tui import looks, measures, widths
from tnews.tui.actions import hints
from tnews.tui.days import Heading, headings
from tnews.tui.desk import FIRST_IDS, Desk
from tnews.tui.errands import Errands
from tnews.tui.jobs import Jobs
from tnews.tui.messages import JobBegun
from tnews.tui.view import ALL, RANKED, START, Filter, Spot, View
from tnews.tui.whole import WholeCompositor
from tnews.tui.widgets.article_list import ArticleList
from tnews.tui.widgets.bars import ChannelBar, ListHeading, StatusBar
from tnews.tui.widgets.edge import Edge
from tnews.tui.widgets.metadata import Metadata
from tnews.tui.widgets.reader import Reader
from tnews.tui.widgets.search_box import SearchBox
from tnews.tui.widgets.sidebar import Sidebar
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.model.pulse import Pulse
    from tnews.services.refresh import Refresher
    from tnews.tui.text_desk import TextDesk
    from tnews.tui.wardrobe import Wardrobe
    from tnews.tui.widgets.rank_list import RankList

Zone = widths.Zone
ZONES: tuple[Zone, ...] = ("sidebar", "list", "reader")

Answer = TypeVar("Answer")


class Frame(Screen[None]):
    """The widgets and what is on show; the classes over it say what happens with them."""

    HORIZONTAL_BREAKPOINTS = [(columns, f"-{name}") for columns, name in widths.CLASSES]

    VERTICAL_BREAKPOINTS = [(0, "-flat"), (4, "-tiny"), (10, "-low"), (28, "-high")]
    """Lines: for one zone alone, without what stands around it, closely set, with air."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        library: Library,
        refresher: Refresher,
        config: Config,
        errands: Errands,
        *,
        start: Spot = START,
        is_demo: bool = False,
    ) -> None:
        super().__init__()
        self._compositor = self._whole = WholeCompositor()
        # Lists and texts are set once their sizes are known, some scrollbars thereafter: four
        # paintings of the screen in 30 ms, of which the last one is right.
        self._whole.is_held = True
        looks.use(config.reader)
        self.library = library
        self.config = config
        self.is_demo = is_demo
        self.errands = errands
        self.memory = errands.layout or LayoutFile()
        self.jobs = Jobs(lambda: self.hear(JobBegun()))
        self.desk = Desk(library, refresher, self.jobs, self.hear)
        self._texts: TextDesk | None = None
        self.sidebar = Sidebar(
            library.channels(), config.views, self.memory.layout.unfolded, id="sidebar"
        )
        keys = enumerate(config.keys["category"], 1)
        self.sidebar.digits = {number for number, key in keys if key == str(number)}
        self.sidebar.set_current(start.view)
        self.view = start.view if self._is_place(start.view) else ALL
        self.filter: Filter = start.filter
        self.zone: Zone = "list"
        self.opened: int | None = None
        self.states: Mapping[str, FetchState] = {}
        self.pulses: Mapping[str, Pulse] = {}
        self._before_search = Spot(self.view)
        self._sought = start.article
        self._opens_list = start.is_reading
        self._drafts = dict(start.drafts)
        self._sought_offset = 0
        self._spots: dict[tuple[View, Filter], tuple[int, int]] = {}
        self._listed: tuple[View, Filter] | None = (self.view, self.filter)
        self._is_settled = False
        self._is_renewed = True
        self._arrived = 0
        self._is_touched = False
        self._told_offline = False
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

        self.edges = (Edge("sidebar"), Edge("list"))
        self.zones = Horizontal(id="zones")
        self.articles_zone = Vertical(id="articles")
        self.heading = ListHeading(id="heading")
        self.articles = ArticleList(
            self._rows, self._begin, self._dates, lambda: self.desk.progress, id="list"
        )
        self.articles.style_name = self.memory.layout.list_style or config.reader.list_style
        self.articles.is_dated = config.reader.date_headings
        self.metadata = Metadata(config.reader.measure, id="metadata")
        self.metadata.is_folded = self.memory.layout.is_folded
        self.reader = Reader(config.reader, id="reader")
        self.channels = ChannelBar(id="channels")
        self.search_box = SearchBox(id="search")
        self.status = StatusBar(hints(config.keys), id="status")

        # Everything that can be known before the first paint is: each later change of a class
        # or a size would match the styles and lay out the screen once more.
        size = shutil.get_terminal_size()
        self.add_class(*self.size_classes(size.columns, size.lines), f"-{self.zone}")
        self.sidebar.set_current(self.view)
        first = replace(self.view.query(self.filter), limit=FIRST_IDS)
        self.articles.show(library.ids(first), "", keep=False)

    def size_classes(self, columns: int, lines: int) -> Iterator[str]:
        """Yield the classes of a screen of this size."""
        for length, steps in (
            (columns, self.HORIZONTAL_BREAKPOINTS),
            (lines, self.VERTICAL_BREAKPOINTS),
        ):
            yield next(name for least, name in reversed(steps) if length >= least)

    def _is_place(self, view: View) -> bool:
        """Whether the reader can open on `view`: it is in the sidebar, and holds articles."""
        source = self.sidebar.source_of(view)
        is_place = any(place.view == view for place in self.sidebar.places)
        return is_place and (source is None or source.kind != RANKED)

    def compose(self) -> ComposeResult:
        """Put the widgets in their places."""
        yield self.channels
        with self.zones:
            yield self.sidebar
            yield self.edges[0]
            with self.articles_zone:
                yield self.heading
                yield self.articles
            yield self.edges[1]
            with Vertical(id="article"):
                yield self.metadata
                yield self.reader
        yield self.search_box
        yield self.status

    def apply(self, config: Config) -> None:
        """Take the settings of [reader] at once, as far as the screen can; `config` may differ
        from the one before in them alone."""
        before, self.config = self.config.reader, config
        if config.reader.theme != before.theme:
            cast("Wardrobe", self.app).wear(config.reader.theme)
        if measures.take(config.reader):
            measures.show(self.app)
        self.metadata.apply(config.reader.measure)
        self.articles.set_dated(config.reader.date_headings)
        if config.reader.list_style != before.list_style:  # what a key chose gives way
            self.memory.change(list_style="")
            self.articles.set_style(config.reader.list_style)
        if looks.use(config.reader):
            for widget in (self.articles, self.ranks, self.metadata):
                if widget is not None:
                    widget.refresh(layout=True)
        self.reader.apply(config.reader)

    def unveil(self) -> None:
        """Paint for the first time."""
        self._whole.is_held = False
        if self.is_current:
            self._compositor_refresh()

    def painting(self) -> str:
        """Return the widgets in sight as text and escape sequences, each line at its place."""
        parts = []
        for widget in (
            self.channels, self.sidebar, self.heading, self.articles, self.metadata, self.reader,
            self.status, *self.edges,
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

    def _begin(self, ids: Sequence[int]) -> Mapping[int, str]:
        return self.ask(lambda: self.library.beginnings(ids), {})

    def _dates(self, ids: Sequence[int], now: datetime) -> list[Heading]:
        """The headings of a list by time; others have none."""
        if self.view.kind == "hot":
            return []
        since = partial(self.library.since, ids)
        return self.ask(lambda: headings(now, len(ids), since), [])

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

    @property
    def spot(self) -> Spot:
        """Where one is now."""
        article = self.articles.current_id
        is_reading = self.zone == "reader"
        return Spot(self.view, self.filter, article, is_reading, self._drafts)

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
        from tnews.services.failures import words  # not needed for the first paint

        keys = self.source_keys() or []
        states = [(key, self.states[key]) for key in keys if key in self.states]
        failed = [(key, state) for key, state in states if state.failures]
        if not failed or len(failed) < len(keys):
            return ""
        key, state = failed[0]
        url = next((source.url for source in self.config.sources if source.key == key), "")
        return words(state, url)

"""The sidebar: 全部, 未读, 收藏, 热点, the saved views, then the channels that unfold to their sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tnews.model import Counts, Source
from tnews.model.settings import ViewSettings
from tnews.services.health import FAILING, Health, of_channel
from tnews.services.library import Channel
from tnews.text.wrap import cells, truncate
from tnews.tui.marks import marks
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.view import ALL, BOOKMARKED, RANKED, SINGLE, TODAY, UNREAD, View, saved
from tnews.tui.widgets.virtual_list import VirtualList

RANKED_MARK = "#"
VIEW_MARK = "/"
"""The key that begins a search: what a saved view is."""

LEAD = 5
"""Cells before a name: its number, and whether it is folded. Names of sources stand in by two."""

MOST = 999
"""Unread articles of a view that are counted; of more it is said that there are more."""


class Place(NamedTuple):
    """One row: a view, how many of its articles are unread, and what its sources are like.

    `is_relayed` is true where all that comes passes through third parties, `is_unchecked` where
    the certificate of a host is not checked. `is_unfolded` is None where there is nothing to unfold.
    """

    view: View
    unread: int = 0
    number: int = 0
    health: Health | None = None
    is_relayed: bool = False
    is_unfolded: bool | None = None
    is_unchecked: bool = False

    @property
    def is_failing(self) -> bool:
        """Whether nothing comes of all that is there."""
        return self.health is not None and self.health.is_failing


def counted(place: Place) -> str:
    """Return the count of a place to show, "" for none."""
    if place.view.kind == "view" and place.unread > MOST:
        return f"{MOST}+"
    return str(place.unread or "")


def place_of(source: Source) -> View:
    """Return the view of a single source."""
    return View("ranked" if source.kind == RANKED else "source", source.key, source.name)


class Sidebar(VirtualList):
    """The places one can go to. `digits` are the numbers that lead there as keys: only they are
    shown."""

    part = "sidebar"

    class Folded(Message):
        """Other channels are unfolded now: `channels`."""

        def __init__(self, channels: tuple[str, ...]) -> None:
            super().__init__()
            self.channels = channels

    def __init__(
        self,
        channels: Sequence[Channel],
        views: Sequence[ViewSettings] = (),
        unfolded: Collection[str] = (),
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._channels = channels
        self._views = [saved(view) for view in views]
        self._in_views: Mapping[str, int] = {}
        self._counts = Counts()
        self._health: Mapping[str, Health] = {}
        self._unfolded = set(unfolded)
        self._current = ALL
        self.digits: Collection[int] = ()
        self.places: list[Place] = []
        self._build()

    def update(self, counts: Counts, health: Mapping[str, Health]) -> None:
        """Show new counts, and which sources are not well, by their keys."""
        before = self.places
        self._counts = counts
        self._health = health
        self._build()
        if self.places == before:
            return
        self.set_rows(len(self.places), self.cursor)

    def set_views(self, views: Sequence[ViewSettings]) -> None:
        """Show other saved views; the cursor stays on its place, or goes to the first one."""
        self._views = [saved(view) for view in views]
        self.set_current(self._current)

    def update_views(self, counts: Mapping[str, int]) -> None:
        """Show new counts of the saved views, by their names."""
        self._in_views = counts
        before = self.places
        self._build()
        if self.places != before:
            self.refresh()

    @property
    def place(self) -> Place:
        """The place under the cursor."""
        return self.places[self.cursor]

    @property
    def views(self) -> list[View]:
        """The saved views in their order."""
        return self._views

    def set_current(self, view: View) -> None:
        """Mark `view` as the one the list shows, put the cursor on it; a source is shown beneath
        its channel."""
        if view.kind == "search":
            return
        self._current = view
        if view.kind in SINGLE and (channel := self.category_of(view)).kind == "category":
            self._unfold(channel.name, True)
        self._build()
        index = next((i for i, p in enumerate(self.places) if p.view == view), 0)
        self.set_rows(len(self.places), index)

    def add_channel(self, channel: Channel) -> None:
        """Show one more channel, unless it is there."""
        if all(known.name != channel.name for known in self._channels):
            self._channels = [*self._channels, channel]
            self._build()
            self.set_rows(len(self.places), self.cursor)

    @property
    def categories(self) -> list[View]:
        """The views that [ ] walk through: everything but single sources."""
        return [place.view for place in self.places if place.view.kind not in SINGLE]

    @property
    def numbered(self) -> list[View]:
        """The views that the digits lead to, in the order of their numbers."""
        return [place.view for place in self.places if place.number]

    def category_of(self, view: View) -> View:
        """Return the category `view` belongs to: its own, or that of its source."""
        if view.kind in SINGLE:
            for channel in self._channels:
                if any(source.key == view.name for source in channel.sources):
                    return View("category", channel.name)
        return view if view.kind != "search" else ALL

    def source_of(self, view: View) -> Source | None:
        """Return the source that `view` is of; for a channel of ranked lists alone the first.

        None for views of many sources.
        """
        for channel in self._channels:
            if view == View("category", channel.name):
                lists = all(source.kind == RANKED for source in channel.sources)
                return channel.sources[0] if lists or len(channel.sources) == 1 else None
            for source in channel.sources:
                if view.kind in SINGLE and source.key == view.name:
                    return source
        return None

    def view_of(self, key: str) -> View | None:
        """Return the view of the source `key`, None where it is in no channel."""
        sources = (source for channel in self._channels for source in channel.sources)
        return next((place_of(source) for source in sources if source.key == key), None)

    def unread_of(self, view: View) -> tuple[int, int]:
        """Return (unread, all) of a view."""
        counts = self._counts
        match view.kind:
            case "category":
                return counts.categories.get(view.name, (0, 0))
            case "source":
                return counts.sources.get(view.name, (0, 0))
            case "ranked" | "hot":
                return 0, 0
            case "view":
                return self._in_views.get(view.name, 0), 0
            case "bookmarked":
                return counts.bookmarked
            case _:
                return counts.total

    # -- folding ---------------------------------------------------------------------------

    def fold(self, is_unfolded: bool | None = None) -> bool:
        """Unfold or fold the channel under the cursor, None: the other way than it is now; False
        if there is nothing to do."""
        place = self.place
        if place.is_unfolded is None or place.is_unfolded == is_unfolded:
            return False
        self._unfold(place.view.name, not place.is_unfolded)
        self._build()
        self.set_rows(len(self.places), self.cursor)
        return True

    def _unfold(self, channel: str, is_unfolded: bool) -> None:
        if (channel in self._unfolded) != is_unfolded:
            self._unfolded ^= {channel}
            known = (one.name for one in self._channels)
            self.post_message(self.Folded(tuple(one for one in known if one in self._unfolded)))

    def on_click(self, event: events.Click) -> None:
        """Choose the place under the mouse; a click on the mark of a channel unfolds it."""
        if event.button != 1:
            return
        place = event.get_content_offset(self)
        index, line = self._at(place.y + self.scroll_offset.y) if place else (len(self.places), 0)
        is_mark = place is not None and 0 < place.x < LEAD
        if is_mark and line == 0 and index < len(self.places):
            self.go(index)
            if self.fold():
                event.prevent_default()

    # -- what is wrong ---------------------------------------------------------------------

    def health_of(self, view: View) -> Health | None:
        """Return what is wrong with the sources of `view`, None where nothing is."""
        if view.kind in SINGLE:
            return self._health.get(view.name)
        if view.kind == "category":
            for channel in self._channels:
                if channel.name == view.name:
                    return self._health_of(channel)
        return None

    def _health_of(self, channel: Channel) -> Health | None:
        if len(channel.sources) == 1:
            return self._health.get(channel.sources[0].key)
        return of_channel(channel.sources, self._health)

    # -- rows ------------------------------------------------------------------------------

    def _build(self) -> None:
        rows = [
            Place(ALL, self._counts.total[0], 1),
            Place(UNREAD, self._counts.total[0], 2),
            Place(BOOKMARKED, self._counts.bookmarked[1], 3),
            Place(TODAY),  # it has a key of its own, so that the numbers of the others stay
        ]
        groups = [len(rows)]
        for view in self._views:
            rows.append(Place(view, self.unread_of(view)[0], len(rows)))
        groups.append(len(rows))
        for number, channel in enumerate(self._channels, len(rows)):
            view = View("category", channel.name)
            relayed = all(source.relay for source in channel.sources)
            is_unfolded = channel.name in self._unfolded if len(channel.sources) > 1 else None
            health = self._health_of(channel)
            unread = self.unread_of(view)[0]
            unchecked = not all(source.http.verify_tls for source in channel.sources)
            rows.append(Place(view, unread, number, health, relayed, is_unfolded, unchecked))
            for source in channel.sources if is_unfolded else ():
                place = place_of(source)
                unread = self.unread_of(place)[0]
                health = self._health.get(source.key)
                unchecked = not source.http.verify_tls
                relayed = bool(source.relay)
                rows.append(Place(place, unread, 0, health, relayed, None, unchecked))
        self.places = rows
        self._groups = [index for index in dict.fromkeys(groups) if index < len(rows)]
        self._part_groups()

    def _part_groups(self) -> None:
        """Part the fixed places, the views and the channels by a blank line where there is room."""
        is_airy = self.size.height > len(self.places) + len(self._groups)
        self.set_headings([(index, 1) for index in self._groups] if is_airy else [])

    def on_resize(self, _event: events.Resize) -> None:
        """Part the groups where there is room for it."""
        self._part_groups()

    def heading_strip(self, index: int, line: int, width: int) -> Strip:
        """Draw the blank line between two groups."""
        return strip([], width, style_of(self.app.current_theme, "sidebar"))

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw one place: its number, whether it is folded, its name, how it fares, its count."""
        place = self.places[index]
        theme = self.app.current_theme
        over = Style()
        if at_cursor and (self.has_focus or place.view == self._current):
            over = style_of(theme, "cursor" if self.has_focus else "cursor.blurred")

        def worn(part: str) -> Style:
            return style_of(theme, f"sidebar.{part}") + over

        fill = style_of(theme, "sidebar") + over
        is_source = place.view.kind in SINGLE
        name_part = "source" if is_source else "place"
        if place.health is not None and place.health.is_off:
            name_part = "off"
        if place.view == self._current:
            name_part = "current"
        count = counted(place)
        mark = place.health.mark if place.health is not None else ""
        word = place.health.word if place.health is not None and not count else ""
        relay = marks().relay if place.is_relayed else ""
        unchecked = marks().unchecked if place.is_unchecked else ""
        signs = "".join(f" {sign}" for sign in (relay, unchecked, mark) if sign)
        right = f" {word or count}" if word or count else ""
        room = width - LEAD - (2 if is_source else 0) - cells(signs) - 1
        if word and room - cells(right) < min(8, cells(place.view.title)):
            right = ""  # the status line says it in full
        name = truncate(place.view.title, max(2, room - cells(right)))
        gap = " " * max(0, room - cells(name) - cells(right))
        failing = "failing" if mark.startswith(FAILING) else "sign"
        pieces = [
            (f" {place.number if place.number in self.digits else ' '} ", worn("number")),
            (self._sign(place), worn("ranked" if place.view.kind == "ranked" else "sign")),
            (name, worn(name_part)),
            (f" {relay}" if relay else "", worn("sign")),
            (f" {unchecked}" if unchecked else "", worn("failing")),
            (f" {mark}" if mark else "", worn(failing)),
            (gap, fill),
            (right, worn(failing if word else "count")),
        ]
        return strip(pieces, width, fill)

    def _sign(self, place: Place) -> str:
        """Return what stands before a name, two cells, four before a source."""
        if place.view.kind in SINGLE:
            return f"  {RANKED_MARK} " if place.view.kind == "ranked" else "    "
        if place.is_unfolded is not None:
            return f"{marks().unfolded if place.is_unfolded else marks().folded} "
        return f"{VIEW_MARK} " if place.view.kind == "view" else "  "

"""The sidebar: 全部, 未读, 收藏, 热点, the saved views, then the channels, sources beneath theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.style import Style
from textual.strip import Strip

from tnews.model import Counts, Source
from tnews.model.settings import ViewSettings
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

MOST = 999
"""Unread articles of a view that are counted; of more it is said that there are more."""


class Place(NamedTuple):
    """One row: a view, how many of its articles are unread, and what its sources are like.

    `is_relayed` is true where all that comes passes through third parties.
    """

    view: View
    unread: int = 0
    number: int = 0
    is_failing: bool = False
    is_relayed: bool = False


def counted(place: Place) -> str:
    """Return the count of a place to show, "" for none."""
    if place.view.kind == "view" and place.unread > MOST:
        return f"{MOST}+"
    return str(place.unread or "")


def place_of(source: Source) -> View:
    """Return the view of a single source."""
    return View("ranked" if source.kind == RANKED else "source", source.key, source.name)


class Sidebar(VirtualList):
    """The places one can go to."""

    part = "sidebar"

    def __init__(
        self,
        channels: Sequence[Channel],
        views: Sequence[ViewSettings] = (),
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._channels = channels
        self._views = [saved(view) for view in views]
        self._in_views: Mapping[str, int] = {}
        self._counts = Counts()
        self._failing: frozenset[str] = frozenset()
        self._current = ALL
        self.places: list[Place] = []
        self._build()

    def update(self, counts: Counts, failing: frozenset[str]) -> None:
        """Show new counts and the sources that fail."""
        before = self.places
        self._counts = counts
        self._failing = failing
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
    def views(self) -> list[View]:
        """The saved views in their order."""
        return self._views

    def set_current(self, view: View) -> None:
        """Mark `view` as the one the list shows, open its channel, put the cursor on it."""
        if view.kind == "search":
            return
        self._current = view
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

    def _build(self) -> None:
        rows = [
            Place(ALL, self._counts.total[0], 1),
            Place(UNREAD, self._counts.total[0], 2),
            Place(BOOKMARKED, self._counts.bookmarked[1], 3),
            Place(TODAY),  # it has a key of its own, so that the numbers of the others stay
        ]
        for view in self._views:
            rows.append(Place(view, self.unread_of(view)[0], len(rows)))
        opened = self.category_of(self._current)
        for number, channel in enumerate(self._channels, len(rows)):
            view = View("category", channel.name)
            failing = all(source.key in self._failing for source in channel.sources)
            relayed = all(source.relay for source in channel.sources)
            rows.append(Place(view, self.unread_of(view)[0], number, failing, relayed))
            if view == opened and len(channel.sources) > 1:
                for source in channel.sources:
                    failing = source.key in self._failing
                    place = place_of(source)
                    unread = self.unread_of(place)[0]
                    rows.append(Place(place, unread, 0, failing, bool(source.relay)))
        self.places = rows

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw one place: its number, its name, its count."""
        place = self.places[index]
        theme = self.app.current_theme
        over = style_of(theme, "cursor") if at_cursor and self.has_focus else Style()

        def worn(part: str) -> Style:
            return style_of(theme, f"sidebar.{part}") + over

        fill = style_of(theme, "sidebar") + over
        is_source = place.view.kind in SINGLE
        name_part = "source" if is_source else "place"
        if place.view == self._current:
            name_part = "current"
        count = f" {counted(place)}" if place.unread else ""
        mark = "!" if place.is_failing else ""
        relay = f" {marks().relay}" if place.is_relayed else ""
        sign = VIEW_MARK if place.view.kind == "view" else ""
        lead = "    " if is_source else f" {place.number if 0 < place.number <= 9 else ' '} "
        if place.view.kind == "ranked":
            lead = f"  {RANKED_MARK} "
        room = max(
            2, width - cells(lead) - cells(sign) - cells(relay) - cells(count) - len(mark) - 1
        )
        name = truncate(place.view.title, room)
        used = cells(lead + sign) + cells(name) + len(mark) + cells(relay) + cells(count)
        gap = " " * (width - used - 1)
        pieces = [
            (lead, worn("ranked" if place.view.kind == "ranked" else "number")),
            (sign, worn("sign")),
            (name, worn(name_part)),
            (mark, worn("failing")),
            (relay, worn("sign")),
            (gap, fill),
            (count, worn("count")),
        ]
        return strip(pieces, width, fill)

"""The sidebar: 全部, 未读, 收藏, then the channels; the sources beneath the current channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.strip import Strip

from tnews.model import Counts
from tnews.services.library import Channel
from tnews.text.wrap import cells, truncate
from tnews.tui.theme import style_of
from tnews.tui.view import ALL, BOOKMARKED, UNREAD, View
from tnews.tui.widgets.virtual_list import VirtualList, strip


class Place(NamedTuple):
    """One row: a view, how many of its articles are unread, and whether its source fails."""

    view: View
    unread: int = 0
    number: int = 0
    is_failing: bool = False


class Sidebar(VirtualList):
    """The places one can go to."""

    part = "sidebar"

    def __init__(self, channels: Sequence[Channel], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._channels = channels
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

    def set_current(self, view: View) -> None:
        """Mark `view` as the one the list shows, open its channel, put the cursor on it."""
        if view.kind == "search":
            return
        self._current = view
        self._build()
        index = next((i for i, p in enumerate(self.places) if p.view == view), 0)
        self.set_rows(len(self.places), index)

    @property
    def categories(self) -> list[View]:
        """The views that [ ] and the digits walk through: everything but single sources."""
        return [place.view for place in self.places if place.view.kind != "source"]

    def category_of(self, view: View) -> View:
        """Return the category `view` belongs to: its own, or that of its source."""
        if view.kind == "source":
            for channel in self._channels:
                if any(source.key == view.name for source in channel.sources):
                    return View("category", channel.name)
        return view if view.kind != "search" else ALL

    def unread_of(self, view: View) -> tuple[int, int]:
        """Return (unread, all) of a view."""
        counts = self._counts
        match view.kind:
            case "category":
                return counts.categories.get(view.name, (0, 0))
            case "source":
                return counts.sources.get(view.name, (0, 0))
            case "bookmarked":
                return counts.bookmarked
            case _:
                return counts.total

    def _build(self) -> None:
        rows = [
            Place(ALL, self._counts.total[0], 1),
            Place(UNREAD, self._counts.total[0], 2),
            Place(BOOKMARKED, self._counts.bookmarked[1], 3),
        ]
        opened = self.category_of(self._current)
        for number, channel in enumerate(self._channels, 4):
            view = View("category", channel.name)
            failing = all(source.key in self._failing for source in channel.sources)
            rows.append(Place(view, self.unread_of(view)[0], number, failing))
            if view == opened and len(channel.sources) > 1:
                for source in channel.sources:
                    place = View("source", source.key, source.name)
                    failing = source.key in self._failing
                    rows.append(Place(place, self.unread_of(place)[0], 0, failing))
        self.places = rows

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw one place: its number, its name, its count."""
        place = self.places[index]
        theme = self.app.current_theme
        over = style_of(theme, "cursor") if at_cursor and self.has_focus else Style()

        def worn(part: str) -> Style:
            return style_of(theme, f"sidebar.{part}") + over

        fill = style_of(theme, "sidebar") + over
        is_source = place.view.kind == "source"
        name_part = "source" if is_source else "place"
        if place.view == self._current:
            name_part = "current"
        count = f" {place.unread}" if place.unread else ""
        mark = "!" if place.is_failing else ""
        lead = "    " if is_source else f" {place.number if 0 < place.number <= 9 else ' '} "
        room = max(2, width - cells(lead) - cells(count) - len(mark) - 1)
        name = truncate(place.view.title, room)
        gap = " " * (width - cells(lead) - cells(name) - len(mark) - cells(count) - 1)
        pieces = [
            (lead, worn("number")),
            (name, worn(name_part)),
            (mark, worn("failing")),
            (gap, fill),
            (count, worn("count")),
        ]
        return strip(pieces, width, fill)

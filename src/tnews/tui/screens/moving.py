"""Keys that move: through a list, between zones, between channels."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual import on

from tnews.locale import _
from tnews.tui.actions import key_of, told
from tnews.tui.messages import DayFound
from tnews.tui.screens.frame import ZONES
from tnews.tui.screens.room import Room
from tnews.tui.view import FILTERS, SINGLE, View
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.tui.key_sequences import KeySequences

LAST = 1_000_000_000
"""More rows and lines than there are."""


class Moving(Room):
    """The reading room with the keys that move."""

    def _say_no_marks(self) -> None:
        """Say why a mark is not made: an entry of a ranked list is no article yet."""
        if self.ranked is not None and self.listing.count:
            said = _("Entries of a ranked list have no marks. Press {open} for the article.")
            self.status.say(told(said, {"open": key_of("open", self.config.keys)}))

    @property
    def times(self) -> int:
        """The count typed before the key, 1 if there was none."""
        return cast("KeySequences", self.app).take_count() or 1

    def _list_in_hand(self) -> VirtualList | None:
        """The list that has the keys; None when the article has them."""
        if self.zone == "reader":
            return None
        return self.sidebar if self.zone == "sidebar" else self.listing

    def _move(self, lines: int) -> None:
        if (rows := self._list_in_hand()) is not None:
            rows.move(lines)
        else:
            self.reader.scroll_lines(lines)

    def action_line_down(self) -> None:
        """Next line or article."""
        self._move(self.times)

    def action_line_up(self) -> None:
        """Previous line or article."""
        self._move(-self.times)

    def _half(self, pages: int) -> None:
        if (rows := self._list_in_hand()) is not None:
            rows.move(pages * max(1, rows.page_rows // 2))
        else:
            self.reader.scroll_pages(pages * 0.5)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._half(self.times)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._half(-self.times)

    def go_to_line(self, number: int) -> None:
        """Go to a row of the list or a line of the article, from 1 on; beyond it to the end."""
        if (rows := self._list_in_hand()) is not None:
            rows.go(number - 1)
        else:
            self.reader.scroll_lines(number - 1 - self.reader.scroll_offset.y)

    def action_first(self) -> None:
        """To the beginning, or to the row whose number was typed before."""
        self.go_to_line(self.times)

    def action_last(self) -> None:
        """To the end, or to the row whose number was typed before."""
        self.go_to_line(cast("KeySequences", self.app).take_count() or LAST)

    def _zone_step(self, step: int, *, around: bool) -> None:
        index = ZONES.index(self.zone) + step
        if around:
            index %= len(ZONES)
        if 0 <= index < len(ZONES):
            zone = ZONES[index]
            if zone == "reader" and not self.listing.count:
                return
            if zone == "reader":
                self.show_current(opening=True)
            else:
                self.remove_class("-zen")
                self.set_zone(zone)

    def action_zone_left(self) -> None:
        """From the article to the list, from the list to the channels; there fold."""
        if self.zone != "sidebar":
            self._zone_step(-1, around=False)
        elif not self.sidebar.fold(False) and self.sidebar.place.view.kind in SINGLE:
            self._go(self.sidebar.category_of(self.sidebar.place.view))

    def action_zone_right(self) -> None:
        """From the channels to the list, from the list into the article; a channel unfolds first."""
        if self.zone != "sidebar" or not self.sidebar.fold(True):
            self._zone_step(1, around=False)

    def action_zone_next(self) -> None:
        """Next zone, around."""
        self._zone_step(1, around=True)

    def action_zone_previous(self) -> None:
        """Previous zone, around."""
        self._zone_step(-1, around=True)

    # -- channels ----------------------------------------------------------------------------

    def _category_step(self, step: int) -> None:
        views = self.sidebar.categories
        index = views.index(self.sidebar.category_of(self.view))
        self._go(views[(index + step) % len(views)])

    def _go(self, view: View) -> None:
        self.remove_class("-zen")
        self.go_to(view, zone="sidebar" if self.zone == "sidebar" else "list")

    def action_next_category(self) -> None:
        """Next channel; with a count the one of that number, as vim's gt does."""
        if number := cast("KeySequences", self.app).take_count():
            self.action_category(number)
        else:
            self._category_step(1)

    def action_previous_category(self) -> None:
        """Previous channel."""
        self._category_step(-self.times)

    def action_next_unread_channel(self) -> None:
        """Next channel or view with something unread, around."""
        views = [v for v in self.sidebar.categories if v.kind in ("view", "category")]
        here = self.sidebar.category_of(self.view)
        start = views.index(here) + 1 if here in views else 0
        around = views[start:] + views[:start]
        found = next((view for view in around if self.sidebar.unread_of(view)[0]), None)
        if found is None or found == here:
            self.status.say(_("Nothing unread in any other channel."))
        else:
            self._go(found)

    def action_category(self, number: int) -> None:
        """The channel with this number."""
        views = self.sidebar.numbered
        if number <= len(views):
            self._go(views[number - 1])
        else:
            self.status.say(_("No channel has the number {n}.").format(n=number))

    def go_to_day(self, end: datetime) -> None:
        """Put the cursor on the newest article from before `end`, once it is found: the next key is
        about the place that comes."""
        self.is_turning = True
        self.desk.find_day(self.view, self.filter, self.articles.ids, end)

    @on(DayFound)
    def _day_found(self, message: DayFound) -> None:
        """Go there, unless another list is on show."""
        self.is_turning = False
        if message.ids is not self.articles.ids:
            return
        if message.place is None:
            self.status.say(_("no article here is as old as that"), is_error=True)
            return
        self.set_zone("list")
        self.articles.go(message.place)

    def action_filter(self) -> None:
        """Show all, unread, bookmarked in turn."""
        if self.ranked is not None:
            self._say_no_marks()
        else:
            self.filter = FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
            self.go_to(self.view)

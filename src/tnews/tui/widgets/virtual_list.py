"""A list of any length that paints only the rows in sight. Knows rows, not what they are.

One widget per row costs seconds at some thousand rows; this costs the same for any number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tnews.text.wrap import cells, lines
from tnews.tui.labels import fitted
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.widths import SCROLLBAR

LABEL = 2
"""Cells at the left of a row that hold signs alone, and may hold a label."""


class VirtualList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of `row_height` lines, one of them under the cursor. Subclasses draw a row's line."""

    part = ""
    """The widget's name in the table of `tnews.tui.theme`."""

    row_height = 1
    margin_rows = 2
    """Rows kept in sight above and below the cursor."""

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, sender: VirtualList, index: int) -> None:
            super().__init__()
            self.sender = sender
            self.index = index

        @property
        def control(self) -> VirtualList:
            """The list that was moved in."""
            return self.sender

    class Chosen(Moved):
        """A row was clicked, or the row under the cursor was clicked again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._cursor = 0
        self._empty_text = ""
        self._jumps: Mapping[int, str] = {}
        self._headed: list[int] = []
        self._heights: list[int] = [0]

    @property
    def empty_text(self) -> str:
        """What is said where there are no rows."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, text: str) -> None:
        if text != self._empty_text:
            self._empty_text = text
            if not self._count:  # one empty list may follow another
                self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The row under the cursor, from 0; meaningless when there are no rows."""
        return self._cursor

    def set_rows(self, count: int, cursor: int, *, keep_offset: int | None = None) -> None:
        """Show `count` rows with the cursor on `cursor`, without any message.

        `keep_offset` is the wished distance of the cursor row from the top edge, in lines.
        """
        self._count = count
        self._cursor = max(0, min(cursor, count - 1))
        self.virtual_size = Size(self.size.width, self._top(count))
        if keep_offset is not None and self.is_attached:
            top = max(0, self._top(self._cursor) - keep_offset)
            self.scroll_to(y=top, animate=False, force=True)
            self.show_cursor(0, 0)
        else:
            self.show_cursor(self.margin_rows, self.margin_rows)
        self.refresh()

    def set_headings(self, headings: Sequence[tuple[int, int]]) -> None:
        """Let headings stand above rows: (row, lines of its heading), by their rows. `set_rows`
        shows them."""
        self._headed = [index for index, _height in headings]
        self._heights = [0, *accumulate(height for _index, height in headings)]

    # -- rows and lines --------------------------------------------------------------------

    def _top(self, index: int) -> int:
        """The first line of row `index`, below its heading; of `count` the end of the list."""
        return index * self.row_height + self._heights[bisect_right(self._headed, index)]

    def _lead(self, index: int) -> int:
        """The first line of row `index` and its heading."""
        before = bisect_right(self._headed, index - 1)
        return index * self.row_height + self._heights[before]

    def _at(self, y: int) -> tuple[int, int]:
        """The row that line `y` of the list belongs to, and its line in it: -1 is the last one of
        its heading. Past the end it is a row from `count` on."""
        low, high = 0, len(self._headed)  # how many headings begin at `y` or above
        while low < high:
            middle = (low + high) // 2
            if self._lead(self._headed[middle]) <= y:
                low = middle + 1
            else:
                high = middle
        if low and y < (top := self._top(self._headed[low - 1])):
            return self._headed[low - 1], y - top
        return divmod(y - self._heights[low], self.row_height)

    def _snapped(self, y: int) -> int:
        """Return `y`, or the next line below it at which a row or a heading begins."""
        index, line = self._at(y)
        if line == 0 or (line < 0 and y == self._lead(index)):
            return y
        return self._top(index) if line < 0 else self._lead(index + 1)

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Return line `line` of row `index`, exactly `width` cells wide."""
        raise NotImplementedError

    def heading_strip(self, index: int, line: int, width: int) -> Strip:
        """Return line `line` of the heading above row `index`; -1 is the last one."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget (Textual's line API)."""
        ground = style_of(self.app.current_theme, self.part)
        if not self._count and self.empty_text:
            return self._empty_line(y, ground)
        index, line = self._at(y + self.scroll_offset.y)
        if index >= self._count:
            return Strip.blank(self.size.width, ground)
        room = max(8, self.size.width - SCROLLBAR)
        if line < 0:
            row = self.heading_strip(index, line, room)
        else:
            row = self.line_strip(index, line, room, index == self._cursor)
        if line == 0 and index in self._jumps:
            worn = style_of(self.app.current_theme, "label")
            text = fitted(self._jumps[index], LABEL)
            row = Strip([Segment(text, worn), *row.crop(LABEL, row.cell_length)])
        pieces = [(text, style or ground) for text, style, _control in row]
        return strip(pieces, self.size.width, ground).crop(0, self.size.width)

    def label(self, labels: Mapping[int, str]) -> None:
        """Show labels at the left of rows, by their indexes, where each has cells for a sign."""
        if labels != self._jumps:
            self._jumps = labels
            self.refresh()

    def _empty_line(self, y: int, ground: Style) -> Strip:
        """Draw a line of the reason why the list is empty."""
        width = self.size.width
        said = lines(self.empty_text, max(4, width - 4))
        text = said[y - 1].rstrip() if 1 <= y <= len(said) else ""
        left = " " * max(0, (width - cells(text)) // 2)
        style = style_of(self.app.current_theme, f"{self.part}.detail")
        return strip([(left, ground), (text, style)], width, ground)

    # -- moving ----------------------------------------------------------------------------

    def go(self, index: int, *, ahead: int | None = None) -> None:
        """Put the cursor on row `index` (clamped) and say so if it moved.

        `ahead` rows are kept in sight in the direction of the move; None: where fewer than
        `margin_rows` are left, half a page comes into sight at once. To scroll by a row with each
        key would paint the whole list each time, which is ten times as much as the two rows.
        """
        index = max(0, min(index, self._count - 1))
        if self._count == 0 or index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        top = self.scroll_offset.y

        def toward(rows: int) -> tuple[int, int]:
            # Only in the direction of the move: who goes down sees nothing jump up.
            return (0, rows) if index > before else (rows, 0)

        if ahead is None:
            ahead = self.margin_rows
            if self._showing(*toward(ahead)) != top:
                ahead = max(ahead, self.page_rows // 2)
        self.show_cursor(*toward(ahead))
        if self.scroll_offset.y == top:
            self.refresh_row(before)
            self.refresh_row(index)
        self.post_message(self.Moved(self, index))

    def move(self, rows: int) -> None:
        """Move the cursor by `rows`."""
        self.go(self._cursor + rows)

    @property
    def page_rows(self) -> int:
        """Whole rows that fit into the widget, at least 1."""
        return max(1, self.size.height // self.row_height)

    @property
    def cursor_offset(self) -> int:
        """Lines between the top edge and the row under the cursor."""
        return self._top(self._cursor) - self.scroll_offset.y

    @property
    def rows_in_sight(self) -> range:
        """The rows of which a line is in sight."""
        first = self._at(self.scroll_offset.y)[0]
        last = self._at(self.scroll_offset.y + max(0, self.size.height - 1))[0]
        return range(first, min(last + 1, self._count))

    def show_cursor(self, above: int, below: int) -> None:
        """Scroll as little as needed to bring the cursor into sight, with so many rows above and
        below it as far as there is room; first of all its row, then its heading."""
        wanted = self._showing(above, below)
        if wanted != self.scroll_offset.y:
            self.scroll_to(y=wanted, animate=False, force=True)

    def _showing(self, above: int, below: int) -> int:
        """Return the line at the top edge that `show_cursor` scrolls to."""
        height = self.size.height
        wanted: int = self.scroll_offset.y
        if not self._count or not height:
            return wanted
        most = (self.page_rows - 1) // 2
        for before, after in ((min(most, above), min(most, below)), (0, 0)):
            end = self._lead(min(self._count, self._cursor + after + 1))
            if end - height > wanted:
                wanted = self._snapped(end - height)
            wanted = min(wanted, self._lead(max(0, self._cursor - before)))
        row = self._top(self._cursor)
        if row + self.row_height - height > wanted:
            wanted = min(row, row + self.row_height - height)
        return max(0, min(wanted, self._top(self._count) - height))

    def refresh_row(self, index: int) -> None:
        """Draw one row again."""
        y = self._top(index) - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self.row_height))

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight and the rows as wide as the widget."""
        self.virtual_size = Size(self.size.width, self._top(self._count))
        self.show_cursor(self.margin_rows, self.margin_rows)

    def on_focus(self, _event: events.Focus) -> None:
        """The cursor looks different in the focused list."""
        self.refresh_row(self._cursor)

    def on_blur(self, _event: events.Blur) -> None:
        """The cursor looks different in the focused list."""
        self.refresh_row(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        if event.button != 1:
            return
        place = event.get_content_offset(self)
        index, line = self._at(place.y + self.scroll_offset.y) if place else (self._count, 0)
        if index < self._count and line >= 0:
            self.go(index, ahead=0)  # or the second of two clicks would meet another row
            self.post_message(self.Chosen(self, index))

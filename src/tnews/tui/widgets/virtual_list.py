"""A list of any length that paints only the rows in sight. Knows rows, not what they are.

One widget per row costs seconds at some thousand rows; this costs the same for any number.
"""

from __future__ import annotations

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tnews.text.wrap import cells, lines
from tnews.tui.strips import strip
from tnews.tui.theme import style_of

SCROLLBAR = 1
"""Cells at the right that the scrollbar covers when there is one; kept free when there is none."""


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

        `keep_offset` is the wished distance of the cursor row from the top edge, in rows.
        """
        self._count = count
        self._cursor = max(0, min(cursor, count - 1))
        self.virtual_size = Size(self.size.width, count * self.row_height)
        if keep_offset is not None and self.is_attached:
            top = max(0, self._cursor - keep_offset) * self.row_height
            self.scroll_to(y=top, animate=False, force=True)
        self.show_cursor()
        self.refresh()

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Return line `line` of row `index`, exactly `width` cells wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget (Textual's line API)."""
        ground = style_of(self.app.current_theme, self.part)
        if not self._count and self.empty_text:
            return self._empty_line(y, ground)
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= self._count:
            return Strip.blank(self.size.width, ground)
        room = max(8, self.size.width - SCROLLBAR)
        row = self.line_strip(index, line, room, index == self._cursor)
        pieces = [(text, style or ground) for text, style, _control in row]
        return strip(pieces, self.size.width, ground).crop(0, self.size.width)

    def _empty_line(self, y: int, ground: Style) -> Strip:
        """Draw a line of the reason why the list is empty."""
        width = self.size.width
        said = lines(self.empty_text, max(4, width - 4))
        text = said[y - 1].rstrip() if 1 <= y <= len(said) else ""
        left = " " * max(0, (width - cells(text)) // 2)
        style = style_of(self.app.current_theme, f"{self.part}.detail")
        return strip([(left, ground), (text, style)], width, ground)

    # -- moving ----------------------------------------------------------------------------

    def go(self, index: int) -> None:
        """Put the cursor on row `index` (clamped) and say so if it moved."""
        index = max(0, min(index, self._count - 1))
        if self._count == 0 or index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        top = self.scroll_offset.y
        self.show_cursor()
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
        """Rows between the top edge and the cursor."""
        return self._cursor - self.scroll_offset.y // self.row_height

    def show_cursor(self) -> None:
        """Scroll as little as needed to bring the cursor into sight."""
        if not self._count or not self.size.height:
            return
        page = self.page_rows
        margin = min(self.margin_rows, (page - 1) // 2)
        first = -(-self.scroll_offset.y // self.row_height)
        wanted = min(max(first, self._cursor + margin - page + 1), self._cursor - margin)
        wanted = max(0, min(wanted, self._count - page))
        if wanted != first or self.scroll_offset.y % self.row_height:
            self.scroll_to(y=wanted * self.row_height, animate=False, force=True)

    def refresh_row(self, index: int) -> None:
        """Draw one row again."""
        y = index * self.row_height - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self.row_height))

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight and the rows as wide as the widget."""
        self.virtual_size = Size(self.size.width, self._count * self.row_height)
        self.show_cursor()

    def on_focus(self, _event: events.Focus) -> None:
        """The cursor looks different in the focused list."""
        self.refresh_row(self._cursor)

    def on_blur(self, _event: events.Blur) -> None:
        """The cursor looks different in the focused list."""
        self.refresh_row(self._cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        place = event.get_content_offset(self)
        index = (place.y + self.scroll_offset.y) // self.row_height if place else self._count
        if index < self._count:
            self.go(index)
            self.post_message(self.Chosen(self, index))

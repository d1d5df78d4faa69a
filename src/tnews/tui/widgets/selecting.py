"""Text selected with the mouse: kept by its place in the article, drawn over its lines."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tnews.tui.pointing import Place

EDGE = 1
"""Lines at the edge of the widget, and beyond it, at which a selection scrolls the text."""


class Selecting(ScrollView):
    """A zone of text in which the mouse selects. Subclasses say which place a cell shows."""

    ALLOW_SELECT = False  # Textual's own selection knows lines, and not what was written

    class Selected(Message):
        """Something was selected, and the mouse let go."""

    _from: Place | None = None
    _to: Place | None = None
    _pressed_at: Offset | None = None

    def place_at(self, x: int, y: int) -> Place | None:
        """Return the place in the text that is drawn in a cell of the widget, None without text."""
        raise NotImplementedError

    @property
    def selection(self) -> tuple[Place, Place] | None:
        """What is selected: its first place and the one behind its last, under the mouse."""
        if self._from is None or self._to is None:
            return None
        block, offset = max(self._from, self._to)
        return min(self._from, self._to), (block, offset + 1)

    def unselect(self) -> None:
        """Select nothing any more."""
        if self._from is not None:
            self._from = self._to = None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A selection may begin here."""
        if event.button != 1 or not self._is_inside(event):
            return
        self.unselect()
        self._pressed_at = event.offset
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select to where the mouse is; at the edge the text moves along."""
        if self._pressed_at is None or (self._from is None and event.offset == self._pressed_at):
            return
        if self._from is None:
            self._from = self.place_at(self._pressed_at.x, self._pressed_at.y)
        if event.y < EDGE:
            self.scroll_by(-1)
        elif event.y >= self.size.height - EDGE:
            self.scroll_by(1)
        y = max(0, min(self.size.height - 1, event.y))
        self._to = self.place_at(max(0, event.x), y)
        self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is made."""
        if self._pressed_at is None:
            return
        self._pressed_at = None
        self.release_mouse()
        if self.selection is not None:
            event.stop()
            self.post_message(self.Selected())

    def scroll_by(self, lines: int) -> None:
        """Scroll by `lines`."""
        self.scroll_relative(y=lines, animate=False, force=True)

    def _is_inside(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is over the text, and not over the scrollbar."""
        return 0 <= event.x < self.scrollable_content_region.width


def over(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return `strip` with `style` over its cells from `start` to before `end`."""
    if start >= end:
        return strip
    before, middle, after = strip.divide([start, end, max(end, strip.cell_length)])
    drawn = [Segment(text, (worn or Style()) + style) for text, worn, _control in middle]
    return Strip.join([before, Strip(drawn, middle.cell_length), after])

"""The edge between two zones: a blank column that lights up under the mouse and can be dragged."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tnews.tui.theme import style_of
from tnews.tui.widths import Zone


class Edge(Widget):
    """The right edge of `zone`. Says where it is dragged to, and when it is clicked twice."""

    class Dragged(Message):
        """The edge is to be at column `x` of the screen; None at its usual place."""

        def __init__(self, zone: Zone, x: int | None) -> None:
            super().__init__()
            self.zone = zone
            self.x = x

        def can_replace(self, message: Message) -> bool:
            """Only the last place counts."""
            return isinstance(message, Edge.Dragged) and message.zone == self.zone

    def __init__(self, zone: Zone) -> None:
        super().__init__(id=f"edge-{zone}", classes="edge")
        self._zone = zone
        self._is_held = False
        self._is_under_mouse = False

    def render_line(self, y: int) -> Strip:
        """Draw one line (Textual's line API)."""
        is_lit = self._is_held or self._is_under_mouse
        style = style_of(self.app.current_theme, "edge.lit" if is_lit else "edge")
        return Strip.blank(self.size.width, style)

    def on_enter(self, _event: events.Enter) -> None:
        """The mouse comes."""
        self._is_under_mouse = True
        self.refresh()

    def on_leave(self, _event: events.Leave) -> None:
        """The mouse goes."""
        self._is_under_mouse = False
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold."""
        event.stop()
        self._is_held = True
        self.capture_mouse()
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go along with the mouse."""
        if self._is_held:
            self.post_message(self.Dragged(self._zone, int(event.screen_x)))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """Let go."""
        self._is_held = False
        self.release_mouse()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Twice: as it was at first."""
        if event.chain == 2:
            self.post_message(self.Dragged(self._zone, None))

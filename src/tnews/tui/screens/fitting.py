"""How the zones fit the terminal: their widths, and what of them there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.widget import Widget

from tnews.tui.widgets.edge import Edge
from tnews.tui.widths import MOST, Zone, changed, class_of, widths

if TYPE_CHECKING:
    from tnews.tui.screens.frame import Frame
else:
    # What stands over the frame is added to it by `MainScreen` alone: Textual takes 0.5 ms to make
    # a class of a screen, and there are twenty.
    Frame = MessagePump


class Fitted(Frame):
    """The frame with its zones as wide as a person wants them."""

    def compose(self) -> ComposeResult:
        """Give the zones their widths before they are laid out for the first time."""
        self._fit_widths(self.app.size.width)
        yield from super().compose()

    def on_resize(self, event: events.Resize) -> None:
        """Give the zones the widths of this size."""
        self._fit_widths(event.size.width)

    def on_screen_resume(self) -> None:
        """The terminal may be another size than before a dialog was opened."""
        self.fit(self.app.size)

    def fit(self, size: Size) -> None:
        """Show what there is room for in `size`."""
        wanted = set(self.size_classes(size.width, size.height))
        steps = (*self.HORIZONTAL_BREAKPOINTS, *self.VERTICAL_BREAKPOINTS)
        present = {name for _least, name in steps if self.has_class(name)}
        if wanted != present:
            self.remove_class(*present - wanted, update=False)
            self.add_class(*wanted)
        self._fit_widths(size.width)

    def _fit_widths(self, columns: int) -> None:
        found = widths(columns, self.memory.layout.widths)
        aside = max(0, columns - MOST) // 2
        if self.zones.styles.padding.left != aside:
            self.zones.styles.padding = (0, aside)
        zones: tuple[tuple[Zone, Widget], ...] = (
            ("sidebar", self.sidebar),
            ("list", self.articles_zone),
        )
        for zone, widget in zones:
            if (width := found.get(zone)) is None:
                widget.styles.clear_rule("width")
            elif widget.styles.width is None or widget.styles.width.cells != width:
                widget.styles.width = width

    @on(Edge.Dragged)
    def _edge_dragged(self, message: Edge.Dragged) -> None:
        zone: Zone = message.zone
        if message.x is not None:
            left = self.sidebar if zone == "sidebar" else self.articles_zone
            self.set_width(zone, message.x - left.region.x)
            return
        kept = dict(self.memory.layout.widths)
        kept.pop(f"{class_of(self.app.size.width)}.{zone}", None)
        self.memory.change(widths=kept)
        self._fit_widths(self.app.size.width)

    def set_width(self, zone: Zone, width: int) -> bool:
        """Let the sidebar or the list be `width` cells wide, as far as there is room; False if
        that changes nothing."""
        columns, kept = self.app.size.width, self.memory.layout.widths
        before = widths(columns, kept)
        self.memory.change(widths=changed(zone, width, columns, kept))
        self._fit_widths(columns)
        return widths(columns, self.memory.layout.widths) != before

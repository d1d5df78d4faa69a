"""Widgets that draw their own lines: the base of the one-line bars and the metadata pane."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tnews.text.wrap import cells
from tnews.tui.strips import strip
from tnews.tui.theme import style_of

Pieces = list[tuple[str, str]]
"""Text and the part of the widget it is ("" for the ground)."""


class LineWidget(Widget):
    """A widget whose height is the number of lines it has at its width."""

    part = ""
    """The widget's name in the table of `tnews.tui.theme`."""

    _made: list[Pieces] = []

    def lines(self, width: int) -> list[Pieces]:
        """Return the lines for `width` cells; none of them wider."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Textual asks how high the widget wants to be."""
        return len(self.lines(max(4, width)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the widget; its lines are made once for all of them."""
        self._made = self.lines(max(4, self.size.width))
        return super().render_lines(crop)

    def piece_at(self, x: int, y: int) -> tuple[int, str, str] | None:
        """Return number, text and part of the piece that is drawn in a cell, None if none is."""
        left = 0
        for number, (text, part) in enumerate(self._made[y] if 0 <= y < len(self._made) else ()):
            if left <= x < left + cells(text):
                return number, text, part
            left += cells(text)
        return None

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget (Textual's line API)."""
        width = self.size.width
        theme = self.app.current_theme
        ground = style_of(theme, self.part)
        drawn = self._made
        pieces: list[tuple[str, Style]] = []
        if y < len(drawn):
            for text, name in drawn[y]:
                pieces.append((text, style_of(theme, f"{self.part}.{name}") if name else ground))
        return strip(pieces, width, ground).crop(0, width)

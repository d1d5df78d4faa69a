"""The second check at the screen: Textual hands to the terminal whatever a line has in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.filter import LineFilter

from tnews.model.visible import visible

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color


class Visible(LineFilter):
    """Lets no character through that a terminal obeys; about 7 µs a line.

    Every line of every widget passes here, once for each time it is drawn anew.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with text that is `visible`."""
        for text, _style, _control in segments:
            if not text.isprintable() and visible(text) is not text:
                return [segment._replace(text=visible(segment.text)) for segment in segments]
        return segments

"""An input of one line that takes any paste."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tnews.model import clean_line


class LineInput(Input):
    """Takes at most `longest` characters. Of a longer paste it takes the beginning; Textual's
    own drops it, or without a limit spends seconds on a megabyte."""

    def __init__(self, value: str = "", *, longest: int, hint: str = "", id: str | None = None):
        super().__init__(
            value, placeholder=hint, max_length=longest, compact=True, select_on_focus=True, id=id
        )
        self._longest = longest

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste of any length as one clean line."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = self._longest - len(self.value) + end - start
        # Of a megabyte only as much is looked at as could fit.
        self.replace(clean_line(event.text[: 4 * self._longest], self._longest)[:room], start, end)

"""The search line: opens below the list, searches while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer

from tnews.locale import _
from tnews.text.wrap import cells
from tnews.tui.widgets.line import LineWidget, Pieces

if TYPE_CHECKING:
    from textual.widgets import Input

DELAY = 0.15
"""Seconds of rest before typed words are searched."""


class SearchLabel(LineWidget):
    """The word before the input."""

    part = "search"

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        return [[(_("Search"), "label")]]


class SearchBox(Horizontal):
    """An input that is hidden until it is wanted, and made after the first paint."""

    class Typed(Message):
        """The words are what they are for a moment."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Submitted(Typed):
        """Enter: these are the words."""

    class Cancelled(Message):
        """Esc: no search after all."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rest: Timer | None = None
        self._input: Input | None = None

    def prepare(self) -> None:
        """Make the input; the first paint need not wait for the 3 ms of its import."""
        from textual.widgets import Input

        label = SearchLabel()
        label.styles.width = cells(_("Search")) + 1
        hint = _('words, "a phrase", -without')
        self._input = Input(placeholder=hint, compact=True, select_on_focus=True)
        self.mount(label, self._input)

    def open(self) -> None:
        """Show the box and give it the keys at once."""
        if self._input is None:
            return  # nobody types that soon
        self.add_class("-open")
        self.screen.set_focus(self._input)

    @property
    def is_ready(self) -> bool:
        """Whether the input has been made."""
        return self._input is not None and self._input.is_attached

    @property
    def has_keys(self) -> bool:
        """Whether one types in the box."""
        return self._input is not None and self._input.has_focus

    def clear(self) -> None:
        """Empty and hide the box."""
        if self._input is not None:
            with self._input.prevent(type(self._input).Changed):
                self._input.value = ""
        self.close()

    def close(self) -> None:
        """Hide the box; its words stay for the next time."""
        self.remove_class("-open")
        if self._rest is not None:
            self._rest.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search when the typing rests."""
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        words = event.value.strip()
        self._rest = self.set_timer(DELAY, lambda: self.post_message(self.Typed(words)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the words."""
        event.stop()
        self.close()
        self.post_message(self.Submitted(event.value.strip()))

    def on_key(self, event: events.Key) -> None:
        """Esc leaves the search."""
        if event.key == "escape":
            event.stop()
            self.close()
            self.post_message(self.Cancelled())

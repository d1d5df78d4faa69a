"""The line in which one types what to find in the article on show."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tnews.locale import _
from tnews.text.wrap import cells
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.search_input import SearchInput


class FindLabel(LineWidget):
    """The word before the input."""

    part = "search"

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        return [[(_("Find"), "label")]]


class FindLine(Horizontal):
    """An input that stands above the status line while one types."""

    class Typed(Message):
        """These are the words now."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Closed(Typed):
        """Enter: these are the words; Esc: there are none."""

    class Left(Message):
        """One has clicked elsewhere."""

    def __init__(self, words: str) -> None:
        super().__init__(id="find")
        self._input = SearchInput(_("in this article"), words)

    def compose(self) -> ComposeResult:
        """Put the label before the input."""
        label = FindLabel()
        label.styles.width = cells(_("Find")) + 1
        yield label
        yield self._input

    def take_keys(self) -> None:
        """Give the keys to the input at once."""
        self.screen.set_focus(self._input)

    def on_input_changed(self, event: SearchInput.Changed) -> None:
        """Find at once: one article is set in milliseconds."""
        event.stop()
        self.post_message(self.Typed(event.value.strip()))

    def on_input_submitted(self, event: SearchInput.Submitted) -> None:
        """Keep the words."""
        event.stop()
        self.post_message(self.Closed(event.value.strip()))

    def on_key(self, event: events.Key) -> None:
        """Esc drops the words; Tab is not for who types."""
        if event.key == "escape":
            self.post_message(self.Closed(""))
        elif event.key not in ("tab", "shift+tab", "up", "down"):
            return
        event.stop()
        event.prevent_default()

    def on_descendant_blur(self) -> None:
        """Say that one is elsewhere; not if only the terminal went to the back."""
        if self.app.app_focus:
            self.post_message(self.Left())

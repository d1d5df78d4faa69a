"""A dialog that asks for one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from tnews.locale import _
from tnews.tui.screens.dialog import KeyLines
from tnews.tui.screens.modal import Modal
from tnews.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence


class AskScreen(Modal[str | None]):
    """Ends with what was typed, None if the person thought better of it.

    `check` returns why a text of up to `longest` characters cannot be taken, or "".
    """

    BINDINGS = [Binding("escape", "dismiss", show=False)]

    def __init__(
        self, title: str, value: str, check: Callable[[str], str], done: str, *, longest: int
    ) -> None:
        super().__init__()
        hints: Sequence[tuple[str, str]] = [("Enter", done), ("Esc", _("close"))]
        self._title = title
        self._input = LineInput(value[:longest], longest=longest)
        self._keys = KeyLines(hints)
        self._check = check

    def compose(self) -> ComposeResult:
        """One box."""
        with Vertical(id="dialog") as box:
            box.border_title = Text(self._title)  # a str would be read as markup
            yield self._input
            yield self._keys

    def on_mount(self) -> None:
        """One types at once."""
        self._input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was wrong is being mended."""
        event.stop()
        self._keys.say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text, or say why not."""
        event.stop()
        text = event.value.strip()
        if problem := self._check(text):
            self._keys.say(problem, is_error=True)
        else:
            self.dismiss(text)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if event.widget is self:
            self.dismiss()

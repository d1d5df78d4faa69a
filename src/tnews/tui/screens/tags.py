"""The dialog that gives an article its tags."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from tnews.locale import _
from tnews.model import TAG_LIMIT
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.tag_list import TagList
from tnews.tui.widgets.virtual_list import VirtualList

LEAST = 5
"""Rows in sight where there are fewer tags."""


class TagScreen(Dialog[tuple[str, ...]]):
    """Type to find a tag or to make one; Enter puts it on or takes it off. Gives back the tags."""

    BINDINGS = [
        Binding("escape", "finish", show=False, priority=True),
        Binding("ctrl+s", "finish", show=False, priority=True),
    ]

    def __init__(self, title: str, tags: Sequence[str], known: Sequence[str]) -> None:
        self._list = TagList(tags, known)
        hints = [
            ("Enter", _("put on or take off")), ("↑↓", _("choose")), ("Esc", _("done"))
        ]  # fmt: skip
        hint = _("a tag, new or known")
        self._input = LineInput(longest=TAG_LIMIT * 4, hint=hint, id="tag")
        super().__init__(_("Tags"), title, self._list, hints, self._input)

    @property
    def wanted_rows(self) -> int:
        """As many as there are tags: the box must not jump while one types."""
        return max(LEAST, self._list.total)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the tags that what is typed may mean."""
        event.stop()
        self._list.find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put the tag under the cursor on, or take it off."""
        event.stop()
        self._toggle()

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self._toggle()

    def _toggle(self) -> None:
        self._list.toggle()
        if self._input.value:
            self._input.value = ""
        self._input.focus()

    def leave(self) -> None:
        """What was put on by now stays on, however one leaves."""
        self.action_finish()

    def action_finish(self) -> None:
        """Leave with the tags as they are now."""
        self.dismiss(self._list.chosen)

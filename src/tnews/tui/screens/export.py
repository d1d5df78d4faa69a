"""The dialog that asks what to write, and in which format."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.choices import Choices
from tnews.tui.widgets.virtual_list import VirtualList

WORD = 10
"""Cells of the column with the formats: the longest is markdown."""


class FormatList(Choices):
    """A format and what is written in it, a line each."""

    def __init__(self, offers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._offers = offers
        self.set_rows(len(offers), 0)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the format and what it holds."""
        form, name = self._offers[index]
        return [(f" {form:<{WORD}}", "number"), (name, "name")]


class ExportScreen(Dialog[int]):
    """Offers (format, what) and gives back the number of the chosen one, or nothing."""

    BINDINGS = [*LEAVE, as_of("export", "dismiss"), Binding("enter", "choose", show=False)]

    def __init__(self, offers: Sequence[tuple[str, str]]) -> None:
        hints = [("Enter", _("choose")), ("Esc", _("close"))]
        super().__init__(_("Write to a file"), "", FormatList(offers), hints)

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        self.dismiss(self.rows.cursor)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

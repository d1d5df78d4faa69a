"""What can be done with a saved view: rename it, delete it."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.view import View
from tnews.tui.widgets.choices import TextList
from tnews.tui.widgets.virtual_list import VirtualList

Deed = Literal["rename", "remove"]

DEEDS: tuple[Deed, ...] = ("rename", "remove")


class ViewMenu(Dialog[Deed]):
    """Ends with what is to be done, None for nothing. A view that was deleted can be had back."""

    BINDINGS = [
        *LEAVE,
        as_of("view", "dismiss"),
        Binding("enter", "choose", show=False),
        as_of("zone_right", "choose"),
        Binding("r,e", "deed('rename')", show=False),
        Binding("x,d,delete", "deed('remove')", show=False),
    ]

    def __init__(self, view: View) -> None:
        hints = [("Enter", _("choose")), ("Esc", _("close"))]
        rows = TextList([("r", _("Rename …")), ("x", _("Delete"))])
        super().__init__(_("View “{name}”").format(name=view.title), view.text, rows, hints)

    def action_choose(self) -> None:
        """Do what is under the cursor."""
        self.action_deed(DEEDS[self.rows.cursor])

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

    def action_deed(self, deed: Deed) -> None:
        """End with `deed`."""
        self.dismiss(deed)

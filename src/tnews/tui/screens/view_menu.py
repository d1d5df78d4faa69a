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
    """Ends with what is to be done, None for nothing. Deleting is asked for twice."""

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
        self._name = view.title
        self._is_warned = False

    def action_choose(self) -> None:
        """Do what is under the cursor."""
        self.action_deed(DEEDS[self.rows.cursor])

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        if DEEDS[message.index] != "remove":
            self._is_warned = False
            self.say("")

    def action_deed(self, deed: Deed) -> None:
        """End with `deed`; deleting is warned of first."""
        if deed == "remove" and not self._is_warned:
            self._is_warned = True
            self.rows.go(DEEDS.index(deed))
            said = _("Once more deletes the view “{name}”; its articles stay.")
            self.say(said.format(name=self._name))
        else:
            self.dismiss(deed)

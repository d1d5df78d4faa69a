"""The dialog of related articles."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.sheet import RelatedTitle
from tnews.tui.widgets.choices import RelatedList
from tnews.tui.widgets.virtual_list import VirtualList


class RelatedScreen(Dialog[int]):
    """Lists related articles and gives back the one to read, or nothing."""

    BINDINGS = [
        *LEAVE,
        as_of("related", "dismiss"),
        Binding("enter", "read", show=False),
        as_of("zone_right", "read"),
    ]

    def __init__(self, title: str, related: Sequence[RelatedTitle]) -> None:
        self._list = RelatedList(related)
        hints = [("Enter", _("read")), ("Esc", _("close"))]
        super().__init__(_("Related"), title, self._list, hints)

    def action_read(self) -> None:
        """Read the article under the cursor."""
        self.dismiss(self._list.current.article)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_read()

"""The table of contents (目录) of an article."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.text.headings import Heading
from tnews.text.wrap import truncate
from tnews.tui.keymap import as_of
from tnews.tui.looks import shown
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.choices import Choices
from tnews.tui.widgets.virtual_list import VirtualList


class HeadingList(Choices):
    """The headings, a line each, lower levels set in."""

    def __init__(self, headings: Sequence[Heading], here: int) -> None:
        super().__init__()
        self._headings = headings
        self.set_rows(len(headings), here)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the heading."""
        heading = self._headings[index]
        lead = " " + "  " * min(heading.level - 1, 4)
        part = "name" if heading.level == 1 else "detail"
        return [(lead, ""), (truncate(shown(heading.text), max(2, width - len(lead) - 1)), part)]


class ContentsScreen(Dialog[int]):
    """Ends with the block of the heading to go to, None for none. Begins at number `here`."""

    BINDINGS = [
        *LEAVE,
        as_of("contents", "dismiss"),
        Binding("enter", "go", show=False),
        as_of("zone_right", "go"),
    ]

    def __init__(self, title: str, headings: Sequence[Heading], here: int) -> None:
        self._headings = headings
        hints = [("Enter", _("go there")), ("Esc", _("close"))]
        super().__init__(_("Contents"), shown(title), HeadingList(headings, here), hints)

    def action_go(self) -> None:
        """Go to the heading under the cursor."""
        self.dismiss(self._headings[self.rows.cursor].block)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_go()

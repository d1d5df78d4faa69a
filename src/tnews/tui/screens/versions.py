"""The dialogs of stories: the versions of one, and how two of them differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual import on
from textual.binding import Binding
from textual.message import Message

from tnews.locale import _
from tnews.model import Article
from tnews.model.story import Version
from tnews.text.differences import Piece, differences, is_same
from tnews.tui.actions import key_of
from tnews.tui.keymap import as_of
from tnews.tui.report import Keys
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.version_list import DifferenceList, VersionList
from tnews.tui.widgets.virtual_list import VirtualList
from tnews.tui.widths import SCROLLBAR

BOX = 66
SHARE = 96  # %
"""Cells of a dialog, and their share of a narrow screen: as tnews.tcss has it."""

AROUND = 4 + SCROLLBAR + 4
"""Cells of a line of a comparison beside its text: border and padding, the scrollbar, the sign."""


class Compared(Message):
    """Two versions were compared; the other one is of `outlet`."""

    def __init__(self, outlet: str, pieces: Sequence[Piece]) -> None:
        super().__init__()
        self.outlet = outlet
        self.pieces = pieces


class VersionsScreen(Dialog[int]):
    """Lists the versions of the story of the article `here`; gives back the one to read."""

    BINDINGS = [
        *LEAVE,
        as_of("versions", "dismiss"),
        Binding("enter", "read", show=False),
        as_of("zone_right", "read"),
        Binding("d", "compare", show=False),
        Binding("x", "take_out", show=False),
    ]

    def __init__(
        self,
        here: int,
        title: str,
        versions: Sequence[Version],
        alike: Sequence[Version],
        labels: Mapping[int, str],
        article: Callable[[int], Article | None],
        take_out: Callable[[Version, str], None],
        keys: Keys,
    ) -> None:
        self._list = VersionList(here, versions, alike, labels)
        hints = [
            ("Enter", _("read")), ("d", _("differences")), ("x", _("not this story")),
            ("Esc", _("close")),
        ]  # fmt: skip
        super().__init__(_("Versions of the story"), title, self._list, hints)
        self._here = here
        self._article = article
        self._take_out = take_out
        self._room_keys = keys

    def action_read(self) -> None:
        """Read the version under the cursor."""
        self.dismiss(self._list.current.id)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_read()

    @on(VirtualList.Moved)
    def _moved(self, _message: VirtualList.Moved) -> None:
        self.say("")

    def action_compare(self) -> None:
        """Show how the version under the cursor differs from the one on show."""
        version = self._list.current
        one, other = self._article(self._here), self._article(version.id)
        if version.id == self._here:
            self.say(_("This one is on show. Choose another one to compare."))
        elif one is None or other is None:
            self.say(_("the article is gone"), is_error=True)
        else:
            self.say(_("Comparing …"))
            compare = partial(self._compare, self._list.outlet(version), one.text, other.text)
            self.run_worker(compare, group="compare", exclusive=True, thread=True)

    def _compare(self, outlet: str, one: str, other: str) -> None:
        """Compare two texts, on a thread: long ones that repeat themselves take seconds."""
        self.post_message(Compared(outlet, differences(one, other)))

    @on(Compared)
    def _show_differences(self, message: Compared) -> None:
        if not self.is_current:
            return
        if is_same(message.pieces):
            self.say(_("Both say the same, word for word."))
            return
        self.say("")
        width = min(BOX, self.app.size.width * SHARE // 100) - AROUND
        screen = DifferencesScreen(message.outlet, message.pieces, width, self._room_keys)
        self.app.push_screen(screen)

    def action_take_out(self) -> None:
        """Take the version under the cursor out of the story."""
        version = self._list.current
        if not self._list.is_joined:
            self.say(_("It is only alike: it is not in the story."))
            return
        self._take_out(version, self._list.outlet(version))
        self.dismiss()


class DifferencesScreen(Dialog[None]):
    """Shows how the version of `outlet` differs from the one on show."""

    BINDINGS = [*LEAVE, Binding("d,enter", "dismiss", show=False)]

    least_rows = 6
    """What the signs mean is said as long as that many lines are in sight."""

    def __init__(self, outlet: str, pieces: Sequence[Piece], width: int, keys: Keys) -> None:
        intro = _("＋ only in {outlet}   － only in the one on show").format(outlet=outlet)
        moves = " ".join(key_of(action, keys) for action in ("line_down", "line_up"))
        hints = [(moves, _("move")), ("Esc", _("close"))]
        super().__init__(_("Differences"), intro, DifferenceList(pieces, width), hints)

"""The palette: every action, command, channel, view and source, found by any of its names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from tnews.locale import N_, _
from tnews.text.fold import fold
from tnews.tui.actions import ACTIONS, BY_ID, MOVE, shown_keys
from tnews.tui.commands import COMMANDS
from tnews.tui.running import all_places
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.palette_list import Entry, PaletteList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.tui.screens.main import MainScreen

LONGEST = 80
"""Characters that may be typed."""

ROWS = 14
"""Rows in sight, if there is room."""

ENDS = "：:，,；;。.（）() "
"""What may part a name from what is said of it."""

LITTLE = 4
"""Characters more than its name that tell nothing of a thing: 打开上一篇未读 is 上一篇未读."""

ZONES = {"sidebar": N_("channels"), "list": N_("list"), "reader": N_("article")}
"""Where an action means something."""


def entries(room: MainScreen) -> list[Entry]:
    """Return everything that can be done from here, and every place one can go to."""
    keys = room.config.keys
    found = []
    # What one does all the time stands last: nobody looks for it here.
    for action in sorted(ACTIONS, key=lambda action: action.group == MOVE):
        if action.numbered:
            continue
        about = _(action.help)
        names = tuple(dict.fromkeys((fold(action.name), fold(about))))
        others = (action.id, action.id.replace("_", " "), action.help)
        detail, shown = besides(action.name, about), shown_keys(action, keys)
        where = _join(ZONES[zone] for zone in action.where)
        found.append(Entry(action.id, action.name, detail, shown, names, others, where))
    for command in COMMANDS:
        if command.id in BY_ID:  # the action of that name asks for what is missing
            continue
        about, said = _(command.help), f":{command.id} {_(command.argument)}"
        words = (fold(about), command.id)
        found.append(Entry(f"{command.id} ", about, "", said, words, (command.id, command.help)))
    for name, kind, _view in all_places(room):
        found.append(Entry(f"open {name}", name, kind, "", (fold(name),)))
    return found


def besides(name: str, about: str) -> str:
    """Return what `about` says of a thing beside its `name`, "" if it says little more."""
    rest = about.removeprefix(name)
    if rest != about:  # 撤销 上一步操作; 热点 今天的新闻
        return rest.strip(ENDS)
    is_said = fold(name) in fold(about) and len(about) - len(name) <= LITTLE
    return "" if is_said else about


def _join(zones: Iterable[str]) -> str:
    return _(", ").join(_(zone) for zone in zones)


class PaletteScreen(Dialog[str]):
    """Type to find; Enter ends with the command line of the row, one that ends with a space is
    to be gone on with."""

    BINDINGS = [
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, found: Sequence[Entry], past: Sequence[str]) -> None:
        hints = [("Enter", _("do it")), ("↑↓", _("choose")), ("Esc", _("close"))]
        self._input = LineInput(longest=LONGEST, hint=_("name, or pinyin"), id="palette")
        self._list = PaletteList(found, past)
        super().__init__(_("Palette"), "", self._list, hints, self._input)

    @property
    def wanted_rows(self) -> int:
        """The box must not jump while one types."""
        return ROWS

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is meant."""
        event.stop()
        self._list.find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """End with the row under the cursor."""
        event.stop()
        self._choose()

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self._choose()

    def _choose(self) -> None:
        if (entry := self._list.current) is not None:
            self.dismiss(entry.line)

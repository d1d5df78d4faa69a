"""The dialog that asks from which day back a list is marked read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from textual import on
from textual.binding import Binding

from tnews.locale import _, plural
from tnews.text.wrap import cells, truncate
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.choices import Choices
from tnews.tui.widgets.virtual_list import VirtualList


class Age(NamedTuple):
    """A choice: what is of before `moment`, None for a day to be typed. `unread` articles are."""

    label: str
    moment: datetime | None
    unread: int = 0


class AgeList(Choices):
    """The ages, a line each: a digit, from when back, how many are unread."""

    def __init__(self, ages: Sequence[Age]) -> None:
        super().__init__()
        self._ages = ages
        first = next((index for index, age in enumerate(ages) if age.unread), 0)
        self.set_rows(len(ages), first)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return digit and label at the left, the count at the right."""
        age = self._ages[index]
        count = plural("{n:,} unread", "{n:,} unread", age.unread).format(n=age.unread)
        right = "" if age.moment is None else f"{count} "
        label = truncate(age.label, max(2, width - 4 - cells(right)))
        gap = " " * max(0, width - 4 - cells(label) - cells(right))
        part = "name" if age.unread or age.moment is None else "off"
        return [(f" {index + 1}  ", "number"), (label, part), (gap, ""), (right, "detail")]


class OlderScreen(Dialog[Age]):
    """Ends with the age that was chosen, None for nothing."""

    BINDINGS = [
        *LEAVE,
        as_of("mark_older", "dismiss"),
        Binding("enter", "choose", show=False),
        as_of("zone_right", "choose"),
        *(Binding(str(digit), f"take({digit})", show=False) for digit in range(1, 6)),
    ]

    def __init__(self, list_name: str, ages: Sequence[Age]) -> None:
        self._ages = ages
        hints = [("Enter", _("mark read")), ("Esc", _("close"))]
        intro = _("Of “{name}”, mark read what is from:").format(name=list_name)
        super().__init__(_("Mark older ones read"), intro, AgeList(ages), hints)

    def action_choose(self) -> None:
        """Take the age under the cursor."""
        self.action_take(self.rows.cursor + 1)

    def action_take(self, number: int) -> None:
        """Take the age with this number, unless nothing of it is unread."""
        if number > len(self._ages):
            return
        age = self._ages[number - 1]
        if age.moment is not None and not age.unread:
            self.say(_("Nothing of that time is unread."))
        else:
            self.dismiss(age)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

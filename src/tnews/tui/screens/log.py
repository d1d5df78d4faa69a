"""The log: what was told in this session, and what went wrong in earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.services.journal import Entry
from tnews.tui.actions import key_of
from tnews.tui.keymap import as_of
from tnews.tui.report import Keys
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.virtual_list import VirtualList
from tnews.tui.widgets.work_list import WorkList
from tnews.tui.work_rows import WorkRow


def folded(entries: Sequence[Entry]) -> list[tuple[Entry, int]]:
    """Return `entries`, the newest first, each once with how often it was told: what is equal stands
    where it was told last."""
    found: dict[tuple[str, str, bool], tuple[Entry, int]] = {}
    for entry in entries:
        said = (entry.source, entry.text, entry.is_error)
        newest, times = found.get(said, (entry, 0))
        found[said] = (newest, times + 1)
    return [*found.values()]


def rows_of(told: Sequence[tuple[Entry, int]], now: datetime) -> list[WorkRow]:
    """Return the rows of what was told: when and what, how often, then of an error what to do."""
    rows = []
    for number, (entry, times) in enumerate(told):
        at = entry.at.astimezone()
        when = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"
        when = f"{when} ×{times}" if times > 1 else when
        part = "failed" if entry.is_error else "detail"
        text = f"{entry.name}  {entry.text}" if entry.name else entry.text
        rows.append(WorkRow(when, "", text, part, source=entry.source, number=number))
        if entry.advice:
            rows.append(WorkRow("", "", entry.advice, "detail", source=entry.source, number=number))
    return rows or [WorkRow("", "", _("Nothing has been told yet."), "detail")]


class LogScreen(Dialog[str]):
    """Shows what was told; gives back the key of a source to go to, or nothing."""

    BINDINGS = [
        *LEAVE,
        as_of("log", "dismiss"),
        as_of("copy", "copy"),
        Binding("enter", "choose", show=False),
    ]

    least_rows = 1

    def __init__(self, entries: Sequence[Entry], keys: Keys) -> None:
        told = folded(entries)
        self._entries = [entry for entry, _times in told]
        self._list = WorkList(rows_of(told, datetime.now().astimezone()))
        hints = [
            ("Enter", _("the source")), (key_of("copy", keys), _("copy")), ("Esc", _("close")),
        ]  # fmt: skip
        super().__init__(_("Log"), "", self._list, hints)

    @property
    def wanted_rows(self) -> int:
        """Reasons are broken where there is a width, and may need more lines."""
        return max(12, self.rows.count)

    def action_choose(self) -> None:
        """Go to the source that the entry is about."""
        row = self._list.current
        if row is not None and row.source:
            self.dismiss(row.source)
        else:
            self.say(_("This is about no single source."))

    def action_copy(self) -> None:
        """Copy the entry through the terminal (OSC 52)."""
        row = self._list.current
        if row is None or not self._entries:
            return
        entry = self._entries[row.number]
        at = entry.at.astimezone().isoformat(sep=" ", timespec="seconds")
        self.app.copy_to_clipboard(
            " ".join(filter(None, (at, entry.name, entry.text, entry.advice)))
        )
        self.say(_("Copied."))

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

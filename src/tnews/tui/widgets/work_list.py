"""The list of what runs: a state, a name and how far it is on each line."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tnews.text.wrap import cells, lines, truncate
from tnews.tui.widgets.choices import Choices
from tnews.tui.widths import SCROLLBAR
from tnews.tui.work_rows import WorkRow

WORD = 6
"""Cells of the word for the state, at least; the longest word of all rows decides."""


SHORTEST = 4
"""Cells of a detail that still say something."""


class WorkList(Choices):
    """Rows that change under the cursor, which stays on what it is on."""

    def __init__(self, rows: Sequence[WorkRow]) -> None:
        super().__init__()
        self._told: Sequence[WorkRow] = rows
        self._rows: Sequence[WorkRow] = ()
        self._word = WORD
        self.show(rows)

    @property
    def current(self) -> WorkRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def show(self, rows: Sequence[WorkRow]) -> None:
        """Show `rows`."""
        here = self.current
        self._told = rows
        self._word = max([WORD, *(cells(row.said) for row in rows)])
        rows = self._broken(rows)
        if rows == self._rows:
            return
        self._rows = rows
        place = self.cursor
        if here is not None:
            same = (n for n, row in enumerate(rows) if _is_same(row, here))
            place = next(same, place)
        self.set_rows(len(rows), place)

    def on_resize(self, event: events.Resize) -> None:
        """Break reasons anew."""
        super().on_resize(event)
        self.show(self._told)

    def _broken(self, rows: Sequence[WorkRow]) -> Sequence[WorkRow]:
        """Return `rows` with a reason that is longer than the line on several of them."""
        room = self.size.width - SCROLLBAR - self._word - 4
        if room < 2:  # there is no width yet
            return rows
        return [
            _further(row, part.rstrip()) if number else row._replace(detail=part.rstrip())
            for row in rows
            for number, part in enumerate([row.detail] if row.name else lines(row.detail, room))
        ]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the state, the name, and how far it is at the right or behind it."""
        row = self._rows[index]
        lead = self._word + 2
        room = max(2, width - lead - 2)
        word = row.said + " " * (self._word - cells(row.said) + 2)
        if not row.name:
            part = "name" if row.said else row.part
            return [(" ", ""), (word, row.part), (truncate(row.detail, room), part)]
        # How far work is matters more than its name; of a source, which one it is: the word for its
        # state stands before it.
        free = room - cells(row.name) - 2 if row.job is None else room // 2
        detail = truncate(row.detail, free) if free >= SHORTEST else ""
        name = truncate(row.name, max(2, room - cells(detail) - 2 if detail else room))
        gap = " " * max(1, room - cells(name) - cells(detail))
        return [(" ", ""), (word, row.part), (name, "name"), (gap, ""), (detail, "detail")]


def _further(row: WorkRow, text: str) -> WorkRow:
    """Return the line below `row` on which its text goes on, in the same colour."""
    return row._replace(detail=text, said="", part="name" if row.said else row.part)


def _is_same(row: WorkRow, other: WorkRow) -> bool:
    """Whether both are about the same work, or the same line about the same source."""
    if row.job is not None or other.job is not None:
        return row.job is other.job
    return (row.source, row.name, row.number, row.detail * (not row.name)) == (
        other.source, other.name, other.number, other.detail * (not other.name)
    )  # fmt: skip

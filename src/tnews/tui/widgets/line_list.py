"""Rows of plain text in a dialog that change while one types: a text, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from tnews.text.wrap import cells, truncate
from tnews.tui.widgets.choices import Choices


class LineList(Choices):
    """One line each: a text, and at the right a detail."""

    def __init__(self, rows: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._rows: Sequence[tuple[str, str]] = ()
        self.show(rows)

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other rows, the cursor on the first; on its own row where there are as many."""
        cursor = self.cursor if len(rows) == len(self._rows) else 0
        self._rows = rows
        self.set_rows(len(rows), cursor)

    @property
    def current(self) -> str:
        """The text under the cursor, "" if there is none."""
        return self._rows[self.cursor][0] if self._rows else ""

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the text and its detail."""
        text, detail = self._rows[index]
        detail = truncate(detail, max(2, width // 2))
        between = 2 if detail else 1
        name = truncate(text, max(2, width - 2 - between - cells(detail)))
        gap = " " * max(between, width - 2 - cells(name) - cells(detail))
        return [(f" {name}", "name"), (gap, ""), (detail, "off")]

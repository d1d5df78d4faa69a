"""What a terminal shows: a grid of cells out of the bytes that were written to it.

Knows what Textual and tnews write: places, text, attributes, the alternate screen. A wide character is its
own cell and an empty one behind it; half of one that was written over shows as HALF.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

HALF = "\ufffd"

_PARTS = re.compile(
    r"\x1b\[(?P<codes>[0-?]*)[ -/]*(?P<end>[@-~])"
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]"
    r"|(?P<text>[^\x1b\n\r]+)|(?P<line>[\n\r])"
)


class Painted:
    """A screen of `columns` x `lines` cells; `beyond` counts cells written behind the last column."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns = columns
        self.lines = lines
        self.beyond = 0
        self._x = self._y = 0
        self._clear()

    def _clear(self) -> None:
        self._rows = [[" "] * self.columns for _ in range(self.lines)]
        self._looks = [[""] * self.columns for _ in range(self.lines)]
        self._look = ""

    def feed(self, data: bytes) -> Painted:
        """Write whole sequences to the screen; returns itself."""
        for part in _PARTS.finditer(data.decode("utf-8", "replace")):
            if part["text"]:
                self._write(part["text"])
            elif part["line"]:
                self._x = 0
                self._y += part["line"] == "\n"
            elif part["end"] == "H":
                row, _, column = part["codes"].partition(";")
                self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
            elif part["end"] == "m":
                self._look = "" if part["codes"] == "0" else part["codes"]
            elif part["end"] == "J" or (part["end"] == "h" and part["codes"] == "?1049"):
                self._clear()
        return self

    def _write(self, text: str) -> None:
        for char in text:
            size = cell_len(char)
            if not 0 <= self._y < self.lines or self._x + size > self.columns:
                self.beyond += size
                self._x += size
                continue
            row = self._rows[self._y]
            if size == 0:
                row[max(0, self._x - 1)] += char
                continue
            for x in range(self._x, self._x + size):
                self._break(row, x)
            row[self._x] = char
            self._looks[self._y][self._x : self._x + size] = [self._look] * size
            if size == 2:
                row[self._x + 1] = ""
            self._x += size

    def _break(self, row: list[str], x: int) -> None:
        """Writing at `x` leaves half of a wide character that stands across it."""
        if row[x] == "" and x:
            row[x - 1] = HALF
        elif cell_len(row[x]) == 2 and row[x] != HALF:
            row[x + 1] = HALF
        row[x] = " "

    @property
    def rows(self) -> list[str]:
        """The lines as text; a wide character is one character of it."""
        return ["".join(row) for row in self._rows]

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.rows)

    def column(self, x: int) -> str:
        """The cells of a column from top to bottom; "" is the second half of a wide character."""
        return "".join(row[x] or "~" for row in self._rows)

    def cells(self, line: int, start: int, end: int) -> str:
        """The text in the cells from `start` to before `end` of a line."""
        return "".join(self._rows[line][start:end])

    def looks(self, line: int, start: int, end: int) -> list[tuple[str, str]]:
        """The cells from `start` to before `end` of a line: text and the codes of its look (SGR),
        as rich writes them: all of a look in one sequence."""
        return list(zip(self._rows[line][start:end], self._looks[line][start:end], strict=True))

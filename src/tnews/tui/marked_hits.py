"""The hits of a search in an article: which line each stands on, and which is the current one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tnews.tui.passage import Line

Hit = tuple[int, int]
"""A hit of the search: the block it is in, and where in the block it begins."""


class MarkedHits:
    """The hits among the lines of an article, in their order; none or one of them is current."""

    def __init__(self) -> None:
        self._lines: dict[Hit, int] = {}
        self.current: Hit | None = None

    def find(self, lines: Sequence[Line]) -> None:
        """Take the hits of `lines`. The current one stays what it is, also if it is not there."""
        self._lines = {}
        for number, line in enumerate(lines):
            for begin in line.hits:
                self._lines.setdefault((line.block, begin), number)

    @property
    def place(self) -> tuple[int, int]:
        """Which of how many hits is the current one, counted from 1; (0, 0) without hits."""
        if self.current is None:
            return 0, 0
        return self.index(self.current) + 1, len(self._lines)

    def begin(self) -> int | None:
        """Make the first hit the current one; return its line, None without hits."""
        self.current = next(iter(self._lines), None)
        return None if self.current is None else self._lines[self.current]

    def keep(self, line: int) -> None:
        """Where the current hit is no longer there, take the first on `line` or below it, else the
        last one."""
        if self.current not in self._lines:
            below = (hit for hit, where in self._lines.items() if where >= line)
            self.current = next(below, next(reversed(self._lines), None))

    def index(self, hit: Hit) -> int:
        """Return which of the hits `hit` is, from 0."""
        return list(self._lines).index(hit)

    def choose(self, index: int) -> int:
        """Make hit `index` (from 0, or from the end if negative) the current one; return its line."""
        self.current = list(self._lines)[index]
        return self._lines[self.current]

    def beside(self, step: int, in_sight: range) -> int | None:
        """Return the index of the next hit (1) or the one before (-1); None if there is none.

        Where the current one is out of sight, they count from the top of what is in sight.
        """
        if self.current is None:
            return None
        if self._lines[self.current] in in_sight:
            index = self.place[0] - 1 + step
        else:
            above = sum(line < in_sight.start for line in self._lines.values())
            index = above if step > 0 else above - 1
        return index if 0 <= index < len(self._lines) else None

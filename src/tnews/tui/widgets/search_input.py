"""The input of the search line: underlines a mistake."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text

from tnews.text.query import TEXT_LIMIT, Problem
from tnews.tui.widgets.line_input import LineInput

LONGEST = 2 * TEXT_LIMIT
"""Characters the input takes: more than are read, so that one is told that it is too long."""


class SearchInput(LineInput):
    """One line for a search."""

    def __init__(self, hint: str, words: str = "") -> None:
        super().__init__(words, longest=LONGEST, hint=hint)
        self._mark = MistakeMark()
        self.highlighter = self._mark

    def mark(self, problem: Problem | None) -> None:
        """Underline the place of `problem`; None: nothing."""
        span = (problem.start, problem.end) if problem is not None else (0, 0)
        if span != self._mark.span:
            self._mark.span = span
            self.refresh()


class MistakeMark(Highlighter):
    """Underlines one place of a text."""

    def __init__(self) -> None:
        self.span = (0, 0)

    def highlight(self, text: Text) -> None:
        """Underline the place (rich's interface)."""
        start, end = self.span
        if start < end:
            text.stylize("underline bold", start, end)

"""The input of the search line: takes any paste, underlines a mistake."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.widgets import Input

from tnews.model import clean_line
from tnews.text.query import TEXT_LIMIT, Problem

LONGEST = 2 * TEXT_LIMIT
"""Characters the input takes: more than are read, so that one is told that it is too long."""


class SearchInput(Input):
    """One line for a search."""

    def __init__(self, hint: str, words: str = "") -> None:
        self._mark = MistakeMark()
        super().__init__(
            words,
            placeholder=hint,
            highlighter=self._mark,
            max_length=LONGEST,
            compact=True,
            select_on_focus=True,
        )

    def mark(self, problem: Problem | None) -> None:
        """Underline the place of `problem`; None: nothing."""
        span = (problem.start, problem.end) if problem is not None else (0, 0)
        if span != self._mark.span:
            self._mark.span = span
            self.refresh()

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste of any length as one clean line."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = LONGEST - len(self.value) + end - start
        # Of a megabyte only as much is looked at as could fit.
        self.replace(clean_line(event.text[: 4 * LONGEST], LONGEST)[:room], start, end)


class MistakeMark(Highlighter):
    """Underlines one place of a text."""

    def __init__(self) -> None:
        self.span = (0, 0)

    def highlight(self, text: Text) -> None:
        """Underline the place (rich's interface)."""
        start, end = self.span
        if start < end:
            text.stylize("underline bold", start, end)

"""What is known of the row under the cursor of a dialog: some words, and facts below them."""

from __future__ import annotations

from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.metadata import at_most

EXPLAINED = 3
"""Lines that a row is explained on, between two blank ones."""

HIGH = 24
"""Lines of a terminal that has room for more of them."""


class Explanation(LineWidget):
    """A blank line, the words, the facts, a blank line."""

    part = "dialog"

    def __init__(self, most: int = EXPLAINED) -> None:
        """Explain on `most` lines where the terminal is high enough."""
        super().__init__()
        self._most = most
        self._help = self._facts = self._problem = ""

    @property
    def explained(self) -> int:
        """Lines that a row is explained on."""
        return self._most if self.app.size.height >= HIGH else EXPLAINED

    @property
    def problem(self) -> str:
        """What is said in the place of the explanation, "" if nothing is."""
        return self._problem

    def show(self, help_text: str, facts: str, problem: str = "") -> None:
        """Explain a row; or say the `problem` in its place, which may be long."""
        self._help, self._facts, self._problem = help_text, facts, problem
        self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return as many lines for every row: the box must not jump."""
        if self._problem:
            told = at_most(self.explained, self._problem, width - 2)
            told += [""] * (self.explained - len(told))
            return [[("", "")], *([(f" {text}", "error")] for text in told), [("", "")]]
        said = at_most(self.explained - 1, self._help, width - 2)
        facts = at_most(max(1, self.explained - len(said)), self._facts, width - 2) or [""]
        said += [""] * (self.explained - len(facts) - len(said))
        rows: list[Pieces] = [[(f" {text}", "")] for text in said]
        return [[("", "")], *rows, *([(f" {text}", "text")] for text in facts), [("", "")]]

"""The lines around the search input: what is suggested above it, what is said below it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tnews.locale import _, plural
from tnews.text.query import Problem
from tnews.text.query.completion import Completion
from tnews.text.wrap import cells, truncate
from tnews.tui.marks import marks
from tnews.tui.widgets.line import LineWidget, Pieces

MOST = 8
"""Suggestions in sight at most; on a low screen a quarter of its lines."""

ENOUGH = 40
"""Cells in which a mistake is told well enough, if not to the end."""


class SuggestionList(LineWidget):
    """Suggestions, the likeliest next to the input. Over the list, as wide as the screen."""

    part = "suggestions"

    class Clicked(Message):
        """A suggestion was clicked: its number, from the input upwards."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, column: int, *, id: str = "suggestions") -> None:
        super().__init__(id=id)
        self._column = column
        self._found: Sequence[Completion] = ()
        self._chosen = -1
        self.display = False

    def show(self, found: Sequence[Completion], chosen: int) -> None:
        """Show what was found, one of it chosen (-1: none)."""
        self._found = found
        self._chosen = chosen
        self.display = bool(found)
        if found:
            self.styles.height = len(self._in_sight())
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the suggestion under the mouse."""
        shown = self._in_sight()
        if 0 <= event.y < len(shown):
            self.post_message(self.Clicked(shown[len(shown) - 1 - event.y]))

    def _in_sight(self) -> range:
        """Which suggestions are in sight: the first ones, or those up to the chosen one."""
        size = min(MOST, max(3, self.screen.size.height // 4), len(self._found))
        first = max(0, self._chosen - size + 1)
        return range(first, first + size)

    def lines(self, width: int) -> list[Pieces]:
        """Return the lines from the top, the first suggestion at the bottom."""
        shown = [(index, self._found[index]) for index in reversed(self._in_sight())]
        room = max(4, width - self._column - 2)
        widest = max((cells(one.shown) for _index, one in shown if one.note), default=0)
        result = []
        for index, one in shown:
            is_chosen = index == self._chosen
            part = "chosen" if is_chosen else ""
            mark = marks().chosen if is_chosen else " "
            text = truncate(one.shown, room)
            lead = " " * (self._column - 1)
            pieces: Pieces = [(lead, part), (mark, part), (" ", part), (text, part or "text")]
            gap = min(widest, room // 2) - cells(text) + 2
            left = room - cells(text) - max(2, gap)
            if one.note and left >= cells(one.note):
                pieces += [(" " * max(2, gap), part), (one.note, part or "note")]
            used = sum(cells(text) for text, _part in pieces)
            result.append([*pieces, (" " * (width - used), part)])
        return result


class SearchNote(LineWidget):
    """The line below the input: a mistake at its place, else the keys and what was found."""

    part = "status"

    def __init__(self, column: int) -> None:
        super().__init__(id="search-note")
        self._column = column
        self._problem: Problem | None = None
        self._before = ""
        self._scrolled = 0
        self._found: int | None = None
        self._is_past = False

    def tell_problem(self, problem: Problem | None, before: str = "", scrolled: int = 0) -> None:
        """Show a mistake behind the text `before`, in an input scrolled by so many cells."""
        if problem is None and self._problem is None:
            return
        self._problem = problem
        self._before = before
        self._scrolled = scrolled
        self.refresh()

    def tell_found(self, count: int | None) -> None:
        """Show how many articles were found; None: not known yet."""
        self._found = count
        self.refresh()

    def tell_past(self, is_past: bool) -> None:
        """Teach how a past search is forgotten while one is chosen."""
        if is_past != self._is_past:
            self._is_past = is_past
            self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        if self._problem is not None:
            return [self._mistake(self._problem, width)]
        right = ""
        if self._found is not None:
            right = plural("{n} result", "{n} results", self._found).format(n=self._found)
        room = width - cells(right) - 3
        pieces: Pieces = [(" ", "")]
        used = 1
        for key, hint in self.hints():
            size = cells(key) + 1 + cells(hint) + 2
            if used + size > room:
                break
            pieces += [(key, "key"), (f" {hint}  ", "text")]
            used += size
        gap = " " * max(0, width - used - cells(right) - 1)
        return [[*pieces, (gap, ""), (right, "progress"), (" ", "")]]

    def hints(self) -> list[tuple[str, str]]:
        """Return the keys of the search line and what they do."""
        past = [("Ctrl+X", _("forget this search"))] if self._is_past else []
        return [
            *past,
            ("Enter", _("to the list")),
            ("Esc", _("back")),
            ("Tab", _("complete")),
            ("↑", _("suggestions")),
        ]

    def _mistake(self, problem: Problem, width: int) -> Pieces:
        """Point at the mistake, with the words where there is room for them."""
        at = 1 + self._column + cells(self._before) - self._scrolled
        message = problem.message
        right = width - at - 3
        if at >= 0 and (cells(message) <= right or right >= ENOUGH):
            told = truncate(message, right)
            return [(" " * at, ""), ("^", "error"), (" ", ""), (told, "error")]
        if cells(message) + 2 <= at < width:
            pad = " " * (at - cells(message) - 1)
            return [(pad, ""), (message, "error"), (" ", ""), ("^", "error")]
        said = _("column {n}: {what}").format(n=problem.column, what=message)
        return [(" ", ""), (truncate(said, width - 2), "error"), (" ", "")]

"""The search line: opens below the list, searches while one types, suggests how to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer

from tnews.locale import _
from tnews.text.wrap import cells
from tnews.tui.widgets.line import LineWidget, Pieces

if TYPE_CHECKING:
    from tnews.text.query import Problem
    from tnews.text.query.completion import Names
    from tnews.tui.suggesting import Line, Suggestions
    from tnews.tui.widgets.search_input import SearchInput
    from tnews.tui.widgets.search_lines import SearchNote, SuggestionList

DELAY = 0.15
"""Seconds of rest before typed words are searched."""


class SearchLabel(LineWidget):
    """The word before the input."""

    part = "search"

    def lines(self, width: int) -> list[Pieces]:
        """Return the one line."""
        return [[(_("Search"), "label")]]


class SearchBox(Vertical):
    """An input with a line of notes, hidden until it is wanted, made after the first paint."""

    class Typed(Message):
        """What is typed stays as it is for a moment."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

        @property
        def words(self) -> str:
            """What is typed, without the space around it."""
            return self.typed.strip()

    class Submitted(Typed):
        """Enter: these are the words."""

    class Forgotten(Typed):
        """These words of the past are not to be remembered."""

    class Cancelled(Message):
        """Esc: no search after all."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rest: Timer | None = None
        self._input: SearchInput | None = None

    def prepare(self) -> None:
        """Make what one types in; the first paint need not wait for the 3 ms of its import."""
        if self._input is not None:
            return
        from tnews.tui.suggesting import Suggestions
        from tnews.tui.widgets.search_input import SearchInput
        from tnews.tui.widgets.search_lines import SearchNote, SuggestionList

        label = SearchLabel()
        column = cells(_("Search")) + 1
        label.styles.width = column
        self._suggestions: Suggestions = Suggestions()
        self._input = SearchInput(_('words, "a phrase", -without'))
        self._note: SearchNote = SearchNote(column)
        self._list: SuggestionList = SuggestionList(column)
        self._mounted = (
            self.mount(Horizontal(label, self._input), self._note),
            self.screen.mount(self._list),
        )

    async def open(self) -> None:
        """Show the box and give it the keys at once; who types that soon waits for it."""
        self.prepare()
        assert self._input is not None
        if not self._input.is_mounted:
            for mounted in self._mounted:
                await mounted
        self.screen.add_class("-searching")
        self.screen.set_focus(self._input)
        self._suggest()

    @property
    def is_ready(self) -> bool:
        """Whether the input has been made."""
        return self._input is not None and self._input.is_attached

    @property
    def has_keys(self) -> bool:
        """Whether one types in the box."""
        return self._input is not None and self._input.has_focus

    @property
    def hints(self) -> list[tuple[str, str]]:
        """The keys of the line and what they do."""
        return self._note.hints()

    def clear(self, words: str = "") -> None:
        """Hide the box and leave `words` in it for the next time."""
        if self._input is not None:
            with self._input.prevent(type(self._input).Changed):
                self._input.value = words
            self.tell_problem(None)
        self.close()

    def close(self) -> None:
        """Hide the box; its words stay for the next time."""
        if self._rest is not None:
            self._rest.stop()
        if self._input is not None:
            self.screen.remove_class("-searching")
            self._list.show((), -1)

    # -- what the screen tells -----------------------------------------------------------------

    def know(self, names: Names, history: Sequence[str]) -> None:
        """Suggest from these names and past searches, the newest first."""
        if self._input is None:
            return
        self._suggestions.names = names
        self._suggestions.history = list(history)
        if self.has_keys and self._suggestions.chosen < 0:
            self._suggest()

    def tell_problem(self, problem: Problem | None) -> None:
        """Show what is wrong with the words, at its place; None: nothing."""
        if self._input is not None:
            self._input.mark(problem)
            before = self._input.value[: problem.start] if problem is not None else ""
            self._note.tell_problem(problem, before, self._input.scroll_offset.x)

    def tell_found(self, count: int | None) -> None:
        """Show how many articles the words find; None while that is not known."""
        if self._input is not None:
            self._note.tell_found(count)

    def take(self, index: int) -> None:
        """Take a suggestion, counted from the input upwards."""
        if self._input is not None:
            self._suggestions.chosen = index
            self._put(self._suggestions.take())

    # -- typing --------------------------------------------------------------------------------

    def on_input_changed(self, event: SearchInput.Changed) -> None:
        """Suggest at once, search when the typing rests."""
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        if event.value != self._suggestions.line.text:
            self._suggest()
        self.tell_problem(None)
        typed = event.value
        self._rest = self.set_timer(DELAY, lambda: self.post_message(self.Typed(typed)))

    def on_input_submitted(self, event: SearchInput.Submitted) -> None:
        """Take the words."""
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        self.post_message(self.Submitted(event.value))

    def on_key(self, event: events.Key) -> None:
        """Esc leaves the search; the keys of the suggestions."""
        match event.key:
            case "escape":
                self.close()
                self.post_message(self.Cancelled())
            case "up":
                self._put(self._suggestions.step(1))
            case "down":
                self._put(self._suggestions.step(-1))
            case "tab":
                self._put(self._suggestions.take())
            case "right" if self._is_at_end and self._suggestions.found:
                self._put(self._suggestions.take())
            case "ctrl+x" if self._suggestions.chosen_past:
                self.post_message(self.Forgotten(self._suggestions.chosen_past))
                self._put(self._suggestions.forget())
            case "shift+tab":
                pass  # the zones are not for who types
            case _:
                return
        event.stop()
        event.prevent_default()

    @property
    def _is_at_end(self) -> bool:
        return self._input is not None and self._input.cursor_at_end

    def _suggest(self) -> None:
        assert self._input is not None
        self._suggestions.typed(self._input.value, self._input.cursor_position)
        self._show_suggestions()

    def _put(self, line: Line | None) -> None:
        """Put a suggestion into the line."""
        if line is not None and self._input is not None:
            self._input.value = line.text
            self._input.cursor_position = line.at
        self._show_suggestions()

    def on_descendant_blur(self) -> None:
        """Without the keys nothing is suggested."""
        self._list.show((), -1)

    def on_descendant_focus(self) -> None:
        """The terminal has come back to the front, or the line was clicked."""
        self._show_suggestions()

    def _show_suggestions(self) -> None:
        suggestions = self._suggestions
        self._list.show(suggestions.found if self.has_keys else (), suggestions.chosen)
        self._note.tell_past(bool(suggestions.chosen_past))

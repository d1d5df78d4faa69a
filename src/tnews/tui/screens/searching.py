"""Searching: what is typed into the search line, and the way back from a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on

from tnews.tui.messages import Named
from tnews.tui.screens.finding import Finding
from tnews.tui.view import Spot, View
from tnews.tui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from tnews.tui.widgets.search_lines import SuggestionList


class Searching(Finding):
    """The reading room with its search."""

    _before_line: Spot | None = None
    """Where one was when the search line was opened."""

    def leave_search(self) -> None:
        """Go back to where the search was begun."""
        self._go_back(self._before_search)

    async def open_search(self) -> None:
        """Open the search line; what it may suggest is read behind it."""
        self._before_line = self.spot
        self.remove_class("-zen")
        await self.search_box.open()
        self.desk.name()

    def _go_back(self, spot: Spot) -> None:
        """Go to `spot`, with the cursor on its article."""
        self.search_box.clear(spot.view.words)
        self.filter = spot.filter
        self.go_to(spot.view)
        if spot.article != self._sought:
            self._sought, self._sought_offset = spot.article, 0

    @on(Named)
    def _named(self, message: Named) -> None:
        self.search_box.know(message.names, message.searches)

    def on_suggestion_list_clicked(self, message: SuggestionList.Clicked) -> None:
        """Take the suggestion that was clicked."""
        self.search_box.take(message.index)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click beside the search line closes it; what it found stays."""
        zones = (self.sidebar, self.listing, self.reader)
        if event.widget is self.focused and event.widget in zones:
            self.search_box.close()

    @on(SearchBox.Typed)
    def _typed(self, message: SearchBox.Typed) -> None:
        """Search; with a mistake in the words the last good results stay."""
        is_open = self.has_class("-searching")  # Esc may have overtaken the message
        if is_open and message.words and self._is_right(message.typed):
            self._show_search(message.words)

    def _is_right(self, typed: str) -> bool:
        """Whether nothing is wrong with what was typed; else it is shown where."""
        from tnews.text.query import parse

        problem = parse(typed).problem
        self.search_box.tell_problem(problem)
        return problem is None

    @on(SearchBox.Submitted)
    def _submitted(self, message: SearchBox.Submitted) -> None:
        words = message.words
        if not words:
            self.leave_search()
        elif self._is_right(message.typed):
            self.search_box.close()
            self.search_for(words)

    def search_for(self, words: str) -> None:
        """Show what the right search `words` finds, and remember it."""
        self.desk.remember_search(words)
        self._show_search(words)
        self.set_zone("list")
        why = self.library.explain(words)
        self.status.say(why, is_error=bool(why))

    @on(SearchBox.Forgotten)
    def _forgotten(self, message: SearchBox.Forgotten) -> None:
        self.desk.forget_search(message.words)

    @on(SearchBox.Cancelled)
    def _cancelled(self, _message: SearchBox.Cancelled) -> None:
        """Go back to where the line was opened."""
        before = self._before_line
        if before is not None and before.view != self.view:
            self._go_back(before)
        else:
            self.search_box.clear(self.view.words)
            self.set_zone(self.zone)

    def _show_search(self, words: str) -> None:
        view = View("search", words)
        if view != self.view:
            if self.view.kind != "search":
                self._before_search = self.spot
                self._keep_spot()
            self.view = view
            self.filter = ""
            self._sought = None
            self.search_box.tell_found(None)
            self.show_list_of(view)
            if self.zone == "reader":  # what is found is a list, and there may be room for one zone
                self.set_zone("list", keys=False)

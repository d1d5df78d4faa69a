"""Searching: what is typed into the search line, and the way from hit to hit."""

from __future__ import annotations

from textual import on

from tnews.locale import _
from tnews.tui.actions import key_of
from tnews.tui.screens.frame import Zone
from tnews.tui.screens.room import Room
from tnews.tui.view import View
from tnews.tui.widgets.search_box import SearchBox


class Searching(Room):
    """The reading room with its search."""

    _turn: tuple[int | None, int] | None = None
    """The article at whose end the hits are, and the direction: the next press goes on from it."""

    def leave_search(self) -> None:
        """Go back to where the search was begun."""
        self.search_box.clear()
        self.go_to(self._place_before_search)

    @on(SearchBox.Typed)
    def _typed(self, message: SearchBox.Typed) -> None:
        if message.words:
            self._show_search(message.words, zone=None)

    @on(SearchBox.Submitted)
    def _submitted(self, message: SearchBox.Submitted) -> None:
        if message.words:
            self._show_search(message.words, zone="list")
        else:
            self.leave_search()

    @on(SearchBox.Cancelled)
    def _cancelled(self, _message: SearchBox.Cancelled) -> None:
        if self.view.kind == "search":
            self.leave_search()
        else:
            self.set_zone("list")

    def _show_search(self, words: str, zone: Zone | None) -> None:
        view = View("search", words)
        if view != self.view:
            if self.view.kind != "search":
                self._place_before_search = self.view
            self.view = view
            self.filter = ""
            self.show_list_of(view)
        if zone is not None:
            self.set_zone(zone)
            why = self.library.explain(words)
            self.status.say(why, is_error=bool(why))

    # -- hits ----------------------------------------------------------------------------------

    def step_hit(self, step: int) -> bool:
        """Go to the next hit of the article in hand (1) or the one before (-1).

        At the last one the reader is told, and the next press goes on in the article below;
        from the last article back to its first hit. False where no hits are marked.
        """
        if self.zone != "reader" or not self.reader.hit_place[1]:
            return False
        turn = (self.opened, step)
        said = ""
        if self.reader.step_hit(step):
            self._turn = None
        elif self._turn != turn:
            self._turn = turn
            said = self._end_of_hits(step)
        else:
            self._turn = None
            if self._has_neighbour(step):
                self.articles.move(step)
                self.show_current(opening=True)
            if self.reader.hit_place[1]:
                self.reader.go_to_hit(0 if step > 0 else -1)
        self.status.say(said)
        self._show_right()
        return True

    def _has_neighbour(self, step: int) -> bool:
        """Whether an article stands below (1) or above (-1) the one in hand."""
        return self.ranked is None and 0 <= self.articles.cursor + step < self.articles.count

    def _end_of_hits(self, step: int) -> str:
        """Say that there are no more hits this way, and where the same key leads."""
        if self._has_neighbour(step):
            said = (
                _("The last hit here. {key} again: the next article.")
                if step > 0
                else _("The first hit here. {key} again: the article before.")
            )
        else:
            said = (
                _("The last hit. {key} again: from the first hit of this article.")
                if step > 0
                else _("The first hit. {key} again: from the last hit of this article.")
            )
        action = "next_unread" if step > 0 else "toggle_read"
        return said.format(key=key_of(action, self.config.keys))

"""Finding: words inside the article on show, and the way from hit to hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.tui.actions import key_of, told
from tnews.tui.screens.room import Room

if TYPE_CHECKING:
    from tnews.tui.widgets.find_line import FindLine


class Finding(Room):
    """The reading room with what one finds in an article."""

    _find_line: FindLine | None = None

    _turn: tuple[int | None, int] | None = None
    """The article at whose end the hits are, and the direction: the next press goes on from it."""

    @property
    def is_typing(self) -> bool:
        """Whether one types into a line: then keys are letters."""
        return self.search_box.has_keys or self._find_line is not None

    async def open_find(self) -> None:
        """Open the article and the line for what to find in it."""
        if self._find_line is not None or not self.listing.count:
            return
        if self.zone != "reader":
            self.show_current(opening=True)
        from tnews.tui.widgets.find_line import FindLine

        self._find_line = FindLine(self.finding)
        # Waited for, so that the words typed right behind the key find the line in focus.
        await self.mount(self._find_line, before=self.status)
        self._find_line.take_keys()

    def on_find_line_typed(self, message: FindLine.Typed) -> None:
        """Mark what is typed."""
        self._find(message.words)

    def on_find_line_closed(self, message: FindLine.Closed) -> None:
        """Close the line and go on in the article, where n and N lead through what was found."""
        self._find(message.words)
        self.on_find_line_left()
        self.set_zone("reader")

    def on_find_line_left(self) -> None:
        """Close the line; what was found stays marked."""
        if self._find_line is not None:
            self._find_line.remove()
            self._find_line = None

    def stop_finding(self) -> None:
        """Mark nothing but the hits of the search again."""
        self._find("")

    def _find(self, words: str) -> None:
        if words == self.finding:
            return
        self.finding = words
        self._turn = None
        self.reader.mark(self.words)
        self.metadata.mark(self.words)
        is_found = not words or bool(self.reader.hit_place[1])
        said = _("“{words}” is not in this article.").format(words=words)
        self.status.say("" if is_found else said)
        self._show_right()

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
        if self.ranked is not None or self.finding:
            return False
        return 0 <= self.articles.cursor + step < self.articles.count

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
                _("The last hit. {key} again: from the first one.")
                if step > 0
                else _("The first hit. {key} again: from the last one.")
            )
        action = "next_unread" if step > 0 else "toggle_read"
        return told(said, {"key": key_of(action, self.config.keys)})

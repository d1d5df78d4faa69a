"""The pictures among the lines of the reader."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tnews.model.settings import ReaderSettings
from tnews.tui.gallery import Gallery, Placed
from tnews.tui.marked_hits import MarkedHits
from tnews.tui.passage import Line
from tnews.tui.sheet import Sheet
from tnews.tui.typeset import typeset_picture

if TYPE_CHECKING:
    from tnews.tui.picture_lines import Hung


class Illustrating(ScrollView):
    """What of the reader has to do with pictures: it knows the lines, the reader sets them."""

    class Sized(Message):
        """The reader is of another size now."""

    class Painted(Message):
        """Rows of pictures were drawn over which sixels belong."""

        def can_replace(self, message: Message) -> bool:
            """Once is enough for all rows."""
            return isinstance(message, Illustrating.Painted)

    _set_with: ReaderSettings

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.gallery = Gallery()
        self._sheet: Sheet | None = None
        self._words = ""
        self._lines: list[Line] = []
        self._hits = MarkedHits()
        self._left = 0
        self._columns = 0

    @property
    def columns(self) -> int:
        """How wide the text column is."""
        return self._columns

    def pictures_near(self, reach: int) -> list[str]:
        """The addresses of the pictures in sight, then of those within `reach` lines of it."""
        if self._sheet is None:
            return []
        from tnews.tui import picture_lines  # not needed for the first paint

        top = self.scroll_offset.y
        return picture_lines.near(self._lines, self._sheet.blocks, top, self.size.height, reach)

    def pictures_in_sight(self) -> list[Hung]:
        """The pictures that are in sight as a whole: cells from the widget's corner."""
        if self._sheet is None:
            return []
        from tnews.tui import picture_lines  # not needed for the first paint

        top = self.scroll_offset.y
        return [
            hung._replace(line=hung.line - top, inset=hung.inset + self._left)
            for hung in picture_lines.whole(self._lines, self._sheet.blocks, top, self.size.height)
        ]

    def renew_pictures(self, urls: Collection[str]) -> None:
        """Set these pictures again: they have come or gone, or are called something else.

        The text in sight stays where it is; below the line of a picture it makes room.
        """
        sheet = self._sheet
        if sheet is None or not urls or not self._columns:
            return
        from tnews.tui import picture_lines
        from tnews.tui.picture_lines import block_of

        top, before = self.scroll_offset.y, len(self._lines)
        shown = self._lines_from(top)
        place, above = self._place(), self._blank_above()

        def set_block(index: int) -> list[Line]:
            return typeset_picture(
                sheet.blocks, index, self._columns, self._set_with, self._words, self._placed
            )

        self._lines = picture_lines.renewed(self._lines, sheet.blocks, urls, set_block)
        self._hits.find(self._lines)
        self._be_as_long_as_lines(before)
        if top and place[0] < 0:  # links and what follows them: every picture is above
            top += len(self._lines) - before
        elif top:
            top = self._line_of(place) - above
            while not above and top and self._lines[top - 1].picture is not None:
                top -= 1  # its caption was the first line in sight
        top = max(0, min(top, len(self._lines) - self.size.height))
        self.scroll_to(y=top, animate=False, force=True)
        now = self._lines_from(top)
        blocks = {block_of(line) for line in (*shown, *now)}
        if now != shown or any(sheet.blocks[block].href in urls for block in blocks if block >= 0):
            self.refresh()  # else it is out of sight, as most are: 7 ms for nothing

    def _lines_from(self, top: int) -> list[Line]:
        return self._lines[top : top + self.size.height]

    def _be_as_long_as_lines(self, before: int) -> None:
        """Be scrolled over all lines; there were so many `before`."""
        size, height = Size(self.size.width, len(self._lines)), self.size.height
        if min(before, size.height) <= height:  # its scrollbar may come or go
            self.virtual_size = size
            return
        # Without the layout of the whole screen, which takes 9 ms and changes nothing.
        self.set_reactive(ScrollView.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = size.height

    def render_lines(self, crop: Region) -> list[Strip]:
        """Say that pictures were painted, also where Textual has kept their lines."""
        # Not below a dialog: a message to the screen there has Textual paint all of it again.
        if self.gallery.has_sixels and self.app.screen is self.screen:
            first = crop.y + self.scroll_offset.y
            if any(line.picture for line in self._lines[first : first + crop.height]):
                self.post_message(self.Painted())
        return super().render_lines(crop)

    def _placed(self, url: str, is_first: bool) -> Placed:
        return self.gallery.placed(url, is_first=is_first)

    def _row_of(self, line: Line) -> list[Segment] | None:
        """Return the cells of a row of a picture, None while it is not held."""
        if self._sheet is None or line.picture is None:
            return None
        block, row = line.picture
        return self.gallery.row(self._sheet.blocks[block].href, row)

    # -- the reader's own ----------------------------------------------------------------------

    @abstractmethod
    def _place(self) -> tuple[int, int]: ...

    @abstractmethod
    def _blank_above(self) -> int: ...

    @abstractmethod
    def _line_of(self, place: tuple[int, int]) -> int: ...

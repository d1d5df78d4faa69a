"""The list of articles: ids for all, rows only for what is in sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from rich.style import Style
from textual import events, on
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tnews.locale import _
from tnews.model import ArticleRow
from tnews.model.record import replace
from tnews.text.when import ago, local
from tnews.tui.days import Heading
from tnews.tui.pieces import heading_pieces, row_pieces
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.unwritten import LARGE, Unwritten
from tnews.tui.widgets.article_lines import (
    HEIGHTS,
    Form,
    Pieces,
    article_lines,
    form_of,
    heading_height,
    row_height,
    title_lines,
)
from tnews.tui.widgets.virtual_list import VirtualList
from tnews.tui.widths import SCROLLBAR

Provider = Callable[[Sequence[int]], list[ArticleRow]]
Beginner = Callable[[Sequence[int]], Mapping[int, str]]
Dater = Callable[[Sequence[int], datetime], Sequence[Heading]]

PAGE = 128
"""Rows read at once."""

PAGES = 32
"""Pages kept."""

AROUND = 16
"""Texts whose beginnings are read at once: a screenful of roomy rows."""


class ArticleList(VirtualList):
    """Articles of the current view, in one to three lines each, under the dates they are of.

    `provider` gives rows, `begin` how texts begin, `dates` the headings of
    a list of ids at a time of the clock, `progress` how far the writes are (`Unwritten`).
    """

    part = "list"

    row_height = 2

    class MarksKnown(Message):
        """It is known now of which articles a large mark is."""

    def __init__(
        self,
        provider: Provider,
        begin: Beginner,
        dates: Dater,
        progress: Callable[[], tuple[int, int]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._provider = provider
        self._begin = begin
        self._dates = dates
        self.style_name = "roomy"
        self.is_dated = True
        self._labels: dict[int, str] = {}
        self._beginnings: dict[int, str] = {}
        self._drawn: tuple[object, list[Pieces]] = (None, [])
        self._now = datetime.now().astimezone()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()
        self._unwritten = Unwritten(progress, self._know)
        self.words = ""

    # -- content ---------------------------------------------------------------------------

    def show(self, ids: array[int], words: str, *, keep: bool) -> None:
        """Show the articles `ids`. With `keep` the article under the cursor stays under it,
        at its place on the screen; otherwise the list starts at the top."""
        if ids == self._ids and words == self.words and (keep or self.cursor == 0):
            return
        current = self.current_id
        offset = self.cursor_offset
        self._ids = ids
        self._pages.clear()
        self._drawn = (None, [])
        self.words = words
        self._now = datetime.now().astimezone()
        found = self._dates(ids, self._now) if self.is_dated and ids else []
        self._labels = {heading.row: heading.label for heading in found}
        self._measure()
        if keep and current is not None:
            try:
                self.set_rows(len(ids), ids.index(current), keep_offset=offset)
            except ValueError:
                self.set_rows(len(ids), self.cursor, keep_offset=offset)
        else:
            self.set_rows(len(ids), 0, keep_offset=0)

    def go_back(self, index: int, offset: int) -> None:
        """Put the cursor on row `index`, `offset` lines below the top edge as far as that is
        possible, without any message."""
        self.set_rows(len(self._ids), index, keep_offset=offset)

    @property
    def ids(self) -> array[int]:
        """The ids of all articles in the list, in order."""
        return self._ids

    @property
    def current_id(self) -> int | None:
        """The article under the cursor."""
        return self._ids[self.cursor] if self._ids else None

    def row(self, index: int) -> ArticleRow | None:
        """Return the row at `index`, reading its page if it is not there; None if it is gone."""
        article_id = self._ids[index]
        number = index // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            self._unwritten.forget_written()
            rows = self._provider(wanted)
            page = {row.id: self._unwritten.over(row, self._ids) for row in rows}
            self._pages[number] = page
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(article_id)

    @property
    def current(self) -> ArticleRow | None:
        """The row under the cursor."""
        return self.row(self.cursor) if self._ids else None

    def change(
        self,
        ids: Sequence[int],
        *,
        is_read: bool | None = None,
        is_bookmarked: bool | None = None,
        has_note: bool | None = None,
    ) -> None:
        """Show a change of state at once, before the cache has it."""
        said = {"is_read": is_read, "is_bookmarked": is_bookmarked, "has_note": has_note}
        fields: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        self._unwritten.add(ids, fields, self._ids)
        is_everything = ids is self._ids  # half a million ids need not become a set
        if not is_everything and len(ids) > LARGE:
            return  # the rows wear it when it is known which ones
        wanted = set[int]() if is_everything else set(ids)
        for page in self._pages.values():
            for article_id in page.keys() if is_everything else wanted & page.keys():
                page[article_id] = replace(page[article_id], **fields)
        self.refresh()

    def _know(self) -> None:
        """Show marks that it is known now which rows have: called on another thread."""
        with suppress(RuntimeError):  # the screen has gone meanwhile
            self.post_message(self.MarksKnown())

    @on(MarksKnown)
    def _marks_known(self, message: MarksKnown) -> None:
        message.stop()
        self._pages.clear()
        self.refresh()

    def reread(self) -> None:
        """Forget the rows, not the list: states have changed in the cache."""
        self._pages.clear()
        self._beginnings.clear()
        self.refresh()

    def begin_anew(self) -> None:
        """Ask again how texts begin that had none: they may have come meanwhile."""
        without = [id for id, text in self._beginnings.items() if not text]
        if without:
            for id in without:
                del self._beginnings[id]
            self.refresh()

    def find_unread(self, start: int, step: int, unread: set[int]) -> int | None:
        """Return the index of the first article in `unread` from `start` down (1) or up (-1)."""
        index = start
        while 0 <= index < len(self._ids):
            article_id = self._ids[index]
            if article_id in unread and not self._unwritten.is_read(article_id, self._ids):
                return index
            index += step
        return None

    def place_of_unread(self, ids: Sequence[int], start: int, step: int) -> int | None:
        """Return the place of the first of `ids`, which are in the list's order or `step` -1
        against it, that is in the list from `start` on and not marked read meanwhile.

        The first two, of which one nearly always is, are looked for by the array itself: 11 ms
        for the last of 500,000. The others take three times that together.
        """
        reach = (start, len(self._ids)) if step > 0 else (0, start + 1)
        for id in ids[:2]:
            if not self._unwritten.is_read(id, self._ids):
                with suppress(ValueError):
                    return self._ids.index(id, *reach)
        return self.find_unread(start, step, set(ids[2:])) if len(ids) > 2 else None

    # -- how it looks ----------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """How the rows are drawn, by the style and the room there is."""
        return form_of(self.style_name, self.size.height)

    def set_style(self, name: str) -> None:
        """Draw the rows "compact" or "roomy"; the cursor stays at its place on the screen."""
        self.style_name = name
        self._arrange()

    def set_dated(self, is_dated: bool) -> None:
        """Show headings of dates, or none."""
        if is_dated != self.is_dated:
            self.is_dated = is_dated
            self.date()

    def date(self) -> None:
        """Find the headings anew: the list is another, or the day is."""
        found = self._dates(self._ids, self._now) if self.is_dated and self._ids else []
        self._labels = {heading.row: heading.label for heading in found}
        self._arrange()

    def _arrange(self) -> None:
        """Give rows and headings their heights; the cursor stays at its place on the screen."""
        offset = self.cursor_offset
        self._measure()
        self.set_rows(len(self._ids), self.cursor, keep_offset=offset)

    @property
    def _height(self) -> int:
        return row_height(self.form, self.size.height)

    def _measure(self) -> None:
        self.row_height = height = self._height
        self.set_headings([(index, heading_height(index, height)) for index in self._labels])

    def on_resize(self, _event: events.Resize) -> None:
        """Give the rows the form that fits."""
        if self._height != self.row_height:
            self._arrange()

    def tick(self, now: datetime) -> None:
        """The minute is another: draw those rows in sight whose time reads otherwise now."""
        before, self._now = self._now, now
        if local(before).date() != local(now).date():
            self.date()
            return
        for index in self.rows_in_sight:
            row = self.row(index)
            moment = (row.published_at or row.sorted_at) if row is not None else now
            if ago(moment, before) != ago(moment, now):
                super().refresh_row(index)

    def _beginning(self, index: int) -> str:
        """Return how the text of an article begins; those around it are read with it."""
        id = self._ids[index]
        if id not in self._beginnings:
            first = index - index % AROUND
            ids = self._ids[first : first + AROUND]
            if len(self._beginnings) > PAGE * PAGES:
                self._beginnings.clear()
            self._beginnings.update(dict.fromkeys(ids, ""))
            self._beginnings.update(self._begin(ids))
        return self._beginnings[id]

    # -- drawing ---------------------------------------------------------------------------

    def refresh_row(self, index: int) -> None:
        """Draw what the cursor changes of a row; an empty list has none."""
        if index >= self.count:
            return
        y = self._top(index) - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self._lit_lines(self.row(index))))

    def _lit_lines(self, row: ArticleRow | None) -> int:
        """How many lines of a row the cursor lights: of a roomy one its title. With all three of
        two rows a move would be 1.4 KB on the way to the terminal; so it is 0.6 mostly."""
        if self.form != "roomy" or row is None:
            return self.row_height
        return title_lines(row, max(8, self.size.width - SCROLLBAR))

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw a line of an article."""
        theme = self.app.current_theme
        cursor = style_of(theme, "cursor" if self.has_focus else "cursor.blurred")
        row = self.row(index)
        over = cursor if at_cursor and line < self._lit_lines(row) else Style()
        fill = style_of(theme, "list") + over
        if line >= HEIGHTS[form := self.form]:
            return strip([], width, style_of(theme, "list"))
        if row is None:
            return strip([("   " + _("(no longer here)") if line == 0 else "", fill)], width, fill)
        beginning = self._beginning(index) if form == "roomy" else ""
        key = (row, form, width, beginning)
        if self._drawn[0] != key:  # the lines of a row are drawn one after the other
            made = article_lines(row, form, width, self.words, beginning, self._now)
            self._drawn = (key, made)
        return strip(row_pieces(self._drawn[1][line], theme, over), width, fill)

    def heading_strip(self, index: int, line: int, width: int) -> Strip:
        """Draw the date above an article: its name on the last line."""
        theme = self.app.current_theme
        label = self._labels[index] if line == -1 else ""
        return strip(heading_pieces(label, width, theme), width, style_of(theme, "list"))

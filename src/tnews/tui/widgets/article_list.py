"""The list of articles: ids for all, rows only for what is in sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from tnews.locale import _
from tnews.model import ArticleRow
from tnews.model.record import replace
from tnews.text.wrap import cells, truncate
from tnews.tui.marked import marked
from tnews.tui.marks import marks
from tnews.tui.sheet import outlet_count
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.when import short_time
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.text.query import Field

Provider = Callable[[Sequence[int]], list[ArticleRow]]

PAGE = 128
"""Rows read at once."""

PAGES = 32
"""Pages kept."""


class ArticleList(VirtualList):
    """Articles of the current view, two lines each: the title, then source and time."""

    part = "list"

    row_height = 2

    def __init__(self, provider: Provider, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._provider = provider
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()
        self._changed: dict[int, ArticleRow] = {}
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
        self._changed.clear()
        self.words = words
        if keep and current is not None:
            try:
                self.set_rows(len(ids), ids.index(current), keep_offset=offset)
            except ValueError:
                self.set_rows(len(ids), self.cursor, keep_offset=offset)
        else:
            self.set_rows(len(ids), 0, keep_offset=0)

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
        if article_id in self._changed:
            return self._changed[article_id]
        number = index // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {row.id: row for row in self._provider(wanted)}
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
        is_everything = ids is self._ids  # half a million ids need not become a set
        wanted = set[int]() if is_everything else set(ids)
        for page in self._pages.values():
            for article_id in page.keys() if is_everything else wanted & page.keys():
                row = self._changed.get(article_id, page[article_id])
                if is_read is not None:
                    row = replace(row, is_read=is_read)
                if is_bookmarked is not None:
                    row = replace(row, is_bookmarked=is_bookmarked)
                if has_note is not None:
                    row = replace(row, has_note=has_note)
                self._changed[article_id] = row
        self.refresh()

    def reread(self) -> None:
        """Forget the rows, not the list: states have changed in the cache."""
        self._pages.clear()
        self._changed.clear()
        self.refresh()

    def find_unread(self, start: int, step: int, unread: set[int]) -> int | None:
        """Return the index of the first article in `unread` from `start` down (1) or up (-1)."""
        index = start
        while 0 <= index < len(self._ids):
            article_id = self._ids[index]
            if article_id in unread:
                changed = self._changed.get(article_id)
                if changed is None or not changed.is_read:
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
            changed = self._changed.get(id)
            if changed is None or not changed.is_read:
                with suppress(ValueError):
                    return self._ids.index(id, *reach)
        return self.find_unread(start, step, set(ids[2:])) if len(ids) > 2 else None

    # -- drawing ---------------------------------------------------------------------------

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw the title line (0) or the detail line (1) of an article."""
        theme = self.app.current_theme
        cursor = style_of(theme, "cursor" if self.has_focus else "cursor.blurred")
        over = cursor if at_cursor else Style()
        fill = style_of(theme, "list") + over
        row = self.row(index)
        if row is None:
            return strip([("   " + _("(no longer here)") if line == 0 else "", fill)], width, fill)

        def style(part: str) -> Style:
            worn = style_of(theme, f"list.{part}")
            return worn if part == "hit" else worn + over

        room = max(2, width - 4)
        if line == 0:
            mark = marks().unread if not row.is_read else " "
            title = truncate(row.title or _("(untitled)"), room)
            text_style = style("read" if row.is_read else "unread")
            pieces = [(" ", fill), (mark, style("mark")), (" ", fill)]
            pieces += _marked(title, self.words, text_style, style("hit"), "title")
            return strip(pieces, width, fill)
        mark = marks().bookmark if row.is_bookmarked else " "
        when = short_time(row.published_at or row.sorted_at, datetime.now().astimezone())
        note = f"{marks().note} " if row.has_note else ""
        copies = f"{outlet_count(row.outlets)}  " if row.outlets > 1 else ""
        left = max(0, room - cells(when) - cells(note) - cells(copies) - 1)
        detail = self._detail(row, left, style("detail"), style("hit")) if left >= 2 else []
        used = sum(cells(text) for text, _style in detail)
        gap = " " * max(1, room - used - cells(when) - cells(note) - cells(copies))
        pieces = [(" ", fill), (mark, style("bookmark")), (" ", fill), *detail]
        pieces += [(gap, fill), (copies, style("copies"))]
        pieces += [(note, style("note")), (when, style("detail"))]
        return strip(pieces, width, fill)

    def _detail(
        self, row: ArticleRow, width: int, plain: Style, hit: Style
    ) -> list[tuple[str, Style]]:
        """Return where an article is from; of a search what it found, in the source too."""
        origin = truncate(row.origin or row.source_name, width)
        named = _marked(origin, self.words, plain, hit, "source")
        if not self.words or not row.snippet:
            return named
        is_named = any(style == hit for _text, style in named)
        lead = [*named, ("  ", plain)] if is_named and cells(origin) < width // 2 else []
        width -= sum(cells(text) for text, _style in lead)
        from tnews.text.excerpt import from_hit  # not needed where nothing is searched for

        snippet = truncate(from_hit(row.snippet, self.words, width), width)
        return [*lead, *_marked(snippet, self.words, plain, hit)]


def _marked(
    text: str, words: str, plain: Style, hit: Style, field: Field = ""
) -> list[tuple[str, Style]]:
    """Cut `text`, which is a `field` of an article, at the hits of the search `words`."""
    cut = marked(text, words, field)
    return [(part, hit if is_hit else plain) for part, is_hit in cut]

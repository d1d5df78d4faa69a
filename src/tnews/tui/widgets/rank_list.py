"""A ranked list (热榜): where each entry stands, how it moved, how hot it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from tnews.locale import _
from tnews.model import RankEntry
from tnews.model.record import replace
from tnews.text.wrap import cells, truncate
from tnews.tui.looks import shown
from tnews.tui.marks import marks
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.widgets.virtual_list import VirtualList

COLUMN = 4
"""Cells in which ranks and moves stand, to the right."""

TOP = 3
"""Ranks that stand out."""


class RankList(VirtualList):
    """The entries of one list, two lines each: rank and title, then move, summary and heat."""

    part = "ranks"

    row_height = 2

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[RankEntry] = ()
        self._is_first = False

    def show(self, entries: Sequence[RankEntry], *, keep: bool) -> None:
        """Show `entries`, those that left the list left out, in the order of their ranks.

        With `keep` the entry under the cursor stays under it, at its place on the screen.
        """
        current, offset = self.current, self.cursor_offset
        listed = [(entry.rank, entry) for entry in entries if entry.rank is not None]
        self._entries = [entry for _rank, entry in sorted(listed, key=lambda pair: pair[0])]
        # Of the first list that was ever fetched everything would be new: that says nothing.
        self._is_first = all(entry.previous is None for entry in self._entries)
        found = 0
        if keep and current is not None:
            ids = [entry.id for entry in self._entries]
            found = ids.index(current.id) if current.id in ids else self.cursor
        self.set_rows(len(self._entries), found, keep_offset=offset if keep else 0)

    def link(self, entry_id: int, article_id: int | None) -> None:
        """Say that an entry is the article `article_id` now; None changes nothing."""
        if article_id is not None:
            self._entries = [
                replace(entry, article_id=article_id) if entry.id == entry_id else entry
                for entry in self._entries
            ]
            self.refresh()

    @property
    def current(self) -> RankEntry | None:
        """The entry under the cursor."""
        return self._entries[self.cursor] if self._entries else None

    @property
    def entries(self) -> Sequence[RankEntry]:
        """The entries on show."""
        return self._entries

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw the title line (0) or the line of move and heat (1) of an entry."""
        entry = self._entries[index]
        theme = self.app.current_theme
        cursor = style_of(theme, "cursor" if self.has_focus else "cursor.blurred")
        over = cursor if at_cursor else Style()
        fill = style_of(theme, "ranks") + over

        def worn(part: str) -> Style:
            return style_of(theme, f"ranks.{part}") + over

        room = max(2, width - COLUMN - 2)
        if line == 0:
            lead, part = str(entry.rank), "top" if (entry.rank or 0) <= TOP else "number"
            title = truncate(shown(entry.title) or _("(untitled)"), room)
            rest = [(title, worn("title" if entry.article_id is None else "opened"))]
        else:
            lead, part = ("", "new") if self._is_first else moved(entry)
            heat = truncate(entry.heat, room // 2) if entry.heat else ""
            left = room - cells(heat) - (2 if heat else 0)
            summary = truncate(shown(entry.summary), left) if left >= 4 and entry.summary else ""
            gap = " " * (room - cells(summary) - cells(heat))
            rest = [(summary, worn("detail")), (gap, fill), (heat, worn("heat"))]
        pad = " " * (COLUMN - cells(lead))
        return strip([(pad, fill), (lead, worn(part)), (" ", fill), *rest], width, fill)


def moved(entry: RankEntry) -> tuple[str, str]:
    """Return how `entry` moved since the last refresh and what that wears: "↑ 3", "up"."""
    if entry.previous is None:
        return _("new"), "new"
    steps = entry.previous - (entry.rank or entry.previous)
    if steps == 0:
        return "", "number"
    if steps > 0:
        return f"{marks().up}{steps:2}", "up"
    return f"{marks().down}{-steps:2}", "down"

"""The rows of the dialogs: the links of an article, the channels to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from tnews.locale import _, plural
from tnews.text.wrap import cells, truncate
from tnews.tui.choosing import Choice
from tnews.tui.looks import shown
from tnews.tui.marks import marks
from tnews.tui.numbered import NumberedLink
from tnews.tui.sheet import RelatedTitle
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.widgets.virtual_list import VirtualList

SOURCES = 12
RELAYED = 6
"""Cells of the columns with the number of sources, and of those through relays."""

BARE = 4
"""Cells of the number alone, where there is no room to say of what."""

NAME = 8
"""Cells of a name below which the columns give way to it."""


class Choices(VirtualList):
    """Rows of a dialog. Subclasses say what stands in them."""

    part = "choice"

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return text and part of line `line` of row `index`, no wider than `width`."""
        raise NotImplementedError

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw a line of a row."""
        theme = self.app.current_theme
        over = style_of(theme, "cursor") if at_cursor else Style()

        def worn(part: str) -> Style:
            return style_of(theme, f"choice.{part}" if part else "choice") + over

        drawn = [(text, worn(part)) for text, part in self.pieces(index, line, width)]
        return strip(drawn, width, worn(""))


class LinkList(Choices):
    """The numbered links of an article, two lines each: what is linked, then the address."""

    row_height = 2

    def __init__(self, links: Sequence[NumberedLink]) -> None:
        super().__init__()
        self._links = links
        self._column = cells(f"[{len(links)}]") + 1
        self.set_rows(len(links), 0)

    @property
    def current(self) -> NumberedLink:
        """The link under the cursor."""
        return self._links[self.cursor]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return number and label, then the address below the label."""
        link = self._links[index]
        room = max(2, width - self._column - 2)
        if line:
            return [(" " * (self._column + 1), ""), (truncate(link.url, room), "detail")]
        number = f"[{index + 1}]"
        pad = " " * (self._column - cells(number))
        label = truncate(shown(link.label) or link.url, room)
        return [(" ", ""), (number, "number"), (pad, ""), (label, "name")]


class TextList(Choices):
    """One line each: a key and what it does."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows
        self.set_rows(len(rows), 0)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the key and its text."""
        key, text = self._rows[index]
        return [(f" {key}  ", "number"), (truncate(text, max(2, width - 4)), "name")]


class RelatedList(Choices):
    """Related articles, two lines each: the title, then outlet and time."""

    row_height = 2

    def __init__(self, related: Sequence[RelatedTitle]) -> None:
        super().__init__()
        self._related = related
        self.set_rows(len(related), 0)

    @property
    def current(self) -> RelatedTitle:
        """The article under the cursor."""
        return self._related[self.cursor]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the title, then outlet and time below it."""
        one = self._related[index]
        if line:
            return [("   ", ""), (truncate(shown(one.detail), max(2, width - 4)), "detail")]
        part = "off" if one.is_read else "name"
        return [(" · ", "number"), (truncate(shown(one.title), max(2, width - 4)), part)]


class ChannelList(Choices):
    """全部, the channels, and the switch for relays; a row each."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice
        self.set_rows(len(choice.offered) + 2, 0)

    def toggle(self) -> None:
        """Turn the row under the cursor on or off."""
        choice, index = self._choice, self.cursor - 1
        if index < 0:
            choice.toggle_all()
        elif index < len(choice.offered):
            choice.toggle(choice.offered[index].name)
        else:
            choice.relays = not choice.relays
        self.refresh()

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the mark, the name and, to the right, the number of sources."""
        choice = self._choice
        if index == 0:
            count = sum(choice.count(o) for o in choice.offered)
            relayed = sum(o.relayed for o in choice.offered)
            return _row(choice.is_all, _("All channels"), count, choice.relays * relayed, width)
        if index > len(choice.offered):
            name = _("Leave out third-party relays") + f" {marks().relay}"
            return [*_mark(not choice.relays), (truncate(name, width - 6), "name")]
        offer = choice.offered[index - 1]
        is_on = offer.name in choice.names and choice.count(offer) > 0
        return _row(is_on, offer.name, choice.count(offer), choice.relays * offer.relayed, width)


def _mark(is_on: bool) -> list[tuple[str, str]]:
    return [(" ", ""), ("[", "detail"), ("x" if is_on else " ", "mark"), ("] ", "detail")]


def _row(is_on: bool, name: str, count: int, relayed: int, width: int) -> list[tuple[str, str]]:
    """Return a row that is on or off, with its number of sources and how many are relayed."""
    part = "name" if is_on else "off"
    through = f"{marks().relay} {relayed}" if relayed else ""
    through = through.rjust(RELAYED)
    counted = plural("{n} source", "{n} sources", count).format(n=count) if count else marks().none
    column = SOURCES
    if width - 6 - column - RELAYED < NAME:
        counted, column = str(count) if count else marks().none, BARE
    room = width - 6 - column - RELAYED
    if room < NAME:
        return [*_mark(is_on), (truncate(name, max(2, width - 6)), part)]
    name = truncate(name, room)
    left = " " * (room - cells(name) + max(0, column - cells(counted)))
    return [*_mark(is_on), (name, part), (left, ""), (counted, "detail"), (through, "number")]

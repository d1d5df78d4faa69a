"""The metadata pane: title, 来源, 发布时间, 作者, 责任编辑, 频道, length, link."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tnews.locale import _
from tnews.text.wrap import cells, lines, truncate
from tnews.tui.looks import shown
from tnews.tui.marked import marked, marked_lines
from tnews.tui.marks import marks
from tnews.tui.sheet import Sheet, field_of
from tnews.tui.typeset import column
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widths import SCROLLBAR

NARROW = 40
"""Cells below which the pane keeps to two lines of title and leaves out the link."""


class Metadata(LineWidget):
    """What is known of the open article."""

    part = "metadata"

    class Clicked(Message):
        """The link was clicked, a `tag`, or the one line of the folded pane."""

        def __init__(self, *, is_link: bool, tag: str = "") -> None:
            super().__init__()
            self.is_link = is_link
            self.tag = tag

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._measure = measure
        self._sheet: Sheet | None = None
        self._is_bookmarked = False
        self._is_folded = False
        self._lead = ""
        self._words = ""

    def apply(self, measure: int) -> None:
        """Stand above a text of another `measure`."""
        self._measure = measure
        self.refresh(layout=True)

    def show(self, sheet: Sheet | None, is_bookmarked: bool = False, words: str = "") -> None:
        """Show what is known of `sheet`, or nothing; mark the hits of the search `words`."""
        self._sheet = sheet
        self._words = words
        self._is_bookmarked = is_bookmarked
        self.refresh(layout=True)

    @property
    def is_folded(self) -> bool:
        """Whether one line says it all: title, source, time."""
        return self._is_folded

    @is_folded.setter
    def is_folded(self, folded: bool) -> None:
        if folded != self._is_folded:
            self._is_folded = folded
            self.refresh(layout=True)

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked, if that is good for something: the link, a tag, a folded pane."""
        place = event.get_content_offset(self)
        piece = self.piece_at(*place) if place is not None and event.button == 1 else None
        number, _text, part = piece or (0, "", "")
        if part == "link":
            self.post_message(self.Clicked(is_link=True))
        elif part == "tag" and place is not None and self._sheet is not None:
            before = sum(part == "tag" for _text, part in self._made[place.y][:number])
            self.post_message(self.Clicked(is_link=False, tag=self._sheet.tags[before]))
        elif self._is_folded and place is not None and event.button == 1:
            self.post_message(self.Clicked(is_link=False))

    def mark(self, words: str) -> None:
        """Mark the hits of another search."""
        self._words = words
        self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return title, facts and link as lines."""
        sheet = self._sheet
        if sheet is None:
            return [[("", "")]]
        # As far from the edge as the text below.
        padding = self.styles.padding
        left, columns = column(width + padding.width - SCROLLBAR, self._measure)
        self._lead = " " * max(0, left - padding.left)
        width = min(columns, width - len(self._lead))
        if self._is_folded:
            return [self._folded(sheet, width)]
        result: list[Pieces] = []
        titles = at_most(2 if width < NARROW else 4, shown(sheet.title) or _("(untitled)"), width)
        for parts in marked_lines(titles, self._words, "title", sheet.title):
            title = [(text, "hit" if is_hit else "title") for text, is_hit in parts]
            result.append([(self._lead, ""), *title])
        result += self._facts(sheet, width)
        result += self._own(sheet, width)
        if sheet.problem:
            said = _("No whole text: {why}").format(why=sheet.problem)
            result += [[(self._lead, ""), (text, "problem")] for text in at_most(2, said, width)]
        if sheet.url and width >= NARROW:
            result.append([(self._lead, ""), (truncate(sheet.url, width), "link")])
        return result

    def _folded(self, sheet: Sheet, width: int) -> Pieces:
        """Return the one line of a folded pane: the title, and as much as fits of 来源 and time."""
        wanted = (_("Source"), _("Published"))
        facts = [_fact(label, value) for label, value in sheet.facts if label in wanted]
        star = f"  {marks().bookmark}" if self._is_bookmarked else ""
        title = shown(sheet.title) or _("(untitled)")
        while facts and cells(title) + cells(star) + sum(cells(fact) + 2 for fact in facts) > width:
            if cells("  ".join(facts)) + cells(star) <= width // 3:
                break  # the title gives way
            facts.pop()
        right = "".join(f"  {fact}" for fact in facts)
        title = truncate(title, max(2, width - cells(right) - cells(star)))
        gap = " " * max(0, width - cells(title) - cells(star) - cells(right))
        cut = marked(title, self._words, "title", sheet.title)
        named = [(part, "hit" if is_hit else "title") for part, is_hit in cut]
        return [(self._lead, ""), *named, (star, "bookmark"), (gap, ""), (right, "label")]

    def _facts(self, sheet: Sheet, width: int) -> list[Pieces]:
        """Return the facts, as many on a line as fit."""
        result: list[Pieces] = []
        line: Pieces = []
        used = 0
        for label, stored in sheet.facts:
            value = truncate(_fact(label, stored), max(4, width - cells(label) - 1))
            size = cells(label) + (1 if label else 0) + cells(value)
            if line and used + 2 + size > width:
                result.append(line)
                line, used = [], 0
            used += size + (2 if line else 0)
            lead = "  " if line else self._lead
            line += [(lead, ""), (f"{label} " if label else "", "label")]
            field = field_of(label)
            cut = marked(value, self._words if field else "", field or "", stored)
            line += [(part, "hit" if is_hit else "value") for part, is_hit in cut]
        if line:
            result.append(line)
        if self._is_bookmarked and result:
            last = sum(cells(text) for text, _name in result[0])
            if last + 3 <= len(self._lead) + width:
                result[0].append((f"  {marks().bookmark}", "bookmark"))
        return result

    def _own(self, sheet: Sheet, width: int) -> list[Pieces]:
        """Return the line of what the reader added: that there is a note, and the tags."""
        line: Pieces = []
        used = 0
        note = [(marks().note + " " + _("note"), "note")] if sheet.note else []
        for text, part in [*note, *((f"#{tag}", "tag") for tag in sheet.tags)]:
            if used + 2 + cells(text) > width and line:
                line.append((" …", "label"))
                break
            line += [("  " if line else self._lead, ""), (truncate(text, width), part)]
            used += cells(text) + 2
        return [line] if line else []


def _fact(label: str, value: str) -> str:
    """Return what the value of a fact looks like: names as titles do; channels, which stand so in
    the sidebar, and our own words, which have no label, as they are."""
    return shown(value) if label and field_of(label) != "category" else value


def at_most(count: int, text: str, width: int) -> list[str]:
    """Return `text` on at most `count` lines of `width` cells, the last one cut short."""
    parts = lines(text, width)
    if len(parts) > count:
        parts = [*parts[: count - 1], truncate("".join(parts[count - 1 :]), width)]
    return [part.rstrip() for part in parts]

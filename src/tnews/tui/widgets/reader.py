"""The article's text, set once per width and drawn line by line."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tnews.model.record import replace
from tnews.model.settings import ReaderSettings
from tnews.text.headings import Heading, headings
from tnews.text.places import WORDS, at, place_of
from tnews.text.wrap import cells
from tnews.tui.afterword import below_text
from tnews.tui.labels import fitted
from tnews.tui.numbered import link_number
from tnews.tui.passage import Line
from tnews.tui.pointing import Place, cells_between, place_at, text_between
from tnews.tui.sheet import Sheet
from tnews.tui.theme import style_of
from tnews.tui.typeset import column, typeset
from tnews.tui.under_mouse import Under, under
from tnews.tui.widgets.illustrating import Illustrating
from tnews.tui.widgets.selecting import Selecting, over
from tnews.tui.widths import SCROLLBAR


class Reader(Selecting, Illustrating, can_focus=True, inherit_bindings=False):
    """Shows one sheet. Its place is kept by text, so it survives another width."""

    class Scrolled(Message):
        """The article was scrolled: `position` is the reader's `place` in it."""

        def __init__(self, article_id: int, position: float) -> None:
            super().__init__()
            self.article_id = article_id
            self.position = position

        def can_replace(self, message: Message) -> bool:
            """Only the last position counts."""
            return isinstance(message, Reader.Scrolled)

    class Clicked(Message):
        """Something that leads somewhere was clicked."""

        def __init__(self, under: Under) -> None:
            super().__init__()
            self.under = under

    def __init__(self, settings: ReaderSettings, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._labels: Mapping[int, str] = {}
        self._settings = settings
        self._set_with = settings
        self._left = 0
        self._set_for = 0

    def apply(self, settings: ReaderSettings) -> None:
        """Set the text anew under other settings; the reading place stays."""
        self._settings = settings
        self.show(self._sheet, self._words, keep=True)

    @property
    def sheet(self) -> Sheet | None:
        """What is on show."""
        return self._sheet

    @property
    def _texts(self) -> list[str]:
        return [block.text for block in self._sheet.blocks] if self._sheet is not None else []

    @property
    def words(self) -> str:
        """The search whose hits are marked."""
        return self._words

    def shows(self, sheet: Sheet | None, words: str) -> bool:
        """Whether `sheet` is on show already, with these words marked."""
        shown = self._sheet
        if sheet is None or shown is None:
            return sheet is shown
        return words == self._words and sheet.reads_like(shown)

    def show(self, sheet: Sheet | None, words: str = "", *, keep: bool = False) -> None:
        """Show `sheet` from where it was left, or from its first hit of a search.

        With `keep` it is another text of what is on show: the reading place stays.
        """
        place = self._paragraph_in_sight()
        line, above = self.scroll_offset.y, self._blank_above()
        if sheet is None or self._sheet is None or sheet.blocks != self._sheet.blocks:
            self.unselect()
        self._sheet = sheet
        self._words = words
        if not self.is_attached:  # on_resize comes back here when there is a width
            return
        self._set()
        y = 0
        if keep:
            # At the top one stays there: its place is no paragraph's.
            y = self._line_with(*place, above=above, otherwise=line) if line else 0
            self._hits.keep(y)
        elif sheet is not None:
            first = self._hits.begin()
            if first is not None:
                y = max(0, first - self.size.height // 3)
            elif 0.0 < sheet.position < 1.0:
                y = self._line_of(at(sheet.position, self._texts))
        self.scroll_to(y=y, animate=False, force=True)
        self.refresh()

    def _paragraph_in_sight(self) -> tuple[int, str, int]:
        """The first paragraph in sight, its number, and where in it the sight begins; (0, "", 0)
        at the top."""
        block, offset = self._place()
        if self._sheet is None or block < 0 or not self.scroll_offset.y:
            return 0, "", 0
        return block, self._sheet.blocks[block].text, offset

    def _blank_above(self) -> int:
        """How many lines without text stand above the first text in sight."""
        below = self._lines[self.scroll_offset.y :]
        return next((count for count, line in enumerate(below) if line.block >= 0), 0)

    def _line_with(
        self, number: int, paragraph: str, offset: int, *, above: int, otherwise: int
    ) -> int:
        """The line `above` lines over the one that shows `paragraph` at `offset`, or another
        paragraph with the same words; where they are gone, the line stays."""
        texts = self._texts
        if paragraph in texts:
            block = number if texts[number : number + 1] == [paragraph] else texts.index(paragraph)
            return max(0, self._line_of((block, offset)) - above)
        if words := paragraph[offset : offset + WORDS]:
            for number, text in enumerate(texts):
                if (found := text.find(words)) >= 0:
                    return max(0, self._line_of((number, found)) - above)
        return min(otherwise, self._span)

    # -- hits --------------------------------------------------------------------------------

    @property
    def hit_place(self) -> tuple[int, int]:
        """Which of how many hits is the current one, counted from 1; (0, 0) without hits."""
        return self._hits.place

    def mark(self, words: str) -> None:
        """Mark the hits of another search, and bring one from here on into sight."""
        self.show(self._sheet, words, keep=True)
        if words and self._hits.current is not None:
            self.go_to_hit(self.hit_place[0] - 1)

    def step_hit(self, step: int) -> bool:
        """Go to the next hit (1) or the one before (-1); False if there is none."""
        index = self._hits.beside(step, self._in_sight)
        if index is not None:
            self.go_to_hit(index)
        return index is not None

    def go_to_hit(self, index: int) -> None:
        """Make hit `index` (from 0, or from the end if negative) the current one, in sight."""
        line = self._hits.choose(index)
        if line not in self._in_sight:
            y = max(0, min(self._span, line - self.size.height // 3))
            self.scroll_to(y=y, animate=False, force=True)
        self.refresh()

    @property
    def _in_sight(self) -> range:
        """The lines in sight."""
        top = self.scroll_offset.y
        return range(top, top + self.size.height)

    # -- places ------------------------------------------------------------------------------

    def place_at(self, x: int, y: int) -> Place | None:
        """Which character of the text is drawn in a cell of the widget; None without a text."""
        if self._sheet is None or not self._sheet.blocks:
            return None
        line = y + self.scroll_offset.y
        return place_at(self._lines, line, x - self._left, self._sheet.blocks)

    def selected_text(self) -> str:
        """What is selected, as it was written; "" if nothing is."""
        selected = self.selection
        return "" if selected is None else self.text_between(*selected)

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked; a hit becomes the current one."""
        if event.button != 1 or self._sheet is None or self.selection is not None:
            return
        line = event.y + self.scroll_offset.y
        found = under(self._lines, line, event.x - self._left, self._sheet)
        if found is None:
            return
        if found.kind == "hit":
            hit = (self._lines[line].block, found.number)
            self.go_to_hit(self._hits.index(hit))
        self.post_message(self.Clicked(found))

    def text_between(self, start: Place, end: Place) -> str:
        """The article's own text between two places, a paragraph a line, as it was stored."""
        return "" if self._sheet is None else text_between(self._sheet.blocks, start, end)

    @property
    def block_in_sight(self) -> int:
        """The block of the first text in sight, -1 without a text."""
        return self._place()[0]

    def headings(self) -> list[Heading]:
        """The headings of the article, marked by its page or guessed: its table of contents."""
        return [] if self._sheet is None else headings(self._sheet.blocks)

    def go_to_block(self, block: int) -> None:
        """Bring the beginning of a block to the top of the sight."""
        y = next((number for number, line in enumerate(self._lines) if line.block == block), 0)
        self.scroll_to(y=max(0, min(self._span, y)), animate=False, force=True)

    # -- setting -----------------------------------------------------------------------------

    def _set(self) -> None:
        """Set the text for the present width."""
        width = self.size.width - SCROLLBAR
        self._left, measure = column(width, self._settings.measure)
        hang = self._settings.hang and width - self._left - measure >= 2
        settings = self._settings
        if settings.hang and not hang:
            settings = replace(settings, hang=False)
        sheet = self._sheet
        self._set_for = self.size.width
        self._set_with, self._columns = settings, measure
        if sheet is None:
            self._lines = []
        else:
            self._lines = [
                Line(),
                *typeset(sheet.blocks, measure, settings, self._words, self._placed),
            ]
            self._lines += below_text(sheet, measure)
        self._hits.find(self._lines)
        self.virtual_size = Size(self.size.width, len(self._lines))

    def on_resize(self, _event: events.Resize) -> None:
        """Set the text again for the new width and find the place again."""
        self.post_message(self.Sized())
        if self._sheet is None or self._set_for == self.size.width:
            return
        if self._set_for == 0:
            self.show(self._sheet, self._words)
            return
        place = self._place()
        self._set()
        y = self._line_of(place)
        self._hits.keep(y)  # a table is set otherwise
        self.scroll_to(y=y, animate=False, force=True)
        self.refresh()

    def _place(self) -> tuple[int, int]:
        """The block and offset of the first text in sight."""
        for line in self._lines[self.scroll_offset.y :]:
            if line.block >= 0:
                return line.block, line.offset
        return -1, 0

    def _line_of(self, place: tuple[int, int]) -> int:
        """The line that shows `place`; the top for the article's first text."""
        found = 0
        for number, line in enumerate(self._lines):
            if line.block >= 0 and (line.block, line.offset) <= place:
                found = number
        return 0 if found <= 1 else found

    # -- reading -----------------------------------------------------------------------------

    @property
    def _span(self) -> int:
        """How many lines the text can be scrolled by."""
        return max(0, len(self._lines) - self.size.height)

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self._span

    @property
    def position(self) -> float:
        """How far the article is read, from 0 to 1; a text that fits is read."""
        return min(1.0, self.scroll_offset.y / self._span) if self._span else 1.0

    @property
    def place(self) -> float:
        """How much of the text is read: as `above`, but 1 once the end of the text is in sight."""
        text = [number for number, line in enumerate(self._lines) if line.block >= 0]
        return 1.0 if not text or text[-1] in self._in_sight else self.above

    @property
    def above(self) -> float:
        """How much of the text is above what is in sight, from 0 to less than 1.

        Counted in characters, so that it is the same place at any width, and whatever stands
        below the text.
        """
        block, offset = self._place()
        texts = self._texts
        return place_of(block, offset, texts) if block >= 0 else place_of(len(texts), 0, texts)

    def links_in_sight(self) -> list[int]:
        """Return the numbers of the links whose number is in sight, from the top."""
        shown = self._lines[self.scroll_offset.y :][: self.size.height]
        pieces = (link_number(*piece) for line in shown for piece in line.pieces)
        return list(dict.fromkeys(filter(None, pieces)))

    def label(self, labels: Mapping[int, str]) -> None:
        """Show labels in place of the numbers of links."""
        self._labels = labels
        self.refresh()

    def scroll_lines(self, count: int) -> None:
        """Scroll by `count` lines, up if negative."""
        y = max(0, min(self._span, self.scroll_offset.y + count))
        self.scroll_to(y=y, animate=False, force=True)

    def scroll_pages(self, pages: float) -> None:
        """Scroll by `pages`; a whole page keeps two lines in sight."""
        keep = 2 if abs(pages) == 1 and self.size.height > 6 else 0
        count = max(1, round(self.size.height * abs(pages)) - keep)
        self.scroll_lines(count if pages > 0 else -count)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how far the article is read."""
        super().watch_scroll_y(old_value, new_value)
        article = self._sheet.article if self._sheet is not None else None
        if article is not None and round(old_value) != round(new_value):
            self.post_message(self.Scrolled(article, self.place))

    # -- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line (Textual's line API)."""
        width = self.size.width
        theme = self.app.current_theme
        ground = style_of(theme, "reader")
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, ground)
        segments = [Segment(" " * self._left, ground)]
        used = self._left
        line = self._lines[number]
        begins = iter(line.hits)
        for text, role in line.pieces:
            used += cells(text)
            if role == "picture" and (row := self._row_of(line)) is not None:
                segments += row
                continue
            if role == "hit" and (line.block, next(begins)) == self._hits.current:
                role = "current"
            part = f"reader.{role}"
            if self._labels and (label := self._labels.get(link_number(text, role))):
                text, part = fitted(label, cells(text), framed=True), "label"
            segments.append(Segment(text, style_of(theme, part)))
        if used < width:
            segments.append(Segment(" " * (width - used), ground))
        drawn = Strip(segments, max(used, width))
        if (selected := self.selection) is not None:
            first, last = cells_between(line, *selected)
            drawn = over(drawn, first + self._left, last + self._left, style_of(theme, "cursor"))
        return drawn.crop(0, width)

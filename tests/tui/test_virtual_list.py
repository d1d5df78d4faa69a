"""Rows, headings and lines of a list: where each stands, and that the cursor is always in sight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App, ComposeResult
from textual.strip import Strip

from tnews.model.palette import PALETTES
from tnews.tui.strips import strip
from tnews.tui.wardrobe import theme_of
from tnews.tui.widgets.virtual_list import VirtualList


class Letters(VirtualList):
    part = "list"

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        return strip([(f"row {index} line {line}", Style())], width, Style())

    def heading_strip(self, index: int, line: int, width: int) -> Strip:
        return strip([(f"heading {index}", Style())], width, Style())


class OneList(App[None]):
    CSS = "Letters { height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        theme = theme_of(PALETTES["ink"])
        self.register_theme(theme)
        self.theme = theme.name

    def compose(self) -> ComposeResult:
        yield Letters()


@st.composite
def lists(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 60))
    headed = sorted(draw(st.sets(st.integers(0, count - 1), max_size=8)))
    return count, draw(st.integers(1, 4)), [(row, draw(st.integers(1, 2))) for row in headed]


@given(lists())
def test_every_line_belongs_to_the_row_or_heading_that_begins_before_it(
    made: tuple[int, int, list[tuple[int, int]]],
) -> None:
    count, height, headed = made
    rows = Letters()
    rows.row_height = height
    rows.set_headings(headed)
    wanted = []
    above = dict(headed)
    for row in range(count):
        wanted += [(row, line) for line in range(-above.get(row, 0), height)]
    assert [rows._at(y) for y in range(len(wanted))] == wanted
    assert rows._top(count) == len(wanted)
    assert rows._at(len(wanted))[0] >= count


async def test_the_cursor_is_in_sight_wherever_it_goes_and_at_any_height() -> None:
    app = OneList()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Letters)
        for row_height in (1, 2, 3, 4):
            rows.row_height = row_height
            rows.set_headings([(0, 1), (3, 2), (4, 2), (19, 2)])
            for height in (1, 2, 3, 5, 12):
                await pilot.resize_terminal(30, height)
                await pilot.pause()
                rows.set_rows(20, 0, keep_offset=0)
                for index in [*range(20), *range(19, -1, -1), 10, 0, 19, 3]:
                    rows.go(index)
                    room = max(0, rows.size.height - row_height)
                    assert 0 <= rows.cursor_offset <= room, (row_height, height, index)


async def test_the_first_heading_is_in_sight_above_the_first_row() -> None:
    app = OneList()
    async with app.run_test(size=(30, 6)) as pilot:
        rows = app.query_one(Letters)
        rows.set_headings([(0, 2)])
        rows.set_rows(40, 0, keep_offset=0)
        await pilot.pause()
        rows.go(20)
        rows.go(0)
        assert rows.scroll_offset.y == 0
        assert rows.render_line(1).text.startswith("heading 0")


async def test_a_click_on_a_heading_chooses_nothing() -> None:
    app = OneList()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Letters)
        rows.set_headings([(0, 1), (2, 1)])
        rows.set_rows(5, 0, keep_offset=0)
        await pilot.pause()
        await pilot.click(Letters, offset=(3, 3))
        assert rows.cursor == 0
        await pilot.click(Letters, offset=(3, 4))
        assert rows.cursor == 2

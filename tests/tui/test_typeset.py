"""Blocks into lines: what a person sees, without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Block, Link
from tnews.model.settings import ReaderSettings
from tnews.text.wrap import cells
from tnews.tui.typeset import Line, typeset

SETTINGS = ReaderSettings()


def text(line: Line) -> str:
    return "".join(piece for piece, _role in line.pieces)


def texts(*blocks: Block, width: int = 20, words: str = "") -> list[str]:
    return [text(line) for line in typeset(blocks, width, SETTINGS, words)]


def test_a_paragraph_begins_with_two_ideographic_spaces() -> None:
    assert texts(Block("p", "湖水很静。"), Block("p", "山也很静。")) == [
        "　　湖水很静。",
        "",
        "　　山也很静。",
    ]


def test_the_indent_counts_towards_the_first_line() -> None:
    first, second = texts(Block("p", "一二三四五六七八九十一二"))
    assert (first, second) == ("　　一二三四五六七八", "九十一二")


def test_list_items_hang_behind_their_mark() -> None:
    assert texts(Block("li", "1. 一二三四五六七八九十"), Block("li", "2. 短")) == [
        "1. 一二三四五六七八",
        "   九十",
        "2. 短",
    ]


def test_links_are_numbered_and_listed() -> None:
    block = Block("p", "看这里", links=(Link(1, 3, "https://example.com/a"),))
    lines = typeset([block, block], 40, SETTINGS)
    assert [text(line) for line in lines] == [
        "　　看这里[1]",
        "",
        "　　看这里[1]",
        "",
        lines[4].pieces[0][0],
        "[1] https://example.com/a",
    ]
    assert ("这里", "link") in lines[0].pieces
    assert ("[1]", "number") in lines[0].pieces


def test_hits_are_marked_across_widths_and_scripts() -> None:
    lines = typeset([Block("p", "共同富裕，不是同时富裕")], 40, SETTINGS, "共同富裕")
    assert ("共同富裕", "hit") in lines[0].pieces
    lines = typeset([Block("p", "電腦與手機")], 40, SETTINGS, "电脑")
    assert ("電腦", "hit") in lines[0].pieces


def test_a_hit_split_by_a_line_break_is_marked_on_both_lines() -> None:
    lines = typeset([Block("p", "一二三四五六七富裕之路")], 20, SETTINGS, "富裕")
    marked = "".join(t for line in lines for t, role in line.pieces if role == "hit")
    assert marked == "富裕"


def test_a_table_stands_in_columns() -> None:
    assert texts(Block("table", "项目\t数\n书\t12"), width=30) == ["项目  数", "书    12"]


def test_a_wide_table_is_shortened_to_the_width() -> None:
    block = Block("table", "很长很长的一个标题\t另一个很长的标题\n一\t二")
    assert all(cells(line) <= 20 for line in texts(block))


def test_code_keeps_its_lines() -> None:
    lines = texts(Block("pre", "a\n  b"))
    assert [line.rstrip() for line in lines] == [" a", "   b"]
    assert {cells(line) for line in lines} == {20}, "it is a field of its own"


def test_a_picture_is_its_caption() -> None:
    line = typeset([Block("img", "清晨的湖", "https://example.com/a.jpg")], 40, SETTINGS)[0]
    assert text(line).endswith("清晨的湖[1]")
    assert line.pieces[0][1] == "caption"


def test_markup_stays_text() -> None:
    assert texts(Block("p", "x [/] y [@click=app.quit]Q[/]"), width=60) == [
        "　　x [/] y [@click=app.quit]Q[/]"
    ]


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["p", "h", "quote", "li", "pre", "img", "table"]),
        st.text(st.sampled_from("湖水，。“”a1 -\t\n·.《》👍"), max_size=60),
    ),
    max_size=4,
)


@given(BLOCKS, st.integers(20, 120), st.sampled_from(["", "湖", "湖水"]))
def test_no_line_is_too_wide_and_no_text_is_lost(
    blocks: list[Block], width: int, words: str
) -> None:
    lines = typeset(blocks, width, SETTINGS, words)
    assert all(cells(text(line)) <= width + 2 for line in lines)
    for index, block in enumerate(blocks):
        if block.kind in ("table", "img"):
            continue
        kept = "".join(text(line) for line in lines if line.block == index)
        squeezed = "".join(block.text.split())
        assert squeezed in "".join(kept.split())


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_know_their_place(width: int) -> None:
    block = Block("p", "一二三四五六七八九十" * 10)
    lines = [line for line in typeset([block], width, SETTINGS) if line.block == 0]
    for line in lines:
        shown = text(line).replace("　", "")
        assert block.text[line.offset :].startswith(shown)

"""The lines of one article in a list: what they say, and that they fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import locale
from tnews.model import ArticleRow
from tnews.model.record import replace
from tnews.text.wrap import cells
from tnews.tui.widgets.article_lines import Form, article_lines
from tnews.tui.widgets.article_list import HEIGHTS

NOW = datetime(2026, 11, 28, 18, 30).astimezone()

ROW = ArticleRow(
    1, "lake", "湖畔网", "消费", "湖边的书店", "https://example.com/1", "湖畔日报", "", "",
    NOW - timedelta(minutes=3), NOW.astimezone(UTC), 640, False, False,
)  # fmt: skip


@pytest.fixture(autouse=True)
def chinese() -> None:
    locale.choose("zh_CN")


BEGINNING = "店主先扫落叶，再煮一壶茶。"


def said(
    row: ArticleRow, form: Form, width: int = 50, words: str = "", begins: str = BEGINNING
) -> list[str]:
    made = article_lines(row, form, width, words, begins, NOW)
    return ["".join(text for text, _part in line) for line in made]


def test_a_compact_line_has_mark_title_source_and_time() -> None:
    (line,) = said(ROW, "compact")
    assert line.split() == ["●", "湖边的书店", "湖畔日报", "3分钟前"]


def test_where_there_is_little_room_the_source_gives_way_before_the_title() -> None:
    title = "湖边的书店在清晨开门迎来第一位读书的人"
    (line,) = said(replace(ROW, title=title), "compact")
    assert "湖畔日报" not in line
    assert line.split()[-1] == "3分钟前"


def test_sources_stand_in_a_column_of_their_own() -> None:
    other = replace(ROW, title="雨伞", published_at=NOW - timedelta(minutes=42), origin="早报")
    ends = []
    for row, source in ((ROW, "湖畔日报"), (other, "早报")):
        (line,) = said(row, "compact", 80)
        ends.append(cells(line[: line.index(source) + len(source)]))
    assert ends[0] == ends[1]


def test_a_roomy_row_says_how_the_text_begins() -> None:
    assert [line.split() for line in said(ROW, "roomy")] == [
        ["●", "湖边的书店"],
        ["店主先扫落叶，再煮一壶茶。"],
        ["湖畔日报", "3分钟前"],
    ]


def test_a_row_without_a_text_has_no_blank_line_in_its_middle() -> None:
    lines = said(replace(ROW, is_bookmarked=True), "roomy", begins="")
    assert [line.split() for line in lines] == [
        ["●", "湖边的书店"],
        ["★", "湖畔日报", "3分钟前"],
        [],
    ]


def test_a_long_title_takes_the_line_of_the_beginning() -> None:
    title = "湖边的书店在清晨开门，店主先扫落叶再煮一壶茶，等第一位读书的人"
    lines = said(replace(ROW, title=title), "roomy")
    assert "".join(line.strip() for line in lines[:2]).lstrip("● ") == title
    assert "煮一壶茶。" not in lines[1]


def test_a_search_shows_what_it_found_instead() -> None:
    row = replace(ROW, snippet="到了傍晚，店主收起竹桥边的灯。")
    assert "竹桥" in said(row, "roomy", words="竹桥")[1]
    assert "竹桥" in said(row, "short", words="竹桥")[1]


def test_versions_bookmark_and_note_are_marks_and_words() -> None:
    row = replace(ROW, is_bookmarked=True, has_note=True, copies=3, outlets=3)
    for form in ("short", "roomy"):
        text = "\n".join(said(row, form))
        assert all(mark in text for mark in ("★", "※", "3 家"))
    assert "★" in said(row, "compact", 80)[0]


@given(
    st.builds(
        lambda title, origin, snippet, outlets, flags, minutes: replace(
            ROW,
            title=title, origin=origin, snippet=snippet, outlets=outlets,
            is_read=flags[0], is_bookmarked=flags[1], has_note=flags[2],
            published_at=NOW - timedelta(minutes=minutes),
        ),
        st.text("湖a …“☆”", max_size=80), st.text("畔b日", max_size=40), st.text("竹桥，", max_size=90),
        st.integers(1, 40), st.tuples(st.booleans(), st.booleans(), st.booleans()),
        st.integers(-100, 10**6),
    ),
    st.sampled_from(get_args(Form)),
    st.integers(24, 200),
    st.sampled_from(["", "竹桥"]),
)  # fmt: skip
def test_no_line_is_wider_than_its_room(
    row: ArticleRow, form: Form, width: int, words: str
) -> None:
    lines = said(row, form, width, words)
    assert len(lines) == HEIGHTS[form]
    assert max(map(cells, lines)) <= width

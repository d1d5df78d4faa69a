"""From hit to hit of a search, in an article and on into the next."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import Cache, draft, painted, ready, room, said, until
from tnews.model import Block, Link, Query
from tnews.model.settings import ReaderSettings
from tnews.text.excerpt import from_hit
from tnews.text.query import Field
from tnews.text.wrap import truncate
from tnews.tui.marked import marked, marked_lines
from tnews.tui.theme import style_of
from tnews.tui.typeset import typeset

FAR = "竹桥" + "，路很长" * 120 + "，竹橋到了。"
"""Two hits of 竹桥 (in both scripts), screens apart."""


async def search(pilot: Pilot[str], words: str, count: int) -> None:
    """Search, and open the first article that was found."""
    await ready(pilot, 14)
    await pilot.press("slash", *words, "enter")
    await until(pilot, lambda: not room(pilot.app).is_list_coming)
    assert len(room(pilot.app).articles.ids) == count
    await pilot.press("enter")


@pytest.fixture
def bridges(cache: Cache) -> Cache:
    cache.add("a", draft(-1, "第一座", FAR), draft(0, "第二座", FAR))
    return cache


def place(pilot: Pilot[str]) -> tuple[int, int]:
    return room(pilot.app).reader.hit_place


async def test_n_and_upper_n_step_through_the_hits(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await search(pilot, "竹桥", 2)
        assert place(pilot) == (1, 4)
        await pilot.press("n", "n")
        assert place(pilot) == (3, 4)
        await pilot.press("N")
        assert place(pilot) == (2, 4)
        await pilot.pause()
        assert "第 2/4 处" in painted(pilot)
        assert said(pilot).startswith("n N 逐处")
        assert "竹橋" in painted(pilot)


async def test_behind_the_last_hit_comes_the_next_article(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press("n", "n", "n", "n")
        assert place(pilot) == (4, 4)
        assert "再按 n 到下一篇" in said(pilot)
        await pilot.press("n")
        assert room(pilot.app).articles.cursor == 1
        assert place(pilot) == (1, 4)
        await pilot.press("N", "N")
        assert room(pilot.app).articles.cursor == 0
        assert place(pilot) == (4, 4)


async def test_behind_the_last_hit_of_the_last_article_comes_its_first(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press(*"nnnnn", *"nnnn")
        assert "回到本文第一处" in said(pilot)
        await pilot.press("n")
        assert place(pilot) == (1, 4)


async def test_after_scrolling_the_next_hit_is_below_the_sight(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press("G", "n")
        assert place(pilot) == (4, 4)
        await pilot.press("g", "g", "n")
        assert place(pilot) == (1, 4)


async def test_the_current_hit_stays_at_another_width(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press("n", "n")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert place(pilot) == (3, 4)


async def test_the_current_hit_looks_different(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await search(pilot, "富裕", 2)
        await pilot.press("escape", "escape")
        await search(pilot, "湖边", 12)
        reader = room(pilot.app).reader
        await pilot.pause()
        styles = {
            (segment.style.bold, segment.style.underline)
            for y in range(reader.size.height)
            for segment in reader.render_line(y)
            if segment.text == "湖边" and segment.style is not None
        }
        assert styles == {(True, True), (None, None)}


async def test_without_hits_both_keys_mean_what_they_mean(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await search(pilot, "第一座", 1)
        assert place(pilot) == (0, 0)
        opened = bridges.store.ids(Query(text="第一座"))[0]
        await until(pilot, lambda: bridges.store.statuses([opened])[opened].is_read)
        await pilot.press("N")
        await until(pilot, lambda: not bridges.store.statuses([opened])[opened].is_read)


async def test_the_filter_goes_round_in_a_search_too(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press("h", "F")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        await pilot.pause()
        assert "只看未读 · 1 条" in painted(pilot)
        await pilot.press("F", "F")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 2)


def test_a_hit_goes_across_the_number_of_a_link() -> None:
    block = Block("p", "看竹桥去", links=(Link(1, 2, "https://example.com/a"),))
    line = typeset([block], 40, ReaderSettings(), "竹桥")[0]
    assert ("[1]", "number") in line.pieces
    assert "".join(text for text, role in line.pieces if role == "hit") == "竹桥"
    assert line.hits == (1, 1)


def test_the_number_of_a_link_is_no_hit() -> None:
    block = Block("p", "看竹桥去", links=(Link(1, 2, "https://example.com/a"),))
    assert typeset([block], 40, ReaderSettings(), "1")[0].hits == ()


def test_a_hit_across_lines_counts_once() -> None:
    block = Block("p", "一二三四五六七富裕之路")
    lines = typeset([block], 20, ReaderSettings(), "富裕")
    assert [line.hits for line in lines] == [(7,), (7,)]


@pytest.mark.parametrize("width", [7, 60])
def test_hits_of_a_table_know_their_cells(width: int) -> None:
    block = Block("table", "竹桥\t竹桥\n竹桥\t二")
    lines = typeset([block], width, ReaderSettings(), "竹桥")
    assert len({begin for line in lines for begin in line.hits}) == 3


@pytest.mark.parametrize(
    ("words", "field", "parts"),
    [
        ("日报", "source", [("湖畔日报", False)]),
        ("来源:日报", "source", [("湖畔", False), ("日报", True)]),
        ("-来源:日报", "source", [("湖畔日报", False)]),
        ("来源:日报", "", [("湖畔日报", False)]),
        ("标题:日报", "title", [("湖畔", False), ("日报", True)]),
    ],
)
def test_a_field_is_marked_where_it_is(
    words: str, field: Field, parts: list[tuple[str, bool]]
) -> None:
    assert marked("湖畔日报", words, field) == parts


@pytest.mark.parametrize("words", ["来源:湖畔", "来源:湖畔 竹桥"])
async def test_a_named_source_is_marked_in_the_list(bridges: Cache, words: str) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await search(pilot, words, 2 if "竹" in words else 14)
        articles = room(pilot.app).articles
        hit = style_of(pilot.app.current_theme, "list.hit")
        strips = [articles.line_strip(0, line, 60, False) for line in (2, 1)]
        marked_hits = [s.text for strip in strips for s in strip if s.style == hit]
        assert marked_hits[0] == "湖畔"
        assert ("竹桥" in marked_hits) == ("竹桥" in words)


def test_a_title_is_marked_across_its_lines() -> None:
    assert marked_lines(["去看竹", "桥的人"], "竹桥") == [
        [("去看", False), ("竹", True)],
        [("桥", True), ("的人", False)],
    ]


async def test_words_are_found_in_the_article_on_show(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 14)
        for key in ("enter", "ctrl+f", "竹"):  # faster than the line can be made
            pilot.app.simulate_key(key)
        await until(pilot, lambda: place(pilot) == (1, 4))
        await pilot.press("桥", "enter", "n", "n")
        assert place(pilot) == (3, 4)
        await pilot.press("n", "n")
        assert "回到本文第一处" in said(pilot)
        await pilot.press("n")
        assert place(pilot) == (1, 4)
        assert room(pilot.app).articles.cursor == 0
        await pilot.press("escape")
        assert place(pilot) == (0, 0)
        assert room(pilot.app).zone == "reader"


async def test_in_the_find_line_keys_are_letters_until_one_clicks_elsewhere(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 14)
        screen = room(pilot.app)
        await pilot.press("enter", "ctrl+f", *"1/2", "ctrl+f")
        assert screen.query_one("#find Input", Input).value == "1/2"
        assert not screen.has_class("-searching")
        await pilot.click("#list", offset=(5, 5))
        await until(pilot, lambda: not screen.query("#find"))
        await pilot.press("slash")
        assert screen.search_box.has_keys


async def test_what_is_not_in_the_article_is_said(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 14)
        await pilot.press("enter", "ctrl+f", *"飞碟")
        await until(pilot, lambda: "这篇文章里没有" in said(pilot))
        await pilot.press("escape", "n")
        assert room(pilot.app).articles.cursor == 1


async def test_finding_goes_before_the_search_and_ends_with_the_article(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await search(pilot, "竹桥", 2)
        await pilot.press("ctrl+f", *"到了", "enter")
        await until(pilot, lambda: place(pilot) == (1, 2))
        await pilot.press("h", "j", "enter")
        assert place(pilot) == (1, 4)


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("“正对”月亮。", "…月亮。潮水"),
        ("一半。 板载", "…板载潮水"),
        ("一半、和我的", "…和我的潮水"),
        ("手机 Android", "…潮水"),
        ("看：“好看吗", "…“好看吗潮水"),
    ],
)
def test_an_excerpt_begins_where_a_line_may_begin(before: str, shown: str) -> None:
    assert from_hit("甲" * 30 + before + "潮水", "潮水", 20)[-len(shown) :] == shown
    assert from_hit("甲" * 30 + before + "潮水", "潮水", 20)[0] == "…"


async def test_the_only_article_found_is_opened_without_a_word_on_going_round(
    bridges: Cache,
) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 14)
        await pilot.press("slash", *"第一座", "enter")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        await pilot.press("n")
        await until(pilot, lambda: room(pilot.app).zone == "reader")
        assert "从头" not in said(pilot)


def test_an_excerpt_that_begins_with_a_long_hit_keeps_all_of_it() -> None:
    assert from_hit("潮水每天来两次。", "潮水每天来两次", 10) == "潮水每天来两次。"


@pytest.mark.parametrize("width", [12, 14, 18, 24, 40])
def test_an_excerpt_has_the_whole_hit_in_sight(width: int) -> None:
    snippet = "甲" * 30 + "牙龈肿胀" + "口腔溃疡" + "及咽痛" * 9
    assert "口腔溃疡" in truncate(from_hit(snippet, "口腔溃疡", width), width)

"""The search line: what is typed, suggested, found and said."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from cached_room import CONFIG, Cache, painted, ready, room, said, until
from tnews.model.record import replace
from tnews.services.library import Library
from tnews.text.query.completion import Completion
from tnews.text.wrap import cells
from tnews.tui import desk
from tnews.tui.view import View
from tnews.tui.widgets.search_lines import SuggestionList

SIZES = [(140, 40), (80, 24), (40, 20)]


def typed(pilot: Pilot[str]) -> str:
    return room(pilot.app).query_one(Input).value


def lines(pilot: Pilot[str], count: int) -> list[str]:
    """The lowest lines of the screen, without what is right of two spaces."""
    return [line.rstrip() for line in painted(pilot).split("\n")[-count:]]


def found(pilot: Pilot[str]) -> int:
    return len(room(pilot.app).articles.ids)


@pytest.mark.parametrize("size", SIZES)
async def test_it_searches_while_one_types_and_counts(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"富裕")
        await until(pilot, lambda: found(pilot) == 2)
        await until(pilot, lambda: lines(pilot, 1)[0].endswith("2 条"))
        assert lines(pilot, 2)[0].startswith(" 搜索 富裕")


async def test_of_a_common_word_the_newest_come_first_and_then_all(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "FIRST_IDS", 3)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        told = []
        tell = screen.search_box.tell_found
        monkeypatch.setattr(screen.search_box, "tell_found", lambda n: told.append(n) or tell(n))
        await pilot.press("slash", *"书店", "enter")
        await until(pilot, lambda: told[-1:] == [12])
        assert told[-3:] == [None, None, 12]


@pytest.mark.parametrize("column", range(16, 24))
async def test_a_suggestion_is_whole_over_the_edges_of_what_it_covers(
    cache: Cache, column: int
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("slash")
        shown = "x" * (column - 16) + "湖畔晚报测试在线"
        suggestions = room(pilot.app).query_one(SuggestionList)
        suggestions.show([Completion(shown, 0, shown, ""), Completion("书", 0, "书", "")], -1)
        await until(pilot, lambda: shown in painted(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_tab_completes_a_field_and_its_value(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("slash", "频")
        await until(pilot, lambda: "频道:" in lines(pilot, 3)[0])
        await pilot.press("tab")
        assert typed(pilot) == "频道:"
        await until(pilot, lambda: "教育" in lines(pilot, 4)[0])
        await pilot.press("up", "up", "tab")
        assert typed(pilot) == "频道:教育 "


async def test_right_at_the_end_completes_too(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"ti", "left", "right")
        assert typed(pilot) == "ti"
        await pilot.press("right")
        assert typed(pilot) == "title:"


async def test_past_searches_come_back_as_in_a_shell(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        for words in ("富裕", "雨伞"):
            await pilot.press("slash", *words, "enter")
        await until(pilot, lambda: cache.store.searches() == ["雨伞", "富裕"])
        await pilot.press("escape", "slash")
        await until(pilot, lambda: "雨伞" in lines(pilot, 3)[0])
        await pilot.press("up", "up")
        assert typed(pilot) == "富裕"
        await until(pilot, lambda: found(pilot) == 2)
        await pilot.press("down")
        assert typed(pilot) == "雨伞"
        await pilot.press("down")
        assert typed(pilot) == ""


async def test_a_past_search_is_forgotten_by_a_key(cache: Cache) -> None:
    cache.store.add_search("富裕", 200)
    cache.store.add_search("雨伞", 200)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash")
        await until(pilot, lambda: "搜过" in painted(pilot))
        await pilot.press("up")
        assert "忘掉" in painted(pilot)
        await pilot.press("ctrl+x")
        assert typed(pilot) == "富裕"
        await until(pilot, lambda: cache.store.searches() == ["富裕"])


async def test_who_wants_no_history_has_none(cache: Cache) -> None:
    cache.store.add_search("富裕", 200)
    config = replace(CONFIG, reader=replace(CONFIG.reader, search_history=0))
    cache.config, cache.library = config, Library(cache.store, config)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"雨伞", "enter")
        await until(pilot, lambda: cache.store.searches() == [])
        await pilot.press("slash")
        await pilot.pause()
        assert "搜过" not in painted(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_mistake_is_shown_at_its_place(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"富裕")
        await until(pilot, lambda: found(pilot) == 2)
        room(pilot.app).query_one(Input).value += " is:x"  # at once: half of it is no mistake
        await until(pilot, lambda: "x" in lines(pilot, 1)[0])
        line, note = lines(pilot, 2)
        if size[0] > 40:
            assert cells(note[: note.index("^")]) == cells(line[: line.index("x")])
        else:
            assert "第 7 个字" in note
        assert found(pilot) == 2
        await pilot.press("enter")
        assert room(pilot.app).search_box.has_keys


async def test_esc_goes_back_to_where_one_was(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: found(pilot) == 9)
        await pilot.press("j", "j", "slash", *"富裕")
        await until(pilot, lambda: found(pilot) == 1 or found(pilot) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: found(pilot) == 9)
        await until(pilot, lambda: screen.articles.cursor == 2)
        assert screen.view == View("category", "消费")
        assert "-searching" not in screen.classes


async def test_esc_in_the_line_keeps_the_search_it_was_opened_over(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"富裕", "enter", "slash", *"雨伞")
        await until(pilot, lambda: found(pilot) == 1)
        await pilot.press("escape")
        await until(pilot, lambda: found(pilot) == 2)
        assert room(pilot.app).view == View("search", "富裕")
        await pilot.press("slash")
        assert typed(pilot) == "富裕"


async def test_in_the_article_the_line_can_be_left(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("enter", "slash", "escape")
        assert room(pilot.app).zone == "reader"
        assert room(pilot.app).focused is room(pilot.app).reader


async def test_a_suggestion_can_be_clicked(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"频道:")
        await until(pilot, lambda: "教育" in lines(pilot, 4)[0])
        await pilot.click(offset=(10, 20))
        assert typed(pilot) == "频道:教育 "
        assert room(pilot.app).search_box.has_keys


async def test_a_click_beside_the_line_closes_it(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"频")
        await until(pilot, lambda: "频道:" in painted(pilot))
        await pilot.click("#list", offset=(5, 1))
        await until(pilot, lambda: "-searching" not in room(pilot.app).classes)
        await pilot.pause()
        assert "某个频道" not in painted(pilot)


async def test_who_types_fast_loses_nothing(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        for key in ("enter", "h", "slash", "富", "裕", "enter", "enter", "slash", "escape"):
            screen.app.simulate_key(key)
        await until(pilot, lambda: found(pilot) == 2)
        await until(pilot, lambda: screen.zone == "reader")
        assert screen.opened == screen.articles.ids[0]


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("富裕\n雨伞\r\n", "富裕 雨伞"),
        ("\x1b[31m富\u202e裕\x00", "富裕"),
        ("\n", ""),
        ("长" * 3_000_000, "长" * 800),
    ],
)
async def test_any_paste_is_one_clean_line(cache: Cache, pasted: str, shown: str) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash")
        room(pilot.app).query_one(Input).post_message(events.Paste(pasted))
        await pilot.pause()
        assert typed(pilot)[:799] == shown[:799]
        assert len(typed(pilot)) <= 800


async def test_a_search_that_is_too_long_says_so(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash")
        room(pilot.app).query_one(Input).post_message(events.Paste("长" * 1000))
        await until(pilot, lambda: "太长" in lines(pilot, 1)[0])
        await pilot.press("escape")
        await until(pilot, lambda: found(pilot) == 12)
        assert said(pilot)


async def test_who_types_before_all_is_made_searches_too(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        assert not room(pilot.app).search_box.is_ready
        await pilot.press("slash", "A", "b")
        box = room(pilot.app).search_box
        assert box.has_keys
        assert box._input is not None
        assert box._input.value == "Ab"


@pytest.mark.parametrize("size", [(140, 40), (40, 20)])
async def test_a_channel_that_there_is_not_is_told_with_the_nearest(
    cache: Cache, size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"频道:教玉", "enter")
        await until(
            pilot, lambda: "是不是“教育”" in painted(pilot).replace("\n", "").replace(" ", "")
        )


async def test_on_a_narrow_screen_a_search_from_an_article_shows_what_it_finds(
    cache: Cache,
) -> None:
    async with cache.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.zone == "reader")
        await pilot.press("slash", *"富裕")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        await until(pilot, lambda: "富裕不只是钱" in painted(pilot))
        await pilot.press("不")
        assert typed(pilot) == "富裕不"
        await pilot.press("escape")
        await until(pilot, lambda: len(screen.articles.ids) == 12)
        assert screen.zone == "list"


async def test_a_search_that_is_not_typed_leaves_the_article_open(cache: Cache) -> None:
    async with cache.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        await pilot.press("enter", "slash", "escape")
        await until(pilot, lambda: not room(pilot.app).search_box.has_keys)
        assert room(pilot.app).zone == "reader"

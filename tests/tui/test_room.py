"""The reading room over a real cache: keys in, state and screen out."""

from __future__ import annotations

import asyncio

import pytest
from textual.pilot import Pilot

from cached_room import HOSTILE, Cache, draft, painted, ready, room, until
from tnews.model import Query
from tnews.services import readlater
from tnews.store import Store
from tnews.text.wrap import cells
from tnews.tui.messages import Failed
from tnews.tui.view import View

SIZES = [(140, 40), (80, 24), (40, 20)]


def title(pilot: Pilot[str]) -> str:
    row = room(pilot.app).articles.current
    assert row is not None
    return row.title


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_all_articles_newest_first(cache: Cache, size: tuple[int, int]) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await pilot.pause()
        assert title(pilot) == "共同富裕的一种算法"
        assert "共同富裕" in painted(pilot)
        lines = painted(pilot).split("\n")
        assert {cells(line) for line in lines} == {size[0]}


async def test_opening_marks_read_and_moving_does_not(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("j", "j", "k", "k")
        assert cache.store.counts().total == (12, 12)
        await pilot.press("enter")
        await until(pilot, lambda: cache.store.counts().total == (11, 12))
        assert room(pilot.app).zone == "reader"


async def test_channels_by_bracket_and_number(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        assert screen.view == View("category", "消费")
        await until(pilot, lambda: len(screen.articles.ids) == 9)
        await pilot.press("]")
        await until(pilot, lambda: len(screen.articles.ids) == 3)
        await pilot.press("]")
        assert screen.view.kind == "all"
        await pilot.press("[", "[", "[", "[")
        assert screen.view.kind == "bookmarked"


async def test_sources_stand_beneath_the_open_channel(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4", "h", "l", "j")
        assert screen.view == View("source", "a", "消费周刊")
        await until(pilot, lambda: len(screen.articles.ids) == 6)
        assert screen.zone == "sidebar"


async def test_bookmark_undo_and_bookmarks(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("m", "j", "m")
        await until(pilot, lambda: cache.store.counts().bookmarked[1] == 2)
        await pilot.press("u")
        await until(pilot, lambda: cache.store.counts().bookmarked[1] == 1)
        await pilot.press("3")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        assert title(pilot) == "共同富裕的一种算法"


async def test_mark_the_list_read_and_take_it_back(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("4")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 9)
        await pilot.press("A")
        await until(pilot, lambda: cache.store.counts().total == (3, 12))
        await pilot.press("u")
        await until(pilot, lambda: cache.store.counts().total == (12, 12))


async def test_toggle_read(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("N")
        await until(pilot, lambda: cache.store.counts().total == (11, 12))
        await pilot.press("N")
        await until(pilot, lambda: cache.store.counts().total == (12, 12))


async def test_next_and_previous_unread(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("j", "N", "k", "n")
        assert title(pilot) == "慢生活的价格"
        assert screen.zone == "reader"
        await pilot.press("p")
        assert title(pilot) == "共同富裕的一种算法"


async def test_space_pages_and_then_takes_the_next_unread(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("space")
        assert screen.opened == screen.articles.ids[0]
        presses = 0
        while screen.opened == screen.articles.ids[0]:
            await pilot.press("space")
            presses += 1
            assert presses < 20
        assert presses > 1
        assert screen.opened == screen.articles.ids[1]


async def test_search_finds_marks_and_leaves(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: len(screen.articles.ids) == 9)
        await pilot.press("slash")
        await pilot.press(*"富裕")
        await until(pilot, lambda: len(screen.articles.ids) == 2)
        await pilot.press("enter")
        assert screen.zone == "list"
        await pilot.press("j", "enter")
        assert title(pilot) == "富裕不只是钱"
        await pilot.press("escape", "escape")
        assert screen.view == View("category", "消费")
        await until(pilot, lambda: len(screen.articles.ids) == 9)


async def test_search_knows_both_scripts(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"电脑", "enter")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 1)
        assert title(pilot) == "電腦與手機"


async def test_a_search_for_nothing_says_so(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("slash", *"飞碟", "enter")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 0)
        await pilot.pause()
        assert "没有找到" in painted(pilot)
        await pilot.press("enter", "space", "m", "N", "A", "o", "y", "n", "p", "z", "j", "G")


async def test_new_articles_never_move_the_cursor(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("j", "j", "j")
        before = (title(pilot), screen.articles.cursor_offset)
        cache.add("a", draft(-5, "刚刚到的一篇"))
        screen.desk.list(screen.view, screen.filter)
        await until(pilot, lambda: len(screen.articles.ids) == 13)
        assert (title(pilot), screen.articles.cursor_offset) == before
        assert screen.articles.cursor == 4


async def test_hostile_titles_stay_text(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("j", "enter")
        await pilot.pause()
        shown = painted(pilot)
        assert "x [/] y [@click=app.quit]Q[/]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert HOSTILE not in shown
        for x in range(0, 140, 3):
            await pilot.click(offset=(x, 3))
        assert pilot.app.is_running


@pytest.mark.parametrize("size", SIZES)
async def test_resizing_keeps_the_article_and_the_place(
    cache: Cache, size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press(*"jjjjj", "enter")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert title(pilot) == "雨伞"
        assert screen.zone == "reader"
        await pilot.press("h")
        await pilot.pause()
        articles = screen.articles
        assert 0 <= articles.cursor_offset <= articles.size.height - articles.row_height


async def test_zen_shows_the_article_alone(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("z")
        await pilot.pause()
        assert not screen.articles.region
        assert screen.reader.size.width == 140
        await pilot.press("escape")
        await pilot.pause()
        assert screen.articles.region


async def test_filter_goes_round(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("N", "F")
        await until(pilot, lambda: len(screen.articles.ids) == 11)
        await pilot.press("F")
        await until(pilot, lambda: len(screen.articles.ids) == 0)
        await pilot.press("F")
        await until(pilot, lambda: len(screen.articles.ids) == 12)


async def test_a_read_article_stays_in_the_unread_list(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("2")
        await until(pilot, lambda: screen.view.kind == "unread" and len(screen.articles.ids) == 12)
        await pilot.press("enter")
        await until(pilot, lambda: cache.store.counts().total == (11, 12))
        await pilot.pause()
        assert len(screen.articles.ids) == 12


async def test_one_zone_at_a_time_when_narrow(cache: Cache) -> None:
    async with cache.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        assert screen.articles.region
        assert not screen.reader.region
        await pilot.press("enter")
        await pilot.pause()
        assert screen.reader.region
        assert not screen.articles.region
        await pilot.press("h", "h")
        await pilot.pause()
        assert screen.sidebar.region
        await pilot.press("q")
        await pilot.pause()
        assert not pilot.app.is_running


async def test_the_mouse_chooses_channels_and_articles(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.click("#sidebar", offset=(8, 1 + 4 + 1))
        assert screen.view == View("category", "消费")
        await until(pilot, lambda: len(screen.articles.ids) == 9)
        await pilot.click("#list", offset=(5, 1 + 1 + 2 * screen.articles.row_height))
        await pilot.pause()
        assert screen.opened == screen.articles.ids[2]


async def test_the_place_in_an_article_is_kept(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("enter", "space")
        place = screen.reader.scroll_offset.y
        assert place > 0
        await pilot.press("h", "j", "enter")
        first = cache.library.ids(Query())[0]
        await until(pilot, lambda: cache.store.statuses([first])[first].position > 0)
        await pilot.press("h", "k", "enter")
        assert screen.reader.scroll_offset.y == place


async def test_help_lists_every_group_and_leaves(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("?")
        await pilot.pause()
        assert "频道" in painted(pilot)
        await pilot.press("j", "k", "space", "q")
        await pilot.pause()
        assert pilot.app.screen is room(pilot.app)


async def test_what_threads_tell_after_the_end_is_no_error(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
    ended = asyncio.new_event_loop()
    ended.close()
    screen._closing = screen._closed = False  # as a thread saw it a moment before
    pilot.app._loop = ended
    await asyncio.to_thread(screen.hear, Failed("nobody is there"))


@pytest.mark.parametrize("keys", [("slash",), (":",), ("ctrl+p",), ("t",), ("w", "enter")])
async def test_of_a_text_longer_than_its_line_the_end_is_seen(
    cache: Cache, keys: tuple[str, ...]
) -> None:
    async with cache.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot)
        await pilot.press(*keys)
        await pilot.press("end", *"湖边的书店在清晨开门店主先扫落叶再煮一壶茶末")
        await until(pilot, lambda: "一壶茶末" in painted(pilot))


@pytest.mark.parametrize("key", [",", "question_mark", "ctrl+p", "w", "e", "S"])
async def test_a_screen_that_has_been_left_is_not_left_again(cache: Cache, key: str) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press(key)
        screen = pilot.app.screen
        assert screen is not room(pilot.app)
        screen.dismiss()
        screen.dismiss()  # a click that was on its way
        await until(pilot, lambda: pilot.app.screen is room(pilot.app))
        await pilot.press("j")
        assert room(pilot.app).articles.cursor == 1


@pytest.mark.parametrize("key", [".", "r"])
async def test_what_another_process_saved_has_its_channel(cache: Cache, key: str) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await until(pilot, lambda: bool(screen.states))
        assert "稍后读" not in painted(pilot)
        other = Store.open(cache.data_dir / "tnews.db")
        readlater._keep(other, draft(90, "河对岸的灯"))
        other.close()
        await pilot.press(key)
        await until(pilot, lambda: "稍后读" in painted(pilot))
        await pilot.press(":", *"open", "space", *"稍后", "enter")
        await until(pilot, lambda: screen.view == View("category", "稍后读"))
        await until(pilot, lambda: screen.articles.current is not None)
        assert screen.articles.current.title == "河对岸的灯"

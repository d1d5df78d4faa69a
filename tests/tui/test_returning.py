"""Back in a list one is where one was: in this session, after a restart, with new articles too."""

from __future__ import annotations

from threading import Event

import pytest
from textual.pilot import Pilot

from cached_room import Cache, draft, painted, ready, room, until
from tnews.model import Query
from tnews.services.layout import FILE
from tnews.tui.view import View

MANY = 60


@pytest.fixture
def long(cache: Cache) -> Cache:
    cache.add("c", *(draft(100 + n, f"第{n}篇") for n in range(MANY)))
    return cache


async def go(pilot: Pilot[str], key: str) -> None:
    await pilot.press(key)
    screen = room(pilot.app)
    await until(pilot, lambda: not screen.is_list_coming and screen._is_settled)
    await pilot.pause()


def place(pilot: Pilot[str]) -> tuple[int | None, int]:
    articles = room(pilot.app).articles
    return articles.current_id, articles.cursor_offset


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_cursor_and_scroll_are_as_they_were(long: Cache, size: tuple[int, int]) -> None:
    async with long.app().run_test(size=size) as pilot:
        await ready(pilot, 12 + MANY)
        await go(pilot, "5")
        await pilot.press(*"j" * 30, *"k" * 2)
        before = place(pilot)
        await go(pilot, "4")
        await pilot.press("j")
        await go(pilot, "5")
        assert place(pilot) == before
        await go(pilot, "F")
        await pilot.press("j", "j")
        await go(pilot, "F")
        await go(pilot, "F")
        assert place(pilot) == before


async def test_after_a_restart_the_list_is_where_it_was(long: Cache) -> None:
    async with long.app(keep=lambda _painting: None).run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        await go(pilot, "5")
        await pilot.press(*"j" * 20)
        before = place(pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    long.add("c", draft(-5, "新来的"), draft(-6, "又一篇"))
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 14 + MANY)
        assert room(pilot.app).articles.cursor == 0, "the news of the day stand at the top"
        await go(pilot, "5")
        assert place(pilot) == before


async def test_a_list_left_at_its_beginning_begins_there_next_time(long: Cache) -> None:
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        await go(pilot, "5")
    long.add("c", draft(-5, "新来的"))
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13 + MANY)
        await go(pilot, "5")
        assert room(pilot.app).articles.cursor == 0


async def test_what_was_searched_for_is_not_written_down(long: Cache) -> None:
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        await pilot.press("slash", "书", "enter")
        await until(pilot, lambda: room(pilot.app).view.kind == "search")
        await pilot.press("j", "j")
    path = long.data_dir / FILE
    assert "书" not in (path.read_text("utf-8") if path.exists() else "")


async def test_after_a_search_the_list_is_where_it_was(long: Cache) -> None:
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        await pilot.press(*"j" * 25, "k")
        before = place(pilot)
        await pilot.press("slash", "书", "enter")
        await until(pilot, lambda: room(pilot.app).view.kind == "search")
        await until(pilot, lambda: not room(pilot.app).is_list_coming)
        await pilot.press("escape")
        await until(pilot, lambda: room(pilot.app).view == View("all"))
        await until(pilot, lambda: room(pilot.app)._is_settled)
        await until(pilot, lambda: place(pilot) == before)


async def test_a_deleted_article_is_not_sought_for_ever(long: Cache) -> None:
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        await go(pilot, "5")
        await pilot.press(*"j" * 9)
        gone = room(pilot.app).articles.current_id
        await go(pilot, "4")
        assert gone is not None
        long.store.delete([gone])
        await go(pilot, "5")
        assert room(pilot.app).articles.cursor == 0
        assert room(pilot.app)._sought is None


async def test_a_row_read_while_its_mark_is_written_wears_the_mark(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        written = Event()
        screen.desk._writes.submit(written.wait)
        await pilot.press("m", "j", "N")
        screen.articles.reread()
        rows = [screen.articles.row(index) for index in (0, 1)]
        assert [(row.is_bookmarked, row.is_read) for row in rows if row] == [
            (True, False), (False, True),
        ]  # fmt: skip
        cache.add("a", draft(-5, "新来的"))
        await pilot.press(".")
        await until(pilot, lambda: len(screen.articles.ids) == 13)
        row = screen.articles.row(1)
        assert row is not None
        assert row.is_bookmarked
        written.set()
        await until(pilot, lambda: cache.store.counts().total[0] == 12)
        await pilot.press("u")
        await until(pilot, lambda: cache.store.counts().total[0] == 13)
        await until(pilot, lambda: not (screen.articles.row(2) or row).is_read)


async def test_a_list_marked_read_is_read_wherever_one_looks(long: Cache) -> None:
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 12 + MANY)
        screen = room(pilot.app)
        written = Event()
        screen.desk._writes.submit(written.wait)
        await pilot.press("A")
        screen.articles.reread()
        assert all(screen.articles.row(index).is_read for index in (0, 40, 70))  # type: ignore[union-attr]
        written.set()
        await until(pilot, lambda: cache_is_read(long))


def cache_is_read(cache: Cache) -> bool:
    return not cache.library.ids(Query(unread=True))


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_small_screens_say_how_many_there_are_too(
    cache: Cache, size: tuple[int, int]
) -> None:
    async with cache.app().run_test(size=size) as pilot:
        await ready(pilot)
        await until(pilot, lambda: "未读 12 / 12" in painted(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "%" in painted(pilot).split("\n")[-1])
        assert "未读 12 / 12" not in painted(pilot)

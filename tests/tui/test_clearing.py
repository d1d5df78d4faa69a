"""What is older than a day is marked read: the choices, the counts, one step to take it back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from cached_room import Cache, draft, painted, ready, room, said, until
from tnews.model import Query
from tnews.model.record import replace
from tnews.tui.messages import Aged
from tnews.tui.screens.older import OlderScreen


@pytest.fixture
def dated(cache: Cache) -> Cache:
    """Three more, of now, of 36 hours ago and of ten days ago; the twelve are older still."""
    now = datetime.now().astimezone()
    for number, (hours, title) in enumerate(((0, "现在"), (36, "前天"), (240, "上周"))):
        moment = now - timedelta(hours=hours)
        cache.add("a", replace(draft(90 + number, title), published_at=moment))
    return cache


async def ask(pilot: Pilot[str]) -> OlderScreen:
    await pilot.press("O")
    await until(pilot, lambda: isinstance(pilot.app.screen, OlderScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, OlderScreen)
    return screen


def unread(cache: Cache) -> set[str]:
    return {row.title for row in cache.library.rows(cache.library.ids(Query(unread=True)))}


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_each_choice_says_how_many_it_marks(dated: Cache, size: tuple[int, int]) -> None:
    async with dated.app().run_test(size=size) as pilot:
        await ready(pilot, 15)
        await ask(pilot)
        shown = painted(pilot)
        for label, count in (("今天以前", 14), ("一周以前", 13), ("一个月以前", 12)):
            line = next(line for line in shown.split("\n") if label in line)
            assert f"{count} 篇未读" in line


async def test_a_week_ago_and_back(dated: Cache) -> None:
    async with dated.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        await ask(pilot)
        await pilot.press("3")
        await until(pilot, lambda: unread(dated) == {"现在", "前天"})
        await until(pilot, lambda: "13" in said(pilot))
        await pilot.press("u")
        await until(pilot, lambda: len(unread(dated)) == 15)


async def test_only_the_list_in_hand_is_marked(dated: Cache) -> None:
    async with dated.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        await pilot.press("5")
        await until(pilot, lambda: len(room(pilot.app).articles.ids) == 3)
        await ask(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: len(unread(dated)) == 12)
        assert dated.store.counts().categories["教育"][0] == 0


async def test_a_typed_day(dated: Cache) -> None:
    async with dated.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        await ask(pilot)
        await pilot.press("5")
        await pilot.pause()
        await pilot.press(*"2026-13-40", "enter")
        await pilot.pause()
        assert "不是日期" in painted(pilot)
        await pilot.press(*["backspace"] * 10, *"2026-01-02", "enter")
        await until(pilot, lambda: len(unread(dated)) < 15)
        assert {"现在", "前天", "上周"} < unread(dated)


async def test_where_nothing_is_of_that_time_it_is_said_and_nothing_happens(cache: Cache) -> None:
    now = datetime.now().astimezone()
    cache.store.set_read(cache.library.ids(Query()), True)
    cache.add("a", replace(draft(90, "现在"), published_at=now))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        screen = await ask(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "都已读过" in painted(pilot)
        await pilot.press("escape")
        assert unread(cache) == {"现在"}


async def test_when_everything_is_read_nothing_is_asked(cache: Cache) -> None:
    cache.store.set_read(cache.library.ids(Query()), True)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("O")
        await until(pilot, lambda: "都读完了" in said(pilot) or "已读" in said(pilot))
        assert pilot.app.screen is room(pilot.app)


async def test_the_hot_list_is_of_today_anyway(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("H", "O")
        assert "24 小时" in said(pilot)


@pytest.mark.parametrize("key", [":", "slash"])
async def test_who_types_by_now_is_not_asked(dated: Cache, key: str) -> None:
    async with dated.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        await pilot.press(key)
        await until(pilot, lambda: screen.is_typing)
        now = datetime.now().astimezone()
        screen.post_message(Aged(screen.view, screen.filter, screen.articles.ids, [now], [15]))
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_asked_twice_in_a_burst_it_asks_once(dated: Cache) -> None:
    async with dated.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        room(pilot.app).action_mark_older()
        room(pilot.app).action_mark_older()
        await until(pilot, lambda: isinstance(pilot.app.screen, OlderScreen))
        room(pilot.app).desk._reads.submit(lambda: None).result()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2

"""Ranked lists (热榜) in the reading room: a real store, pages over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, fill, painted, ready, room, said, until
from page_site import PageSite
from tnews import locale
from tnews.model import ArticleDraft, Block, FetchState, RankEntry, Source
from tnews.model.record import replace
from tnews.services.readlater import SAVED
from tnews.tui.sheet import fetching
from tnews.tui.view import View
from tnews.tui.widgets.rank_list import moved

HOT = View("ranked", "hot", "湖畔热榜")
MORNING = datetime(2026, 1, 2, 1, tzinfo=UTC)


def rank(cache: Cache, site: PageSite, titles: Sequence[str], at: datetime) -> None:
    drafts = [
        ArticleDraft(
            uid=title,
            url=f"{site.url}/{ord(title[0])}.html",
            title=title,
            blocks=(Block("p", f"{title}，摘要。"),),
            heat=f"{900 - 7 * place} 万",
        )
        for place, title in enumerate(titles)
    ]
    cache.store.save_ranks("hot", FetchState(checked_at=at), drafts, at)


@pytest.fixture
def hot(tmp_path: Path, site: PageSite) -> Iterator[Cache]:
    """The cache of the other tests, with a ranked list that was fetched twice."""
    locale.choose("zh_CN")
    sources = (
        *CONFIG.sources,
        Source("hot", f"{site.url}/hot", "湖畔热榜", "教育", kind="rank"),
        Source("news", f"{site.url}/news", "转来的新闻", "教育", relay="中转站"),
        Source("alone", f"{site.url}/alone", "街谈热榜", "热榜", kind="rank", relay="中转站"),
    )
    cache = fill(tmp_path, replace(CONFIG, sources=sources, categories=("消费", "教育", "热榜")))
    rank(cache, site, ["雪", "桥", "信", "茶"], MORNING)
    rank(cache, site, ["桥", "灯", "茶", "雪"], MORNING + timedelta(minutes=30))
    yield cache
    cache.store.close()


async def enter_list(pilot: Pilot[str], cache: Cache) -> None:
    """Go to the ranked list by its row in the sidebar."""
    await ready(pilot)
    await pilot.press("5", "h", "space", "j", "j")
    screen = room(pilot.app)
    assert screen.view == HOT
    await pilot.press("l")
    await until(pilot, lambda: screen.entry is not None and screen.entry.title == "桥")
    await pilot.pause()


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_the_list_shows_ranks_moves_and_heat(hot: Cache, size: tuple[int, int]) -> None:
    async with hot.app().run_test(size=size) as pilot:
        await enter_list(pilot, hot)
        lines = [line.rstrip() for line in painted(pilot).split("\n")]
        start = next(i for i, line in enumerate(lines) if " 1 桥" in line)
        shown = lines[start : start + 8]
        wanted = [(" 1 桥", "↑ 1"), (" 2 灯", "新"), (" 3 茶", "↑ 1"), (" 4 雪", "↓ 3")]
        for (title, move), first, second in zip(wanted, shown[::2], shown[1::2], strict=True):
            assert title in first
            assert "万" in second
            assert move in second or move == "新"
        assert not any("信" in line for line in shown), "it left the list"
        screen = room(pilot.app)
        assert screen.heading.region, "its time is told on small screens too"
        places = {place.view: place for place in screen.sidebar.places}
        assert places[HOT].unread == 0


async def test_an_entry_opens_as_an_article_and_stays_one(hot: Cache, site: PageSite) -> None:
    site.add(f"/{ord('桥')}.html", "竹桥修好了")
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        screen = room(pilot.app)
        assert "摘要" in painted(pilot)
        site.is_open.clear()
        await pilot.press("enter")
        assert screen.zone == "reader"
        assert fetching() in said(pilot)
        site.is_open.set()
        await until(pilot, lambda: "第 1 段" in painted(pilot))
        await pilot.press("m", "q")
        await until(pilot, lambda: hot.store.counts().bookmarked[1] == 1)
        assert screen.view == HOT
        await pilot.press("4", "5", "h", "j", "j", "l", "enter")
        await until(pilot, lambda: "第 1 段" in painted(pilot))
    assert len(site.asked) == 1, "it is an article now"


async def test_an_entry_that_cannot_be_had_says_why(hot: Cache) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        await pilot.press("enter")
        await until(pilot, lambda: "403" in said(pilot))
        assert "403" in painted(pilot).rpartition("\n")[0]
        assert "摘要" in painted(pilot)


async def test_moving_reading_and_copying_as_in_other_lists(hot: Cache, site: PageSite) -> None:
    for title in "桥灯茶雪":
        site.add(f"/{ord(title)}.html", title)
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        screen = room(pilot.app)

        def title() -> str:
            assert screen.entry is not None
            return screen.entry.title

        for key, wanted in (("G", "雪"), ("gg", "桥"), ("j", "灯"), ("k", "桥")):
            await pilot.press(*key)
            assert title() == wanted
        await pilot.press("y")
        assert pilot.app.clipboard == f"{site.url}/{ord('桥')}.html"
        await pilot.press("space")
        await until(pilot, lambda: "第 1 段" in painted(pilot))
        await pilot.press("G", "space")
        assert (title(), screen.zone) == ("灯", "reader")
        await until(pilot, lambda: hot.store.counts().total == (12, 14))  # it came, and is read
        await pilot.press("p", "p")
        assert title() == "桥"
        await pilot.press("F", "A")
        assert screen.filter == ""
        screen.desk.finish_writes()
        assert hot.store.counts().total[0] == 12


async def test_s_saves_an_entry_to_read_later(hot: Cache, site: PageSite) -> None:
    site.add(f"/{ord('桥')}.html", "竹桥修好了")
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        await pilot.press("s")
        await until(pilot, lambda: "竹桥修好了" in said(pilot))
        await until(pilot, lambda: SAVED.category in painted(pilot))
        await pilot.press("7")
        screen = room(pilot.app)
        assert screen.view == View("category", SAVED.category)
        await until(pilot, lambda: len(screen.articles.ids) == 1)
        await until(pilot, lambda: "第 1 段" in painted(pilot))


async def test_a_refresh_keeps_the_cursor_on_its_entry(hot: Cache, site: PageSite) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        screen = room(pilot.app)
        await pilot.press("j")
        rank(hot, site, ["雪", "月", "桥", "茶", "灯"], MORNING + timedelta(hours=1))
        await pilot.press(".")
        await until(pilot, lambda: screen.listing.count == 5)
        assert screen.entry is not None
        assert (screen.entry.title, screen.entry.rank) == ("灯", 5)


async def test_leaving_a_search_finds_the_entry_again(hot: Cache) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        screen = room(pilot.app)
        await pilot.press("j", "j", "/", *"zzz", "enter")
        await until(pilot, lambda: screen.view.kind == "search" and not screen.articles.ids)
        await pilot.press("escape")
        await until(pilot, lambda: screen.view == HOT and screen.listing.count == 4)
        await pilot.pause()
        assert screen.entry is not None
        assert screen.entry.title == "茶"


@pytest.mark.parametrize("key", ["m", "N", "A", "F"])
async def test_a_key_for_articles_says_why_it_does_nothing(hot: Cache, key: str) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        before = hot.store.counts()
        await pilot.press(key)
        assert "Enter" in said(pilot)
        room(pilot.app).desk.finish_writes()
        assert hot.store.counts() == before
        assert room(pilot.app).filter == ""


async def test_going_on_shows_articles_again(hot: Cache) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await enter_list(pilot, hot)
        screen = room(pilot.app)
        await pilot.press("1")
        await until(pilot, lambda: len(screen.articles.ids) == 12)
        await until(pilot, lambda: screen.reader.sheet is not None)
        await until(pilot, lambda: screen.reader.sheet.article is not None)  # type: ignore[union-attr]
        assert screen.articles.region
        assert screen.focused is screen.articles
        await pilot.press("/", *"zzz", "enter", "escape")
        await until(pilot, lambda: len(screen.articles.ids) == 12)


async def test_the_kept_first_screen_shows_articles(hot: Cache) -> None:
    kept: list[str] = []
    async with hot.app(keep=kept.append).run_test(size=(80, 24)) as pilot:
        await enter_list(pilot, hot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    (painting,) = kept
    assert "共同富裕的一种算法" in painting
    assert "湖畔热榜" not in painting


async def test_a_channel_of_lists_alone_shows_its_first_list(hot: Cache) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("6")
        screen = room(pilot.app)
        assert screen.ranked is not None
        assert screen.ranked.key == "alone"
        await until(pilot, lambda: "街谈热榜" in painted(pilot))
        assert screen.articles.region.area == 0


async def test_relays_are_marked_and_named(hot: Cache) -> None:
    async with hot.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("5", "h", "space")
        places = {place.view.name: place for place in room(pilot.app).sidebar.places}
        assert places["news"].is_relayed
        assert places["热榜"].is_relayed, "all that comes is relayed"
        assert not places["教育"].is_relayed
        await pilot.press("j", "j", "j")
        await until(pilot, lambda: "中转站" in painted(pilot).split("\n")[1])


@given(st.integers(1, 60), st.none() | st.integers(1, 60))
def test_a_move_is_the_way_from_there_to_here(now: int, before: int | None) -> None:
    entry = RankEntry(
        1, "hot", "热榜", "题", "", "", "", "", now, before, now, None, MORNING, MORNING
    )
    said_of, part = moved(entry)
    if before is None:
        assert part == "new"
    elif before == now:
        assert said_of == ""
    else:
        assert part == ("up" if now < before else "down")
        assert int(said_of[1:]) == abs(now - before)

"""The tree of channels: folding, where one is, and how each source fares."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.pilot import Pilot

from cached_room import SOURCES, Cache, ready, room, said, until
from tnews.model import FetchState
from tnews.model.record import replace
from tnews.model.source import SourceHttp
from tnews.services.library import Library
from tnews.tui.view import View

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
WELL = FetchState(checked_at=NOW, succeeded_at=NOW)
BROKEN = replace(WELL, failures=3, last_error="服务器回答 502")


def names(pilot: Pilot[str]) -> list[str]:
    return [place.view.title for place in room(pilot.app).sidebar.places][4:]


def seen(pilot: Pilot[str]) -> list[str]:
    sidebar = room(pilot.app).sidebar
    return [sidebar.render_line(y).text.strip() for y in range(sidebar.size.height)]


async def test_channels_are_folded_until_they_are_unfolded_and_it_is_remembered(
    cache: Cache,
) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("4")
        assert names(pilot) == ["消费", "教育"]
        await pilot.press("h", "space")
        assert names(pilot) == ["消费", "消费周刊", "省钱日报", "教育"]
        assert room(pilot.app).zone == "sidebar"
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert names(pilot) == ["消费", "消费周刊", "省钱日报", "教育"]
        await pilot.press("4", "h", "space")
        assert names(pilot) == ["消费", "教育"]


async def test_right_unfolds_then_enters_and_left_goes_up_then_folds(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("4", "h", "l")
        assert (screen.zone, len(names(pilot))) == ("sidebar", 4)
        await pilot.press("l")
        assert screen.zone == "list"
        await pilot.press("h", "j", "h")
        assert (screen.view, len(names(pilot))) == (View("category", "消费"), 4)
        await pilot.press("h")
        assert names(pilot) == ["消费", "教育"]


async def test_enter_goes_into_the_list_of_a_folded_channel(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("4", "h", "enter")
        assert room(pilot.app).zone == "list"
        assert names(pilot) == ["消费", "教育"]


async def test_a_click_on_the_mark_folds_and_one_on_the_name_enters(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        row = next(y for y, line in enumerate(seen(pilot)) if "消费" in line)
        await pilot.press("h")
        await pilot.click("#sidebar", offset=(3, row + 1))
        await pilot.pause()
        assert (screen.zone, len(names(pilot))) == ("sidebar", 4)
        await pilot.click("#sidebar", offset=(7, row + 1))
        await pilot.pause()
        assert (screen.zone, screen.view) == ("list", View("category", "消费"))


async def test_a_source_gone_to_is_shown_beneath_its_channel(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.go_to(View("source", "b", "省钱日报"))
        await pilot.pause()
        assert screen.sidebar.place.view.name == "b"


async def test_groups_are_parted_where_there_is_room(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        assert seen(pilot)[4] == ""
        await pilot.resize_terminal(140, 8)
        await pilot.pause()
        assert "" not in seen(pilot)[:6]


async def test_the_sidebar_marks_and_names_what_is_wrong(cache: Cache) -> None:
    sources = (SOURCES[0], replace(SOURCES[1], enabled=False), SOURCES[2])
    cache.config = replace(cache.config, sources=sources)
    cache.store.save_state("a", WELL)
    cache.store.save_state("c", BROKEN)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await until(pilot, lambda: bool(screen.states))
        await pilot.press("5")
        await until(pilot, lambda: "502" in said(pilot))
        assert any("教育 !" in line for line in seen(pilot))
        screen.go_to(View("source", "b", "省钱日报"))
        await until(pilot, lambda: "已停用" in said(pilot))


async def test_what_is_gone_and_whose_certificate_is_not_checked_are_marked(cache: Cache) -> None:
    unchecked = replace(SOURCES[1], http=SourceHttp(verify_tls=False))
    cache.config = replace(cache.config, sources=(SOURCES[0], unchecked, SOURCES[2]))
    cache.library = Library(cache.store, cache.config)
    cache.store.save_state("a", replace(WELL, failures=1, failure="gone", gone_at=NOW))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await until(pilot, lambda: bool(room(pilot.app).states))
        await pilot.press("4", "h", "space")
        lines = seen(pilot)
        assert any("消费 ⊘" in line for line in lines)
        assert any("省钱日报 ⊘" in line for line in lines)
        assert any("消费周刊 x" in line for line in lines)

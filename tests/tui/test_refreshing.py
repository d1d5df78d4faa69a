"""The reading room while sources are fetched, over real HTTP from the demonstration site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, fill, room, said, until
from tnews import demo, locale
from tnews.model import Source
from tnews.model.record import replace
from tnews.tui.screens.main import MainScreen
from tnews.tui.view import View


@pytest.fixture(scope="module")
def site() -> Iterator[demo.DemoSite]:
    with demo.serve() as served:
        yield served


@pytest.fixture
def fetching(tmp_path: Path, site: demo.DemoSite) -> Iterator[Cache]:
    """The cache of the other tests, with one good source more and one where nobody answers."""
    locale.choose("zh_CN")
    good = next(source for source in site.sources() if source.category == "教育")
    dead = Source("dead", "http://127.0.0.1:9/feed", "没人应", "汽车")
    config = replace(CONFIG, sources=(good, dead))
    made = fill(tmp_path, replace(CONFIG, sources=(*CONFIG.sources, good, dead)))
    made.config = config
    yield made
    made.store.close()


def has_failed(screen: MainScreen) -> bool:
    """Whether the screen knows that the dead source failed."""
    state = screen.states.get("dead")
    return state is not None and state.failures == 1


async def test_new_articles_wait_to_be_shown_and_the_cursor_stays(fetching: Cache) -> None:
    async with fetching.app().run_test(size=(140, 40)) as pilot:
        screen = room(pilot.app)
        await until(pilot, lambda: screen.search_box.is_ready)
        await pilot.press("j", "j")
        before = screen.articles.current_id
        await pilot.press("R")
        await until(pilot, lambda: fetching.store.counts().total[1] == 17)
        await until(pilot, lambda: not screen.desk.is_refreshing)
        await until(pilot, lambda: "没人应" in said(pilot))
        assert len(screen.articles.ids) == 12
        await pilot.press(".")
        await until(pilot, lambda: len(screen.articles.ids) == 17)
        assert screen.articles.current_id == before


async def test_a_failing_source_tells_why_where_one_looks_for_it(fetching: Cache) -> None:
    async with fetching.app().run_test(size=(140, 40)) as pilot:
        screen = room(pilot.app)
        await until(pilot, lambda: screen.search_box.is_ready)
        await pilot.press("R")
        await until(pilot, lambda: fetching.store.states()["dead"].failures == 1)
        await until(pilot, lambda: has_failed(screen))
        await pilot.press("1")
        reason = fetching.store.states()["dead"].last_error
        assert reason
        screen.go_to(View("category", "汽车"))
        await pilot.pause()
        assert reason in said(pilot)
        assert any(p.is_failing for p in screen.sidebar.places if p.view.name == "汽车")


async def test_leaving_during_a_refresh_does_not_hang(fetching: Cache) -> None:
    async with fetching.app().run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: room(pilot.app).search_box.is_ready)
        await pilot.press("R", "q")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_a_server_that_refuses_is_not_called_a_missing_network(
    fetching: Cache, site: demo.DemoSite
) -> None:
    gone = Source("dead", f"{site.url}/nowhere.xml", "搬走了", "汽车")
    fetching.config = replace(fetching.config, sources=(gone,))
    async with fetching.app().run_test(size=(140, 40)) as pilot:
        screen = room(pilot.app)
        await until(pilot, lambda: screen.search_box.is_ready)
        await pilot.press("R")
        await until(pilot, lambda: "404" in said(pilot))
        screen.desk.count()
        await until(pilot, lambda: has_failed(screen))
        await pilot.pause(0.1)
        assert "404" in said(pilot)

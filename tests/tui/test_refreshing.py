"""The reading room while sources are fetched, over real HTTP from the demonstration site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.message import Message

from cached_room import CONFIG, Cache, draft, fill, painted, ready, room, said, until
from tnews import demo, locale
from tnews.model import FetchState, Refreshed, Source
from tnews.model.record import replace
from tnews.services.intake import store_drafts
from tnews.services.library import Library
from tnews.store import Store
from tnews.tui.messages import Progressed, RefreshEnded
from tnews.tui.screens import starting
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
        await pilot.pause()
        assert "404" in said(pilot)


@pytest.mark.parametrize("width", [140, 40])
async def test_a_refresh_by_itself_moves_nothing_for_who_only_reads(
    cache: Cache, width: int
) -> None:
    """Not the rows, not the cursor, not the article, though no key was pressed."""
    async with cache.app().run_test(size=(width, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.post_message(RefreshEnded(False, []))  # that of the start
        await pilot.pause()
        ids, shown = list(screen.articles.ids), screen.reader.sheet
        saved = store_drafts(cache.store, "a", FetchState(), [draft(-9, "刚到的")])
        done = Refreshed("a", "消费周刊", "fetched", 1, 1, saved=saved)
        screen.post_message(Progressed([done]))
        screen.post_message(RefreshEnded(False, [done]))
        await until(pilot, lambda: "1 篇新文章" in said(pilot))
        assert list(screen.articles.ids) == ids
        assert (screen.articles.cursor, screen.articles.scroll_offset.y) == (0, 0)
        assert screen.reader.sheet is shown
        await pilot.press(".")
        await until(pilot, lambda: len(screen.articles.ids) == 13)


async def test_an_empty_list_shows_what_comes(tmp_path: Path) -> None:
    locale.choose("zh_CN")
    store = Store.open(tmp_path / "tnews.db")
    empty = Cache(store, Library(store, CONFIG), CONFIG, tmp_path)
    async with empty.app().run_test(size=(80, 24)) as pilot:
        screen = room(pilot.app)
        await until(pilot, lambda: screen.search_box.is_ready)
        screen.post_message(RefreshEnded(False, []))
        await pilot.pause()
        saved = store_drafts(store, "a", FetchState(), [draft(1, "第一篇")])
        screen.post_message(Progressed([Refreshed("a", "a", "fetched", 1, 1, saved=saved)]))
        await until(pilot, lambda: len(screen.articles.ids) == 1)
    store.close()


async def test_how_a_text_begins_that_came_later_is_shown(cache: Cache) -> None:
    bare = replace(draft(0, "先有题目"), blocks=())
    cache.add("c", bare)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        screen = room(pilot.app)
        rows = painted(pilot).splitlines()
        title = next(n for n, line in enumerate(rows) if "● 先有题目" in line)
        assert "湖畔日报" in rows[title + 1][:90]
        cache.add("c", draft(0, "先有题目", "后有正文，店主先扫落叶。"))
        screen.post_message(Progressed([Refreshed("c", "教育观察", "unchanged", 1, 1)]))
        await until(pilot, lambda: "后有正文" in painted(pilot).splitlines()[title + 1])


async def test_a_reader_left_open_fetches_what_falls_due(
    fetching: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "DUE_CHECK", 0.05)
    good = fetching.config.sources[0]
    fetching.config = replace(fetching.config, sources=(replace(good, interval=600),))
    now = datetime.now(UTC)
    state = FetchState(checked_at=now, succeeded_at=now, due_at=now + timedelta(hours=1))
    fetching.store.save_state(good.key, state)
    async with fetching.app().run_test(size=(140, 40)) as pilot:
        screen = room(pilot.app)
        await until(pilot, lambda: screen.search_box.is_ready)
        ended: list[bool] = []
        screen.desk.refreshes._post = _noting(screen.desk.refreshes._post, ended)
        await until(pilot, lambda: len(ended) > 2)  # some looks
        assert fetching.store.counts().total[1] == 12
        fetching.store.save_state(good.key, replace(state, due_at=now))
        await until(pilot, lambda: fetching.store.counts().total[1] == 17)


def _noting(post: Callable[[Message], object], ended: list[bool]) -> Callable[[Message], object]:
    """Post messages, and note each end of a refresh."""

    def noting(message: Message) -> object:
        if isinstance(message, RefreshEnded):
            ended.append(True)
        return post(message)

    return noting

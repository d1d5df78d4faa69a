"""Lists that come in two steps, and the search index that is made behind the screen."""

from __future__ import annotations

from array import array
from threading import Event

import pytest

from cached_room import Cache, ready, room, said, until
from tnews.model import Query
from tnews.store import index
from tnews.store.index import Progress
from tnews.tui import index_desk, report
from tnews.tui.messages import Listed
from tnews.tui.screens import reading
from tnews.tui.view import ALL


async def test_a_list_that_comes_just_after_a_key_keeps_the_cursor(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.pause()
        screen = room(pilot.app)
        newer = array("q", [*reversed(screen.articles.ids)])
        wanted = screen.articles.ids[1]
        screen.articles.move(1)  # its message is not handled before this one
        screen._show_list(Listed(ALL, "", newer, True))
        assert screen.articles.current_id == wanted


async def test_the_beginning_of_a_list_does_not_cut_off_what_is_on_show(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("G")
        screen = room(pilot.app)
        before = screen.articles.current_id
        screen._show_list(Listed(ALL, "", screen.articles.ids[:3], False))
        assert (screen.articles.current_id, screen.articles.count) == (before, 12)


async def test_the_index_is_made_behind_the_screen(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BATCH", 2)
    monkeypatch.setattr(index_desk, "_LITTLE", 0)  # much, so that it is told
    cache.store.rebuild_index()  # is begun, and nothing of it done
    assert cache.store.index_progress() == Progress(0, 12)
    seen = set()
    async with cache.app().run_test(size=(140, 40)) as pilot:
        screen = room(pilot.app)

        def look() -> None:
            seen.add(report.working(screen.jobs.running, list))

        monkeypatch.setattr(cache.store._db, "give_way", look)
        await ready(pilot)
        await until(pilot, lambda: cache.store.index_progress() is None)
        await until(pilot, lambda: "索引" not in screen.status._right)
    assert any("索引 10/12" in text for text in seen)
    assert len(cache.store.ids(Query(text="书店"))) == 12
    assert cache.store.check() == []


async def test_leaving_stops_the_index_and_the_next_reader_goes_on(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BATCH", 1)
    cache.store.rebuild_index()
    app = cache.app()
    async with app.run_test(size=(140, 40)) as pilot:
        desk = room(pilot.app).desk.indexing
        monkeypatch.setattr(cache.store._db, "give_way", lambda: setattr(desk, "_is_closing", True))
        await until(pilot, lambda: desk._thread is not None and not desk._thread.is_alive())
        monkeypatch.undo()
    progress = cache.store.index_progress()
    assert progress is not None
    assert 0 < progress.done < 12
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: cache.store.index_progress() is None)
    assert cache.store.check() == []


@pytest.mark.parametrize(("key", "start", "found"), [("n", 1, 9), ("p", 9, 1), ("n", 11, 0)])
async def test_an_unread_article_is_found_beyond_those_asked_for_at_once(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, key: str, start: int, found: int
) -> None:
    monkeypatch.setattr(reading, "NEAR", 2)
    monkeypatch.setattr(reading, "NEAREST", 2)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        articles = room(pilot.app).articles
        articles.change(articles.ids[2:9], is_read=True)  # not in the cache yet
        articles.go(start)
        await pilot.press(key)
        assert articles.cursor == found


async def test_a_list_marked_read_is_so_at_once_and_n_says_it(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("A", "n")
        row = screen.articles.row(5)
        assert row is not None
        assert row.is_read
        assert screen.articles.cursor == 0
        assert "这里都读完了" in said(pilot)


async def test_a_list_that_is_still_to_come_is_marked_not_the_one_on_show(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.action_category(5)  # 教育; its list comes later
        screen.action_mark_list_read()
        await until(pilot, lambda: cache.library.counts().total != (12, 12))
        assert cache.library.counts().categories == {"消费": (9, 9), "教育": (0, 3)}
        await until(pilot, lambda: "共 3 篇" in said(pilot))


async def test_what_is_opened_before_its_list_has_come_is_of_that_list(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.action_category(5)  # 教育; its list comes later
        screen.action_open()
        await until(pilot, lambda: screen.zone == "reader")
        assert screen.opened == screen.articles.ids[0]
        await until(pilot, lambda: cache.library.counts().total == (11, 12))
        assert cache.library.counts().categories["教育"] == (2, 3)


async def test_a_list_that_was_read_takes_no_step_of_undo(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("A")
        await until(pilot, lambda: "共 12 篇，按 u" in said(pilot))
        await pilot.press("A")
        await until(pilot, lambda: "没有改动" in said(pilot))
        await pilot.press("u")
        await until(pilot, lambda: cache.library.counts().total == (12, 12))


async def test_leaving_says_that_marks_are_still_being_stored(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_write = Event()
    mark = cache.store.set_read
    monkeypatch.setattr(
        cache.store, "set_read", lambda *arguments: may_write.wait(60) and mark(*arguments)
    )
    kept: list[str] = []
    app = cache.app(keep=kept.append)
    async with app.run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        await pilot.press("A", "q", "q")
        await until(pilot, lambda: "存完即退出" in said(pilot))
        assert not kept
        may_write.set()
        await until(pilot, lambda: bool(kept))
    assert cache.library.counts().total == (0, 12)

"""What runs, on the screen: a refresh that waits for a silent server, a long list marked read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, fill, painted, ready, room, said, until
from loopback import Web, serving
from tnews import locale
from tnews.model.record import replace
from tnews.store import marking
from tnews.tui import jobs
from tnews.tui.screens.work import WorkScreen


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with serving() as site:
        yield site


def with_sources(tmp_path: Path, web: Web) -> Cache:
    """A cache with a source that answers, one that fails and one that is silent."""
    locale.choose("zh_CN")
    good, bad = web.feed("湖畔", "第一条", "第二条"), web.feed("断桥", "没有")
    web.answers["/断桥"] = replace(web.answers["/断桥"], status="500 Oops")
    sources = (good, bad, web.source("silent"))
    return fill(tmp_path, replace(CONFIG, sources=(*CONFIG.sources, *sources)))


async def test_a_refresh_is_shown_by_source_and_stopped_with_what_came(
    tmp_path: Path, web: Web
) -> None:
    cache = with_sources(tmp_path, web)
    web.answers["/%E6%B9%96%E7%95%94"] = web.answers["/湖畔"]
    web.answers["/%E6%96%AD%E6%A1%A5"] = web.answers["/断桥"]
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.start_refresh(["湖畔", "断桥", "silent"], asked=True)
        work = screen.desk.refreshes

        def states() -> list[str]:
            return [one.state for one in work.work.works()]

        await until(pilot, lambda: states() == ["failed", "now", "done"])
        await until(pilot, lambda: "刷新 2/3" in said(pilot))
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorkScreen))
        await until(pilot, lambda: "2 篇新文章" in painted(pilot))
        for text in ("进行中", "断桥", "500", "怎么办", "silent"):
            assert text in painted(pilot)
        assert "X 停下" in painted(pilot)
        await pilot.press("X")
        await until(pilot, lambda: not screen.desk.is_refreshing)
        await until(pilot, lambda: "已停" in painted(pilot))
        await until(pilot, lambda: "X 停下" not in painted(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "刷新已停止，取到的 2 篇" in said(pilot))
        assert cache.store.counts().total[1] == 14
    cache.store.close()


async def test_from_the_list_of_work_one_goes_to_a_source(tmp_path: Path, web: Web) -> None:
    cache = with_sources(tmp_path, web)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        screen.start_refresh(["断桥"], asked=True)
        await until(pilot, lambda: not screen.desk.is_refreshing)
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorkScreen))
        await pilot.press("enter")
        await until(pilot, lambda: screen.view.name == "断桥")
    cache.store.close()


async def test_without_work_there_is_nothing_to_show(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("X")
        await until(pilot, lambda: "没有进行中的工作" in said(pilot))


async def test_marking_a_long_list_is_told_and_stopped_and_taken_back(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "MOMENT", 0)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        seen = []

        def after_each() -> None:  # by what makes the index, too
            for job in screen.jobs.running:
                if job.name == "标记":
                    seen.append((job.name, job.done, job.total))
                    if job.done == 4:
                        job.cancel()

        monkeypatch.setattr(cache.store._db, "give_way", after_each)
        await pilot.press("A")
        await until(pilot, lambda: "中途停下" in said(pilot))
        monkeypatch.undo()
        assert seen[0] == ("标记", 1, 12)
        assert "5 篇" in said(pilot)
        assert cache.store.counts().total[0] == 7
        assert sum(screen.articles.row(n).is_read for n in range(12)) == 5
        await pilot.press("u")
        await until(pilot, lambda: cache.store.counts().total[0] == 12)

"""The reader on a disk that is full: what is cached is read, and what is not kept is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

import kept_demo
from cached_room import CONFIG, fill, ready, room, said, until
from disks import small_disk
from terminal import Terminal, environment
from tnews.demo import DemoSite, serve
from tnews.model import Query, StoreError
from tnews.store import Store
from tnews.store.db import Database


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with serve(port=0) as site:
        yield site


def bookmarked(folder: Path) -> list[str]:
    store = Store.open(folder / "data" / "tnews.db", read_only=True)
    titles = [row.title for row in store.page(Query(bookmarked=True))]
    store.close()
    return titles


def test_a_disk_that_fills_up_stops_no_reading(tmp_path: Path, site: DemoSite) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 24) as fill:
        kept_demo.make(disk, site)
        arguments = kept_demo.options(disk)
        with Terminal(arguments, environment(tmp_path), columns=100, lines=30) as terminal:
            terminal.wait_reader(kept_demo.FIRST)
            fill(True)
            terminal.press("m")
            terminal.wait("没有存下来")
            assert "已满" in terminal.text
            terminal.press("\r")
            terminal.wait("责任编辑")
            terminal.press("q")
            terminal.wait(kept_demo.FIRST)
            fill(False)
            terminal.press("j", "m")
            terminal.wait("收藏")
            terminal.press("q")
            assert terminal.wait_closed() == 0
        assert len(bookmarked(disk)) == 1
        assert kept_demo.FIRST not in bookmarked(disk)[0]


def test_the_reader_opens_on_a_full_disk(tmp_path: Path, site: DemoSite) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, 24) as fill:
        kept_demo.make(disk, site)
        arguments = kept_demo.options(disk)
        fill(True)
        with Terminal(arguments, environment(tmp_path), columns=100, lines=30) as terminal:
            terminal.wait_reader(kept_demo.FIRST)
            terminal.wait("这次只读取")
            terminal.press("m")
            terminal.wait("没有存下来")
            assert "已满" in terminal.text
            terminal.press("\r")
            terminal.wait("责任编辑")
            terminal.press("q", "q")
            assert terminal.wait_closed() == 0


async def test_a_mark_that_is_not_kept_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = fill(tmp_path, CONFIG)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        articles = room(pilot.app).articles
        with monkeypatch.context() as patch:
            patch.setattr(Database, "writing", without_room)
            await pilot.press("m")
            await until(pilot, lambda: "this change is not kept" in said(pilot))
            await until(pilot, lambda: articles.current is not None)
            assert not articles.current.is_bookmarked
        await pilot.press("m")
        await until(pilot, lambda: articles.current and articles.current.is_bookmarked)
    cache.store.close()


@contextmanager
def without_room(*_arguments: object, **_options: object) -> Iterator[None]:
    raise StoreError("the disk with the cache is full")
    yield

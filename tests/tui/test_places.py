"""Where one was: in an article at any width and after any end, and in each list."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cached_room import CONFIG, Cache, draft, fill, ready, room, until
from tnews.model import Block, Query
from tnews.model.record import replace
from tnews.tui.screens.article import KEEP_DELAY
from tnews.tui.view import View

LONG = tuple(
    Block("p", f"第{number}段。{'店主先扫落叶，再煮一壶茶。' * 9}") for number in range(60)
)


@pytest.fixture
def long(cache: Cache) -> Cache:
    """The cache of the other tests with a long article on top."""
    cache.add("a", replace(draft(-1, "很长的文章"), blocks=LONG))
    return cache


async def test_a_place_is_the_same_at_another_width(long: Cache) -> None:
    first = long.library.ids(Query())[0]
    async with long.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", *["space"] * 5)
        await pilot.pause()
        block, offset = room(pilot.app).reader._place()
        assert block > 5
        await pilot.press("q", "q")
    assert 0 < long.store.statuses([first])[first].position < 1
    async with long.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter")
        await until(pilot, lambda: room(pilot.app).reader.scroll_offset.y > 0)
        line = room(pilot.app).reader._lines[room(pilot.app).reader.scroll_offset.y]
        assert line.block == block
        assert 0 <= offset - line.offset < 20, "its words are in the first line"


async def test_an_article_read_to_its_end_begins_at_its_top(long: Cache) -> None:
    first = long.library.ids(Query())[0]
    async with long.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "G", "q")
        await pilot.press("j", "enter")
        await until(pilot, lambda: long.store.statuses([first])[first].position == 1)
        await pilot.press("q", "k", "enter")
        await pilot.pause()
        assert room(pilot.app).opened == first
        assert room(pilot.app).reader.scroll_offset.y == 0


async def test_while_one_reads_the_place_is_written(long: Cache) -> None:
    assert KEEP_DELAY <= 5
    first = long.library.ids(Query())[0]
    async with long.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "space", "space")
        await until(pilot, lambda: long.store.statuses([first])[first].position > 0)
        assert room(pilot.app).opened == first, "it is still open"


async def test_each_list_keeps_its_article_under_the_cursor(cache: Cache) -> None:
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        await pilot.press("j", "j", "j")
        all_, here = screen.view, screen.articles.current_id
        screen.go_to(View("category", "教育"))
        await until(pilot, lambda: len(screen.articles.ids) == 3)
        await pilot.press("j")
        there = screen.articles.current_id
        screen.go_to(all_)
        await until(pilot, lambda: len(screen.articles.ids) == 12)
        assert screen.articles.current_id == here
        screen.go_to(View("category", "教育"))
        await until(pilot, lambda: len(screen.articles.ids) == 3)
        assert screen.articles.current_id == there != here


def test_a_killed_reader_has_kept_the_place(tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="needs pseudo-terminals")

    from terminal import Terminal

    data_dir = tmp_path / "cache"
    filled = fill(data_dir, CONFIG)
    filled.add("a", replace(draft(-1, "很长的文章"), blocks=LONG))
    first = filled.library.ids(Query())[0]
    filled.store.close()
    config = tmp_path / "config.toml"
    config.write_text("catalogue = false\n[refresh]\non_start = false\n", "utf-8")
    options = ["--config", str(config), "--data-dir", str(data_dir)]
    home = {"HOME": str(tmp_path), "TNEWS_LANG": "zh_CN", "PYTHONWARNINGS": "ignore"}
    with Terminal(options, home, columns=80, lines=24) as terminal:
        terminal.wait("很长的文章")
        terminal.press("\r", " ", " ")
        with closing(sqlite3.connect(data_dir / "tnews.db")) as connection:
            asked = "SELECT count(*) FROM statuses WHERE id = ? AND position > 0"
            for _look in range(600):
                terminal.read(0.1)
                if connection.execute(asked, (first,)).fetchone() == (1,):
                    return  # and then it is killed
    raise AssertionError("the place was not written while the reader ran")

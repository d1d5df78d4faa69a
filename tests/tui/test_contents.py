"""The table of contents of an article, and how much of it is left."""

from __future__ import annotations

import pytest

from cached_room import PARAGRAPH, Cache, draft, painted, ready, room, said, until
from tnews.model import Block
from tnews.model.record import replace
from tnews.tui.screens.contents import ContentsScreen


@pytest.fixture
def headed(cache: Cache) -> Cache:
    blocks = []
    for name in ("春", "夏", "秋", "冬"):
        blocks += [Block("h", f"{name}天的书店"), Block("p", PARAGRAPH), Block("p", PARAGRAPH)]
    cache.add("a", replace(draft(-5, "四季"), blocks=tuple(blocks)))
    return cache


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_the_chosen_heading_is_at_the_top(headed: Cache, size: tuple[int, int]) -> None:
    async with headed.app().run_test(size=size) as pilot:
        await ready(pilot, 13)
        screen = room(pilot.app)
        await pilot.press("enter", "c")
        await until(pilot, lambda: isinstance(pilot.app.screen, ContentsScreen))
        await pilot.pause()
        assert "冬天的书店" in painted(pilot)
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert "秋天的书店" in screen.reader.render_line(0).text
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, ContentsScreen))
        assert pilot.app.screen.rows.cursor == 2


async def test_an_article_without_headings_says_so(cache: Cache) -> None:
    cache.add("a", replace(draft(-5, "无题"), blocks=(Block("p", PARAGRAPH),)))
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("c")
        assert "没有小标题" in said(pilot)


async def test_at_the_beginning_the_time_that_is_left_is_that_of_the_article(cache: Cache) -> None:
    code = "\n".join(f"{'':40}return {n}" for n in range(15))  # 600 blanks: who reads them?
    cache.add("a", replace(draft(-5, "代码"), blocks=(Block("p", "字" * 539), Block("pre", code))))
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter")
        await pilot.pause()
        assert "约 2 分钟" in painted(pilot)
        assert "0% · 还要约 2 分钟" in painted(pilot).split("\n")[-1]


async def test_the_time_that_is_left_shrinks_as_one_reads(headed: Cache) -> None:
    async with headed.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter")
        await pilot.pause()
        line = painted(pilot).split("\n")[-1]
        assert "0% · 还要约 6 分钟" in line
        await pilot.press("G")
        await pilot.pause()
        assert "分钟" not in painted(pilot).split("\n")[-1]
        assert "100%" in painted(pilot).split("\n")[-1]

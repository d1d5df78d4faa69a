"""Related articles below the text, in their dialog, and the way back."""

from __future__ import annotations

import pytest

from cached_room import Cache, draft, painted, ready, room, said, until
from tnews.model import Query
from tnews.tui.messages import Related
from tnews.tui.screens.related import RelatedScreen

BRIDGE = "林一舟说，竹桥修好以后，他还会来看竹桥。竹桥会等人。" * 12


@pytest.fixture
def bridges(cache: Cache) -> Cache:
    """The cache of the other tests, with three articles about a bridge on top."""
    cache.add(
        "a",
        draft(-3, "林一舟的竹桥修好了", BRIDGE),
        draft(-2, "竹桥三十六年，林一舟没有走", BRIDGE),
        draft(-1, "林一舟：竹桥修好以后", BRIDGE),
    )
    return cache


async def test_they_come_after_the_text_and_keep_the_place(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        assert "相关" not in painted(pilot)
        await pilot.press("enter", "space")
        place = screen.reader.scroll_offset.y
        await until(pilot, lambda: len(screen.reader.sheet.related) == 2)
        assert screen.reader.scroll_offset.y == place > 0
        await pilot.press("G")
        await pilot.pause()
        assert "相关" in painted(pilot)
        assert "林一舟：竹桥修好以后" in painted(pilot)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_one_is_read_and_back_returns_to_the_place(
    bridges: Cache, size: tuple[int, int]
) -> None:
    first, *_others = bridges.library.ids(Query())
    async with bridges.app().run_test(size=size) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(screen.reader.sheet.related))
        await pilot.press("G")
        await pilot.pause()
        place = screen.reader.scroll_offset.y
        chosen = screen.reader.sheet.related[1].article
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, RelatedScreen))
        await pilot.press("j", "enter")
        await until(pilot, lambda: screen.reader.sheet.article == chosen)
        assert screen.articles.current_id == first
        assert screen.row.id == chosen
        await pilot.press("m")
        await until(pilot, lambda: bridges.store.statuses([chosen])[chosen].is_bookmarked)
        await pilot.press("q")
        await until(pilot, lambda: screen.reader.sheet.article == first)
        assert screen.zone == "reader"
        assert abs(screen.reader.scroll_offset.y - place) <= size[1] // 2
        await pilot.press("q")
        assert screen.zone == "list"


async def test_moving_on_ends_the_visit(bridges: Cache) -> None:
    first, *_others = bridges.library.ids(Query())
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(screen.reader.sheet.related))
        last = screen.reader.sheet.related[0].article
        await pilot.press("i", "enter")
        await until(pilot, lambda: screen.reader.sheet.article == last)
        await pilot.press("h")
        await until(pilot, lambda: screen.reader.sheet.article == first)
        await pilot.press("enter")
        await until(pilot, lambda: bool(screen.reader.sheet.related))
        await pilot.press("i", "enter")
        await until(pilot, lambda: screen.reader.sheet.article == last)
        await pilot.press("n")
        await until(pilot, lambda: screen.opened == screen.articles.current_id != first)
        assert screen.visited is None


async def test_where_none_is_related_that_is_said(bridges: Cache) -> None:
    async with bridges.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        await pilot.press("G", "i")
        await until(pilot, lambda: "没有相关文章" in said(pilot))
        await pilot.press("k", "enter")
        opened = screen.opened
        await until(pilot, lambda: screen._related[0] == opened)
        await pilot.press("i")
        await until(pilot, lambda: "没有相关文章" in said(pilot))


async def test_of_an_article_in_sight_they_are_found_without_opening_it(bridges: Cache) -> None:
    first, *_others = bridges.library.ids(Query())
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, RelatedScreen))
        assert screen.opened is None
        assert not bridges.store.statuses([first])[first].is_read
        await pilot.press("enter")
        await until(pilot, lambda: screen.reader.sheet.article not in (None, first))


async def test_who_went_on_is_shown_no_list_of_what_was_left(
    bridges: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, *_others = bridges.library.ids(Query())
    async with bridges.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 15)
        screen = room(pilot.app)
        monkeypatch.setattr(screen.desk, "relate", lambda _article: None)  # it takes its time
        await pilot.press("i")
        await until(pilot, lambda: screen._list_for == first)
        await pilot.press("j")
        await until(pilot, lambda: screen.reader.sheet.article == second)
        rows = bridges.library.rows([second])
        await pilot.press("k")
        await until(pilot, lambda: screen.reader.sheet.article == first)
        screen.post_message(Related(first, rows))
        await until(pilot, lambda: screen._related[0] == first)
        await pilot.pause()
        assert pilot.app.screen is screen

"""What the mouse is over in an article, and where a click leads."""

from __future__ import annotations

import pytest

from cached_room import Cache, ready, room, said, until
from tnews.model import Block, Link, Query
from tnews.model.settings import ReaderSettings
from tnews.services.intake import store_drafts
from tnews.text.wrap import cells
from tnews.tui.screens.links import LinksScreen
from tnews.tui.screens.log import LogScreen
from tnews.tui.sheet import RelatedTitle, Sheet
from tnews.tui.typeset import typeset
from tnews.tui.under_mouse import Under, under

A, B = "https://example.com/a", "https://example.com/" + "b" * 60
BLOCKS = (
    Block("p", "先看甲处，再看乙处。", links=(Link(2, 4, A), Link(7, 9, B))),
    Block("p", "湖边的书店清晨开门。"),
)
SHEET = Sheet(1, "题", (), "", BLOCKS, related=(RelatedTitle(5, "旧闻", "昨天"),))


def find(text: str, role: str, words: str = "") -> Under | None:
    """What is under the first cell of the piece with this text and role."""
    lines = typeset(BLOCKS, 40, ReaderSettings(), words)
    for y, line in enumerate(lines):
        left = 0
        for piece, worn in line.pieces:
            if (piece, worn) == (text, role):
                return under(lines, y, left, SHEET)
            left += cells(piece)
    raise AssertionError([line.pieces for line in lines])


@pytest.mark.parametrize(
    ("text", "role", "number"),
    [("甲处", "link", 0), ("乙处", "link", 1), ("[2]", "number", 1), ("[1] ", "number", 0)],
)
def test_a_link_is_known_by_its_words_and_its_number(text: str, role: str, number: int) -> None:
    assert find(text, role) == Under("link", number)


def test_an_address_that_goes_on_below_is_its_link() -> None:
    lines = typeset(BLOCKS, 40, ReaderSettings())
    last = len(lines) - 1
    assert under(lines, last, 6, SHEET) == Under("link", 1)


def test_a_hit_is_known_by_where_it_begins() -> None:
    assert find("书店", "hit", "书店") == Under("hit", 3)


def test_plain_text_and_nothing_lead_nowhere() -> None:
    lines = typeset(BLOCKS, 40, ReaderSettings())
    assert under(lines, 0, 5, SHEET) is None
    assert under(lines, 0, 500, SHEET) is None
    assert under(lines, len(lines), 0, SHEET) is None


def linked(cache: Cache) -> Cache:
    """The cache with a newest article that has links and a tag."""
    from cached_room import draft
    from tnews.model import FetchState
    from tnews.model.record import replace

    made = replace(draft(-5, "有链接的"), blocks=BLOCKS)
    saved = store_drafts(cache.store, "a", FetchState(), [made])
    cache.store.set_tags(saved.new[0], ["湖边"])
    return cache


async def test_a_click_on_a_link_asks_as_its_key_does(cache: Cache) -> None:
    async with linked(cache).app().run_test(size=(120, 40)) as pilot:
        await ready(pilot, 13)
        reader = room(pilot.app).reader
        y = next(n for n, line in enumerate(reader._lines) if ("乙处", "link") in line.pieces)
        left = reader._left
        for text, role in reader._lines[y].pieces:
            if (text, role) == ("乙处", "link"):
                break
            left += cells(text)
        await pilot.click(reader, offset=(left, y))
        await until(pilot, lambda: isinstance(pilot.app.screen, LinksScreen))
        assert pilot.app.screen.rows.cursor == 1


async def test_a_tag_is_searched_and_a_right_click_goes_back(cache: Cache) -> None:
    async with linked(cache).app().run_test(size=(120, 40)) as pilot:
        await ready(pilot, 13)
        screen = room(pilot.app)
        pane = screen.metadata
        y = next(n for n, line in enumerate(pane._made) if any(p == "tag" for _t, p in line))
        x = len(pane._lead) + pane.styles.padding.left
        await pilot.click(pane, offset=(x, y + pane.styles.padding.top))
        await until(pilot, lambda: screen.view.name == "标签:湖边")
        await until(pilot, lambda: len(screen.articles.ids) == 1)
        await pilot.click(screen.articles, offset=(3, 6), button=3)
        await until(pilot, lambda: screen.view.kind == "all")


async def test_a_tag_that_is_cut_on_the_screen_is_searched_whole(cache: Cache) -> None:
    long = "从湖边的书店到竹桥的清晨一路上所见所闻的读书笔记"
    made = linked(cache)
    cache.store.set_tags(cache.library.ids(Query())[0], [long])
    async with made.app().run_test(size=(40, 30)) as pilot:
        await ready(pilot, 13)
        screen = room(pilot.app)
        await pilot.press("enter")
        pane = screen.metadata
        await until(pilot, lambda: any(p == "tag" for line in pane._made for _t, p in line))
        y = next(n for n, line in enumerate(pane._made) if any(p == "tag" for _t, p in line))
        assert long not in "".join(text for text, _part in pane._made[y])
        x = len(pane._lead) + pane.styles.padding.left
        await pilot.click(pane, offset=(x + 3, y + pane.styles.padding.top))
        await until(pilot, lambda: screen.view.name == f"标签:{long}")
        await until(pilot, lambda: len(screen.articles.ids) == 1)


async def test_keys_that_are_taught_can_be_clicked(cache: Cache) -> None:
    async with cache.app().run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        screen = room(pilot.app)
        pieces = screen.status._made[0]
        keys = [text for text, part in pieces if part == "key"]
        x = sum(cells(text) for text, _part in pieces[: pieces.index(("m", "key"))])
        assert "m" in keys
        await pilot.click(screen.status, offset=(x + 3, 0))  # on its name
        await until(pilot, lambda: "已收藏" in said(pilot))
        await pilot.click(screen.status, offset=(3, 0))  # the message leads to the log
        await until(pilot, lambda: isinstance(pilot.app.screen, LogScreen))

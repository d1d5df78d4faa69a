"""The links of an article: their numbers, and the dialog that lists them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cached_room import CONFIG, Cache, draft, fill, painted, ready, room, said, until
from page_site import PageSite
from tnews import locale
from tnews.model import Block, Link, TextFetched
from tnews.model.record import replace
from tnews.services import readlater
from tnews.services.readlater import SAVED
from tnews.text.wrap import cells
from tnews.tui.numbered import NumberedLink, numbered
from tnews.tui.screens.links import LinksScreen
from tnews.tui.widgets.choices import LinkList


@pytest.fixture
def linked(tmp_path: Path, site: PageSite) -> Iterator[Cache]:
    """The cache of the other tests; its first article leads to two pages of `site`."""
    locale.choose("zh_CN")
    opened = tmp_path / "opened"
    write = f"import sys; open({str(opened)!r}, 'w').write(sys.argv[1])"
    reader = replace(CONFIG.reader, browser=(sys.executable, "-c", write, "{url}"))
    home, other, third = CONFIG.sources
    sources = (home, replace(other, url="https://example.com/b"), third)
    cache = fill(tmp_path, replace(CONFIG, reader=reader, sources=sources))
    text = "先看书店，再看竹桥。"
    links = (Link(2, 4, f"{site.url}/shop.html"), Link(7, 9, f"{site.url}/bridge.html"))
    cache.add("a", replace(draft(-1, "带链接的文章"), blocks=(Block("p", text, links=links),)))
    yield cache
    cache.store.close()


def test_each_address_has_one_number() -> None:
    first, second = Link(0, 1, "https://example.com/a"), Link(1, 2, "https://example.com/b")
    blocks = [
        Block("p", "甲乙", links=(first, second)),
        Block("li", "· 丙", links=(Link(2, 3, "https://example.com/a"),)),
        Block("img", "湖", "https://example.com/c.jpg"),
        Block("table", "表\t格", links=(first,)),
    ]
    assert [(link.label, link.url[-5:]) for link in numbered(blocks)] == [
        ("甲", "com/a"),
        ("乙", "com/b"),
        ("[picture]湖", "c.jpg"),
    ]


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 20)])
async def test_the_links_are_listed_and_copied(linked: Cache, size: tuple[int, int]) -> None:
    async with linked.app().run_test(size=size) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LinksScreen)
        assert "书店" in painted(pilot)
        assert "竹桥" in painted(pilot)
        await pilot.press("j", "y")
        assert pilot.app.clipboard.endswith("/bridge.html")
        await pilot.press("escape")
        assert room(pilot.app).zone == "reader"


async def test_enter_opens_the_browser(linked: Cache) -> None:
    opened = linked.data_dir / "opened"
    async with linked.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L", "enter")
        await until(pilot, lambda: opened.exists() and "shop" in opened.read_text("utf-8"))


async def test_s_opens_the_list_and_saves_from_it(linked: Cache, site: PageSite) -> None:
    site.add("/bridge.html", "竹桥修好了")
    async with linked.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "s", "j", "s")
        await until(pilot, lambda: "竹桥修好了" in said(pilot))
        await pilot.press("escape", "q")
        await until(pilot, lambda: SAVED.category in painted(pilot))
        assert len(room(pilot.app).articles.ids) == 13, "the list on show stays as it was"


async def test_a_page_that_cannot_be_saved_says_why(linked: Cache) -> None:
    async with linked.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L", "s")
        await until(pilot, lambda: "403" in painted(pilot))


async def test_a_defect_while_saving_is_told_in_the_dialog(
    linked: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_wanted: object, **_named: object) -> TextFetched:
        raise ZeroDivisionError("ouch")

    monkeypatch.setattr(readlater, "save", broken)
    async with linked.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L", "s")
        await until(pilot, lambda: painted(pilot).count("ZeroDivisionError") == 2)


async def test_an_article_leads_to_no_private_host_but_its_own(
    linked: Cache, site: PageSite
) -> None:
    site.add("/bridge.html", "竹桥修好了")
    links = (Link(0, 2, f"{site.url}/bridge.html"),)
    foreign = replace(draft(-2, "别家的文章"), blocks=(Block("p", "竹桥", links=links),))
    linked.add("b", foreign)
    async with linked.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot, 14)
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: "别家的文章" in painted(pilot))
        await pilot.press("s", "s")
        await until(pilot, lambda: "127.0.0.1" in said(pilot))
        assert site.asked == []


async def test_without_links_there_is_nothing_to_list(cache: Cache) -> None:
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await pilot.press("enter", "L")
        assert pilot.app.screen is room(pilot.app)
        assert said(pilot)
        await pilot.press("s")
        assert pilot.app.screen is room(pilot.app)


async def test_no_width_cuts_a_character(linked: Cache) -> None:
    async with linked.app().run_test(size=(40, 20)) as pilot:
        await ready(pilot, 13)
        await pilot.press("enter", "L")
        for width in range(36, 100, 9):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            assert {cells(line) for line in painted(pilot).split("\n")} == {width}
            assert "竹桥" in painted(pilot)


LABELS = st.text(st.sampled_from("湖水，。“”a1 《》👍é"), max_size=40)


@given(st.lists(LABELS, min_size=1, max_size=12), st.integers(16, 120))
def test_no_row_is_too_wide(labels: list[str], width: int) -> None:
    rows = LinkList([NumberedLink(label, f"https://example.com/{label}") for label in labels])
    for index in range(len(labels)):
        for line in (0, 1):
            text = "".join(text for text, _part in rows.pieces(index, line, width))
            assert cells(text) <= width

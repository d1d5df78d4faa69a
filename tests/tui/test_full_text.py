"""Whole texts in the reading room: real pages over real HTTP into a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cached_room import CONFIG, Cache, painted, ready, room, said, until
from page_site import PARAGRAPHS, PageSite
from tnews import locale
from tnews.locale import _
from tnews.model import ArticleDraft, Block, Query, Source
from tnews.model.record import replace
from tnews.model.source import FullText
from tnews.services.library import Library
from tnews.store import Store
from tnews.tui.sheet import fetching

SUMMARY = "一句话的摘要……"


Make = Callable[..., Cache]


@pytest.fixture
def short(tmp_path: Path, site: PageSite) -> Iterator[Make]:
    """Make a cache of one source with articles of these texts, newest first."""
    locale.choose("zh_CN")
    with ExitStack() as stack:

        def make(*texts: str, full_text: FullText = "auto") -> Cache:
            source = Source("s", f"{site.url}/feed", "短讯社", "要闻", full_text=full_text)
            config = replace(CONFIG, sources=(source,), categories=())
            store = Store.open(tmp_path / "tnews.db")
            stack.callback(store.close)
            cache = Cache(store, Library(store, config), config, tmp_path)
            cache.add("s", *(short_draft(site, number, text) for number, text in enumerate(texts)))
            return cache

        yield make


def short_draft(site: PageSite, number: int, text: str) -> ArticleDraft:
    return ArticleDraft(
        uid=str(number),
        url=f"{site.url}/{number}.html",
        title=f"第 {number} 条短讯",
        blocks=tuple(Block("p", part) for part in text.split("\n") if part),
        published_at=datetime(2026, 1, 2, tzinfo=UTC) - timedelta(minutes=number),
    )


def shown_text(pilot: Pilot[str]) -> str:
    sheet = room(pilot.app).reader.sheet
    assert sheet is not None
    return "\n".join(block.text for block in sheet.blocks)


async def test_f_fetches_the_whole_text_and_says_so(short: Make, site: PageSite) -> None:
    site.add("/0.html", "第 0 条短讯")
    async with short(SUMMARY, full_text="never").app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 1)
        assert SUMMARY in shown_text(pilot)
        assert _("summary from the feed") in painted(pilot)
        site.is_open.clear()
        await pilot.press("f")
        await until(pilot, lambda: site.asked == ["/0.html"])
        assert fetching() in said(pilot)
        await pilot.press("f", "l", "h")
        assert room(pilot.app).zone == "list", "the screen does not wait"
        site.is_open.set()
        await until(pilot, lambda: "第 30 段" in shown_text(pilot))
        await until(pilot, lambda: fetching() not in said(pilot))
        assert _("the article's own page") in painted(pilot)
        assert site.asked == ["/0.html"], "asked for twice, fetched once"


async def test_the_reading_place_stays(short: Make, site: PageSite) -> None:
    site.add("/0.html", "第 0 条短讯", "这一段只有原网页才有，它站在最前面，把别的都往下推。" * 5)
    app = short("\n".join(PARAGRAPHS[:12]), full_text="never").app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, 1)
        await pilot.press("enter", "space")
        reader = room(pilot.app).reader
        before = reader.scroll_offset.y

        def first() -> str:
            return "".join(reader.render_line(y).text for y in range(3)).strip()

        place = first()
        assert before > 0
        await pilot.press("f")
        await until(pilot, lambda: "第 30 段" in shown_text(pilot))
        await pilot.pause()
        assert reader.scroll_offset.y > before
        assert first() == place


async def test_what_cannot_be_had_is_told_and_the_summary_stays(short: Make) -> None:
    async with short(SUMMARY, full_text="never").app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 1)
        await pilot.press("f")
        await until(pilot, lambda: "403" in said(pilot))
        assert "403" in painted(pilot).rpartition("\n")[0], "in the metadata too"
        assert SUMMARY in shown_text(pilot)


async def test_what_is_said_of_one_article_is_not_said_of_the_next(
    short: Make, site: PageSite
) -> None:
    site.add("/0.html", "第 0 条短讯")
    async with short(SUMMARY, SUMMARY, full_text="never").app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 2)
        await pilot.press("f")
        await until(pilot, lambda: "1," in said(pilot))
        await pilot.press("j")
        await until(pilot, lambda: "第 1 条" in painted(pilot).partition("\n")[2])
        await until(pilot, lambda: said(pilot).startswith("j "))


async def test_a_headline_alone_is_fetched_when_it_is_opened(short: Make, site: PageSite) -> None:
    site.add("/0.html", "第 0 条短讯")
    async with short("").app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 1)
        assert site.asked == []
        await pilot.press("enter")
        await until(pilot, lambda: "第 30 段" in shown_text(pilot))


async def test_no_text_is_fetched_for_a_source_that_wants_none(short: Make, site: PageSite) -> None:
    cache = short("", SUMMARY, full_text="never")
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 2)
        await pilot.press("enter", "n")
        await pilot.pause()
    assert site.asked == []


async def test_the_open_one_and_the_next_two_are_fetched(short: Make, site: PageSite) -> None:
    for number in range(6):
        site.add(f"/{number}.html", f"第 {number} 条短讯")
    cache = short(*[SUMMARY] * 6)
    ids = list(cache.library.ids(Query()))
    cache.store.set_read([ids[1], ids[2]], True)
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 6)
        await pilot.press("enter")
        await until(pilot, lambda: "第 30 段" in shown_text(pilot))
        for number in (1, 3):
            await until(pilot, lambda n=number: cache.library.text_state(ids[n]).shown == "page")  # type: ignore[misc]
        assert said(pilot).startswith("j "), "nobody asked: nothing is said"
        await pilot.pause()
    assert sorted(site.asked) == ["/0.html", "/1.html", "/3.html"], "next, and next unread"


async def test_what_is_opened_meanwhile_is_still_fetched(short: Make, site: PageSite) -> None:
    for number in range(3):
        site.add(f"/{number}.html", f"第 {number} 条短讯")
    site.is_open.clear()
    async with short(*[SUMMARY] * 3).app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 3)
        await pilot.press("enter")
        await until(pilot, lambda: len(site.asked) == 2)
        await pilot.press("n")
        site.is_open.set()
        await until(pilot, lambda: "第 30 段" in shown_text(pilot))
        await until(pilot, lambda: "/2.html" in site.asked)
    assert site.asked.count("/1.html") == 1


async def test_the_demonstration_fetches_nothing_ahead(short: Make, site: PageSite) -> None:
    cache = short(SUMMARY, SUMMARY)
    cache.config = replace(cache.config, sources=())
    async with cache.app(is_demo=True).run_test(size=(80, 24)) as pilot:
        await ready(pilot, 2)
        await pilot.press("enter")
        await pilot.pause()
    assert site.asked == []


async def test_leaving_does_not_wait_for_pages(short: Make, site: PageSite) -> None:
    cache = short(SUMMARY, SUMMARY)
    site.is_open.clear()
    async with cache.app().run_test(size=(80, 24)) as pilot:
        await ready(pilot, 2)
        await pilot.press("enter", "f")
        await until(pilot, lambda: len(site.asked) == 2)
        await pilot.press("q", "q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert cache.library.text_state(cache.library.ids(Query())[0]).shown == "feed"

"""Saving pages to read later: a real cache, a site that is a dictionary, real worker processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tnews.model import Query, Source
from tnews.model.settings import Config
from tnews.net.http import Reply
from tnews.services.readlater import SAVED, find, save, with_saved
from tnews.sources.worker import Parser
from tnews.store import Store

URL = "http://news.cn/2026/1101/100.html"
OTHER = "http://news.cn/2026/1102/200.html"


def article(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text * 12}</p>" for text in paragraphs)
    return (
        f"<html><head><title>{title}_湖畔网</title></head><body><h1>{title}</h1>"
        f"<p class=info>2026-11-01 09:30 来源：湖畔日报</p><div class=content>{body}</div></body>"
    )


TEXT = ("湖边的早市今天迎来了入冬以来最热闹的一个周末。", "摊主们说，蔬菜的价格比上个月低了一些。")


class Web:
    """Answers with `pages`; `moved` says which addresses lead to others."""

    def __init__(self, pages: Mapping[str, str], moved: Mapping[str, str] = {}) -> None:
        self.pages = pages
        self.moved = moved
        self.home: str | None = None

    async def get(self, url: str, *, home: str | None = None, **_more: Any) -> Reply:
        self.home = home
        at = self.moved.get(url, url)
        if at not in self.pages:
            return Reply(at, 404)
        return Reply(at, 200, {"content-type": "text/html"}, self.pages[at].encode())

    async def post(self, url: str, body: bytes, **_more: Any) -> Reply:
        raise AssertionError("pages are not posted")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "tnews.db")
    yield opened
    opened.close()


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as parser:
        yield parser


async def test_a_saved_page_is_an_article(store: Store, parser: Parser) -> None:
    web = Web({URL: article("早市热闹起来", *TEXT)})
    saved = await save(URL, store, web, parser)
    assert (saved.source, saved.title, saved.error) == ("saved", "早市热闹起来", "")
    assert saved.is_better
    stored = store.article(saved.article)
    assert stored is not None
    assert (stored.title, stored.origin, stored.url) == ("早市热闹起来", "湖畔日报", URL)
    assert [block.text for block in stored.blocks] == [text * 12 for text in TEXT]
    assert stored.category == SAVED.category
    assert store.text_states([saved.article])[saved.article].shown == "page"


async def test_the_same_address_is_no_second_article(store: Store, parser: Parser) -> None:
    web = Web({URL: article("早市热闹起来", *TEXT)})
    assert find(URL, store) is None
    first = await save(URL, store, web, parser)
    store.set_read([first.article], True)
    again = await save(URL + "?utm_source=x", store, web, parser)
    assert find(URL, store) == again.article == first.article
    assert list(store.ids(Query(unread=True))) == [first.article]
    other = await save(OTHER, store, Web({OTHER: article("另一条", *TEXT)}), parser)
    assert other.article != first.article


async def test_two_pages_of_one_title_are_two_articles(store: Store, parser: Parser) -> None:
    web = Web({URL: article("早市热闹起来", *TEXT), OTHER: article("早市热闹起来", *TEXT)})
    one = await save(URL, store, web, parser, title="早市")
    two = await save(OTHER, store, web, parser, title="早市")
    assert one.article != two.article


async def test_an_address_and_where_it_leads_are_one_article(store: Store, parser: Parser) -> None:
    short = "http://t.cn/abc"
    web = Web({URL: article("早市热闹起来", *TEXT)}, {short: URL})
    first = await save(short, store, web, parser)
    assert (await save(URL, store, web, parser)).article == first.article
    assert (await save(short, store, web, parser)).article == first.article
    stored = store.article(first.article)
    assert stored is not None
    assert (stored.url, stored.title) == (URL, "早市热闹起来")


async def test_a_page_that_cannot_be_read_leaves_its_link(store: Store, parser: Parser) -> None:
    failed = await save(URL, store, Web({}), parser)
    assert "404" in failed.error
    stored = store.article(failed.article)
    assert stored is not None
    assert (stored.title, stored.url, stored.blocks) == (URL, URL, ())
    assert "404" in store.text_states([failed.article])[failed.article].error

    named = await save(OTHER, store, Web({}), parser, title="有题目的链接")
    assert named.title == "有题目的链接"

    better = await save(URL, store, Web({URL: article("早市热闹起来", *TEXT)}), parser)
    assert (better.article, better.is_better, better.error) == (failed.article, True, "")


async def test_a_failure_keeps_the_text_that_is_there(store: Store, parser: Parser) -> None:
    first = await save(URL, store, Web({URL: article("早市热闹起来", *TEXT)}), parser)
    again = await save(URL, store, Web({}), parser)
    assert again.article == first.article
    stored = store.article(first.article)
    assert stored is not None
    assert (stored.title, len(stored.blocks)) == ("早市热闹起来", 2)


async def test_only_the_host_of_its_source_may_be_private(store: Store, parser: Parser) -> None:
    web = Web({})
    await save(URL, store, web, parser)
    assert web.home == "https://nowhere.invalid/"
    await save(URL, store, web, parser, home="http://news.cn/feed")
    assert web.home == "http://news.cn/feed"


async def test_a_deleted_page_can_be_saved_again(store: Store, parser: Parser) -> None:
    web = Web({URL: article("早市热闹起来", *TEXT)})
    first = await save(URL, store, web, parser)
    store.delete([first.article])
    assert find(URL, store) is None
    again = await save(URL, store, web, parser)
    assert store.article(again.article) is not None
    assert find(URL, store) == again.article


async def test_the_channel_is_there_once_something_is_saved(store: Store, parser: Parser) -> None:
    config = Config(sources=(Source("a", "http://a.cn/feed", "甲", "新闻"),))
    store.register(config.sources)
    assert with_saved(config, store) == config
    await save(URL, store, Web({}), parser)
    assert with_saved(config, store).sources == (*config.sources, SAVED)


async def test_one_link_saved_many_times_at_once_is_one_article(
    store: Store, parser: Parser
) -> None:
    web = Web({URL: article("早市热闹起来", *TEXT)})
    saved = await asyncio.gather(*(save(URL, store, web, parser) for _ in range(4)))
    assert len({one.article for one in saved}) == 1
    assert len(store.ids(Query())) == 1

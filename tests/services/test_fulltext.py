"""Whole texts one by one: which are wanted, what a person may ask for, entries of ranked lists."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from loopback import STORY, Answer, Web
from tnews.model import (
    Article,
    ArticleDraft,
    Block,
    FetchError,
    FetchState,
    ParseError,
    Query,
    Source,
    SourceError,
    TextFetched,
    TextState,
)
from tnews.model.record import replace
from tnews.model.settings import Config, HttpSettings
from tnews.services.fulltext import SHORT, FullText, _mood, wants
from tnews.services.intake import store_drafts
from tnews.services.library import Library
from tnews.services.readlater import SAVED
from tnews.sources import json as api
from tnews.store import Store

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class Clock:
    """The cache's clock; the text service lives in the real time."""

    def __init__(self) -> None:
        self.behind = 0.0

    def __call__(self) -> float:
        return time.time() - self.behind


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(tmp_path / "tnews.db", clock=clock)
    yield opened
    opened.close()


class Texts:
    """A `FullText` over one source, and what it did."""

    def __init__(self, store: Store, source: Source) -> None:
        self.store = store
        self.source = source
        store.register([source, SAVED])
        self.config = Config(sources=(source,), http=HttpSettings(timeout=20.0))
        self.library = Library(store, self.config)

    def add(self, url: str, text: str = "摘要", **more: Any) -> int:
        blocks = (Block("p", text),) if text else ()
        draft = ArticleDraft(url, url, "题", blocks, **more)
        (id,) = store_drafts(self.store, self.source.key, FetchState(), [draft]).new
        return id

    async def fetch(self, id: int, *, asked: bool = False) -> TextFetched:
        async with FullText(self.store, self.config) as texts:
            return await texts.fetch(id, asked=asked)

    def rank(self, **entry: Any) -> int:
        draft = ArticleDraft(**{"uid": "1", "url": "", "title": "热题", **entry})
        self.store.save_ranks(self.source.key, FetchState(), [draft], NOW)
        return self.library.ranked(self.source.key)[0].id

    async def open(self, entry_id: int) -> TextFetched:
        async with FullText(self.store, self.config) as texts:
            return await texts.open_entry(entry_id)

    def article(self, id: int) -> Article:
        article = self.library.open(id)
        assert article is not None
        return article

    def state(self, id: int) -> TextState:
        return self.library.text_state(id)


@pytest.fixture
def texts(web: Web, store: Store) -> Texts:
    return Texts(store, web.source("a"))


@pytest.mark.parametrize(
    ("full_text", "draft", "expected"),
    [
        ("auto", {}, True),
        ("auto", {"blocks": (Block("p", "摘要" * 100),)}, True),
        ("auto", {"blocks": (Block("p", "字" * SHORT),), "is_full_text": True}, False),
        ("auto", {"blocks": (Block("p", "字" * (SHORT - 1)),), "is_full_text": True}, True),
        ("auto", {"url": ""}, False),
        ("auto", {"url": "", "detail_url": "http://a.example/api/1"}, True),
        ("always", {"blocks": (Block("p", "字" * 999),), "is_full_text": True}, True),
        ("always", {"url": ""}, False),
        ("never", {}, False),
    ],
)
def test_wants(full_text: Any, draft: dict[str, Any], expected: bool) -> None:
    source = Source("a", "http://a.example/feed", "A", "新闻", full_text=full_text)
    made = ArticleDraft(**{"uid": "", "url": "http://a.example/1", "title": "题", **draft})
    assert wants(source, made) is expected
    assert FullText.wants(source, made) is expected


async def test_unasked_only_what_is_wanted_and_was_not_tried(
    web: Web, texts: Texts, clock: Clock
) -> None:
    whole = texts.add(f"{web.url}/whole", "字" * 99, is_full_text=True)
    short = texts.add(f"{web.url}/short")
    web.answers["/short"] = Answer(status="500 Oops")
    assert await texts.fetch(whole) == TextFetched(whole, "a", "题")
    assert web.asked == []
    assert "500" in (await texts.fetch(short)).error
    assert await texts.fetch(short) == TextFetched(short, "a", "题")
    assert len(web.asked) == 1
    clock.behind = 7200
    texts.store.save_text_failure(short, "x", is_final=False)
    web.page("/short", "题")
    assert (await texts.fetch(short)).is_better
    assert texts.article(short).text == STORY
    assert await texts.fetch(short) == TextFetched(short, "a", "题")


async def test_asked_always_tries(web: Web, texts: Texts) -> None:
    id = texts.add(f"{web.url}/1", STORY, is_full_text=True)
    texts.store.save_text_failure(id, "gone", is_final=True)
    web.page("/1", "题", STORY + "\n银杏叶落了。")
    done = await texts.fetch(id, asked=True)
    assert (done.is_better, done.error) == (True, "")
    assert list(texts.store.ids(Query(text="银杏叶"))) == [id]
    assert texts.state(id).shown == "page"
    assert not (await texts.fetch(id, asked=True)).is_better


def test_one_service_serves_one_event_loop_after_another(store: Store) -> None:
    source = Source("a", "http://127.0.0.1:9/", "A", "新闻")
    store.register([source])
    texts = FullText(store, Config(sources=(source,)))
    drafts = [ArticleDraft(str(n), f"http://127.0.0.1:9/{n}", str(n)) for n in range(3)]
    ids = store_drafts(store, "a", None, drafts).new

    async def fetch() -> list[TextFetched]:
        async with texts:
            return await asyncio.gather(*(texts.fetch(id, asked=True) for id in ids))

    for _time in range(2):
        assert all("refuses connections" in done.error for done in asyncio.run(fetch()))


async def test_an_answer_that_no_later_try_will_change_is_final(web: Web, texts: Texts) -> None:
    gone, nothing, busy = (texts.add(f"{web.url}/{name}") for name in ("gone", "nothing", "busy"))
    web.answers["/gone"] = Answer(status="410 Gone")
    web.answers["/nothing"] = Answer("<p>短", headers={"Content-Type": "text/html"})
    web.answers["/busy"] = Answer(status="503 Busy")
    for id in (gone, nothing, busy):
        done = await texts.fetch(id)
        assert done.error == texts.state(id).error != ""
        assert texts.article(id).text == "摘要"
    assert [texts.state(id).is_final for id in (gone, nothing, busy)] == [True, True, False]


async def test_what_is_gone_or_has_no_address_is_told(texts: Texts) -> None:
    assert (await texts.fetch(999, asked=True)).error == "the article is gone"
    assert (await texts.fetch(999)).error == "the article is gone"
    id = texts.add("")
    assert "no address" in (await texts.fetch(id, asked=True)).error


async def test_a_source_that_is_gone_has_pages_but_none_on_private_hosts(
    web: Web, texts: Texts
) -> None:
    texts.store.register([Source("old", "", "Old", "新闻")])
    draft = ArticleDraft("1", f"{web.url}/1", "题")
    (id,) = store_drafts(texts.store, "old", None, [draft]).new
    web.page("/1", "题")
    assert "private" in (await texts.fetch(id, asked=True)).error


async def test_a_saved_link_may_come_from_anywhere_and_leads_to_no_private_host(
    web: Web, texts: Texts
) -> None:
    draft = ArticleDraft("1", f"{web.url}/1", "1")
    (id,) = store_drafts(texts.store, SAVED.key, None, [draft]).new
    assert "private" in (await texts.fetch(id)).error
    assert "private" in (await texts.fetch(id, asked=True)).error
    assert web.asked == []


async def test_of_a_source_that_is_off_only_what_is_asked_for(web: Web, store: Store) -> None:
    texts = Texts(store, replace(web.source("a"), enabled=False))
    id = texts.add(f"{web.url}/1")
    web.page("/1", "题")
    assert await texts.fetch(id) == TextFetched(id, "a", "题")
    assert web.asked == []
    assert (await texts.fetch(id, asked=True)).is_better


async def test_the_api_comes_before_the_page(
    web: Web, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = Texts(store, Source("a", f"{web.url}/api", "A", "新闻", kind="json"))
    said: list[ArticleDraft | ParseError] = []

    async def detail(source: Source, url: str, *_tools: object) -> ArticleDraft:
        assert url == f"{web.url}/api/1"
        answer = said.pop()
        if isinstance(answer, ParseError):
            raise answer
        return answer

    monkeypatch.setattr(api, "detail", detail)
    web.page("/page", "题")
    web.page("/other", "题", STORY + "\n另一页。")
    id = texts.add(f"{web.url}/page", "", detail_url=f"{web.url}/api/1")
    said[:] = [
        ArticleDraft("", "", "", (Block("p", STORY + STORY),)),
        ArticleDraft("", f"{web.url}/other", ""),
        ParseError("no text for this item"),
    ]
    assert (await texts.fetch(id)).is_better
    assert texts.article(id).text == STORY
    assert (await texts.fetch(id, asked=True)).is_better
    assert texts.article(id).text.endswith("另一页。")
    assert (await texts.fetch(id, asked=True)).is_better
    assert texts.article(id).text == STORY.replace("\n", " ") * 2


async def test_an_entry_becomes_an_article_of_its_list(web: Web, texts: Texts) -> None:
    entry = texts.rank(url=f"{web.url}/hot/1")
    web.page("/hot/1", "湖边的书店")
    done = await texts.open(entry)
    assert (done.error, done.is_better, done.source) == ("", True, "a")
    article = texts.article(done.article)
    assert (article.title, article.text, article.source) == ("湖边的书店", STORY, "a")
    assert texts.library.ranked("a")[0].article_id == article.id
    assert list(texts.store.ids(Query(source="a"))) == [article.id]
    assert (await texts.open(entry)).article == article.id
    assert len(web.asked) == 1


async def test_an_entry_whose_page_cannot_be_read_makes_nothing(web: Web, texts: Texts) -> None:
    entry = texts.rank(url=f"{web.url}/hot/1")
    web.answers["/hot/1"] = Answer(status="404 Not Found")
    done = await texts.open(entry)
    assert done.article == 0
    assert "404" in done.error
    assert texts.store.counts().total == (0, 0)
    assert "no longer kept" in (await texts.open(999)).error
    assert "no address" in (await texts.open(texts.rank(uid="2"))).error


async def test_an_entry_that_comes_again_finds_its_article(web: Web, texts: Texts) -> None:
    first = texts.rank(url=f"{web.url}/hot/1")
    web.page("/hot/1", "湖边的书店")
    article = (await texts.open(first)).article
    texts.store.save_ranks("a", FetchState(), [], NOW + timedelta(days=4))
    second = texts.rank(url=f"{web.url}/hot/1")
    assert second != first
    assert (await texts.open(second)).article == article
    texts.store.delete([article])
    assert "deleted" in (await texts.open(second)).error


@pytest.mark.parametrize(
    ("error", "mood"),
    [
        (ParseError("no article"), "well"),
        (FetchError("gone", status=404), "well"),
        (FetchError("no such host", offline=True), "silent"),
        (FetchError("no answer in time", silent=True), "silent"),
        (FetchError("redirects in a circle"), "refusing"),
        (FetchError("refused", status=403), "refusing"),
        (FetchError("a fault", status=500), "refusing"),
        (FetchError("fewer", status=429), "throttling"),
        (FetchError("later", status=503, retry_after=60.0), "throttling"),
    ],
)
def test_how_a_host_takes_a_page(error: SourceError, mood: str) -> None:
    assert _mood(error) == mood

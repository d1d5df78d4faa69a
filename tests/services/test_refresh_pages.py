"""The articles' own pages in a refresh: real HTTP over loopback, a real cache, real workers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loopback import STORY, Answer, Web, children, needs_proc
from tnews.model import Query, Refreshed, Source, TextFetched
from tnews.model.record import replace
from tnews.model.settings import Config, HttpSettings
from tnews.services import refresh
from tnews.services.fulltext import TRIES
from tnews.services.lock import RefreshLock
from tnews.services.pacing import Paced
from tnews.services.refresh import Refresher
from tnews.store import Store

LATER = datetime(2100, 1, 1, tzinfo=UTC)


class Clock:
    """The cache's clock; the refresh lives in the real time."""

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


def refresher(store: Store, folder: Path, *sources: Source, timeout: float = 20.0) -> Refresher:
    store.register(sources)
    return Refresher(store, Config(sources=sources, http=HttpSettings(timeout=timeout)), folder)


async def steps(
    refresher: Refresher, *, only_due: bool = False, force: bool = False
) -> list[Refreshed | TextFetched]:
    return [step async for step in refresher.run(only_due=only_due, force=force)]


async def pages(
    refresher: Refresher, *, only_due: bool = False, force: bool = False
) -> list[TextFetched]:
    done = await steps(refresher, only_due=only_due, force=force)
    return [step for step in done if isinstance(step, TextFetched)]


def wanted(store: Store, source: str = "a") -> list[int]:
    return [page.article for page in store.wanted_pages(source, LATER, 99)]


def asked(web: Web) -> list[str]:
    return [path for path, _headers in web.asked]


async def test_short_articles_get_the_text_of_their_pages(
    web: Web, store: Store, tmp_path: Path
) -> None:
    source = web.short("a", "一", "二")
    web.page("/a/0", "一", STORY + "\n银杏叶落了。")
    web.page("/a/1", "二")
    refreshing = refresher(store, tmp_path, source)
    first, *texts = await steps(refreshing)
    assert isinstance(first, Refreshed)
    assert len(first.saved.new) == 2
    assert [(text.done, text.total) for text in texts] == [(1, 2), (2, 2)]
    assert {text.title for text in texts if isinstance(text, TextFetched) and text.is_better} == {
        "一",
        "二",
    }
    articles = {article.title: article for article in store.articles(Query())}
    assert articles["二"].text == STORY
    assert articles["二"].origin == "湖畔日报"
    assert articles["二"].is_full_text
    assert list(store.ids(Query(text="银杏叶"))) == [articles["一"].id]
    assert store.check() == []
    assert await pages(refreshing) == []
    assert await pages(refreshing, force=True) == []
    assert store.article(articles["二"].id) == articles["二"]


async def test_whole_articles_and_sources_that_never_want_pages_are_not_asked_for_any(
    web: Web, store: Store, tmp_path: Path
) -> None:
    never = replace(web.short("never", "二"), full_text="never")
    assert await pages(refresher(store, tmp_path, web.feed("a", "一"), never)) == []
    assert sorted(asked(web)) == ["/a", "/never"]


async def test_always_means_whole_articles_too(web: Web, store: Store, tmp_path: Path) -> None:
    source = replace(web.short("a", "一"), full_text="always")
    whole = "湖边的书店在清晨开门。" * 9
    web.answers["/a"] = replace(
        web.answers["/a"], body=web.answers["/a"].body.replace("一。", f"一。{whole}")
    )
    web.page("/a/0", "一", f"一。{whole}\n{STORY}")
    (text,) = await pages(refresher(store, tmp_path, source))
    assert text.is_better
    (article,) = store.articles(Query())
    assert article.text.endswith(STORY)


async def test_a_failure_leaves_the_text_of_the_feed_and_says_why(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", "一"))
    web.answers["/a/0"] = Answer(status="404 Not Found")
    (text,) = await pages(refreshing)
    assert "404" in text.error
    (article,) = store.articles(Query())
    assert article.text == "一。"
    state = store.text_states([article.id])[article.id]
    assert (state.error, state.is_final, state.attempts) == (text.error, True, 1)
    assert await pages(refreshing, force=True) == []
    assert store.states()["a"].failures == 0


async def test_what_may_come_right_is_tried_again_an_hour_apart(
    web: Web, store: Store, tmp_path: Path, clock: Clock
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", "一"))
    web.answers["/a/0"] = Answer(status="500 Oops")
    assert len(await pages(refreshing)) == 1
    assert await pages(refreshing) == []
    clock.behind = 3700
    assert len(await pages(refreshing, force=True)) == 1  # the try is an hour old now
    web.page("/a/0", "一")
    (text,) = await pages(refreshing)
    assert text.is_better
    assert wanted(store) == []


async def test_after_three_tries_it_is_given_up(
    web: Web, store: Store, tmp_path: Path, clock: Clock
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", "一"))
    web.answers["/a/0"] = Answer(status="500 Oops")
    clock.behind = 3700
    assert [len(await pages(refreshing)) for _time in range(TRIES + 1)] == [1] * TRIES + [0]


async def test_the_newest_first_and_the_others_next_time(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "PAGES", 2)
    titles = [f"第{n}篇" for n in range(5)]
    refreshing = refresher(store, tmp_path, web.short("a", *titles))
    for number, title in enumerate(titles):
        web.page(f"/a/{number}", title)
    assert {text.title for text in await pages(refreshing)} == set(titles[:2])
    done = await steps(refreshing, only_due=True)  # its list is not due
    assert {text.title for text in done if isinstance(text, TextFetched)} == set(titles[2:4])
    assert len(done) == 2
    assert [text.title for text in await pages(refreshing)] == titles[4:]
    assert await steps(refreshing, only_due=True) == []


async def test_no_source_waits_for_the_pages_of_another(
    web: Web, store: Store, tmp_path: Path
) -> None:
    """One list is silent until a page is read and one page until a list is: neither waits."""
    quick = web.short("a", "一", "二")
    web.page("/a/0", "一")  # the page of the other is silent
    other = web.feed("b", "三")
    refreshing = refresher(store, tmp_path, web.source("silent"), quick, other, timeout=30)
    order: list[str] = []
    both = asyncio.Event()

    async def end_the_silence() -> None:
        await both.wait()
        await web.seen["/a/1"].wait()
        web.hang_up()

    ending = asyncio.create_task(end_the_silence())
    async for step in refreshing.run():
        order.append(step.title if isinstance(step, TextFetched) else step.source)
        if {"一", "b"} <= set(order):
            both.set()
    await ending
    assert sorted(order) == ["a", "b", "silent", "一", "二"]
    assert order.index("一") < order.index("silent")
    assert order.index("b") < order.index("二")


async def test_pages_are_asked_for_at_a_gentle_pace_and_lists_at_once(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paced: list[str] = []

    async def turn(_self: Paced, url: str) -> None:
        paced.append(url.removeprefix(web.url))

    monkeypatch.setattr(Paced, "_turn", turn)
    refreshing = refresher(store, tmp_path, web.short("a", "一", "二"), web.feed("b", "三"))
    web.page("/a/0", "一")
    web.page("/a/1", "二")
    assert all(text.is_better for text in await pages(refreshing))
    assert sorted(paced) == ["/a/0", "/a/1"]


async def test_a_host_that_cannot_be_reached_is_left_for_this_time(
    web: Web, store: Store, tmp_path: Path
) -> None:
    nowhere = "http://127.0.0.1:9"  # the discard port: nothing listens there
    refreshing = refresher(store, tmp_path, web.short("a", *map(str, range(9)), site=nowhere))
    texts = await pages(refreshing)
    assert len(texts) == 1  # it never answered
    assert all("refuses connections" in text.error for text in texts)
    assert len(wanted(store)) == 9
    states = store.text_states([text.article for text in texts])
    assert not any(state.is_final for state in states.values())


async def test_a_host_that_wants_fewer_requests_is_left_for_this_time(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", *map(str, range(9))))
    for number in range(9):
        web.answers[f"/a/{number}"] = Answer(status="429 Too Many", headers={"Retry-After": "60"})
    assert len(await pages(refreshing)) == 1
    assert len(wanted(store)) == 9


async def test_a_source_whose_list_fails_is_not_asked_for_pages(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", "一"))
    web.answers["/a/0"] = Answer(status="500 Oops")
    assert len(await pages(refreshing, force=True)) == 1
    web.answers["/a"] = Answer(status="429 Too Many", headers={"Retry-After": "3600"})
    for due in ({"force": True}, {"force": True, "only_due": True}):
        assert await pages(refreshing, **due) == []
    assert len(wanted(store)) == 1


@pytest.mark.parametrize("site", ["http://10.0.0.7", "http://localhost:9", "http://[::1]:9"])
async def test_a_page_on_another_private_host_is_refused(
    web: Web, store: Store, tmp_path: Path, site: str
) -> None:
    (text,) = await pages(refresher(store, tmp_path, web.short("a", "一", site=site)))
    assert "private" in text.error


async def test_a_defect_in_reading_a_page_costs_that_page_alone(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tnews.services import pages as reading

    whole = reading.read_page

    async def broken(url: str, *rest: object, **more: object) -> object:
        if url.endswith("/0"):
            raise ZeroDivisionError
        return await whole(url, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_page", broken)
    web.page("/a/1", "二")
    bad, good = sorted(
        await pages(refresher(store, tmp_path, web.short("a", "一", "二"))),
        key=lambda text: text.title,
    )
    assert "ZeroDivisionError" in bad.error
    assert good.is_better


@needs_proc
async def test_leaving_in_the_middle_loses_nothing(web: Web, store: Store, tmp_path: Path) -> None:
    before = children()
    titles = [f"第{n}篇" for n in range(4)]
    refreshing = refresher(store, tmp_path, web.short("a", *titles))
    web.page("/a/0", titles[0])  # the others are silent
    async with aclosing(refreshing.run()) as run:
        assert isinstance(await anext(run), Refreshed)
        assert (await anext(run)).done == 1
    assert children() == before
    assert store.counts().total == (4, 4)
    assert len(wanted(store)) == 3
    assert store.text_states(wanted(store)).keys() == set(wanted(store))
    assert all(state.attempts == 0 for state in store.text_states(wanted(store)).values())
    with RefreshLock(tmp_path / "refresh.lock"):
        pass
    for number, title in enumerate(titles):
        web.page(f"/a/{number}", title)
    assert len(await pages(refreshing, only_due=True)) == 3
    assert store.check() == []


async def test_an_article_that_is_deleted_meanwhile_is_no_error(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.short("a", "一", "二"))
    web.page("/a/0", "一")
    web.page("/a/1", "二")
    async with aclosing(refreshing.run()) as run:
        first = await anext(run)
        assert isinstance(first, Refreshed)
        store.delete(first.saved.new)
        assert {step.error for step in [s async for s in run] if isinstance(step, TextFetched)} <= {
            "",
            "the article is gone",
        }
    assert store.counts().total == (0, 0)
    assert store.check() == []

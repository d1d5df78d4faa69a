"""Refreshing: real HTTP over loopback, a real cache, real worker processes."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from loopback import Answer, Web, children, needs_proc
from tnews.model import (
    BusyError,
    ConfigError,
    Fetch,
    FetchState,
    Query,
    Refreshed,
    Source,
    StoreError,
)
from tnews.model.record import replace
from tnews.model.settings import Config, HttpSettings, RefreshSettings
from tnews.net import turns
from tnews.services.lock import RefreshLock
from tnews.services.refresh import Refresher
from tnews.sources import feed, wire, worker
from tnews.store import Store

NOWHERE = "http://127.0.0.1:9/feed"
"""The discard port: nothing listens there."""


def refresher(
    store: Store, folder: Path, *sources: Source, concurrency: int = 16, timeout: float = 20.0
) -> Refresher:
    store.register(sources)
    config = Config(
        sources=sources,
        http=HttpSettings(timeout=timeout),
        refresh=RefreshSettings(concurrency=concurrency),
    )
    return Refresher(store, config, folder)


async def collect(
    refresher: Refresher,
    keys: list[str] | None = None,
    *,
    only_due: bool = False,
    force: bool = False,
) -> list[Refreshed]:
    run = refresher.run(keys, only_due=only_due, force=force)
    return [done async for done in run if isinstance(done, Refreshed)]


@pytest.mark.parametrize("concurrency", [2, 16])
async def test_dead_and_silent_sources_delay_no_other(
    web: Web, store: Store, tmp_path: Path, concurrency: int
) -> None:
    good = [web.feed(f"good{n}", f"题{n}") for n in range(4)]
    sources = (web.source("silent"), Source("dead", NOWHERE, "dead", "新闻"), *good)
    refreshing = refresher(store, tmp_path, *sources, concurrency=concurrency)
    results = []
    async for result in refreshing.run():
        assert isinstance(result, Refreshed)
        results.append(result)
        if len(results) == 5:  # the silence lasts until all others are done
            await web.seen["/silent"].wait()
            web.hang_up()
    by_key = {result.source: result for result in results}
    assert [result.done for result in results] == [1, 2, 3, 4, 5, 6]
    assert {result.total for result in results} == {6}
    assert results[-1].source == "silent"
    assert "broke off" in by_key["silent"].error
    assert (by_key["dead"].outcome, by_key["dead"].offline) == ("failed", True)
    assert all(by_key[source.key].outcome == "fetched" for source in good)
    assert all(len(by_key[source.key].saved.new) == 1 for source in good)
    assert store.counts().total == (4, 4)


async def test_many_sources_of_a_silent_host_do_not_delay_another_host(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "is_loopback", lambda _host: False)  # as if it were another machine
    silent = [web.source(f"silent{n}") for n in range(6)]
    good = web.feed("good", "一")
    good = replace(good, url=good.url.replace("127.0.0.1", "localhost"))
    refreshing = refresher(store, tmp_path, *silent, good, concurrency=4)
    async with aclosing(refreshing.run()) as run:
        first = await anext(run)
    assert isinstance(first, Refreshed)
    assert (first.source, first.outcome) == ("good", "fetched")


async def test_a_mistake_in_its_options_costs_the_others_nothing(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = feed.fetch

    async def secretive(source: Source, *rest: Any, **more: Any) -> Fetch:
        if source.key == "bad":
            raise ConfigError("the key is missing")
        return await whole(source, *rest, **more)

    monkeypatch.setattr(feed, "fetch", secretive)
    sources = (web.feed("bad", "一"), web.feed("good", "二"))
    results = {one.source: one for one in await collect(refresher(store, tmp_path, *sources))}
    assert (results["bad"].error, results["good"].outcome) == ("the key is missing", "fetched")


async def test_a_defect_in_reading_one_source_costs_the_others_nothing(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = feed.fetch

    async def broken(source: Source, *rest: Any, **more: Any) -> Fetch:
        if source.key == "bad":
            raise ZeroDivisionError
        return await whole(source, *rest, **more)

    monkeypatch.setattr(feed, "fetch", broken)
    sources = (web.feed("bad", "一"), web.feed("good", "二"))
    bad, good = sorted(
        await collect(refresher(store, tmp_path, *sources)), key=lambda result: result.source
    )
    assert (bad.outcome, good.outcome) == ("failed", "fetched")
    assert "ZeroDivisionError" in bad.error
    assert store.states()["bad"].last_error == bad.error


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(0, timedelta(minutes=5)), (1, timedelta(minutes=10)), (50, timedelta(hours=6))],
)
async def test_a_failing_source_is_asked_less_and_less(
    web: Web, store: Store, tmp_path: Path, failures: int, wait: timedelta
) -> None:
    web.answers["/ill"] = Answer(status="503 Unavailable")
    refreshing = refresher(store, tmp_path, web.source("ill"))
    worked = datetime(2026, 1, 1, tzinfo=UTC)
    before = FetchState(etag='"1"', succeeded_at=worked, failures=failures, body_hash=b"x")
    store.save_state("ill", before)
    (result,) = await collect(refreshing)
    state = store.states()["ill"]
    assert state.checked_at is not None
    assert state.due_at is not None
    assert wait <= state.due_at - state.checked_at <= 1.1 * wait
    assert (state.failures, state.last_error) == (failures + 1, result.error)
    assert (state.etag, state.body_hash, state.succeeded_at) == ('"1"', b"x", worked)
    assert await collect(refreshing, only_due=True) == []


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Answer(status="404 Not Found"), "http-404"),
        (Answer("this is no feed"), "parse"),
        (Answer(status="302 Found", headers={"Location": "/a"}), "redirect"),
        (Answer("x", headers={"Content-Encoding": "gzip"}), "broken"),
        (Answer("", headers={"Content-Encoding": "br"}), "broken"),
    ],
)
async def test_what_went_wrong_is_remembered_in_a_word_of_no_language(
    web: Web, store: Store, tmp_path: Path, answer: Answer, failure: str
) -> None:
    web.answers["/a"] = answer
    await collect(refresher(store, tmp_path, web.source("a")))
    assert store.states()["a"].failure == failure


async def test_an_unreachable_source_is_offline(store: Store, tmp_path: Path) -> None:
    await collect(refresher(store, tmp_path, Source("dead", NOWHERE, "dead", "新闻")))
    assert store.states()["dead"].failure == "offline"


async def test_a_success_forgets_the_failures(web: Web, store: Store, tmp_path: Path) -> None:
    source = replace(web.feed("a", "一"), interval=7200, interval_is_chosen=True)
    refreshing = refresher(store, tmp_path, source)
    store.save_state("a", FetchState(failures=7, last_error="x"))
    await collect(refreshing)
    state = store.states()["a"]
    assert (state.failures, state.last_error, state.failure) == (0, "", "")
    assert state.succeeded_at is not None
    assert state.due_at is not None
    assert timedelta(0) <= state.due_at - state.succeeded_at - timedelta(hours=2) < timedelta(0, 9)


async def test_a_server_may_ask_for_a_whole_day_of_peace(
    web: Web, store: Store, tmp_path: Path
) -> None:
    web.answers["/busy"] = Answer(status="429 Too Many", headers={"Retry-After": "86400"})
    refreshing = refresher(store, tmp_path, web.source("busy"))
    await collect(refreshing)
    state = store.states()["busy"]
    assert state.checked_at is not None
    assert state.due_at == state.checked_at + timedelta(days=1)
    assert await collect(refreshing, only_due=True) == []


@pytest.mark.parametrize(
    ("status", "asked"), [("429 Too Many", 1), ("503 Busy", 9), ("404 Not Found", 9)]
)
async def test_a_server_that_wants_fewer_requests_is_not_asked_for_its_other_sources(
    web: Web, store: Store, tmp_path: Path, status: str, asked: int
) -> None:
    """The site is asked through a proxy: what is on this machine is asked as fast as it answers."""
    names = [f"http://portal.example/{n}" for n in range(9)]
    for name in names:
        web.answers[name] = Answer(status=status, headers={"Retry-After": "3600"})
    sources = [Source(f"s{n}", name, f"s{n}", "新闻") for n, name in enumerate(names)]
    store.register(sources)
    config = Config(
        sources=tuple(sources),
        http=HttpSettings(proxy=web.url),
        refresh=RefreshSettings(per_host=1, host_pause=0),
    )
    results = await collect(Refresher(store, config, tmp_path))
    assert len(web.asked) == asked
    outcomes = [result.outcome for result in results]
    assert (outcomes.count("failed"), outcomes.count("waiting")) == (asked, 9 - asked)
    assert all(state.retry_at is not None for state in store.states().values())
    assert await collect(Refresher(store, config, tmp_path), only_due=True) == []


async def test_a_person_too_leaves_a_server_its_peace_unless_they_insist(
    web: Web, store: Store, tmp_path: Path
) -> None:
    web.answers["/busy"] = Answer(status="503 Busy", headers={"Retry-After": "3600"})
    refreshing = refresher(store, tmp_path, web.source("busy"), web.feed("a", "一"))
    await collect(refreshing, ["busy"])
    first, second = await collect(refreshing)
    until = store.states()["busy"].retry_at
    assert until is not None
    assert (first.source, first.outcome) == ("busy", "waiting")
    assert f"{until.astimezone():%H:%M}" in first.error
    assert [(step.done, step.total) for step in (first, second)] == [(1, 2), (2, 2)]
    assert second.outcome == "fetched"
    assert store.states()["busy"].failures == 1
    web.feed("busy", "二")
    (forced,) = await collect(refreshing, ["busy"], force=True)
    assert forced.outcome == "fetched"
    assert store.states()["busy"].retry_at is None


@pytest.mark.parametrize(
    ("headers", "document", "least"),
    [
        ({"Cache-Control": "public, max-age=7200"}, "", 7200),
        ({"Cache-Control": "max-age=7200", "Age": "1200"}, "", 6000),
        ({"Cache-Control": "no-cache, max-age=7200"}, "", 1800),
        (
            {
                "Date": "Mon, 21 Sep 2026 08:00:00 GMT",
                "Expires": "Mon, 21 Sep 2026 09:00:00 GMT",
            },
            "",
            3600,
        ),
        ({"Expires": "0"}, "", 1800),
        ({"Cache-Control": "max-age=99999999999999999"}, "", 18_000),
        ({}, "<ttl>120</ttl>", 7200),
        ({}, "<ttl>5</ttl>", 1800),
        ({}, "<sy:updatePeriod>daily</sy:updatePeriod>", 18_000),
        (
            {},
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>",
            7200,
        ),
    ],
)
async def test_server_and_document_say_how_long_nothing_is_to_be_expected(
    web: Web,
    store: Store,
    tmp_path: Path,
    headers: dict[str, str],
    document: str,
    least: int,
) -> None:
    source = web.feed("a", "一")
    body = web.answers["/a"].body.replace("<item>", f"{document}<item>", 1)
    body = body.replace("<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ', 1)
    web.answers["/a"] = Answer(body, headers=headers)
    await collect(refresher(store, tmp_path, source))
    assert least - 5 <= pause(store, "a") <= 1.1 * least + 5


def pause(store: Store, key: str) -> float:
    """Seconds from the last fetch of a source to its next."""
    state = store.states()[key]
    assert state.checked_at is not None
    assert state.due_at is not None
    return (state.due_at - state.checked_at).total_seconds()


async def test_a_304_may_say_so_too(web: Web, store: Store, tmp_path: Path) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一", ETag='"1"'))
    await collect(refreshing)
    web.answers["/a"] = Answer(status="304 Not Modified", headers={"Cache-Control": "max-age=7200"})
    await collect(refreshing)
    assert 7200 <= pause(store, "a") <= 7925


async def test_what_publishes_rarely_is_asked_less_often(
    web: Web, store: Store, tmp_path: Path
) -> None:
    """Two articles of long ago: once a day is enough."""
    source = web.feed("a", "一", "二")
    body = web.answers["/a"].body.replace(
        "</item>", "<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item>", 1
    )
    body = body.replace(
        "</item></channel>", "<pubDate>Mon, 01 May 2023 00:00:00 GMT</pubDate></item></channel>", 1
    )
    web.answers["/a"] = Answer(body)
    await collect(refresher(store, tmp_path, source))
    assert 86_400 <= pause(store, "a") <= 95_100


async def test_new_articles_without_dates_are_a_sign_of_life(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    quiet = datetime.now(UTC) - timedelta(days=40)
    store.save_state("a", FetchState(succeeded_at=quiet, pace_since=quiet, pace_count=1))
    await collect(refreshing)
    assert 1800 <= pause(store, "a") <= 1985
    web.feed("a", "一", site="https://elsewhere.example")
    store.save_state("a", FetchState(succeeded_at=quiet, pace_since=quiet, pace_count=1))
    await collect(refreshing)
    assert pause(store, "a") >= 86_400


async def test_a_clock_that_was_set_back_silences_nobody(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    far = datetime.now(UTC) + timedelta(days=400)
    store.save_state("a", FetchState(succeeded_at=far, due_at=far))
    assert len(await collect(refreshing, only_due=True)) == 1


async def test_a_pause_for_slowness_ends_where_nobody_wants_such_any_more(
    web: Web, store: Store, tmp_path: Path
) -> None:
    source = web.feed("a", "一")
    refreshing = refresher(store, tmp_path, source)
    await collect(refreshing)
    before, now = store.states()["a"], datetime.now(UTC)
    an_hour_ago = now - timedelta(hours=1)
    slow = replace(
        before, succeeded_at=an_hour_ago, pace_since=now - timedelta(days=400), pace_count=1
    )
    store.save_state("a", replace(slow, due_at=now + timedelta(hours=23)))
    assert await collect(refreshing, only_due=True) == []
    config = Config(sources=(source,), refresh=RefreshSettings(adaptive=False))
    steady = Refresher(store, config, tmp_path)
    following = steady.next_due()
    assert following is not None
    assert following <= now
    assert len(await collect(steady, only_due=True)) == 1


async def test_an_interval_of_0_is_never_due_by_itself(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, replace(web.feed("a", "一"), interval=0))
    assert len(await collect(refreshing, only_due=True)) == 1
    assert await collect(refreshing, only_due=True) == []
    assert len(await collect(refreshing)) == 1


async def test_unchanged_is_asked_for_and_force_is_not(
    web: Web, store: Store, tmp_path: Path
) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一", ETag='"1"'))
    await collect(refreshing)
    web.answers["/a"] = Answer(status="304 Not Modified")
    (result,) = await collect(refreshing)
    assert (result.outcome, result.articles) == ("unchanged", 0)
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert store.states()["a"].etag == '"1"'
    web.feed("a", "一")
    (result,) = await collect(refreshing, force=True)
    assert (result.outcome, result.articles, result.saved.new) == ("fetched", 1, ())
    assert "if-none-match" not in web.asked[-1][1]


async def test_only_enabled_sources_and_those_that_are_named(
    web: Web, store: Store, tmp_path: Path
) -> None:
    sources = (
        web.feed("on", "一"),
        replace(web.feed("off", "二"), enabled=False),
        Source("guide", "", "Guide", "Guide", kind="guide"),
    )
    refreshing = refresher(store, tmp_path, *sources)
    assert [result.source for result in await collect(refreshing)] == ["on"]
    assert [result.source for result in await collect(refreshing, ["off", "guide"])] == ["off"]
    assert await collect(refreshing, ["guide"]) == []


async def test_a_second_refresh_is_refused(web: Web, store: Store, tmp_path: Path) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    with RefreshLock(tmp_path / "refresh.lock"), pytest.raises(BusyError):
        await collect(refreshing)
    assert web.asked == []
    assert len(await collect(refreshing)) == 1


async def test_the_lock_of_a_process_that_was_killed_is_free(
    web: Web, store: Store, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from tnews.services.lock import RefreshLock\n"
        "with RefreshLock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    other = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, str(tmp_path / "refresh.lock")),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert other.stdout is not None
    assert await other.stdout.readline() == b"held\n"
    with pytest.raises(BusyError):
        await collect(refreshing)
    other.kill()
    await other.communicate()
    assert len(await collect(refreshing)) == 1


async def test_what_another_refresh_has_just_fetched_is_not_fetched_again(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    await collect(refreshing)
    now, before_the_other = store.states, iter([{"a": FetchState()}])
    monkeypatch.setattr(store, "states", lambda: next(before_the_other, now()))
    assert await collect(refreshing, only_due=True) == []
    assert len(web.asked) == 1


@needs_proc
async def test_a_cache_that_fails_ends_the_refresh_with_its_error(
    web: Web, store: Store, tmp_path: Path
) -> None:
    before = children()
    refreshing = refresher(store, tmp_path, web.feed("a", "一"))
    unknown = Refresher(
        store, Config(sources=(web.feed("new", "二"), web.source("silent"))), tmp_path
    )
    with pytest.raises(StoreError, match="does not know the source new"):
        await collect(unknown)
    assert children() == before
    assert len(await collect(refreshing)) == 1  # the lock is free again
    store.close()
    with pytest.raises(StoreError, match="closed"):
        await collect(refreshing)


@needs_proc
async def test_leaving_early_leaves_no_process_and_no_lock(
    web: Web, store: Store, tmp_path: Path
) -> None:
    before = children()
    refreshing = refresher(store, tmp_path, web.feed("a", "一"), web.source("silent"))
    async with aclosing(refreshing.run()) as run:
        assert (await anext(run)).source == "a"
        assert children() > before
    assert children() == before
    assert [row.title for row in store.page(Query())] == ["一"]
    with RefreshLock(tmp_path / "refresh.lock"):
        pass


@needs_proc
async def test_who_reads_a_first_document_is_there_before_it(
    web: Web, store: Store, tmp_path: Path
) -> None:
    """One that was fetched before has mostly not changed, and needs nobody."""
    refreshing = refresher(store, tmp_path, web.source("silent"))
    others, readers = children(), []  # what another test began may still run
    for _time in range(2):
        run = asyncio.create_task(collect(refreshing))
        await web.seen["/silent"].wait()
        readers.append(len(children() - others))
        web.seen["/silent"].clear()
        web.hang_up()
        assert [result.outcome for result in await run] == ["failed"]
    assert readers == [1, 0]


@needs_proc
async def test_cancelling_while_a_document_is_read_leaves_no_process(
    web: Web, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = children()
    asked, ask = asyncio.Event(), worker._Worker.ask

    async def watched(self: worker._Worker, *job: bytes) -> wire.Result:
        asked.set()
        return await ask(self, *job)

    monkeypatch.setattr(worker._Worker, "ask", watched)
    refreshing = refresher(store, tmp_path, web.feed("a", *map(str, range(900))))
    task = asyncio.create_task(collect(refreshing))
    await asked.wait()
    assert children() > before
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert children() == before
    with RefreshLock(tmp_path / "refresh.lock"):
        pass


def test_one_refresher_serves_one_event_loop_after_another(store: Store, tmp_path: Path) -> None:
    """The reader gives each refresh a thread and a loop of its own."""
    web = Web()

    async def refresh() -> list[Refreshed]:
        async with await asyncio.start_server(web.talk, sock=listening.dup()):
            return await collect(refreshing, force=True)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        web.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        sources = [web.feed(str(n), "一") for n in range(6)]
        refreshing = refresher(store, tmp_path, *sources)
        for _time in range(3):
            assert {result.error for result in asyncio.run(refresh())} == {""}

"""Keeping: once a day, after a refresh, within its limits; and what a refresh brings back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from loopback import serving
from tnews.model import ArticleDraft, Block, ExportError, FetchState, Kept, Limits, Source
from tnews.model.record import replace
from tnews.model.settings import Config, KeepSettings
from tnews.services import keeping, statefile
from tnews.services.decide import identity_keys
from tnews.services.intake import store_drafts
from tnews.services.keeping import Keeper, retention
from tnews.services.readlater import SAVED
from tnews.services.refresh import Refresher
from tnews.store import Store

DAY = 86_400
START = 1_790_000_000


class Clock:
    def __init__(self) -> None:
        self.now = float(START)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(keeping, "PAUSE", 0)
    opened = Store.open(tmp_path / "tnews.db", clock=clock)
    opened.register([Source("a", "https://a.example/", "A", "新闻"), SAVED])
    yield opened
    opened.close()


def drafts(first: int, count: int) -> list[ArticleDraft]:
    return [
        ArticleDraft(f"{n}", f"https://a.example/{n}", f"第{n}篇", (Block("p", f"正文{n}"),))
        for n in range(first, first + count)
    ]


def fill(store: Store, clock: Clock) -> None:
    """300 articles that came a year ago, 20 of today."""
    store_drafts(store, "a", FetchState(), drafts(0, 300))
    clock.now += 365 * DAY
    store_drafts(store, "a", FetchState(), drafts(300, 20))


def store_ids(store: Store, first: int, count: int) -> list[int]:
    return [one.id for one in store.known("a", identity_keys(drafts(first, count)))]


def test_the_limits_of_the_configuration() -> None:
    sources = (
        Source("a", "", "A", "x", keep_days=7),
        Source("b", "", "B", "x", keep_articles=50),
        Source("c", "", "C", "x"),
    )
    rule = retention(Config(sources=sources, keep=KeepSettings(90, 1000, 100)))
    assert rule.of("a") == Limits(7, 1000)
    assert rule.of("b") == Limits(90, 50)
    assert rule.of("c") == rule.of("gone") == Limits(90, 1000)
    assert rule.bytes == 100 << 20
    assert {SAVED.key, "guide"} <= rule.spared


def test_once_a_day(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    keeper = Keeper(store, Config(), tmp_path, clock=clock)
    store.set_bookmark(bookmarked := store_ids(store, 0, 10), True)
    assert keeper.daily(Event()) == Kept(290)
    store.set_bookmark(bookmarked, False)
    store.set_read(bookmarked, True)
    clock.now += DAY - 1
    assert keeper.daily(Event()) == Kept()
    clock.now += 2
    assert keeper.daily(Event()) == Kept(10)
    assert store.check() == []


def test_what_left_half_a_year_ago_is_forgotten_unless_it_was_read(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    fill(store, clock)
    read = store_ids(store, 0, 10)
    store.set_read(read, True)
    clock.now += 2 * DAY
    keeper = Keeper(store, Config(), tmp_path, clock=clock)
    assert keeper.daily(Event()) == Kept(300)
    clock.now += 181 * DAY
    assert keeper.daily(Event()) == Kept()  # it may be the clock
    clock.now += 3601
    assert keeper.daily(Event()) == Kept(0, 290)
    assert all(status.is_read for status in store.statuses(read).values())


def test_a_clock_set_back_does_not_stop_it(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    store.remember("kept_at", int(clock.now) + 10 * DAY)
    assert Keeper(store, Config(), tmp_path, clock=clock).daily(Event()).pruned == 300


def test_a_clock_that_was_ahead_for_a_moment_costs_nothing(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    store_drafts(store, "a", FetchState(), drafts(0, 300))
    keeper = Keeper(store, Config(), tmp_path, clock=clock)
    assert keeper.daily(Event()) == Kept()
    clock.now += 3650 * DAY
    store_drafts(store, "a", FetchState(), drafts(300, 20))
    assert keeper.daily(Event()) == Kept()
    clock.now -= 3649 * DAY
    assert keeper.daily(Event()) == Kept()
    assert store.counts().total == (320, 320)


def test_leaving_writes_the_state_if_only_tags_are_others(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    store_drafts(store, "a", FetchState(), drafts(0, 1))
    keeper = Keeper(store, Config(), tmp_path, clock=clock)
    keeper.daily(Event())
    clock.now += 60
    store.add_tag(store_ids(store, 0, 1), "待写")
    statefile.write_news(store, tmp_path, clock)
    (path,) = tmp_path.glob("state-*.jsonl")
    assert "待写" in path.read_text("utf-8")


def test_leaving_writes_what_was_done_in_the_second_of_the_last_writing(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    store_drafts(store, "a", FetchState(), drafts(0, 1))
    statefile.write(store, tmp_path, clock)
    store.set_note(store_ids(store, 0, 1)[0], "刚记下")
    statefile.write_news(store, tmp_path, clock)
    (path,) = tmp_path.glob("state-*.jsonl")
    assert "刚记下" in path.read_text("utf-8")


def test_leaving_without_news_writes_nothing(store: Store, clock: Clock, tmp_path: Path) -> None:
    store_drafts(store, "a", FetchState(), drafts(0, 1))
    store.set_note(store_ids(store, 0, 1)[0], "记下")
    clock.now += 60
    statefile.write(store, tmp_path, clock)
    (path,) = tmp_path.glob("state-*.jsonl")
    path.unlink()
    statefile.write_news(store, tmp_path, clock)
    assert not path.exists()


def test_stopped_it_goes_on_next_time(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    stop = Event()
    stop.set()
    keeper = Keeper(store, Config(), tmp_path, clock=clock)
    assert keeper.daily(stop).pruned == keeping.AT_ONCE
    assert keeper.daily(Event()).pruned == 300 - keeping.AT_ONCE


def test_without_limits_nothing_goes(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    assert (
        Keeper(store, Config(keep=KeepSettings(0, 0, 0)), tmp_path, clock=clock).prune() == Kept()
    )


def test_what_is_listed_again_is_as_it_was(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    ids = store_ids(store, 0, 300)
    store.set_read(ids[::2], True)
    for id in ids[::3]:
        store.set_position(id, 0.25)
    clock.now += 2 * DAY
    before = store.statuses(ids)
    Keeper(store, Config(), tmp_path, clock=clock).prune()
    assert store.counts().total == (20, 20)
    saved = store_drafts(store, "a", FetchState(), drafts(0, 300))
    assert saved.new == ()
    assert set(saved.updated) == set(ids)
    assert store.statuses(ids) == before
    assert store.counts().total == (20 + 150, 320)
    assert Keeper(store, Config(), tmp_path, clock=clock).prune() == Kept()
    assert store.check() == []


async def test_a_refresh_keeps(store: Store, clock: Clock, tmp_path: Path) -> None:
    async with serving() as web:
        source = web.feed("a", *(f"新{n}" for n in range(20)))
        store.register([source])
        fill(store, clock)
        config = Config(sources=(source,))
        async for _step in Refresher(store, config, tmp_path).run():
            pass
        assert store.counts().total == (40, 40)
        assert store.remembered("kept_at")
        endless = replace(config, keep=KeepSettings(0, 0, 0))
        assert Keeper(store, endless, tmp_path).prune() == Kept()


def test_where_the_state_cannot_be_written_articles_go_all_the_same_and_it_is_told_once(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    fill(store, clock)
    keeper = Keeper(store, Config(), tmp_path / "nowhere", clock=clock)
    with pytest.raises(ExportError, match="cannot be written"):
        keeper.daily(Event())
    assert store.counts().total == (20, 20)
    clock.now += 60
    assert keeper.daily(Event()) == Kept()

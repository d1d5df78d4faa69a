"""Clocks that jump: nothing leaves by a wrong one, and nothing it left behind silences a source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from tnews.model import ArticleDraft, Block, FetchState, Kept, Query, Source
from tnews.model.settings import Config, KeepSettings
from tnews.services.intake import store_drafts
from tnews.services.keeping import Keeper
from tnews.sources.conditional import _validators
from tnews.store import Store

DAY = 86_400
YEARS = 3650 * DAY
START = 1_770_000_000
FEED = Source("feed", "http://a.example/feed", "Feed", "新闻")
PAGE = Source("page", "http://a.example/", "Page", "新闻", kind="page")
CONFIG = Config(sources=(FEED, PAGE), keep=KeepSettings(days=60))


class Clock:
    now = float(START)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    store = Store.open(tmp_path / "tnews.db", clock=clock)
    store.register([FEED, PAGE])
    yield store
    store.close()


def bring(store: Store, first: int, count: int, at: float | None, source: str = "feed") -> None:
    """Store articles that name `at` as the time of their publication."""
    date = None if at is None else datetime.fromtimestamp(at, UTC)
    drafts = [
        ArticleDraft(
            f"{n}", f"http://a.example/{n}", f"第{n}篇", (Block("p", "正文"),), published_at=date
        )
        for n in range(first, first + count)
    ]
    store_drafts(store, source, FetchState(), drafts, lambda _draft: source == "page")


def old_cache(store: Store, clock: Clock, keeper: Keeper) -> None:
    """A hundred articles of which the source lists the newest twenty-five, ten days later."""
    bring(store, 0, 100, clock.now)
    assert keeper.daily(Event()) == Kept()
    clock.now += 10 * DAY
    bring(store, 75, 25, clock.now)
    assert keeper.daily(Event()) == Kept()


@pytest.fixture
def keeper(store: Store, clock: Clock, tmp_path: Path) -> Keeper:
    return Keeper(store, CONFIG, tmp_path, clock=clock)


def test_a_clock_that_stays_ahead_costs_nothing(store: Store, clock: Clock, keeper: Keeper) -> None:
    old_cache(store, clock, keeper)
    right = clock.now
    clock.now += YEARS
    for day in range(10):
        bring(store, 200 + day, 1, right + day * DAY)  # the feed's own clock is right
        bring(store, 300 + day, 1, clock.now, "page")  # what says 昨天 has its date by ours
        assert keeper.daily(Event()) == Kept()
        clock.now += DAY
    clock.now = right + 10 * DAY
    assert keeper.daily(Event()) == Kept()
    assert store.counts().total[1] == 120


def test_after_a_long_absence_what_is_old_leaves_with_the_first_news(
    store: Store, clock: Clock, keeper: Keeper
) -> None:
    old_cache(store, clock, keeper)
    clock.now += 120 * DAY
    assert keeper.daily(Event()) == Kept(), "nothing came, so nothing says that it is so late"
    bring(store, 200, 30, clock.now)
    clock.now += 3601
    assert keeper.daily(Event()).pruned > 50


def test_what_a_clock_ahead_has_seen_does_not_make_all_else_seem_long_gone(
    store: Store, clock: Clock, keeper: Keeper
) -> None:
    bring(store, 0, 100, clock.now)
    clock.now += YEARS
    bring(store, 99, 1, clock.now)  # seen in ten years
    clock.now -= YEARS - 70 * DAY
    bring(store, 0, 99, clock.now)  # all of them are listed still
    assert keeper.daily(Event()) == Kept()
    assert store.counts().total[1] == 100


def test_a_page_tried_by_a_clock_ahead_is_tried_again(store: Store, clock: Clock) -> None:
    bring(store, 0, 1, None, "page")
    (id,) = store.ids(Query(source="page"))
    clock.now += YEARS
    store.save_text_failure(id, "no network", is_final=False)
    clock.now -= YEARS
    an_hour_ago = datetime.fromtimestamp(clock.now - 3600, UTC)
    assert [page.article for page in store.wanted_pages("page", an_hour_ago, 9)] == [id]
    store.save_text_failure(id, "no network", is_final=False)
    assert store.wanted_pages("page", an_hour_ago, 9) == []


@pytest.mark.parametrize(("days", "are_sent"), [(7, True), (9, False), (-7, True), (-3650, False)])
def test_validators_of_a_clock_ahead_are_not_trusted_for_years(days: int, are_sent: bool) -> None:
    now = datetime.now(UTC)
    state = FetchState(etag='"a"', succeeded_at=now - timedelta(days=days))
    assert bool(_validators(state, "", now)) is are_sent


def test_an_article_from_the_future_stands_where_it_came(store: Store, clock: Clock) -> None:
    bring(store, 0, 1, clock.now - 60)
    bring(store, 1, 1, clock.now + YEARS)
    clock.now += 60
    bring(store, 2, 1, clock.now)
    assert [row.title for row in store.page(Query())] == ["第2篇", "第1篇", "第0篇"]

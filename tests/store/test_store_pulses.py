"""How often sources publish, by the dates of what is stored of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from tnews.model import ArticleIntent, FetchState
from tnews.store import Store

DAY = 86_400
Intent = Callable[..., ArticleIntent]


@pytest.fixture
def publish(
    store: Store, clock: Callable[[], float], intent: Intent
) -> Callable[[Sequence[float]], None]:
    """Store articles of the source "sky" so many days old each."""

    def save(days: Sequence[float]) -> None:
        intents = [intent(f"第{n}篇", published=clock() - age * DAY) for n, age in enumerate(days)]
        store.save("sky", FetchState(), intents)

    return save


Publish = Callable[[Sequence[float]], None]


def test_a_source_without_articles_has_no_pulse(store: Store) -> None:
    assert store.pulses() == {}


def test_weeks_are_counted_by_the_articles_dates(store: Store, publish: Publish) -> None:
    publish([0.5, 1, 6.9, 7.1, 20, 34.9, 35.1, 300])
    pulse = store.pulses()["sky"]
    assert (pulse.week, pulse.before) == (3, 3 / 4)


def test_a_young_source_is_compared_with_the_weeks_there_are(
    store: Store, publish: Publish
) -> None:
    publish([1, 8, 9, 10, 21])
    assert store.pulses()["sky"].before == 4 / 2


def test_without_a_week_more_there_is_nothing_to_compare_with(
    store: Store, publish: Publish
) -> None:
    publish([1, 8, 13.9])
    assert store.pulses()["sky"].before is None


def test_days_with_articles_are_those_before_the_newest(
    store: Store, publish: Publish, clock: Callable[[], float]
) -> None:
    publish([100, 100.1, 101.5, 127.9, 128.1])
    pulse = store.pulses()["sky"]
    assert (pulse.days, pulse.week) == (3, 0)
    assert pulse.newest == datetime.fromtimestamp(clock() - 100 * DAY, UTC)


def test_an_article_without_a_date_is_of_when_it_came(
    store: Store, intent: Intent, clock: Callable[[], float]
) -> None:
    store.save("sky", FetchState(), [intent()])
    assert store.pulses()["sky"].newest == datetime.fromtimestamp(clock(), UTC)

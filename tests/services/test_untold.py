"""What a quiet refresh tells, however the sources came to be in trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tnews.model import FetchState, Source
from tnews.model.record import replace
from tnews.services.health import Health
from tnews.services.untold import tell_untold, troubles
from tnews.store import Store

pytestmark = pytest.mark.usefixtures("language")

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SKY = Source("sky", "https://sky.example/feed", "天空", "天气")
SEA = Source("sea", "https://sea.example/feed", "海洋", "天气")
WELL = FetchState(checked_at=NOW, succeeded_at=NOW)
BROKEN = replace(WELL, succeeded_at=NOW - DAY, failures=3, failure="http-500")
OFFLINE = replace(BROKEN, failure="offline")
GONE = replace(BROKEN, failures=1, failure="gone", gone_at=NOW)


@pytest.mark.parametrize(
    ("state", "is_trouble"),
    [
        (WELL, False),
        (replace(BROKEN, failures=2), False),
        (BROKEN, True),
        (replace(BROKEN, failures=4), True),
        (replace(BROKEN, succeeded_at=None), True),
        (GONE, True),
        (replace(GONE, gone_at=NOW - 9 * DAY), True),
    ],
)
def test_the_third_failure_in_a_row_and_a_closed_address_are_a_persons_business(
    state: FetchState, is_trouble: bool
) -> None:
    assert ("sky" in troubles([SKY, SEA], {"sky": state, "sea": WELL})) is is_trouble


@pytest.mark.parametrize("source", [replace(SKY, enabled=False), replace(SKY, kind="guide")])
def test_what_is_not_asked_is_no_trouble(source: Source) -> None:
    assert troubles([source], {"sky": BROKEN}) == {}


@pytest.mark.parametrize(
    ("other", "is_trouble"),
    [
        (WELL, True),
        (replace(WELL, succeeded_at=NOW + timedelta(minutes=5)), False),
        (replace(WELL, succeeded_at=NOW - timedelta(minutes=5)), False),
        (OFFLINE, False),
    ],
)
@pytest.mark.parametrize("last", [NOW - DAY, NOW - timedelta(seconds=5), None])
def test_no_way_to_a_source_counts_only_where_another_was_reached_then(
    other: FetchState, is_trouble: bool, last: datetime | None
) -> None:
    state = replace(OFFLINE, succeeded_at=last)
    assert ("sky" in troubles([SKY, SEA], {"sky": state, "sea": other})) is is_trouble


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "tnews.db")) as store:
        store.register([SKY, SEA])
        yield store


def told(store: Store, sources: list[Source] | None = None) -> list[str]:
    said: list[Health] = []
    sources = sources or [SKY, SEA]
    tell_untold(store, sources, [source.key for source in sources], said.append)
    return [health.reason[:2] for health in said]


def test_each_trouble_is_told_once_and_the_next_one_of_the_source_again(store: Store) -> None:
    store.save_states({"sky": BROKEN, "sea": BROKEN})
    assert [told(store), told(store)] == [["天空", "海洋"], []]
    store.save_state("sky", replace(BROKEN, failures=9))
    assert told(store) == []
    store.save_state("sky", GONE)
    assert [told(store), told(store)] == [["天空"], []]
    store.save_state("sky", replace(BROKEN, succeeded_at=NOW - DAY / 2))  # it was well, unseen
    assert [told(store), told(store)] == [["天空"], []]


def test_what_is_over_is_forgotten(store: Store) -> None:
    store.save_states({"sky": BROKEN, "sea": BROKEN})
    told(store)
    assert store.told().keys() == {"sky", "sea"}
    store.save_state("sky", WELL)
    told(store)
    assert store.told().keys() == {"sea"}
    told(store, [SKY, replace(SEA, enabled=False)])
    assert store.told() == {}


def test_two_configurations_with_one_cache_tell_their_own_once_each(store: Store) -> None:
    store.save_states({"sky": BROKEN, "sea": BROKEN})
    said = [told(store, [source]) for source in (SKY, SEA, SKY, SEA)]
    assert said == [["天空"], ["海洋"], [], []]


def test_who_is_stopped_while_it_is_told_is_told_again(store: Store) -> None:
    store.save_state("sky", BROKEN)

    def broken(_health: Health) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        tell_untold(store, [SKY], ["sky"], broken)
    assert told(store) == ["天空"]

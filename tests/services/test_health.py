"""How each source fares: what is found wrong, in which words, and what is not called wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import FetchState, Source
from tnews.model.pulse import Pulse
from tnews.model.record import replace
from tnews.services.health import failing, healths, of_channel, trend, weekly

pytestmark = pytest.mark.usefixtures("language")

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = FetchState(checked_at=NOW, succeeded_at=NOW)
BROKEN = replace(WELL, failures=3, last_error="服务器回答 502")
DAILY = Pulse(NOW, week=70, before=68.0, days=28)


SKY = Source("sky", "https://sky.example/feed", "天空", "天气")
SEA = Source("sea", "https://sea.example/feed", "海洋", "天气")


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (WELL, ""),
        (BROKEN, "!"),
        (FetchState(), "?"),
        (replace(WELL, succeeded_at=NOW - timedelta(hours=5)), ""),
        (replace(WELL, succeeded_at=NOW - timedelta(hours=7)), "~"),
    ],
)
def test_what_is_wrong_with_a_source(state: FetchState, mark: str) -> None:
    failing = {"sky"} if state.failures else set()
    found = healths([SKY, SEA], {"sky": state, "sea": WELL}, failing, NOW)
    assert (found["sky"].mark if "sky" in found else "") == mark
    assert all(health.word and "天空" in health.reason for health in found.values())


def test_before_the_first_fetch_nothing_is_said() -> None:
    assert healths([SKY, SEA], {}, set(), NOW) == {}


def test_a_source_with_a_long_interval_is_not_late_before_three_of_them() -> None:
    daily = replace(SKY, interval=86400)
    for hours, is_late in ((70, False), (80, True)):
        state = replace(WELL, succeeded_at=NOW - timedelta(hours=hours))
        assert ("sky" in healths([daily], {"sky": state, "sea": WELL}, set(), NOW)) == is_late


def test_what_is_gone_is_off_and_no_failure() -> None:
    states = {"sky": replace(BROKEN, gone_at=NOW), "sea": WELL}
    bad = failing([SKY, SEA], states)
    found = healths([SKY, SEA], states, bad, NOW)
    assert bad == frozenset()
    assert "天空已失效：" in found["sky"].reason
    assert (found["sky"].condition, found["sky"].mark, found["sky"].is_off) == ("gone", "x", True)


def test_a_channel_says_how_many_of_its_sources_fail() -> None:
    found = healths([SKY, SEA], {"sky": BROKEN, "sea": WELL}, {"sky"}, NOW)
    health = of_channel([SKY, SEA], found)
    assert health is not None
    assert (health.mark, health.is_failing) == ("!1", False)
    assert "502" in health.reason
    assert of_channel([SEA], found) is None


def condition(state: FetchState, pulse: Pulse | None, source: Source = SKY) -> str:
    pulses = {"sky": pulse} if pulse is not None else {}
    found = healths([source], {"sky": state}, failing([source], {"sky": state}), NOW, pulses)
    return found["sky"].condition if "sky" in found else ""


@pytest.mark.parametrize(
    ("silence", "days", "said"),
    [
        (3, 28, ""),
        (6, 28, "silent"),  # it used to be every day
        (6, 20, ""),  # on weekdays: a holiday
        (9, 20, "silent"),
        (400, 7, ""),  # never was regular
        (18, 8, "silent"),
    ],
)
def test_who_used_to_publish_regularly_is_silent_after_five_gaps(
    silence: int, days: int, said: str
) -> None:
    pulse = replace(DAILY, newest=NOW - silence * DAY, days=days)
    assert condition(WELL, pulse) == said


def test_silence_counts_up_to_the_last_fetch() -> None:
    asleep = replace(WELL, checked_at=NOW - 30 * DAY, succeeded_at=NOW - 30 * DAY)
    assert condition(asleep, replace(DAILY, newest=NOW - 31 * DAY)) == ""


def test_new_articles_under_old_dates_are_no_silence() -> None:
    came = replace(WELL, pace_since=NOW - DAY, pace_count=1)
    assert condition(came, replace(DAILY, newest=NOW - 300 * DAY)) == ""
    dated = replace(WELL, pace_since=NOW - 310 * DAY, pace_count=10)
    assert condition(dated, replace(DAILY, newest=NOW - 300 * DAY)) == "silent"


def test_a_failure_goes_before_silence_and_a_ranked_list_has_no_articles() -> None:
    silent = replace(DAILY, newest=NOW - 30 * DAY)
    assert condition(BROKEN, silent) == "failing"
    assert condition(WELL, silent, replace(SKY, kind="rank")) == ""


def test_silence_is_told_with_what_used_to_be() -> None:
    silent = {"sky": replace(DAILY, newest=NOW - 9 * DAY)}
    health = healths([SKY], {"sky": WELL}, (), NOW, silent)["sky"]
    assert health.reason == "天空已经 9 天没有新文章，以前几乎每天都有。"
    assert "sources check sky" in health.advice


def test_what_a_setting_may_mend_is_told_at_once() -> None:
    for failures, has_more in ((1, False), (2, False), (3, True)):
        refused = replace(BROKEN, failures=failures, failure="http-403")
        health = healths([SKY], {"sky": refused}, {"sky"}, NOW)["sky"]
        assert "headers" in health.advice
        assert ("sources disable sky" in health.advice) == has_more
        assert "headers" not in health.what


def test_advice_comes_when_waiting_is_none() -> None:
    for failures, has_advice in ((2, False), (3, True)):
        state = replace(BROKEN, failures=failures)
        health = healths([SKY], {"sky": state}, {"sky"}, NOW)["sky"]
        assert bool(health.advice) == has_advice


@pytest.mark.parametrize(
    ("week", "before", "said"),
    [
        (70, 68.0, "steady"),
        (140, 68.0, "more"),
        (30, 68.0, "fewer"),
        (4, 1.0, "steady"),  # a difference of three is chance
        (70, None, ""),
    ],
)
def test_the_trend_compares_the_last_week(week: int, before: float | None, said: str) -> None:
    pulse = replace(DAILY, week=week, before=before)
    assert trend(pulse, NOW, NOW) == said
    assert trend(pulse, NOW - 2 * DAY, NOW) == ""  # a week that was not looked at
    assert weekly(pulse, NOW, NOW).lstrip("↑↓") == str(week)


def test_what_is_due_rarely_is_late_after_that() -> None:
    """A source that publishes once a month is asked once a day."""
    asked = replace(WELL, succeeded_at=NOW - timedelta(hours=20))
    for due, is_late in ((NOW + timedelta(hours=4), False), (NOW - timedelta(hours=7), True)):
        states = {"sky": replace(asked, due_at=due), "sea": WELL}
        assert ("sky" in healths([SKY, SEA], states, (), NOW)) == is_late


def test_a_closed_address_is_gone_and_one_does_not_wait_for_it() -> None:
    state = replace(BROKEN, failures=1, failure="gone", gone_at=NOW)
    health = healths([SKY], {"sky": state}, set(), NOW)["sky"]
    assert (health.condition, health.is_failing, health.is_ailing) == ("gone", False, True)
    assert "sources remove sky" in health.advice


MOMENTS = st.none() | st.datetimes(
    datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)
)


@given(MOMENTS, MOMENTS, st.integers(0, 10**6), st.integers(0, 28), st.integers(0, 10**7))
def test_whatever_the_clock_said_a_health_has_words(
    checked: datetime | None, newest: datetime | None, failures: int, days: int, interval: int
) -> None:
    state = FetchState(checked_at=checked, succeeded_at=checked, failures=failures)
    source = replace(SKY, interval=interval)
    pulses = {"sky": replace(DAILY, newest=newest, days=days)}
    states = {"sky": state, "sea": WELL}
    found = healths([source, SEA], states, failing([source], states), NOW, pulses)
    assert all(one.word and one.reason and one.mark for one in found.values())

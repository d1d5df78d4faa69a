"""When a source is asked next: one rule a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import ArticleDraft, FetchState, Source
from tnews.model.record import replace
from tnews.services import schedule

NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)  # a Monday
SOURCE = Source("sky", "https://sky.example/", "Sky", "天气", interval=1800)
CHOSEN = replace(SOURCE, interval=600, interval_is_chosen=True)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def pause(state: FetchState, source: Source = SOURCE, *, adaptive: bool = True) -> timedelta:
    """The pause without its spread."""
    pace = (state.pace_since, state.pace_count)
    return schedule.interval(source, state, NOW, pace, adaptive=adaptive)


def paced(gap: timedelta, count: int = 10) -> FetchState:
    """A source that publishes once in `gap`."""
    return FetchState(pace_since=NOW - count * gap, pace_count=count)


# -- how often it publishes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (MINUTE, 30 * MINUTE),  # never more often than is wished
        (4 * HOUR, 30 * MINUTE),
        (16 * HOUR, 2 * HOUR),
        (3 * DAY, 9 * HOUR),
        (400 * DAY, DAY),  # but once a day
    ],
)
def test_what_publishes_rarely_is_asked_less_often(gap: timedelta, expected: timedelta) -> None:
    assert pause(paced(gap)) == expected


def test_nothing_is_known_of_a_new_source() -> None:
    assert pause(FetchState()) == 30 * MINUTE


def test_a_person_may_want_it_otherwise() -> None:
    assert pause(paced(30 * DAY), adaptive=False) == 30 * MINUTE


def test_an_interval_longer_than_a_day_stays() -> None:
    assert pause(paced(400 * DAY), replace(SOURCE, interval=7 * 86_400)) == 7 * DAY


def test_a_source_with_an_interval_of_its_own_is_taken_at_its_word() -> None:
    state = replace(paced(30 * DAY), ttl=7200, fresh_for=7200, skips="8 9 10")
    assert schedule.succeeded(CHOSEN, state, NOW, adaptive=True).due_at == NOW + 10 * MINUTE


def test_a_source_that_falls_silent_is_asked_less_and_less() -> None:
    later = [
        schedule.interval(SOURCE, FetchState(), NOW + n * DAY, (NOW, 10), adaptive=True)
        for n in (1, 20, 90)
    ]
    assert later == [30 * MINUTE, 6 * HOUR, DAY]


# -- the pace out of a document -------------------------------------------------------------------


def drafts(*ages: timedelta | None) -> list[ArticleDraft]:
    return [
        ArticleDraft("", "", "题", published_at=None if age is None else NOW - age) for age in ages
    ]


def pace(before: FetchState, found: list[ArticleDraft], new: int) -> tuple[timedelta, int]:
    since, count = schedule.paced(before, found, new, NOW)
    assert since is not None
    return NOW - since, count


KNOWN = FetchState(succeeded_at=NOW - HOUR)


def test_the_ten_newest_dates_tell_it() -> None:
    found = drafts(*[n * HOUR for n in range(30)])
    assert pace(FetchState(), found, 30) == (9 * HOUR, 10)


def test_a_date_to_come_is_now() -> None:
    assert pace(KNOWN, drafts(-DAY, -DAY, 2 * HOUR), 0) == (2 * HOUR, 3)


def test_without_dates_the_last_coming_tells_it() -> None:
    assert pace(KNOWN, drafts(None, None), 2) == (timedelta(0), 1)


def test_without_dates_nothing_new_changes_nothing() -> None:
    before = replace(KNOWN, pace_since=NOW - 9 * DAY, pace_count=1)
    assert pace(before, drafts(None, None), 0) == (9 * DAY, 1)


def test_one_date_for_all_is_none() -> None:
    assert pace(KNOWN, drafts(*[500 * DAY] * 9), 3) == (timedelta(0), 1)


def test_dates_that_do_not_follow_what_comes_are_not_believed() -> None:
    """Articles of today that say they are of last year: asked once a day they would all be missed."""
    found = drafts(400 * DAY, 401 * DAY, 402 * DAY)
    assert pace(KNOWN, found, 3) == (timedelta(0), 1)


def test_they_are_not_believed_when_nothing_comes_either() -> None:
    before = replace(KNOWN, pace_since=NOW - HOUR, pace_count=1)
    assert pace(before, drafts(400 * DAY, 401 * DAY), 0) == (HOUR, 1)


def test_they_are_believed_again_with_what_agrees() -> None:
    before = replace(KNOWN, pace_since=NOW - 9 * DAY, pace_count=1)
    assert pace(before, drafts(HOUR, 20 * DAY), 1) == (20 * DAY, 2)


def test_in_the_first_document_everything_is_new() -> None:
    assert pace(FetchState(), drafts(8 * DAY, 16 * DAY), 2) == (16 * DAY, 2)


# -- what server and document say -----------------------------------------------------------------


@pytest.mark.parametrize("wish", [{"ttl": 7200}, {"fresh_for": 7200}])
def test_a_server_may_wish_for_longer_pauses(wish: dict[str, int]) -> None:
    assert pause(FetchState(**wish)) == 2 * HOUR


@pytest.mark.parametrize("wish", [{"ttl": 60}, {"fresh_for": 60}])
def test_but_not_for_shorter_ones(wish: dict[str, int]) -> None:
    assert pause(FetchState(**wish)) == 30 * MINUTE


@pytest.mark.parametrize("wish", [{"ttl": 30 * 86_400}, {"fresh_for": 30 * 86_400}])
def test_a_month_of_freshness_is_five_hours(wish: dict[str, int]) -> None:
    assert pause(FetchState(**wish)) == 5 * HOUR


def test_wishes_do_not_shorten_what_is_asked_rarely() -> None:
    assert pause(replace(paced(30 * DAY), ttl=3600)) == DAY


@pytest.mark.parametrize(
    ("skips", "hours"),
    [
        ("", 0),
        ("7 9", 0),
        ("8", 1),
        ("8 9 10", 3),
        ("monday", 16),
        ("monday 0 1", 18),
        ("tuesday", 0),
        ("sunday monday tuesday", 24),  # a day at most
        (" ".join(map(str, range(24))), 0),  # there is no other hour
        ("monday tuesday wednesday thursday friday saturday sunday", 0),
        ("nonsense 99", 0),
    ],
)
def test_hours_and_days_without_news_are_left_out(skips: str, hours: int) -> None:
    assert schedule.beyond(NOW, skips) == NOW + hours * HOUR


def test_hours_are_those_of_greenwich() -> None:
    in_shanghai = NOW.astimezone(datetime.strptime("+0800", "%z").tzinfo)
    assert schedule.beyond(in_shanghai, "8") == NOW + HOUR
    assert schedule.beyond(in_shanghai, "16") == NOW


def test_the_minute_stays() -> None:
    """Else all that skip the same hours would be asked at the first minute of the next."""
    assert schedule.beyond(NOW + 17 * MINUTE, "8") == NOW + HOUR + 17 * MINUTE


# -- spread ---------------------------------------------------------------------------------------


def test_sources_that_were_fetched_together_do_not_fall_due_together() -> None:
    sources = [replace(SOURCE, key=f"source-{n}") for n in range(600)]
    due = [schedule.succeeded(one, FetchState(), NOW, adaptive=True).due_at for one in sources]
    minutes = [int((at - NOW).total_seconds()) // 60 for at in due if at is not None]
    assert (min(minutes), max(minutes)) == (30, 32)
    assert max(map(minutes.count, minutes)) < 300


def test_a_source_has_the_same_place_always() -> None:
    first, again = (schedule.succeeded(SOURCE, FetchState(), NOW, adaptive=True) for _ in range(2))
    assert first == again


@given(
    key=st.text(max_size=30),
    interval=st.integers(300, 86_400),
    ttl=st.integers(0, 10**7),
    gap=st.integers(0, 10**8),
    skips=st.lists(st.sampled_from([*map(str, range(24)), "monday", "sunday"])).map(" ".join),
)
def test_no_pause_is_shorter_than_is_wished_or_longer_than_two_days_and_a_bit(
    key: str, interval: int, ttl: int, gap: int, skips: str
) -> None:
    source = replace(SOURCE, key=key, interval=interval)
    state = replace(paced(timedelta(seconds=gap), 1), ttl=ttl, skips=skips)
    due = schedule.succeeded(source, state, NOW, adaptive=True).due_at
    assert due is not None
    assert timedelta(seconds=max(interval, min(ttl, 18_000))) <= due - NOW <= 2.1 * DAY


# -- failures -------------------------------------------------------------------------------------


def after(failures: int, failure: str = "http-503") -> timedelta:
    """The pause after the last of these failures, without its spread."""
    state = FetchState(checked_at=NOW, failures=failures, failure=failure)
    failed = schedule.failed(SOURCE, state, NOW)
    assert failed.due_at is not None
    spread = 1 + schedule._share(SOURCE.key)
    return timedelta(seconds=round((failed.due_at - NOW).total_seconds() / spread))


def test_a_source_that_fails_is_asked_less_and_less() -> None:
    assert [after(n) for n in (1, 2, 3, 8)] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 6 * HOUR]
    assert after(10_000) == 6 * HOUR


def test_where_there_is_no_network_it_may_be_back_soon() -> None:
    assert [after(n, "offline") for n in (1, 3, 50)] == [5 * MINUTE, 20 * MINUTE, 30 * MINUTE]


@pytest.mark.parametrize("failure", ["http-404", "http-429", "parse", "redirect", "large"])
def test_what_is_refused_is_not_asked_sooner_than_what_is_well(failure: str) -> None:
    assert [after(n, failure) for n in (1, 3, 5, 50)] == [
        *(30 * MINUTE, 30 * MINUTE, 80 * MINUTE, 6 * HOUR)
    ]


def test_what_is_refused_is_asked_at_the_interval_that_a_person_chose() -> None:
    state = FetchState(checked_at=NOW, failures=1, failure="http-404")
    due = schedule.failed(replace(CHOSEN, interval=86_400), state, NOW).due_at
    assert due is not None
    assert due >= NOW + DAY


def test_what_the_server_asks_for_is_a_least() -> None:
    state = FetchState(failures=1, failure="http-503", ttl=99_999, skips="monday")
    failed = schedule.failed(SOURCE, state, NOW, retry_after=7200.0)
    assert (failed.due_at, failed.retry_at) == (NOW + 2 * HOUR, NOW + 2 * HOUR)


def test_a_server_that_always_asks_for_a_minute_is_asked_less_and_less() -> None:
    state = FetchState(failures=9, failure="http-503")
    failed = schedule.failed(SOURCE, state, NOW, retry_after=60.0)
    assert failed.due_at is not None
    assert failed.due_at >= NOW + 6 * HOUR
    assert failed.retry_at == NOW + MINUTE


def test_another_failure_ends_the_peace_that_was_asked_for() -> None:
    assert schedule.failed(SOURCE, FetchState(retry_at=NOW + HOUR), NOW).retry_at is None


# -- is it due ------------------------------------------------------------------------------------


def is_due(source: Source = SOURCE, **remembered: datetime) -> bool:
    return schedule.is_due(source, FetchState(**remembered), NOW, adaptive=True)


def test_what_was_never_fetched_is_due() -> None:
    assert is_due()


def test_it_is_due_when_its_time_has_come() -> None:
    assert [is_due(due_at=NOW + n * MINUTE) for n in (-1, 0, 1)] == [True, True, False]


def test_a_shorter_interval_counts_from_the_last_fetch() -> None:
    well = FetchState(succeeded_at=NOW, checked_at=NOW)
    rare = schedule.succeeded(replace(SOURCE, interval=86_400), well, NOW, adaptive=False)
    chosen = replace(SOURCE, interval=300, interval_is_chosen=True)
    assert schedule.when_due(chosen, rare, NOW, adaptive=True) == NOW + 5 * MINUTE
    usual = schedule.when_due(SOURCE, rare, NOW, adaptive=True)
    assert usual == schedule.succeeded(SOURCE, well, NOW, adaptive=True).due_at


def test_who_wants_no_pause_for_slowness_any_more_does_not_wait_for_the_end_of_the_last_one() -> (
    None
):
    well = FetchState(succeeded_at=NOW, checked_at=NOW, pace_since=NOW - 400 * DAY, pace_count=1)
    slow = schedule.succeeded(SOURCE, well, NOW, adaptive=True)
    assert schedule.when_due(SOURCE, slow, NOW, adaptive=True) == slow.due_at
    usual = schedule.succeeded(SOURCE, well, NOW, adaptive=False)
    assert schedule.when_due(SOURCE, slow, NOW, adaptive=False) == usual.due_at != slow.due_at


def test_a_shorter_interval_is_no_reason_to_ask_a_server_that_refused_another() -> None:
    well = FetchState(succeeded_at=NOW, checked_at=NOW, due_at=NOW + HOUR)
    other = FetchState(failures=1, failure="http-429", due_at=NOW + 5 * HOUR)
    put_off = schedule.put_off(SOURCE, well, NOW, other)
    due = schedule.when_due(SOURCE, put_off, NOW, adaptive=True)
    assert due is not None
    assert due >= NOW + 5 * HOUR


def test_an_interval_of_0_is_due_once() -> None:
    never = replace(SOURCE, interval=0)
    assert is_due(never)
    assert not is_due(never, succeeded_at=NOW - 9 * DAY, due_at=NOW - 9 * DAY)


def test_what_is_gone_is_not_due_any_more() -> None:
    assert not is_due(gone_at=NOW - 9 * DAY, due_at=NOW - 9 * DAY)


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    assert is_due(checked_at=NOW + DAY, due_at=NOW + DAY + HOUR)
    assert is_due(due_at=NOW + 400 * DAY)


def test_a_clock_that_is_put_right_by_a_second_changes_nothing() -> None:
    assert not is_due(checked_at=NOW + MINUTE / 60, due_at=NOW + HOUR)


def test_a_server_has_the_peace_it_asked_for() -> None:
    until = NOW + HOUR
    assert schedule.waits_until(FetchState(checked_at=NOW, retry_at=until), NOW) == until
    assert schedule.waits_until(FetchState(checked_at=NOW, retry_at=NOW), NOW) is None
    assert schedule.waits_until(FetchState(due_at=until), NOW) is None


def test_no_peace_lasts_for_ever_because_the_clock_was_wrong() -> None:
    state = FetchState(checked_at=NOW + 400 * DAY, retry_at=NOW + 401 * DAY)
    assert schedule.waits_until(state, NOW) is None


@given(
    st.none() | st.timedeltas(-400 * DAY, 400 * DAY),
    st.none() | st.timedeltas(-400 * DAY, 400 * DAY),
    st.booleans(),
    st.sampled_from([0, 1800]),
)
def test_what_is_due_is_due_when_it_is_due(
    due: timedelta | None, checked: timedelta | None, is_gone: bool, interval: int
) -> None:
    state = FetchState(
        due_at=None if due is None else NOW + due,
        checked_at=None if checked is None else NOW + checked,
        succeeded_at=None if checked is None else NOW + checked,
        gone_at=NOW if is_gone else None,
    )
    source = replace(SOURCE, interval=interval)
    when = schedule.when_due(source, state, NOW, adaptive=True)
    assert schedule.is_due(source, state, NOW, adaptive=True) == (when is not None and when <= NOW)
    if when is not None and checked is not None and checked <= timedelta(0):
        assert schedule.is_due(source, state, when, adaptive=True)

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.cli.values import BadValueError, since, until

DAY = timedelta(days=1)


def midnight(days_ago: int = 0) -> datetime:
    now = datetime.now().astimezone()
    return datetime(now.year, now.month, now.day).astimezone() - days_ago * DAY


@pytest.mark.parametrize(
    ("word", "ago"), [("today", 0), ("今天", 0), ("yesterday", 1), ("昨天", 1)]
)
def test_days_by_name(word: str, ago: int) -> None:
    assert since(word) == midnight(ago)
    assert until(word) == midnight(ago) + DAY


def test_a_day_counts_whole() -> None:
    assert since("2026-11-01") == datetime(2026, 11, 1).astimezone()
    assert until("2026-11-01") == datetime(2026, 11, 2).astimezone()
    assert until("20261101") == until("2026-11-01")


def test_a_moment_is_local_unless_it_names_a_zone() -> None:
    assert since("2026-11-01T09:30") == datetime(2026, 11, 1, 9, 30).astimezone()
    assert until("2026-11-01T09:30") == datetime(2026, 11, 1, 9, 30).astimezone()
    assert since("2026-11-01T09:30+08:00") == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("word", "hours"), [("7d", 168), ("12h", 12), ("2w", 336), ("3天", 72)])
def test_spans_count_back_from_now(word: str, hours: int) -> None:
    assert abs(datetime.now(UTC) - timedelta(hours=hours) - since(word)) < timedelta(minutes=1)


@pytest.mark.parametrize("word", ["2025-12", "2025年12月", "２０２５年１２月"])
def test_the_dates_of_a_search_are_taken_and_counted_whole(word: str) -> None:
    assert since(word) == datetime(2025, 12, 1).astimezone()
    assert until(word) == datetime(2026, 1, 1).astimezone()


def test_a_span_in_the_words_of_a_search_is_a_moment() -> None:
    for parse in (since, until):
        assert abs(datetime.now(UTC) - timedelta(days=3) - parse("三天前")) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "word", ["", "7", "d", "2026-13-01", "2026-02-30", "tomorrow", "٧d", "1e9d"]
)
def test_what_is_no_date_is_refused(word: str) -> None:
    with pytest.raises(BadValueError, match="is no date"):
        since(word)


@given(st.text(max_size=30) | st.datetimes().map(str) | st.dates().map(str))
def test_any_text_is_a_moment_in_utc_or_refused(text: str) -> None:
    for parse in (since, until):
        with suppress(BadValueError):
            assert parse(text).tzinfo is UTC


@pytest.mark.parametrize("word", ["9999-12-31", "9999-12-31T23:59-23:59"])
def test_the_end_of_time_is_out_of_range(word: str) -> None:
    with pytest.raises(BadValueError):
        until(word)

"""Dates of a search, seen from a Saturday noon."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.query.when import period

NOW = datetime(2026, 11, 28, 12, 0).astimezone()


def local(*day: int) -> datetime:
    return datetime(*day).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("said", "first", "end"),
    [
        ("今天", (2026, 11, 28), (2026, 11, 29)),
        ("yesterday", (2026, 11, 27), (2026, 11, 28)),
        ("前天", (2026, 11, 26), (2026, 11, 27)),
        ("本周", (2026, 11, 23), (2026, 11, 30)),
        ("上周", (2026, 11, 16), (2026, 11, 23)),
        ("last-week", (2026, 11, 16), (2026, 11, 23)),
        ("本月", (2026, 11, 1), (2026, 12, 1)),
        ("上个月", (2026, 10, 1), (2026, 11, 1)),
        ("今年", (2026, 1, 1), (2027, 1, 1)),
        ("2026-11-01", (2026, 11, 1), (2026, 11, 2)),
        ("2026/1/5", (2026, 1, 5), (2026, 1, 6)),
        ("20261101", (2026, 11, 1), (2026, 11, 2)),
        ("2026年11月1日", (2026, 11, 1), (2026, 11, 2)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2025年2月", (2025, 2, 1), (2025, 3, 1)),
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("11-01", (2026, 11, 1), (2026, 11, 2)),
        ("12-31", (2025, 12, 31), (2026, 1, 1)),
        ("2月29日", (2024, 2, 29), (2024, 3, 1)),
        ("12月", (2025, 12, 1), (2026, 1, 1)),
    ],
)
def test_a_day_a_month_a_year(said: str, first: tuple[int, ...], end: tuple[int, ...]) -> None:
    found = period(said, NOW)
    assert found is not None
    assert (found.start, found.end) == (local(*first), local(*end))


@pytest.mark.parametrize(
    ("said", "ago"),
    [
        ("3天内", timedelta(3)),
        ("三天内", timedelta(3)),
        ("近7天", timedelta(7)),
        ("7d", timedelta(7)),
        ("2小时内", timedelta(hours=2)),
        ("两个小时", timedelta(hours=2)),
        ("30分钟内", timedelta(minutes=30)),
        ("2w", timedelta(14)),
        ("一个月", timedelta(30)),
        ("1年内", timedelta(365)),
    ],
)
def test_a_span_is_until_now(said: str, ago: timedelta) -> None:
    assert period(said, NOW) == ((NOW - ago).astimezone(UTC), None)


@pytest.mark.parametrize(
    "said", ["", "foo", "2026-13", "2026-02-30", "0000", "9999", "三月", "13-1"]
)
def test_anything_else_is_no_date(said: str) -> None:
    assert period(said, NOW) is None


@given(st.text("0123456789-/.年月日天内周今昨前本上个hdwt:", max_size=12))
def test_any_string_is_a_date_or_none(said: str) -> None:
    found = period(said, NOW)
    assert found is None or found.end is None or found.start < found.end

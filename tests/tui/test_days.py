"""Dates as a list tells them, and the headings that they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from time import tzset

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import locale
from tnews.text.when import ago, month_name
from tnews.tui.days import Heading, first_day, headings, named, spans

SATURDAY = datetime(2026, 11, 28, 18, 30).astimezone()


@pytest.fixture(autouse=True)
def chinese() -> None:
    locale.choose("zh_CN")


def since(times: list[datetime], moments: Iterable[datetime]) -> list[int]:
    """As the store answers, by counting."""
    found = []
    for moment in moments:
        found.append(sum(time >= moment for time in times))
        if found[-1] == len(times):
            break
    return found


def of(times: list[datetime], now: datetime = SATURDAY) -> list[Heading]:
    return headings(now, len(times), lambda moments: since(times, moments))


def test_days_week_months_and_years_follow_each_other() -> None:
    names = [name for name, _moment in spans(SATURDAY)]
    assert names[:6] == ["今天", "昨天", "本周", "11月", "10月", "9月"]
    assert names[13:16] == ["2026年", "2025年12月", "2025年"] or "2025年12月" in names
    assert names[-1] == "2016年"


@pytest.mark.parametrize("weekday", range(7))
def test_each_begins_before_the_one_above_it(weekday: int) -> None:
    moments = [moment for _name, moment in spans(SATURDAY + timedelta(days=weekday))]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == len(moments)


@pytest.mark.parametrize(("days", "has_week"), [(2, False), (3, False), (4, True), (8, True)])
def test_on_monday_and_tuesday_nothing_else_is_of_this_week(days: int, has_week: bool) -> None:
    names = [name for name, _moment in spans(SATURDAY + timedelta(days=days))]
    assert ("本周" in names) == has_week


def test_on_new_years_day_december_has_its_year() -> None:
    names = [name for name, _moment in spans(datetime(2027, 1, 1, 9).astimezone())]
    assert names[:4] == ["今天", "昨天", "本周", "2026年12月"]


@given(st.lists(st.integers(0, 15 * 365 * 24), min_size=1, max_size=40))
def test_every_article_is_below_the_heading_of_its_time(hours: list[int]) -> None:
    times = sorted((SATURDAY - timedelta(hours=one) for one in hours), reverse=True)
    found = of(times)
    assert found[0].row == 0
    known = [*spans(SATURDAY), ("更早", datetime(1970, 1, 2).astimezone())]
    for row, time in enumerate(times):
        wanted = next(name for name, moment in known if time >= moment)
        above = [heading for heading in found if heading.row <= row]
        assert above[-1].label == wanted
    assert len({heading.row for heading in found}) == len(found)


def test_what_has_no_date_yet_or_one_to_come_is_of_today() -> None:
    assert of([SATURDAY + timedelta(days=3), SATURDAY]) == [Heading(0, "今天")]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (timedelta(seconds=-30), "刚刚"),
        (timedelta(seconds=59), "刚刚"),
        (timedelta(minutes=1), "1分钟前"),
        (timedelta(minutes=59, seconds=59), "59分钟前"),
        (timedelta(hours=1), "1小时前"),
        (timedelta(hours=18), "18小时前"),
        (timedelta(hours=19), "昨天 23:30"),
        (timedelta(hours=42), "昨天 00:30"),
        (timedelta(hours=43), "11-26"),
        (timedelta(days=332), "2025-12-31"),
        (timedelta(days=-2), "11-30"),
    ],
)
def test_how_long_ago(before: timedelta, told: str) -> None:
    assert ago(SATURDAY - before, SATURDAY) == told


def test_minutes_go_on_counting_over_midnight() -> None:
    midnight = datetime(2026, 11, 28, 0, 5).astimezone()
    assert ago(midnight - timedelta(minutes=20), midnight) == "20分钟前"


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh_CN", "2025年12月"), ("zh_TW", "2025年12月"), ("en", "December 2025")],
)
def test_months_in_three_languages(language: str, told: str) -> None:
    locale.choose(language)
    assert month_name(date(2025, 12, 1), date(2026, 11, 28)) == told


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今天", date(2026, 11, 28)), ("昨天", date(2026, 11, 27)), ("前天", date(2026, 11, 26)),
        ("昨日", date(2026, 11, 27)), ("Yesterday", date(2026, 11, 27)), ("today", date(2026, 11, 28)),
        ("2026-11-05", date(2026, 11, 5)), ("11-05", date(2026, 11, 5)),
        ("11月5日", date(2026, 11, 5)), ("2025年1月2日", date(2025, 1, 2)),
        ("9999-12-31", None), ("0001-01-01", None), ("2026-13-40", None), ("何时", None), ("", None),
    ],
)  # fmt: skip
def test_the_day_that_a_person_names(said: str, day: date | None) -> None:
    assert named(said, SATURDAY) == day


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_a_day_is_that_day_wherever_one_is(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    tzset()
    try:
        now = datetime(2026, 11, 28, 12, tzinfo=UTC).astimezone()
        assert named("2026-11-05", now) == date(2026, 11, 5)
        assert named("今天", now) == now.date()
    finally:
        monkeypatch.undo()
        tzset()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020", date(2020, 1, 1)), ("2025-03", date(2025, 3, 1)), ("去年", date(2025, 1, 1)),
        ("2026-11-05", date(2026, 11, 5)), ("昨天", date(2026, 11, 27)), ("湖州", None),
    ],
)  # fmt: skip
def test_a_year_or_a_month_begins_with_its_first_day(said: str, day: date | None) -> None:
    assert first_day(said, SATURDAY) == day

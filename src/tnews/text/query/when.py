"""Dates inside a search: days, months, years, 昨天, 本周, 3天内, in the reader's own time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

_NUMERALS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_DAYS_AGO = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), 1),
    **dict.fromkeys(("前天", "前日"), 2),
    "大前天": 3,
}
_WEEKS_AGO = {
    **dict.fromkeys(("thisweek", "week", "本周", "这周", "本星期", "这星期"), 0),
    **dict.fromkeys(("lastweek", "上周", "上星期"), 1),
}
_MONTHS_AGO = {
    **dict.fromkeys(("thismonth", "month", "本月", "这个月", "当月"), 0),
    **dict.fromkeys(("lastmonth", "上月", "上个月"), 1),
}
_YEARS_AGO = {"thisyear": 0, "今年": 0, "本年": 0, "lastyear": 1, "去年": 1}

_SPAN = re.compile(
    r"(?:最近|近|过去)?([0-9]{1,4}|[一二两三四五六七八九十])"
    r"(分钟|h|个?小时|个?钟头|d|天|日|w|周|个?星期|个?礼拜|个月|年)(?:内|以内|之内|前|以前)?"
)
_UNITS = {
    "分": timedelta(minutes=1),
    **dict.fromkeys("h小钟", timedelta(hours=1)),
    **dict.fromkeys("d天日", timedelta(days=1)),
    **dict.fromkeys("w周星礼", timedelta(weeks=1)),
    "月": timedelta(days=30),
    "年": timedelta(days=365),
}
_DAY = re.compile(
    r"(?:([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
    r"|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号])"
    r"(?:t?([0-9]{1,2}):([0-9]{2}))?"
)
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)")
_YEAR = re.compile(r"([0-9]{4})年?")
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})(?:[-/.]([0-9]{1,2})|月([0-9]{1,2})[日号])")
_MONTH_OF_YEAR = re.compile(r"([0-9]{1,2})月")


class Period(NamedTuple):
    """From `start` to before `end`, in UTC; `end` is None where it is now."""

    start: datetime
    end: datetime | None


def period(said: str, now: datetime) -> Period | None:
    """Return what `said`, folded, means at `now` (aware, in the zone of the reader), or None.

    A month and a day without a year are the last that began. A span is from so long ago
    until now; months and years of it count 30 and 365 days.
    """
    try:
        found = _ago(said, now) or _named(said, now.date()) or _written(said, now)
    except (ValueError, OverflowError):  # the 30th of February, the year 0 or 9999
        return None
    return found


def _ago(said: str, now: datetime) -> Period | None:
    match = _SPAN.fullmatch(said)
    if match is None or _YEAR.fullmatch(said):
        return None
    count = _NUMERALS[match[1]] if match[1] in _NUMERALS else int(match[1])
    return Period((now - count * _UNITS[match[2].lstrip("个")[0]]).astimezone(UTC), None)


def _named(said: str, today: date) -> Period | None:
    said = said.replace("-", "")
    if (days := _DAYS_AGO.get(said)) is not None:
        return _day(today - timedelta(days))
    if (weeks := _WEEKS_AGO.get(said)) is not None:
        monday = today - timedelta(today.weekday(), weeks=weeks)
        return _between(monday, monday + timedelta(7))
    if (months := _MONTHS_AGO.get(said)) is not None:
        first = today.replace(day=1)
        for _month in range(months):
            first = (first - timedelta(1)).replace(day=1)
        return _month_of(first.year, first.month)
    if (years := _YEARS_AGO.get(said)) is not None:
        return _year(today.year - years)
    return None


def _written(said: str, now: datetime) -> Period | None:
    if match := _DAY.fullmatch(said):
        year, month, day = (int(match[a] or match[b] or match[c]) for a, b, c in _PLACES)
        if match[11] is None:
            return _day(date(year, month, day))
        moment = datetime(year, month, day, int(match[11]), int(match[12])).astimezone(UTC)
        return Period(moment, moment + timedelta(minutes=1))
    if match := _MONTH.fullmatch(said):
        return _month_of(int(match[1]), int(match[2] or match[3]))
    if match := _YEAR.fullmatch(said):
        return _year(int(match[1]))
    if match := _DAY_OF_YEAR.fullmatch(said):
        month, day = int(match[1]), int(match[2] or match[3])
        return _latest_day(month, day, now.date())
    if match := _MONTH_OF_YEAR.fullmatch(said):
        month = int(match[1])
        return _month_of(now.year - (month > now.month), month)
    return None


_PLACES = ((1, 5, 8), (3, 6, 9), (4, 7, 10))


def _latest_day(month: int, day: int, today: date) -> Period:
    for year in range(today.year, today.year - 9, -1):  # 02-29 is there every four years, or eight
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return _day(found)
    raise ValueError


def _year(year: int) -> Period:
    return _between(date(year, 1, 1), date(year + 1, 1, 1))


def _month_of(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return _between(first, (first + timedelta(31)).replace(day=1))


def _day(day: date) -> Period:
    return _between(day, day + timedelta(1))


def _between(first: date, end: date) -> Period:
    """From one local midnight to another; a day of another length than 24 hours too."""
    return Period(_midnight(first), _midnight(end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone().astimezone(UTC)

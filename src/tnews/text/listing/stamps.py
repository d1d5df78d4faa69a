"""Reading a date out of a row's pieces of text: one piece, or two that have a part each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from tnews.text import dates

WITH_YEAR = 4
"""Rank of a date that has its year."""

CLOCK = 1
"""Rank of a bare 09:30: it may be the length of a video."""


ANY_TIME = datetime(2021, 8, 2, 12, tzinfo=UTC)
"""Where the time is unknown: that there is a date counts, not which."""


class Moment(NamedTuple):
    """When an entry was published. `rank` says how much of it was written."""

    at: datetime
    has_time: bool
    rank: int = 0


@lru_cache(10_000)
def read(text: str, now: datetime | None) -> Moment | None:
    """Return the moment that a line shows, or None."""
    if not _may_be_date().search(text):
        return None
    found = dates.find(text, now)
    if found is None:
        return None
    shown = text[found.start : found.end]
    if _clock().fullmatch(shown):
        return Moment(found.moment, True, CLOCK)
    has_year = bool(re.search(r"\d{4}", shown))
    return Moment(found.moment, found.has_time, 2 + 2 * has_year + found.has_time)


def read_two(one: str, two: str, now: datetime | None) -> Moment | None:
    """Return the date of which two pieces have a part each: 08-02 | 09:30, 02 | 2021-08."""
    if len(one) > 16 or len(two) > 16:
        return None
    for first, second in ((one, two), (two, one)):
        month, day = _year_and_month().fullmatch(first), _day().fullmatch(second)
        if month and day:
            return read(f"{month[1]}-{month[2]}-{day[1]}", now)
        if _year().fullmatch(first) and (both := _month_and_day().fullmatch(second)):
            return read(f"{first[:4]}-{both[1]}-{both[2]}", now)
    moment = read(f"{one} {two}", now) if _clock().fullmatch(two.strip("[]() ")) else None
    return moment if moment and moment.rank != CLOCK else None


@cache
def _may_be_date() -> re.Pattern[str]:
    return re.compile(r"\d|[刚剛今昨]|前")


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")


@cache
def _year_and_month() -> re.Pattern[str]:
    return re.compile(r"(20\d\d)[-/.年](\d{1,2})月?")


@cache
def _month_and_day() -> re.Pattern[str]:
    return re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"20\d\d年?")


@cache
def _day() -> re.Pattern[str]:
    return re.compile(r"(\d{1,2})日?")

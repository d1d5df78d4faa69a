"""Lists by date: 今天, 昨天, 本周, then months, then years; each begins where the one after ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tnews.locale import _
from tnews.text.when import local, month_name

MONTHS = 12
"""Months that have a heading each; what is older has one for a year."""

YEARS = 10
"""Years that have a heading each; what is older has one together."""


class Heading(NamedTuple):
    """What is said above the row `row` of a list, counted from 0."""

    row: int
    label: str


def spans(now: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield (name, since when) of days, weeks, months and years, the latest first.

    Each reaches to the one before it, the first into the future. A week begins on Monday
    (ISO 8601). Those that are empty by the calendar, as 本周 on a Tuesday, are left out.
    """
    today = local(now).date()
    yesterday = today - timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    yield _("Today"), begin(today)
    yield _("Yesterday"), begin(yesterday)
    if monday < yesterday:
        yield _("This week"), begin(monday)
    last, month = min(monday, yesterday), today.replace(day=1)
    for _number in range(MONTHS):
        if month < last:
            yield month_name(month, today), begin(month)
            last = month
        month = (month - timedelta(days=1)).replace(day=1)
    year = last.replace(month=1)
    for _number in range(YEARS):
        if year < last:
            yield _("The year {year}").format(year=year.year), begin(year)
        year = year.replace(year=year.year - 1)


_DAYS_AGO = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}
"""Days by name, in any language of the interface: as in searches."""


def named(said: str, now: datetime) -> date | None:
    """Return the day that a person calls `said`: 2026-11-05, 11-05, 11月5日, 昨天, yesterday.

    None if it is none. It is that day wherever one is: a date is read as one of China, and goes
    back to its name.
    """
    from tnews.text.dates import parse
    from tnews.text.fold import fold
    from tnews.text.zones import CHINA

    if (ago := _DAYS_AGO.get(fold(said.strip()))) is not None:
        return local(now).date() - timedelta(days=ago)
    moment = parse(said, now)
    day = moment.astimezone(CHINA).date() if moment is not None else None
    year = said.strip()[:4]
    if day is not None and len(year) == 4 and year.isdecimal() and int(year) != day.year:
        return None  # of 9999-12-31 the rest alone is a date
    return day


def first_day(said: str, now: datetime) -> date | None:
    """Return the day that is `said`, or the first of a month or a year: 2025-03, 2025, 去年."""
    from tnews.text.fold import fold
    from tnews.text.query.when import period

    if day := named(said, now):
        return day
    found = period(fold(said.strip()), now)
    return local(found.start).date() if found is not None else None


def begin(day: date) -> datetime:
    """Return the beginning of `day` in the machine's time zone."""
    return datetime(day.year, day.month, day.day).astimezone()


def headings(
    now: datetime, count: int, since: Callable[[Iterable[datetime]], Sequence[int]]
) -> list[Heading]:
    """Return the headings of a list of `count` articles, the newest first.

    `since(moments)` says for each, the latest first, how many articles at the beginning of the
    list are of that time or later, up to the first where that is all of them.
    """
    known = list(spans(now))
    ends = [*since(moment for _name, moment in known), count]
    names = [*(name for name, _moment in known), _("Earlier")]
    found: list[Heading] = []
    first = 0
    for name, end in zip(names, ends, strict=False):
        if end > first:
            found.append(Heading(first, name))
            first = end
    return found

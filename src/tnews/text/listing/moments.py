"""When the entries of a list were published: dates in their rows, or in their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tnews.text.listing import addresses, titles
from tnews.text.listing.stamps import CLOCK, WITH_YEAR, Moment, read, read_two
from tnews.text.zones import CHINA

if TYPE_CHECKING:
    from tnews.text.listing.outline import Outline, Piece
    from tnews.text.listing.rows import Row

_LONGEST_LINE = 40
_LONGEST_WITHOUT_YEAR = 24
"""Characters of a piece of text in which a date may stand; longer ones are summaries."""

_LONGEST_HEADING = 20
_HEADING = 3
"""Pieces of text before a row in which the heading of a day is looked for."""

_AHEAD = timedelta(days=2)
_IN_ORDER = 0.9
_NEAR = timedelta(days=31)
"""How far the day in an address (that of the file) may be from the day on the page."""


def of_rows(outline: Outline, found: Sequence[Row], now: datetime | None) -> list[Moment | None]:
    """Return the moment of each row; None where nothing says it."""
    shown = of_texts(outline, found, now)
    result: list[Moment | None] = []
    for row, moment in zip(found, shown, strict=True):
        day = addresses.date_of(row.url)
        if moment is None:
            result.append(Moment(day, False) if day and not _is_ahead(day, now) else None)
        else:
            result.append(_in_year_of(day, moment) if day else moment)
    return result


def of_texts(outline: Outline, found: Sequence[Row], now: datetime | None) -> list[Moment | None]:
    """Return the moment that the texts of each row show."""
    behind = [_best(outline, row, row.first, row.last, now) for row in found]
    inside = [_best(outline, row, row.element.first, row.element.last, now) for row in found]
    if sum(map(bool, inside)) * 2 < len(found) and _comes_first(outline, found, now):
        behind = [_best(outline, row, row.before, row.element.first, now) for row in found]
    shown = [own or other for own, other in zip(inside, behind, strict=True)]
    return _without_running_times(_under_days(outline, found, shown, now))


def _comes_first(outline: Outline, found: Sequence[Row], now: datetime | None) -> bool:
    """Whether the dates stand before the rows they belong to: the first row has one there."""
    first = found[0]
    return bool(_best(outline, first, first.before, first.element.first, now))


def _best(outline: Outline, row: Row, first: int, last: int, now: datetime | None) -> Moment | None:
    pieces = [p for p in outline.pieces[first:last] if not _is_title(p, row)]
    candidates = [read(text, now) for text in _stamps(outline, row)]
    candidates += [_said(piece.text, now) for piece in pieces]
    candidates += [read_two(one.text, two.text, now) for one, two in pairwise(pieces)]
    good = [moment for moment in candidates if moment and not _is_ahead(moment.at, now)]
    return max(good, key=lambda moment: moment.rank, default=None)


def _said(text: str, now: datetime | None) -> Moment | None:
    """Return the moment of a piece of text. In a sentence 8月5日 may be the day of anything."""
    moment = read(text, now)
    is_short = len(text) <= _LONGEST_WITHOUT_YEAR
    return moment if moment and (is_short or moment.rank >= WITH_YEAR) else None


def _stamps(outline: Outline, row: Row) -> Iterator[str]:
    """Yield what the row's elements say of their time for machines: `datetime`, or a `title`."""
    for element in outline.inside(row.element):
        if element.tag == "time":
            yield element.attributes.get("datetime") or ""
        elif element.tag in ("span", "em", "i", "div", "p", "abbr", "td"):
            yield (element.attributes.get("title") or "")[:40]


def _is_title(piece: Piece, row: Row) -> bool:
    return len(piece.text) > _LONGEST_LINE or (
        titles.size(piece.text) >= titles.ENOUGH
        and any(piece.text[:20] in anchor.title for anchor in row.anchors)
    )


def _under_days(
    outline: Outline, found: Sequence[Row], shown: list[Moment | None], now: datetime | None
) -> list[Moment | None]:
    """Return the moments, with those of rows that stand under a heading such as 2021-08-09.

    Only where two headings or more part the list: one may be the day of the page.
    """
    days: list[datetime | None] = []
    day: datetime | None = None
    start = max(0, found[0].element.first - _HEADING) if found else 0
    for row in found:
        for piece in outline.pieces[max(start, row.element.first - _HEADING) : row.element.first]:
            said = read(piece.text, now) if len(piece.text) <= _LONGEST_HEADING else None
            day = said.at if said and not said.has_time else day
        days.append(day)
        start = row.element.last
    if len(set(days) - {None}) < 2:
        return shown
    return [
        _on(day, outline, row) if day and (moment is None or moment.rank == CLOCK) else moment
        for row, moment, day in zip(found, shown, days, strict=True)
    ]


def _on(day: datetime, outline: Outline, row: Row) -> Moment:
    """Return the moment of a row whose text says no more than the time of `day`."""
    said = _best(outline, row, row.first, row.last, day + timedelta(hours=24, minutes=-1))
    return Moment(said.at, True) if said and said.rank == CLOCK else Moment(day, False)


def _without_running_times(shown: list[Moment | None]) -> list[Moment | None]:
    """Return the moments without bare clocks, unless they fall from row to row as a list's do."""
    clocks = [moment.at for moment in shown if moment and moment.rank == CLOCK]
    falls = sum(one >= two for one, two in pairwise(clocks))
    if len(clocks) > 2 and falls >= _IN_ORDER * (len(clocks) - 1):
        return shown
    return [None if moment and moment.rank == CLOCK else moment for moment in shown]


def _in_year_of(day: datetime, moment: Moment) -> Moment:
    """Return `moment`, if it did not know its year, in the year in which it is near `day`."""
    if moment.rank >= WITH_YEAR:
        return moment
    here = moment.at.astimezone(CHINA)
    for year in (day.year, day.year - 1, day.year + 1):
        if (here.month, here.day) == (2, 29):
            break
        if abs((near := here.replace(year=year)) - day) <= _NEAR:
            return moment._replace(at=near)
    return moment


def _is_ahead(moment: datetime, now: datetime | None) -> bool:
    return now is not None and moment > now + _AHEAD

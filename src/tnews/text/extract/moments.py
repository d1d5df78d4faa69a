"""发布时间: the visible date near the headline first, then what the page declares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tnews.text import dates

if TYPE_CHECKING:
    from tnews.text.extract.declared import Declared
    from tnews.text.extract.sheet import Line
    from tnews.text.extract.zones import Zones

_META = (
    "article:published_time", "og:release_date", "pubdate", "publishdate", "publish_time", "datepublished",
    "article:published", "publish-date", "firstpublishedtime", "date", "weibo:article:create_at",
    "og:published_time", "apub:time", "createdate", "dc.date", "publishtime", "published", "og:pubdate",
)  # fmt: skip
_LINKED = ("datePublished", "pubDate", "dateCreated", "uploadDate")
_UPDATED = (
    "article:modified_time",
    "lastmodifiedtime",
    "og:updated_time",
    "last-modified",
    "apub:time",
    "update",
    "dateupdate",
    "datemodified",
)
_NO_DATE = re.compile(
    r"^\W*(?:copyright|©|最后更新|最後更新|更新于|更新於|更新时间|本站|版权)|ICP|有效期|截止|活动时间|会议时间",
    re.I,
)
_WITH_TIME = re.compile(r"\d[T\s]\d{1,2}:\d|^\s*\d{10}(?:\d{3})?\s*$|\d{12}|\d\s*[时点]")
_SCRIPT = re.compile(
    r"""\b(?:ct|publish_?[tT]ime|createTime|create_time|pubtime|oriCreateTime|svr_time)\b["']?\s*[:=]\s*["']?(\d{10})(?:\d{3})?\b"""
)
_IN_URL = re.compile(r"/(20[0-3]\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?=[/_.-]|$)")


class Moment(NamedTuple):
    """When it was published; `has_time` is false where only the day is known."""

    at: datetime
    has_time: bool


def find_moment(zones: Zones, declared: Declared, html: str, url: str) -> Moment | None:
    """Return when the article was published. A visible date with a time beats what is declared;
    the day in an address (/2021/0802/) is the last resort."""
    seen = _visible(zones.head) or _visible(zones.inner)
    tail = _visible(zones.tail)
    for found in (seen, tail if seen is None or not seen.has_time else None):
        if found is not None and found.has_time:
            return found
    stated = _stated(declared)
    if stated is not None and stated.has_time:
        return stated
    if year := _update_year(declared, stated):
        short = _visible([*zones.head, *zones.inner], now=year)
        if short is not None and short.has_time:
            return short
    if seen is None and stated is None and tail is None and (match := _SCRIPT.search(html)):
        return Moment(datetime.fromtimestamp(int(match[1]), UTC), True)
    return seen or stated or tail or _addressed(url)


def _visible(lines: Iterable[Line], now: datetime | None = None) -> Moment | None:
    """Return the first date with a time in these lines, else the first day."""
    day = None
    for line in lines:
        if _NO_DATE.search(line.text):
            continue
        found = dates.find(line.spaced, now) or dates.find(line.text, now)
        if found is None:
            continue
        if found.has_time:
            return Moment(found.moment, True)
        day = day or Moment(found.moment, False)
    return day


def _stated(declared: Declared) -> Moment | None:
    texts = [declared.meta.get(name, "") for name in _META]
    texts += [declared.linked.get(name, "") for name in _LINKED]
    found = [moment for text in texts if (moment := read_moment(text))]
    return next((moment for moment in found if moment.has_time), found[0] if found else None)


def read_moment(text: str) -> Moment | None:
    """Return the moment that a declared date means."""
    moment = dates.parse(text) if text else None
    return Moment(moment, _WITH_TIME.search(text) is not None) if moment else None


def _addressed(url: str) -> Moment | None:
    match = _IN_URL.search(urlsplit(url).path)
    moment = dates.parse("-".join(match.groups())) if match else None
    return Moment(moment, False) if moment else None


def _update_year(declared: Declared, stated: Moment | None) -> datetime | None:
    """Return the day against which a date without a year is read: a declared one."""
    if stated is not None:
        return stated.at
    return next(filter(None, (dates.parse(declared.meta.get(name, "")) for name in _UPDATED)), None)

"""What a feed says about how often it is worth asking: ttl, skipHours, skipDays and sy:update….

It stands before the first item or after the last one, so nothing else is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tnews.model import FetchState
from tnews.model.record import replace

_LOOKED_AT = 20_000
"""Characters at each end: a channel's own elements seldom take more than two thousand."""

_ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SAID = re.compile(
    r"<(?:[\w.-]+:)?(ttl|skipHours|skipDays|updatePeriod|updateFrequency)(?:\s[^<>]*)?>(.{1,2000}?)</[\w.:-]*\1\s*>",
    re.S | re.I,
)
_NAMES = {
    name.lower(): name
    for name in ("ttl", "skipHours", "skipDays", "updatePeriod", "updateFrequency")
}
_HOUR = re.compile(r"<hour>\s*([0-9]{1,2})\s*</hour>", re.I)
_DAY = re.compile(r"<day>\s*([A-Za-z]{6,9})\s*</day>", re.I)
_PERIODS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}


def notes(xml: str) -> dict[str, str]:
    """Return what the feed `xml` says about its own pace, by the names of its elements.

    `ttl` is minutes, `updateFrequency` a number, `updatePeriod` hourly, daily, weekly, monthly or
    yearly, `skipHours` hours of GMT and `skipDays` English days in lower case, parted by commas
    (RSS 2.0; RDF Site Summary 1.0, module syndication). What makes no sense is left out.
    """
    said: dict[str, str] = {}
    for part in _around_items(xml):
        for match in _SAID.finditer(_COMMENT.sub("", part)):
            name = _NAMES[match[1].lower()]
            if value := _value(name, match[2]):
                said.setdefault(name, value)
    return said


def _around_items(xml: str) -> Iterator[str]:
    first = _ITEM_START.search(xml, 0, _LOOKED_AT)
    yield xml[: first.start() if first else _LOOKED_AT]
    if first:
        end = max(xml.rfind("</item", -_LOOKED_AT), xml.rfind("</entry", -_LOOKED_AT))
        if end > first.start():
            yield xml[end:]


def _value(name: str, inner: str) -> str:
    if name == "skipHours":
        hours = sorted({int(hour) % 24 for hour in _HOUR.findall(inner) if int(hour) <= 24})
        return ",".join(map(str, hours))
    if name == "skipDays":
        return ",".join(dict.fromkeys(day.lower() for day in _DAY.findall(inner)))
    word = inner.strip().lower()
    if name == "updatePeriod":
        return word if word in _PERIODS else ""
    return word if re.fullmatch("[0-9]{1,7}", word) and int(word) else ""


def heard(state: FetchState, notes: Mapping[str, str]) -> FetchState:
    """Return `state` with what `notes` say: `ttl` is the longer of the feed's two ways to say it."""
    period = _PERIODS.get(notes.get("updatePeriod", ""), 0)
    ttl = 60 * int(notes.get("ttl", "0"))
    skips = f"{notes.get('skipHours', '')},{notes.get('skipDays', '')}".replace(",", " ")
    said = (
        max(ttl, period // int(notes.get("updateFrequency", "1"))),
        " ".join(skips.split()),
    )
    if said == (state.ttl, state.skips):  # as nearly always
        return state
    return replace(state, ttl=said[0], skips=said[1])

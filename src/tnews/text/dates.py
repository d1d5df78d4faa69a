"""Dates as feeds and Chinese pages write them -> aware datetimes in UTC.

A time without a zone is Chinese time, +08:00, and so is CST: in the sources of a Chinese
reader it means China Standard Time, not Central.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Chinese time. No summer time since 1991, so a fixed offset is exact."""

_LONGEST = 120
_ZONES = {  # hours from UTC
    **dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET", "格林尼治标准时间"), 0.0),
    **dict.fromkeys(("CST", "HKT", "SGT", "AWST", "PHT", "MYT", "北京时间"), 8.0),
    **dict.fromkeys(("JST", "KST"), 9.0),
    **dict.fromkeys(("BST", "CET", "WEST", "MET"), 1.0),
    **dict.fromkeys(("CEST", "EET", "MEST"), 2.0),
    **dict.fromkeys(("MSK", "EEST"), 3.0),
    **dict.fromkeys(("EST", "CDT"), -5.0),
    **dict.fromkeys(("MST", "PDT"), -7.0),
    "EDT": -4.0,
    "MDT": -6.0,
    "PST": -8.0,
    "IST": 5.5,
    "ICT": 7.0,
    "AEST": 10.0,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
}
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_CHINESE_DIGITS = {char: i % 10 for i, char in enumerate("〇一二三四五六七八九零")}

_DAY_TIME = "凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚|午夜"
_TIME = (
    rf"(?P<part>{_DAY_TIME})?\s*(?P<hour>\d{{1,2}})\s*[:时時点點]\s*(?P<minute>\d{{1,2}})?"
    r"(?:\s*[:分]\s*(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
)
_ZONE = (
    r"\s*\(?(?P<zone>(?:(?:GMT|UTC)\s*)?[+-]\d{1,2}(?::?\d{2})?(?!\d)"
    r"|[A-Za-z]{1,5}\b|格林尼治标准时间|北京时间)?"
)
_WEEKDAY = r"(?:\s*[(\[]?(?:星期|周|週)[一二三四五六日天][)\]]?)?"
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        # 2021-08-02T09:30:21Z, 2021/8/2 9:30, 2021年8月2日 (周一) 上午9:30
        r"(?<!\d)(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
        rf"\s*[日号號]?{_WEEKDAY}(?:[T,\s]*{_TIME}{_ZONE})?",
        # 20210802T093021Z, 202108020930, 20210802
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
        rf"(?:[T\s]?(?P<hour>\d{{2}}):?(?P<minute>\d{{2}})(?::?(?P<second>\d{{2}}))?(?!\d){_ZONE})?(?!\d)",
        # Mon, 02 Aug 2021 09:30:21 +0800, 2-Aug-21
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]*{_MONTH_NAME}[\s,-]*(?P<year>\d{{4}}|\d{{2}})(?!\d)"
        rf"(?:[\s,T]+{_TIME}{_ZONE})?",
        # Aug 2, 2021 9:30 PM, Mon Aug 02 2021 09:30:21 GMT+0800
        rf"\b{_MONTH_NAME}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{{4}})(?!\d)(?!:)"
        rf"(?:[\s,T]+(?:at\s+)?{_TIME}{_ZONE})?",
        # Mon Aug  2 09:30:21 CST 2021
        rf"\b{_MONTH_NAME}\s*(?P<day>\d{{1,2}})\s+{_TIME}{_ZONE}\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")
_IN_CHARACTERS = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号號]"
)


def parse(raw: str) -> datetime | None:
    """Return the moment `raw` means, in UTC, or None if it is no full date. Never raises.

    Understood: RFC 822 with its sloppy variants, ISO 8601, `2021/8/2 9:30`,
    `2021年8月2日 上午9:30`, epoch seconds and milliseconds; digits of any script. A date alone
    is the start of that day. A day without a year says too little: None.
    """
    text = unicodedata.normalize("NFKC", raw[:_LONGEST]).strip()
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    text = _IN_CHARACTERS.sub(_to_digits, text.replace("○", "〇"))
    for shape in _SHAPES:
        if match := shape.search(text):
            return _moment(match.groupdict())
    return None


def _moment(found: dict[str, str | None]) -> datetime | None:
    name, digits = found.get("name"), found["year"] or ""
    month = _MONTHS[name.lower()] if name else int(found["month"] or 0)
    year = int(digits)
    if len(digits) == 2:  # RFC 2822 4.3: two digits up to 49 are this century
        year += 2000 if year < 50 else 1900
    hour = _hour(int(found.get("hour") or 0), found.get("part"), found.get("half"))
    minute, second = int(found.get("minute") or 0), int(found.get("second") or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    try:
        start = datetime(year, month, int(found["day"] or 0), tzinfo=_zone(found.get("zone")))
        clock = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
        return (start + clock).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, part: str | None, half: str | None) -> int:
    """Return the hour of a 24-hour clock."""
    if half:
        return hour % 12 + (12 if half[0] in "Pp" else 0) if hour <= 12 else hour
    if part in ("下午", "傍晚") and hour < 12:
        return hour + 12
    if part in ("晚", "晚上") and 5 <= hour <= 12:
        return hour + 12
    if part == "中午" and hour < 3:
        return hour + 12
    if part in ("凌晨", "午夜") and hour == 12:
        return 0
    return hour


def _zone(name: str | None) -> timezone:
    """Return the zone that `name` means; Chinese time for none and for an unknown one."""
    if not name:
        return CHINA
    if match := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    hours = _ZONES.get(name.upper())
    return CHINA if hours is None else timezone(timedelta(hours=hours))


def _to_digits(match: re.Match[str]) -> str:
    year = "".join(str(_CHINESE_DIGITS[char]) for char in match[1])
    return f"{year}-{_below_hundred(match[2])}-{_below_hundred(match[3])}"


def _below_hundred(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0) if len(text) == 1 else 0
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)

"""The patterns of dates: what `tnews.text.dates` looks for. Knows how dates look, not what they mean.

Every repetition is bounded, so that searching a line takes time in proportion to its length.
Text comes with ASCII digits and punctuation (`dates` sees to that).
"""

from __future__ import annotations

import re
from functools import cache

_S = r"\s{0,4}"
_YEAR = r"(?<!\d)(?P<year>(?:19|20|21)\d\d)"
_MONTH = r"(?P<month>\d{1,2})"
_DAY = r"(?P<day>\d\d(?=\d\d:\d\d)|\d{1,2}(?!\d))"  # the time may follow without a gap
_DAY_PART = "凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|晚間|晚|午夜"
_CLOCK = (
    rf"(?P<part>{_DAY_PART})?{_S}(?P<hour>\d{{1,2}}){_S}[:时時点點]{_S}(?P<minute>\d{{1,2}})?"
    rf"(?:{_S}[:分]{_S}(?P<second>\d{{1,2}})(?:[.,]\d{{1,9}})?)?{_S}[分秒]?"
    rf"{_S}(?P<half>[AaPp]\.?[Mm]\b\.?)?"
)
_UTC_NAMES = "GMT|UTC|格林尼治标准时间|格林威治标准时间|格林威治標準時間"
_ZONE = (
    rf"{_S}\(?(?P<zone>(?:(?:GMT|UTC){_S})?[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d)"
    rf"|[A-Za-z]{{1,5}}\b|{_UTC_NAMES}|北京时间|北京時間)?"
)
_WEEKDAY = rf"(?:{_S}[(\[]?{_S}(?:(?:星期|周|週)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\.?){_S}[)\]]?)?"
_AND_CLOCK = rf"(?:[T,\s|/·-]{{0,4}}(?P<before>{_UTC_NAMES})?{_S}{_CLOCK}{_ZONE})?"
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"

_ALONE = r"(?<![^\s\[(<|·/:-])"
_TO_END = r"(?![^\s\])>|·/-])"
_COUNT = r"(?<!\d)(?P<count>\d{1,4}|半|[一二两兩三四五六七八九十])"
_SHORT = "秒钟?|秒鐘|分钟?|分鐘|个?小时|個?小時|个?钟头|個?鐘頭"
_LONG = "天|日|周|週|个?星期|個?星期|个?月|個?月|年"


@cache
def full() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates with a year, written with marks or names between the parts."""
    return _compiled(
        # 2021-08-02T09:30:21Z, 2021/8/2 9:30, 2021年8月2日 (周一) 上午9:30
        rf"{_YEAR}{_S}[-/.年]{_S}{_MONTH}{_S}[-/.月]{_S}{_DAY}{_S}[日号號]?{_WEEKDAY}{_AND_CLOCK}",
        # 2021 08/02 09:30
        rf"{_YEAR}\s{{1,4}}{_MONTH}{_S}[-/月]{_S}{_DAY}{_S}[日号號]?{_WEEKDAY}{_AND_CLOCK}",
        # Mon, 02 Aug 2021 09:30:21 +0800, 2-Aug-21
        rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]{{0,4}}{_MONTH_NAME}[\s,-]{{0,4}}(?P<year>\d{{4}}|\d{{2}})(?!\d)"
        rf"(?:[\s,T]{{1,4}}{_CLOCK}{_ZONE})?",
        # Aug 2, 2021 9:30 PM, Mon Aug 02 2021 09:30:21 GMT+0800
        rf"\b{_MONTH_NAME}{_S}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]{{1,4}}(?P<year>\d{{4}})(?!\d)(?!:)"
        rf"(?:[\s,T]{{1,4}}(?:at\s{{1,4}})?{_CLOCK}{_ZONE})?",
        # Mon Aug  2 09:30:21 CST 2021
        rf"\b{_MONTH_NAME}{_S}(?P<day>\d{{1,2}})\s{{1,4}}{_CLOCK}{_ZONE}\s{{1,4}}(?P<year>\d{{4}})(?!\d)",
    )


@cache
def compact() -> tuple[re.Pattern[str], ...]:
    """Return the pattern of dates in digits alone: inside a line they may be any number."""
    return _compiled(
        # 20210802T093021Z, 202108020930, 20210802
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})"
        rf"(?:[T\s]?(?P<hour>\d{{2}}):?(?P<minute>\d{{2}})(?::?(?P<second>\d{{2}}))?(?!\d){_ZONE})?(?!\d)"
    )


@cache
def partial() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of dates that mean something only at a known moment.

    A number of days, a bare day and a bare clock must stand alone: in running text "3天前"
    and "昨天" tell of something else, and "3-2" is a score.
    """
    return _compiled(
        # 今天 08:15, 昨天08:00
        rf"(?P<word>今天|今日|昨天|昨日|前天|前日){_S}{_CLOCK}",
        # 8月2日 上午9:30, 8月2日
        rf"(?<![\d年]){_MONTH}{_S}月{_S}{_DAY}{_S}[日号號]{_WEEKDAY}{_AND_CLOCK}",
        # 08-02 09:30; the colon before it may be that of a label, not that of a clock
        rf"(?<![\d./-])(?<!\d:){_MONTH}[-/.]{_DAY}{_WEEKDAY}(?:\s{{1,4}}|(?<=\d\d)(?=\d\d:)){_CLOCK}",
        # 08-02
        rf"{_ALONE}(?P<month>\d\d)[-/](?P<day>\d\d){_TO_END}",
        r"\A\s{0,4}[\[(]?(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})[\])]?\s{0,4}\Z",
        # 3分钟前, 2小时前; 3天前
        rf"{_COUNT}{_S}(?P<unit>{_SHORT})[之以]?前",
        rf"{_ALONE}{_COUNT}{_S}(?P<unit>{_LONG})[之以]?前{_TO_END}",
        rf"{_ALONE}(?P<word>刚刚|刚才|剛剛|剛才|今天|今日|昨天|昨日|前天|前日){_TO_END}",
        # 08:15
        rf"{_ALONE}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?{_TO_END}",
    )


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in patterns)

"""What the address of a link says: whether it leads to an article, and when that was published."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from tnews.text.nesting import tags
from tnews.text.zones import CHINA

_SECOND_LEVELS = tags("com net org gov edu ac co idv mil")
_REGIONS = tags(
    "bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj"
)


def site(url: str) -> str:
    """Return the part of the host that one owner registered; the whole of a number or name alone.

    Second levels such as .com.cn and the provinces' .gd.cn belong to the registry.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return str(ip_address(host))
    except ValueError:
        labels = host.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS | _REGIONS:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        {
            "file": r"\.(?:jpe?g|png|gif|webp|bmp|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?"
            r"|zip|rar|7z|gz|exe|apk|dmg|mp[34]|m3u8|flv|avi|swf|txt|wps|ofd)$",
            "errand": r"(?:^|[/=])(?:log-?in|sign-?in|sign-?up|register|signup|reg|about(?:-?us)?|contact(?:-?us)?|sitemap|search"
            r"|so|tags?|users?|members?|passport|authors?|help|rss|apps?|download|feedback|subscribe|logout"
            r"|privacy|copyright|advertise|jobs?|zhaopin)(?:$|[/=.?])",
            "story": r"\d{5,}\.s?html?$",
            "article": r"\d{4}|/(?:a|p|c|n|t|s|id)/[\w-]{5}|/(?:article|detail|content|post|story|show|view|thread|doc)s?/\w"
            r"|/news/.*\d|\.s?html?$|[?&](?:\w*id|aid|p|t|n)=\w*\d|/thread|/(?:show|view|detail|info)\w*\.",
            "index": r"(?:^|/)(?:index|default|list|more|channel|column|node|category|cate|home|main)[_-]?[a-z]*\d{0,5}(?:_\d{1,4})?"
            r"\.(?:s?html?|php|aspx?|jsp|do)$",
            "date": r"(?<!\d)(?P<year>20\d\d)[-/_.]?(?P<month>0[1-9]|1[0-2])[-/_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d{1,5}(?!\d))"
            r"|/(?P<shortyear>[0-3]\d)/?(?P<shortmonth>0[1-9]|1[0-2])/?(?P<shortday>0[1-9]|[12]\d|3[01])/"
            r"|/(?P<longyear>20\d\d)/(?P<onemonth>1[0-2]|[1-9])/(?P<oneday>[12]\d|3[01]|[1-9])/",
            "number": r"\d+",
            "code": r"[0-9A-Za-z]{12,}",
            "word": r"%[0-9A-F]{2}[%0-9A-Fa-z-]*",
        }[name],
        re.I,
    )


def is_errand(url: str) -> bool:
    """Whether `url` leads to something that is no page to read: a file, a form, a service."""
    path = urlsplit(url).path
    if _pattern("file").search(path):
        return True
    return bool(_pattern("errand").search(path)) and not is_story(url)


def is_story(url: str) -> bool:
    """Whether `url` is beyond doubt that of an article: with a day, or a long number as a file."""
    return date_of(url) is not None or bool(_pattern("story").search(urlsplit(url).path))


def is_article_like(url: str) -> bool:
    """Whether `url` has the shape of an article's address: a number, a date, a file."""
    parts = urlsplit(url)
    rest = parts.path + ("?" + parts.query if parts.query else "")
    if len(parts.path) < 2 and not parts.query:
        return False
    return bool(_pattern("article").search(rest)) and not _pattern("index").search(parts.path)


def template(url: str) -> str:
    """Return what addresses of one sort share: numbers and long codes give way to a mark."""
    parts = urlsplit(url)
    rest = parts.path + ("?" + parts.query if parts.query else "")
    rest = _pattern("word").sub("W", rest)
    rest = _pattern("code").sub(lambda m: "N" if re.search(r"\d", m[0]) else m[0], rest)
    return (parts.hostname or "") + _pattern("number").sub("N", rest)


def folder(url: str) -> str:
    """Return host and folder of `url`: what the articles of a channel often share with it."""
    parts = urlsplit(url)
    return (parts.hostname or "") + parts.path.rpartition("/")[0] + "/"


def date_of(url: str) -> datetime | None:
    """Return the day that stands in `url` as its start in China, or None.

    Forms: /2021/0802/, /20210802/, /2021-08/02/, t20210802_1.html, /2021/8/2/, /21/0802/.
    """
    match = _pattern("date").search(urlsplit(url).path)
    if match is None:
        return None
    found = match.groupdict()
    year = found["year"] or found["longyear"] or f"20{found['shortyear']}"
    month = found["month"] or found["onemonth"] or found["shortmonth"]
    day = found["day"] or found["oneday"] or found["shortday"]
    try:
        return datetime(int(year), int(month), int(day), tzinfo=CHINA)
    except ValueError:
        return None

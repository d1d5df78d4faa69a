"""Who brings an article, and how many outlets there are."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from tnews.model.record import Record

_SHARED = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""Labels that stand between a site's name and a country: news.sina.com.cn is sina."""


class Outlet(Record):
    """Who brings an article: the site it lies on, and the 来源 it names, "" if it names none."""

    site: str
    origin: str


def site_of(url: str, source: str) -> str:
    """Return the site that `url` belongs to, without what stands before its name.

    finance.sina.com.cn and news.sina.com.cn are one site. Without an address it is `source`.
    """
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return host or source
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return ".".join(labels[-3:] if country else labels[-2:])


def count_outlets(outlets: Iterable[Outlet]) -> int:
    """Return how many outlets there are: sites, and of one site each 来源 it takes from.

    An aggregator that carries a story of two papers counts as two, two channels of one paper
    as one.
    """
    origins: dict[str, set[str]] = {}
    for outlet in outlets:
        origins.setdefault(outlet.site, set()).add(outlet.origin)
    return sum(len(names - {""}) or 1 for names in origins.values())

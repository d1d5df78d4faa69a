"""A story: the articles of several outlets that tell the same (转载), one of them at its head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_SHARED = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""Labels that stand between a site's name and a country: news.sina.com.cn is sina."""


class Outlet(NamedTuple):
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
    for site, origin in outlets:
        origins.setdefault(site, set()).add(origin)
    return sum(len(names - {""}) or 1 for names in origins.values())


@dataclass(frozen=True, slots=True)
class Version:
    """One article of a story, or one that is like it (相似).

    `similarity` is how much its text has in common, from 0 to 1, with `joined_with`, the
    article it was joined with; None for the one that the story began with.
    """

    id: int
    source: str
    source_name: str
    origin: str
    title: str
    url: str
    published_at: datetime | None
    characters: int
    is_read: bool = False
    similarity: float = 1.0
    joined_with: int | None = None

    @property
    def outlet(self) -> Outlet:
        """Who brings it."""
        return Outlet(site_of(self.url, self.source), self.origin)

    def as_json(self) -> dict[str, Any]:
        """The version as `tnews show --json` prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "url": self.url,
            "source": self.source,
            "origin": self.origin,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "similarity": round(self.similarity, 2),
            "joined_with": self.joined_with,
        }


class Split(NamedTuple):
    """A version that a person took out of its story, with its place there, to put it back."""

    id: int
    story: int
    similarity: float
    joined_with: int | None
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The versions of a story, its head first."""

    versions: tuple[Version, ...]

    @property
    def outlets(self) -> int:
        """How many outlets bring it (N 家)."""
        return count_outlets(version.outlet for version in self.versions)

    def labels(self) -> dict[int, str]:
        """Return by the id of each version the name that its outlet goes by.

        That is the 来源; the source where another outlet already goes by that 来源.
        """
        found: dict[int, str] = {}
        by_outlet: dict[Outlet, str] = {}
        for version in self.versions:
            if version.outlet not in by_outlet:
                name = version.origin or version.source_name
                taken = name in by_outlet.values()
                by_outlet[version.outlet] = version.source_name if taken else name
            found[version.id] = by_outlet[version.outlet]
        return found

    def names(self) -> tuple[str, ...]:
        """Return the names of the outlets in the order of the versions, each once."""
        return tuple(dict.fromkeys(self.labels().values()))

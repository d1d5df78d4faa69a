"""A story: the articles of several outlets that tell the same (转载), one of them at its head."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from tnews.model.outlet import Outlet, count_outlets, site_of
from tnews.model.record import Record


class Version(Record):
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


class Story(Record):
    """The versions of a story, its head first."""

    versions: tuple[Version, ...]

    @property
    def outlets(self) -> int:
        """How many outlets bring it (N 家)."""
        return count_outlets(version.outlet for version in self.versions)

    def labels(self) -> dict[int, str]:
        """Return by the id of each version the name that it goes by.

        That is the 来源; the source where there is none, or another outlet already goes by that
        来源. Of several sources of one site each keeps its own name.
        """
        names = self._outlet_names()
        return {
            version.id: names[version.outlet] if version.origin else version.source_name
            for version in self.versions
        }

    def names(self) -> tuple[str, ...]:
        """Return the names of the outlets in the order of the versions, each once."""
        return tuple(dict.fromkeys(self._outlet_names().values()))

    def _outlet_names(self) -> dict[Outlet, str]:
        """Return the name of each outlet: that of its first version."""
        found: dict[Outlet, str] = {}
        for version in self.versions:
            if version.outlet not in found:
                name = version.origin or version.source_name
                is_taken = name in found.values()
                found[version.outlet] = version.source_name if is_taken else name
        return found

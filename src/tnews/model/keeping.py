"""How long articles are kept, and what came of taking old ones out of the cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tnews.model.record import Record, field


class Limits(NamedTuple):
    """Of one source: days since an article came, and articles; 0 is no limit."""

    days: int = 0
    articles: int = 0


class Retention(Record):
    """The limits of the sources that have their own (by key), those of all others, and of the cache.

    `bytes` is how large the articles and the index may be together, 0 without limit. Of the
    sources in `spared` nothing is taken.
    """

    usual: Limits = field(default_factory=Limits)
    sources: Mapping[str, Limits] = field(default_factory=dict)
    bytes: int = 0
    spared: frozenset[str] = frozenset()

    def of(self, source: str) -> Limits:
        """Return the limits of the source with this key."""
        return self.sources.get(source, self.usual)

    @property
    def is_endless(self) -> bool:
        """Whether nothing is ever taken."""
        return not self.bytes and not any(map(any, (self.usual, *self.sources.values())))


class Kept(Record):
    """What keeping did: articles taken out, identities forgotten."""

    pruned: int = 0
    forgotten: int = 0

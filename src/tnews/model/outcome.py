"""What came of a refresh, a save or a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tnews.model.article import _set
from tnews.model.clean import clean_line


class Saved(NamedTuple):
    """What a save changed: ids of the articles that are new, and of those with another text."""

    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()


RefreshOutcome = Literal["fetched", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One source of a refresh is done.

    `done` of `total` sources are finished with this one. `offline` is true when the source
    failed because no connection could be made at all.
    """

    source: str
    name: str
    outcome: RefreshOutcome
    done: int
    total: int
    articles: int = 0
    saved: Saved = field(default_factory=Saved)
    error: str = ""
    offline: bool = False
    seconds: float = 0.0

    def __post_init__(self) -> None:
        _set(self, error=clean_line(self.error, 500))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are: (unread, all) by category and by source key."""

    total: tuple[int, int] = (0, 0)
    bookmarked: tuple[int, int] = (0, 0)
    categories: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sources: Mapping[str, tuple[int, int]] = field(default_factory=dict)

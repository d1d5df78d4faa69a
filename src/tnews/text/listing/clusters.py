"""Clusters: the rows of a group that stand in one container, and which of them are the main part.

Pages without class names give a box of 热点排行 the same path as the list itself; what tells
them apart is their heading, their dates and where they lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from tnews.text.listing import moments, names
from tnews.text.listing.rows import Row, heading_before

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline

LEAST = 3
"""Entries that make a list."""

_MOSTLY = 0.6
_LARGE = 8


@dataclass(slots=True, eq=False)
class Cluster:
    """Rows in one container. `dated` and `likely` count those with a date and article's address."""

    rows: list[Row]
    is_side: bool
    dated: int
    likely: int


def clusters(outline: Outline, found: Sequence[Row], now: datetime) -> list[Cluster]:
    """Return the clusters of `found`, which is in page order."""
    shown = moments.of_texts(outline, found, now)
    parts: dict[Element | None, list[int]] = defaultdict(list)
    for index, row in enumerate(found):
        parts[row.container].append(index)
    return [
        Cluster(
            rows := [found[index] for index in indexes],
            _is_side(outline, container, rows),
            sum(shown[index] is not None for index in indexes),
            sum(row.anchors[0].is_article_like for row in rows),
        )
        for container, indexes in parts.items()
    ]


def _is_side(outline: Outline, container: Element | None, found: Sequence[Row]) -> bool:
    if any(anchor.mark for row in found for anchor in row.anchors):
        return True
    return container is not None and names.is_side_heading(
        heading_before(outline, container, found[0])
    )


def main_part(parts: Sequence[Cluster]) -> list[Cluster]:
    """Return the clusters without those that stand beside the others.

    In turn: those at the side and those that repeat them, those whose links look like no
    articles, those without dates beside a list that has them, those apart from one much larger
    than all; each time only if enough remains to be a list.
    """
    kept = list(parts)
    _mark_repeats(kept)
    kept = _unless_too_few([part for part in kept if not part.is_side], kept)
    kept = _unless_too_few([part for part in kept if part.likely], kept)
    lists = [part for part in kept if part.dated >= _MOSTLY * len(part.rows)]
    if sum(part.dated for part in lists) > LEAST:
        kept = [part for part in kept if part.dated or len(part.rows) < LEAST]
    return _around_the_largest(kept)


def _mark_repeats(parts: Sequence[Cluster]) -> None:
    """Clusters whose entries mostly stand in a cluster at the side too are at the side."""
    beside = urls(row for part in parts if part.is_side for row in part.rows)
    for part in parts:
        own = urls(part.rows)
        part.is_side = part.is_side or len(own & beside) > _MOSTLY * len(own)


def _around_the_largest(parts: list[Cluster]) -> list[Cluster]:
    """Return the largest cluster and those of the same place, if it is twice as large as others.

    Where several are about as large the page is a front page, and all are its list.
    """
    if not parts:
        return parts
    sizes = sorted((len(part.rows) for part in parts), reverse=True)
    largest = max(parts, key=lambda part: len(part.rows))
    if sizes[0] < _LARGE or len(sizes) < 2 or sizes[0] < 2 * sizes[1]:
        return parts
    places = _places(largest)
    return [part for part in parts if part is largest or places & _places(part)]


def _places(part: Cluster) -> set[Element]:
    """Return the elements one and two steps around the container of the cluster."""
    container = part.rows[0].container
    around = islice(container.ancestors(), 2) if container else ()
    return {element for element in around if element.tag != "body"}


def _unless_too_few(good: list[Cluster], otherwise: list[Cluster]) -> list[Cluster]:
    return good if len(urls(row for part in good for row in part.rows)) >= LEAST else otherwise


def urls(some: Iterable[Row]) -> set[str]:
    """Return the addresses of the rows."""
    return {row.url for row in some}

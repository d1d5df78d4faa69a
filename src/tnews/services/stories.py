"""Which articles tell the same story (转载): the rules. Pure; each corner is a test.

Joining is how lists show copies, nothing more: none is deleted, merged or left out of a
search. A wrong join costs more than a missed one, so whatever is in doubt stays alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from tnews.model.outlet import site_of
from tnews.store.stories import Joined, Told
from tnews.text.sketch import Sketch, shared_numbers, similarity

COPY = 0.33
"""Similarity from which two articles tell the same story. At 0.3, one of 4,500 reprints joined an
article that shares less than a quarter with it (the estimate errs by 0.05); here none did."""

ALIKE = 0.2
"""From here on up to `COPY` two articles are shown as alike (相似), never joined."""

BRIEF = 150
BRIEF_COPY = 0.4
"""Of a text shorter than `BRIEF` characters so much must be the same: a phrase that everybody
uses is a large part of it."""

NUMBERS = 0.4
"""Share of the numbers that must be the same, where both have some: a weather report or a
closing price is the text of yesterday with other numbers."""

FRAME = 0.5
"""Two articles of one site that have more in common are the same, brought twice."""

_DAY = 86400


def join(one: Told, others: Sequence[Told], apart: frozenset[int], days: int) -> Joined | None:
    """Return which of `others` the new article `one` tells the same as, or None.

    Both have a date, at most `days` apart. `others` holds whole stories; `apart` are the ids
    that a person took `one` apart from. Titles are not asked: 早报 has the same one every day.
    """
    if one.published_at is None:
        return None
    shares = _shares(one, others, days)
    if not any(share >= COPY for share in shares.values()):
        return None
    shares = _shares(one, others, days, frame([one, *others]))
    by_share = sorted(others, key=lambda other: _closeness(other, shares))
    for other in by_share:
        share = shares.get(other.id, 0.0)
        if not is_copy(one, other, share):
            continue
        story = [other] if other.story is None else [o for o in others if o.story == other.story]
        if _may_enter(one, story, shares, apart):
            return Joined(other, share)
    return None


def _closeness(other: Told, shares: Mapping[int, float]) -> tuple[float, bool, float, int]:
    """The likest first; of about the same a story before an article that was taken out of one."""
    share = shares.get(other.id, 0.0)
    return -round(share, 1), other.story is None, -share, other.id


def _shares(
    one: Told, others: Sequence[Told], days: int, aside: Set[int] = frozenset()
) -> dict[int, float]:
    """Return how much `one` has in common with each of `others` that is near it in time."""
    return {
        other.id: similarity(one.sketch, other.sketch, aside)
        for other in others
        if _is_near(one, other, days)
    }


def is_copy(one: Told, other: Told, share: float) -> bool:
    """Say whether two texts that have `share` in common are the same one."""
    brief = min(one.sketch.characters, other.sketch.characters) < BRIEF
    if share < (BRIEF_COPY if brief else COPY):
        return False
    numbers = shared_numbers(one.sketch, other.sketch)
    return numbers is None or numbers >= NUMBERS


def frame(group: Sequence[Told]) -> frozenset[int]:
    """Return the hashes that articles of one site share without being the same text.

    A note on copyright, a script, the sentences of a daily template: what a site says in two
    articles tells nothing of either.
    """
    sites: dict[str, list[Sketch]] = {}
    for one in group:
        if not one.sketch.is_whole:
            sites.setdefault(site_of(one.url, one.source), []).append(one.sketch)
    found: set[int] = set()
    for sketches in sites.values():
        for left, right in combinations(sketches, 2):
            if similarity(left, right) < FRAME:
                found |= set(left.hashes) & set(right.hashes)
    return frozenset(found)


def _is_near(one: Told, other: Told, days: int) -> bool:
    if one.published_at is None or other.published_at is None:
        return False
    return abs(one.published_at - other.published_at) <= days * _DAY


def _may_enter(
    one: Told, story: Sequence[Told], shares: Mapping[int, float], apart: frozenset[int]
) -> bool:
    """Say whether a copy of one article of `story` tells the same as the others too.

    Of an outlet there is one version: what else it brings by the same template is another
    day's. Like the head and like half of them, so that follow-ups, each like the one before,
    do not end in one story.
    """
    if any(same_outlet(one, other) or other.id in apart for other in story):
        return False
    head = min(story, key=lambda other: other.rank)
    alike = [other for other in story if shares.get(other.id, 0.0) >= ALIKE]
    return head in alike and 2 * len(alike) >= len(story)


def same_outlet(one: Told, other: Told) -> bool:
    """Say whether two articles come from the same source and name the same 来源."""
    return (one.source, one.origin) == (other.source, other.origin)


def order(story: Sequence[Told]) -> list[Told]:
    """Return the articles of a story, its head first: the original that the others name, if it
    is there, else the earliest."""
    return sorted(
        story,
        key=lambda one: (not _is_original(one, story), one.published_at or 0, one.id),
    )


def _is_original(one: Told, story: Sequence[Told]) -> bool:
    """Say whether others name the source of `one` as their 来源, and it names no other itself."""
    if one.origin and not _names(one.origin, one.source_name):
        return False
    return any(
        _names(other.origin, one.source_name) for other in story if other.source != one.source
    )


def _names(origin: str, source_name: str) -> bool:
    """Say whether the 来源 `origin` is the source, or the source is a part of it: 浙江日报·要闻."""
    if not origin or not source_name.startswith(origin):
        return False
    rest = source_name[len(origin) :]
    return not rest[:1].isalnum()


def alike(one: Told, others: Sequence[Told], days: int) -> list[Joined]:
    """Return which of `others` are like `one` without telling the same, the likest first.

    Also those that tell the same, but were taken apart or come from the same outlet.
    """
    shares = _shares(one, others, days, frame([one, *others]))
    found = [
        Joined(other, share)
        for other in others
        if (share := shares.get(other.id, 0.0)) >= ALIKE
        and (one.story is None or other.story != one.story)
    ]
    return sorted(found, key=lambda pair: -pair.similarity)

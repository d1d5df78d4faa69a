"""Related articles: those that share the rare words of a title, the best first.

No dictionary and no model: the terms of the title (text/keywords.py) are looked up in the
search index; how rare each is and how often the article itself says it give its weight. An
article is related if title and text of the other have a good part of that weight: better none
than wrong. Measured by bench/related.py, judged by eye on real titles.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from tnews.store.batches import marks
from tnews.store.bodies import search_text
from tnews.text.fold import fold, fold_article
from tnews.text.keywords import are_alike, covered, terms
from tnews.text.tokens import cut

NEAR = 50_000
"""Articles that arrived before and after it, among which is looked: the time does not grow with
the cache."""

WINDOW = 180 * 86_400
"""Seconds between the dates of two related articles at most."""

COMMON = 0.02
"""Share of the articles near by that may have a term: 中国 says nothing."""

RARE = 8
"""A term counts as rare as one in so many articles at most: pairs across two words are rarer
and mean nothing."""

STRONGEST = 8
"""Terms that are asked for, those of the most weight."""

LOOKED_AT = 100
"""Candidates whose titles are read."""

FLOOR = 0.35
"""Share of the weight of the terms below which an article is not related. Half of it is for
terms anywhere, half for terms in the title."""

MEANT = 3
"""A single pair of characters is enough if the article's own text says it so often, and that of
the other twice."""


class Term(NamedTuple):
    """A term of the title: its weight, and the articles near by that have it."""

    text: str
    weight: float
    times: int
    ids: list[int]


class Candidate(NamedTuple):
    """An article that may be related, with its folded title; `score` is from 0 to 1."""

    id: int
    title: str
    score: float


def related(
    connection: sqlite3.Connection,
    id: int,
    limit: int,
    is_wanted: Callable[[], bool] = lambda: True,
) -> list[int]:
    """Return up to `limit` articles related to `id`, the best first; [] if it is gone.

    Of each story there is one, none of its own, and none whose title says the same as its own
    or as another one's. `is_wanted` is asked every few milliseconds: once it says no, the
    answer is [].
    """
    found = candidates(connection, id, is_wanted)
    if not found:
        return []
    stories = _stories(connection, [id, *(candidate.id for candidate in found)])
    told = {stories.get(id)} - {None}
    titles = [_title_of(connection, id)]
    chosen: list[int] = []
    for candidate in found:
        story = stories.get(candidate.id)
        if story in told or any(are_alike(candidate.title, title) for title in titles):
            continue
        chosen.append(candidate.id)
        titles.append(candidate.title)
        if story is not None:
            told.add(story)
        if len(chosen) == limit:
            break
    return chosen


def candidates(
    connection: sqlite3.Connection, id: int, is_wanted: Callable[[], bool] = lambda: True
) -> list[Candidate]:
    """Return what may be related to article `id`, copies too, the best first."""
    row = connection.execute(
        """SELECT title, sorted_at, blocks FROM articles JOIN bodies USING(id) WHERE id = ?""",
        (id,),
    ).fetchone()
    if row is None:
        return []
    title, sorted_at, text = fold(row[0]), row[1], fold_article(search_text(row[2]))
    found = _terms(connection, id, title, text, is_wanted)
    total = sum(term.weight for term in found)
    if not total or not is_wanted():
        return []
    weights: defaultdict[int, float] = defaultdict(float)
    for term in found:
        for other in term.ids:
            weights[other] += term.weight
    weights.pop(id, None)
    best = nlargest(LOOKED_AT, weights, key=weights.__getitem__)
    rows = connection.execute(
        f"""SELECT id, title FROM articles WHERE id IN ({marks(best)})
        AND sorted_at BETWEEN ? AND ?""",
        (*best, sorted_at - WINDOW, sorted_at + WINDOW),
    )
    judged = []
    for other, other_title in rows:
        folded = fold(other_title)
        shared = [term for term in found if term.text in folded]
        score = (weights[other] + sum(term.weight for term in shared)) / (2 * total)
        if score >= FLOOR and _says_enough(connection, title, shared, other):
            judged.append(Candidate(other, folded, score))
    judged.sort(key=lambda candidate: (-candidate.score, -candidate.id))
    return judged


def _says_enough(
    connection: sqlite3.Connection, title: str, shared: list[Term], other: int
) -> bool:
    """Whether the terms that stand in both titles are more than a chance pair."""
    if covered(title, (term.text for term in shared)) > 2:
        return True
    meant = [term.text for term in shared if term.times >= MEANT]
    if not meant:
        return False
    (blocks,) = connection.execute("SELECT blocks FROM bodies WHERE id = ?", (other,)).fetchone()
    text = fold_article(search_text(blocks))
    return any(text.count(term) > 1 for term in meant)


def _terms(
    connection: sqlite3.Connection, id: int, title: str, text: str, is_wanted: Callable[[], bool]
) -> list[Term]:
    """Return the terms of `title` that say most, with the articles that have them."""
    first, last = id - NEAR, id + NEAR
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    near = min(last, newest) - max(first, 0)
    most = max(RARE, round(near * COMMON))
    found = []
    for term in terms(title):
        if not is_wanted():
            return []
        rows = connection.execute(
            "SELECT rowid FROM ft WHERE ft MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
            (f'"{cut(term)}"', first, last, most + 1),
        )
        ids = list(map(itemgetter(0), rows))
        if 1 < len(ids) <= most:
            times = text.count(term)
            rarity = math.log(max(2.0, near / max(len(ids), RARE)))
            found.append(Term(term, rarity * (1 + math.log1p(times)), times, ids))
    return sorted(found, key=lambda term: -term.weight)[:STRONGEST]


def _stories(connection: sqlite3.Connection, ids: list[int]) -> dict[int, int]:
    """Return the story of each of `ids`, at most a hundred or so, that tells one with others."""
    return dict(
        connection.execute(f"SELECT id, story FROM story_members WHERE id IN ({marks(ids)})", ids)
    )


def _title_of(connection: sqlite3.Connection, id: int) -> str:
    row = connection.execute("SELECT title FROM articles WHERE id = ?", (id,)).fetchone()
    return "" if row is None else row[0]

"""Searching: terms to an FTS5 expression, candidates in the order of the list, verification.

Text reaches MATCH only as tokens of the cutter, where a phrase matches exactly the articles
whose title or body holds the term; only very long terms are verified against the text.
Results come in the order of the list, and a page of them without finding them all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tnews.locale import _
from tnews.model import Query
from tnews.store import index, lists
from tnews.store.bodies import search_text
from tnews.text.fold import fold
from tnews.text.terms import TERM_LIMIT, TEXT_LIMIT, Terms, parse
from tnews.text.tokens import cut

_PHRASE = 32  # characters given to the index (4 ms each at worst, 的 in 100,000 articles)
_WINDOW = 1000  # articles of the list looked at first; each next window is ten times as wide
_RARE = 100  # fewer hits than 1 in so many articles: ask the index for all hits and sort them


@dataclass(frozen=True, slots=True)
class Plan:
    """An FTS5 expression for candidates ("" = every article), and what is left to verify."""

    match: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def plan(terms: Terms, *, has_index: bool = True) -> Plan:
    """Return how to find `terms`, which must have something wanted."""
    if not has_index:
        return Plan("", terms.wanted, terms.unwanted)
    match = f"({' AND '.join(_phrase(term) for term in terms.wanted)})"
    if unwanted := [_phrase(term) for term in terms.unwanted if _is_exact(term)]:
        match += f" NOT ({' OR '.join(unwanted)})"
    return Plan(
        match,
        tuple(term for term in terms.wanted if not _is_exact(term)),
        tuple(term for term in terms.unwanted if not _is_exact(term)),
    )


def _phrase(term: str) -> str:
    """Return the FTS5 phrase that every text with `term` matches, and no other if it is exact."""
    return f'"{cut(term[:_PHRASE])}"'


def _is_exact(term: str) -> bool:
    return len(term) <= _PHRASE


def matching(connection: sqlite3.Connection, query: Query) -> Iterator[int]:
    """Yield the ids that `query` finds, in its order and up to its limit."""
    terms = parse(query.text)
    if not terms.wanted:
        return iter(())
    steps = plan(terms, has_index=index.is_ready(connection))
    everything = replace(query, limit=None)
    if steps.match:
        found = _candidates(connection, everything, steps.match)
    else:
        found = iter(lists.ids(connection, everything))
    if steps.wanted or steps.unwanted:
        found = (id for id in found if _holds(connection, id, steps))
    return found if query.limit is None else islice(found, max(0, query.limit))


def _candidates(connection: sqlite3.Connection, query: Query, match: str) -> Iterator[int]:
    """Yield the ids of `query` that `match`, in its order.

    Of a common term the newest articles already hold a page of hits; of a rare one it is
    cheaper to sort the few hits there are. The first window tells which this is.
    """
    walk = connection.execute(*lists.select(query))
    seen: set[int] = set()
    hits = 0
    width = _WINDOW
    while window := [id for (id,) in walk.fetchmany(width)]:
        found = {
            id
            for (id,) in connection.execute(
                "SELECT rowid FROM ft WHERE ft MATCH ? AND rowid BETWEEN ? AND ?",
                (match, min(window), max(window)),
            )
        }
        in_order = [id for id in window if id in found]
        yield from in_order
        seen.update(window)
        hits += len(in_order)
        if hits * _RARE < len(seen):
            yield from (id for id in _sorted(connection, query, match) if id not in seen)
            return
        width *= 10


def _sorted(connection: sqlite3.Connection, query: Query, match: str) -> Iterator[int]:
    """Yield the ids of `query` that `match`, all found first and then sorted."""
    steps = lists.walk(query)
    rows = connection.execute(
        f"""SELECT a.id FROM ft CROSS JOIN articles AS a ON a.id = ft.rowid
        WHERE ft MATCH ? AND {steps.where} ORDER BY {steps.order}""",
        (match, *steps.values),
    )
    return (id for (id,) in rows)


def _holds(connection: sqlite3.Connection, id: int, steps: Plan) -> bool:
    """Say whether article `id` holds what the index could not decide."""
    row = connection.execute(
        "SELECT title, blocks FROM articles JOIN bodies USING(id) WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        return False
    text = fold(f"{row[0]}\n{search_text(row[1])}")
    return all(term in text for term in steps.wanted) and not any(
        term in text for term in steps.unwanted
    )


def explain(text: str) -> str:
    """Return why a search for `text` can find nothing or not all it says, or ""."""
    terms = parse(text)
    if terms.is_cut:
        return _("the search is too long: {terms} words and {characters} characters count").format(
            terms=TERM_LIMIT, characters=TEXT_LIMIT
        )
    if terms.wanted:
        return ""
    if terms.unwanted:
        return _("a search needs a word to find, not only words to exclude")
    return _("type a word to find")

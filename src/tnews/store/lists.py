"""`Query` to SQL: which index a list walks, and the ids in its order.

The index is named in the statement and not guessed by the planner: each list walks one
index in its order and sorts nothing.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from tnews.model import clean_line
from tnews.model.record import Record
from tnews.store.batches import id_batches, marks

if TYPE_CHECKING:
    from tnews.model import Query

_MOST = 2**63 - 1

Place = tuple[int, int]
"""A place in a list: `sorted_at` and the id."""


class Walk(Record):
    """The parts of a SELECT over `articles AS a` for one list."""

    index: str
    where: str
    order: str
    values: tuple[object, ...]
    is_newest_first: bool


def walk(query: Query) -> Walk:
    """Return how to walk the list of `query`; its text and limit are left to others."""
    conditions: list[str] = []
    values: list[object] = []
    scope = "all"
    if query.category is not None:
        scope = "category"
        conditions.append("a.category_id = (SELECT id FROM categories WHERE name = ?)")
        values.append(clean_line(query.category, 40))
    if query.source is not None:
        scope = "source"
        conditions.append("a.source_id = (SELECT id FROM sources WHERE key = ?)")
        values.append(clean_line(query.source, 100))
    index = f"articles_{scope}"
    if query.unread:
        index += "_unread"
        conditions.append("a.is_read = 0")
    if query.bookmarked:
        index = "articles_bookmarked"
        conditions.append("a.is_bookmarked = 1")
    if query.since is not None:
        conditions.append("a.sorted_at >= ?")
        values.append(query.since.timestamp())
    if query.until is not None:
        conditions.append("a.sorted_at < ?")
        values.append(query.until.timestamp())
    oldest = query.sort == "oldest"
    if query.after is not None:
        conditions.append(f"(a.sorted_at, a.id) {'>' if oldest else '<'} (?, ?)")
        values.extend(query.after)
    way = "ASC" if oldest else "DESC"
    return Walk(
        index,
        " AND ".join(conditions) or "1",
        f"a.sorted_at {way}, a.id {way}",
        tuple(values),
        is_newest_first=not oldest,
    )


def select(query: Query) -> tuple[str, tuple[object, ...]]:
    """Return the statement for the ids of `query` in its order, and its values."""
    steps = walk(query)
    limit = _MOST if query.limit is None else max(0, query.limit)
    return (
        f"SELECT a.id FROM articles AS a INDEXED BY {steps.index} "
        f"WHERE {steps.where} ORDER BY {steps.order} LIMIT ?",
        (*steps.values, limit),
    )


class Stretch(Record):
    """A stretch of a list that ends with the article at `last`; its ids and SQL for its end."""

    last: Place
    lowest: int
    highest: int
    where: str
    """Over `articles AS a`, with the two values of `last`."""


def stretch(connection: sqlite3.Connection, query: Query, width: int) -> Stretch | None:
    """Return the first `width` articles of `query`; None if it has no more than these."""
    steps = walk(query)
    table = f"articles AS a INDEXED BY {steps.index}"
    last = connection.execute(
        f"""SELECT a.sorted_at, a.id FROM {table} WHERE {steps.where}
        ORDER BY {steps.order} LIMIT 1 OFFSET ?""",
        (*steps.values, width - 1),
    ).fetchone()
    if last is None:
        return None
    where = f"(a.sorted_at, a.id) {'<=' if query.sort == 'oldest' else '>='} (?, ?)"
    lowest, highest = connection.execute(
        f"SELECT min(a.id), max(a.id) FROM {table} WHERE {steps.where} AND {where}",
        (*steps.values, *last),
    ).fetchone()
    return Stretch(last, lowest, highest, where)


def ids(connection: sqlite3.Connection, query: Query) -> array[int]:
    """Return the ids of `query` in its order, its text left aside."""
    return array("q", map(itemgetter(0), connection.execute(*select(query))))


def since(
    connection: sqlite3.Connection, ids: Sequence[int], moments: Iterable[float]
) -> list[int]:
    """Return for each of `moments`, the latest first, how many at the beginning of `ids` are of
    then or later; `ids` are the newest first. The last number is the first that is all of them.

    Halves the list again and again, 17 articles looked at in 100,000 for each. One that was
    deleted meanwhile counts with the next one that is there.
    """
    sql = "SELECT sorted_at FROM articles WHERE id = ?"

    def is_since(moment: float, index: int, end: int) -> bool:
        for place in range(index, end):
            if (found := connection.execute(sql, (ids[place],)).fetchone()) is not None:
                return bool(found[0] >= moment)
        return False

    found = []
    first = 0
    for moment in moments:
        end = len(ids)
        while first < end:
            middle = (first + end) // 2
            if is_since(moment, middle, end):
                first = middle + 1
            else:
                end = middle
        found.append(first)
        if first == len(ids):
            break
    return found


def unread(connection: sqlite3.Connection, ids: Iterable[int]) -> set[int]:
    """Return which of `ids` are unread."""
    found: set[int] = set()
    for batch in id_batches(ids):
        sql = f"SELECT id FROM articles WHERE id IN ({marks(batch)}) AND is_read = 0"
        found.update(id for (id,) in connection.execute(sql, batch))
    return found

"""What the reader did with articles. Triggers keep the copies that lists are indexed by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from tnews.model import ArticleStatus
from tnews.store.batches import id_batches, marks
from tnews.store.moments import moment, seconds

Marked = Literal["is_read", "bookmarked_at"]
"""What of a status a person sets and takes back: the fields of `ArticleStatus` and the columns."""


def status_of(row: Sequence[Any]) -> ArticleStatus:
    """Return the status of a row is_read, bookmarked_at, note, position; all None is default."""
    is_read, bookmarked_at, note, position = row
    return ArticleStatus(bool(is_read), moment(bookmarked_at), note or "", position or 0.0)


def statuses(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ArticleStatus]:
    """Return the status of each of `ids` that was ever stored."""
    return {
        id: status_of(row)
        for batch in id_batches(ids)
        for id, *row in connection.execute(
            f"""SELECT i.id, s.is_read, s.bookmarked_at, s.note, s.position FROM identities AS i
            LEFT JOIN statuses AS s ON s.id = i.id WHERE i.id IN ({marks(batch)})""",
            batch,
        )
    }


def set_read(
    connection: sqlite3.Connection, ids: Iterable[int], is_read: bool, now: int
) -> dict[int, ArticleStatus]:
    """Mark `ids` and return their statuses from before."""
    before = statuses(connection, ids)
    changed = [id for id, status in before.items() if status.is_read != is_read]
    _write(connection, "is_read", dict.fromkeys(changed, is_read), now)
    return before


def set_bookmark(
    connection: sqlite3.Connection, ids: Iterable[int], bookmarked: bool, now: int
) -> dict[int, ArticleStatus]:
    """Bookmark `ids` or not, and return their statuses from before. The first time counts."""
    before = statuses(connection, ids)
    changed = [id for id, status in before.items() if status.is_bookmarked != bookmarked]
    _write(connection, "bookmarked_at", dict.fromkeys(changed, now if bookmarked else None), now)
    return before


def set_position(connection: sqlite3.Connection, id: int, position: float, now: int) -> None:
    """Remember how far article `id` was read, from 0 to 1."""
    kept = min(1.0, max(0.0, position))
    _write(connection, "position", dict.fromkeys(statuses(connection, [id]), kept), now)


def restore(
    connection: sqlite3.Connection, before: Mapping[int, ArticleStatus], field: Marked, now: int
) -> None:
    """Give articles back `field` of the statuses `before`, as far as they were ever stored."""
    known = statuses(connection, before)
    values = {
        id: status.is_read if field == "is_read" else seconds(status.bookmarked_at)
        for id, status in before.items()
        if id in known
    }
    _write(connection, field, values, now)


def _write(
    connection: sqlite3.Connection, column: str, values: Mapping[int, object], now: int
) -> None:
    """Set one column of the statuses of known articles; the others stay."""
    connection.executemany(
        f"""INSERT INTO statuses(id, {column}, changed_at) VALUES(?, ?, ?) ON CONFLICT(id)
        DO UPDATE SET {column} = excluded.{column}, changed_at = excluded.changed_at""",
        ((id, value, now) for id, value in values.items()),
    )

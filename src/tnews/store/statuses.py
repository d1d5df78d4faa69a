"""What the reader did with articles. Triggers keep the copies that lists are indexed by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tnews.model import ArticleStatus
from tnews.store.batches import id_batches, marks
from tnews.store.moments import moment, seconds


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
    connection.executemany(
        """INSERT INTO statuses(id, is_read, changed_at) VALUES(?, ?, ?) ON CONFLICT(id)
        DO UPDATE SET is_read = excluded.is_read, changed_at = excluded.changed_at""",
        ((id, is_read, now) for id, status in before.items() if status.is_read != is_read),
    )
    return before


def set_bookmark(
    connection: sqlite3.Connection, ids: Iterable[int], bookmarked: bool, now: int
) -> dict[int, ArticleStatus]:
    """Bookmark `ids` or not, and return their statuses from before. The first time counts."""
    before = statuses(connection, ids)
    connection.executemany(
        """INSERT INTO statuses(id, bookmarked_at, changed_at) VALUES(?, ?, ?) ON CONFLICT(id)
        DO UPDATE SET bookmarked_at = excluded.bookmarked_at, changed_at = excluded.changed_at""",
        (
            (id, now if bookmarked else None, now)
            for id, status in before.items()
            if status.is_bookmarked != bookmarked
        ),
    )
    return before


def set_position(connection: sqlite3.Connection, id: int, position: float, now: int) -> None:
    """Remember how far article `id` was read, from 0 to 1."""
    connection.executemany(
        """INSERT INTO statuses(id, position, changed_at) VALUES(?, ?, ?) ON CONFLICT(id)
        DO UPDATE SET position = excluded.position, changed_at = excluded.changed_at""",
        ((known, min(1.0, max(0.0, position)), now) for known in statuses(connection, [id])),
    )


def restore(connection: sqlite3.Connection, before: Mapping[int, ArticleStatus], now: int) -> None:
    """Give articles back the statuses of `before`, as far as they were ever stored."""
    known = statuses(connection, before)
    connection.executemany(
        """INSERT INTO statuses(id, is_read, bookmarked_at, note, position, changed_at)
        VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET is_read = excluded.is_read,
        bookmarked_at = excluded.bookmarked_at, note = excluded.note,
        position = excluded.position, changed_at = excluded.changed_at""",
        (
            (id, s.is_read, seconds(s.bookmarked_at), s.note, s.position, now)
            for id, s in before.items()
            if id in known
        ),
    )

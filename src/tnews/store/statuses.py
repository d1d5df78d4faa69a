"""What the reader did with articles. Triggers keep the copies that lists are indexed by."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tnews import model
from tnews.store import tags
from tnews.store.batches import id_batches, marks
from tnews.store.moments import moment

if TYPE_CHECKING:
    from tnews.model import ArticleStatus, Before, Field, Value

_CURRENT: dict[Field, str] = {
    "is_read": "coalesce(s.is_read, 0)",
    "bookmarked_at": "s.bookmarked_at",
    "note": "coalesce(s.note, '')",
}
"""The fields that have a column of their name, as they are read where there is no row."""


def status_of(row: Sequence[Any], tagged: tuple[str, ...] = ()) -> ArticleStatus:
    """Return the status of a row is_read, bookmarked_at, note, position; all None is default."""
    is_read, bookmarked_at, note, position = row
    return model.ArticleStatus(
        bool(is_read), moment(bookmarked_at), note or "", position or 0.0, tagged
    )


def statuses(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, ArticleStatus]:
    """Return the status of each of `ids` that was ever stored."""
    found: dict[int, ArticleStatus] = {}
    for batch in id_batches(ids):
        tagged = tags.of(connection, batch)
        rows = connection.execute(
            f"""SELECT i.id, s.is_read, s.bookmarked_at, s.note, s.position FROM identities AS i
            LEFT JOIN statuses AS s ON s.id = i.id WHERE i.id IN ({marks(batch)})""",
            batch,
        )
        found.update((id, status_of(row, tagged.get(id, ()))) for id, *row in rows)
    return found


def change(
    connection: sqlite3.Connection,
    field: Field,
    ids: Iterable[int],
    wanted: Callable[[Any], Value],
    now: int,
) -> Before:
    """Set `field` of `ids` to what `wanted` makes of its value; return what was changed.

    Ids that were never stored are left out. Takes any number: 500 at a time are in memory.
    """
    former: dict[Value, array[int]] = {}
    for batch in id_batches(ids):
        changed = {}
        for id, was in _current(connection, field, batch):
            if (value := wanted(was)) != was:
                changed[id] = value
                former.setdefault(was, array("q")).append(id)
        _write(connection, field, changed, now)
    return model.Before(field, former)


def restore(connection: sqlite3.Connection, before: Before, now: int) -> Before:
    """Give articles back what they had `before`; return what this changed in its turn."""
    replaced: dict[Value, array[int]] = {}
    for value, ids in before.ids.items():
        back = change(connection, before.field, ids, _always(value), now)
        for was, again in back.ids.items():
            replaced.setdefault(was, array("q")).extend(again)
    return model.Before(before.field, replaced)


def _always(value: Value) -> Callable[[Value], Value]:
    return lambda _was: value


def keep_unread(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Remember that a person took `ids` back to unread: while they are, they are not pruned."""
    connection.executemany("UPDATE statuses SET is_kept = 1 WHERE id = ?", ((id,) for id in ids))


def set_position(connection: sqlite3.Connection, id: int, position: float, now: int) -> None:
    """Remember how far article `id` was read, from 0 to 1."""
    kept = min(1.0, max(0.0, position))
    known = (one for (one,) in connection.execute("SELECT id FROM identities WHERE id = ?", (id,)))
    _write_column(connection, "position", dict.fromkeys(known, kept), now)


def _current(
    connection: sqlite3.Connection, field: Field, ids: list[int]
) -> Iterable[tuple[int, Value]]:
    """Yield the value of `field` of each of `ids` that was ever stored."""
    if field == "tags":
        tagged = tags.of(connection, ids)
        known = connection.execute(f"SELECT id FROM identities WHERE id IN ({marks(ids)})", ids)
        return [(id, tagged.get(id, ())) for (id,) in known]
    rows = connection.execute(
        f"""SELECT i.id, {_CURRENT[field]} FROM identities AS i
        LEFT JOIN statuses AS s ON s.id = i.id WHERE i.id IN ({marks(ids)})""",
        ids,
    )
    return [(id, bool(value)) for id, value in rows] if field == "is_read" else rows.fetchall()


def _write(
    connection: sqlite3.Connection, field: Field, values: Mapping[int, Any], now: int
) -> None:
    if field == "tags":
        tags.write(connection, values)
        connection.executemany(  # a state file knows by it which of two is newer
            """INSERT INTO statuses(id, changed_at) VALUES(?, ?) ON CONFLICT(id)
            DO UPDATE SET changed_at = excluded.changed_at""",
            ((id, now) for id in values),
        )
    else:
        _write_column(connection, field, values, now)


def _write_column(
    connection: sqlite3.Connection, column: str, values: Mapping[int, object], now: int
) -> None:
    """Set one column of the statuses of known articles; the others stay."""
    connection.executemany(
        f"""INSERT INTO statuses(id, {column}, changed_at) VALUES(?, ?, ?) ON CONFLICT(id)
        DO UPDATE SET {column} = excluded.{column}, changed_at = excluded.changed_at""",
        ((id, value, now) for id, value in values.items()),
    )

"""Which articles of a source are known, stored or gone: what tells a new one from an old."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from tnews.model import IdentityKeys, KnownArticle
from tnews.store.batches import batches, marks


def known(
    connection: sqlite3.Connection, source: str, keys: Iterable[IdentityKeys]
) -> list[KnownArticle]:
    """Return every article of `source` that shares any key with any of `keys`, oldest first.

    Their hash and whether they have a text are of what the source said, not of their pages.
    """
    wanted = list(keys)
    found: dict[int, KnownArticle] = {}
    for column, values in (
        ("uid_key", {key.uid for key in wanted}),
        ("link_key", {key.link for key in wanted}),
        ("title_key", {key.title for key in wanted}),
    ):
        for batch in batches(values - {b""}):
            for row in connection.execute(
                f"""SELECT i.id, i.uid_key, i.link_key, i.title_key, i.is_deleted,
                a.content_hash, CASE WHEN p.is_shown THEN p.text IS NOT NULL
                ELSE a.characters > 0 END FROM identities AS i
                LEFT JOIN articles AS a ON a.id = i.id LEFT JOIN pages AS p ON p.id = i.id
                WHERE i.source_id = (SELECT id FROM sources WHERE key = ?)
                AND i.{column} IN ({marks(batch)})""",
                (source, *batch),
            ):
                found[row[0]] = _known(row)
    return [found[id] for id in sorted(found)]


def _known(row: tuple[Any, ...]) -> KnownArticle:
    id, uid, link, title, is_deleted, content_hash, has_text = row
    return KnownArticle(
        id,
        IdentityKeys(uid or b"", link or b"", title or b""),
        content_hash or b"",
        is_deleted=bool(is_deleted),
        is_stored=content_hash is not None,
        has_text=bool(has_text),
    )


def add(connection: sqlite3.Connection, source_id: int, keys: IdentityKeys, now: int) -> int:
    """Keep a new identity and return its id, which no other will ever have."""
    cursor = connection.execute(
        """INSERT INTO identities(source_id, uid_key, link_key, title_key, seen_at)
        VALUES(?, ?, ?, ?, ?)""",
        (source_id, keys.uid or None, keys.link or None, keys.title or None, now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(connection: sqlite3.Connection, id: int, keys: IdentityKeys, now: int) -> bool:
    """Take over the keys that are there; return False if `id` is unknown or deleted."""
    cursor = connection.execute(
        """UPDATE identities SET uid_key = coalesce(?, uid_key),
        link_key = coalesce(?, link_key), title_key = coalesce(?, title_key), seen_at = ?
        WHERE id = ? AND NOT is_deleted""",
        (keys.uid or None, keys.link or None, keys.title or None, now, id),
    )
    return cursor.rowcount > 0


def delete(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Remember that the articles `ids` were deleted, so that they do not come back."""
    connection.executemany(
        "UPDATE identities SET is_deleted = 1 WHERE id = ?", ((id,) for id in ids)
    )

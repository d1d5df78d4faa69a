"""What has been stored since an article: its id is the newest one that is known."""

from __future__ import annotations

import sqlite3


def newest(connection: sqlite3.Connection) -> int:
    """Return the highest id of an article, 0 if there is none."""
    row: tuple[int] = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    return row[0]


def since(connection: sqlite3.Connection, id: int) -> dict[str, list[int]]:
    """Return the articles stored after `id` by the keys of their sources, the newest first."""
    found: dict[str, list[int]] = {}
    for key, article in connection.execute(
        """SELECT s.key, a.id FROM articles AS a JOIN sources AS s ON s.id = a.source_id
        WHERE a.id > ? ORDER BY a.id DESC""",
        (id,),
    ):
        found.setdefault(key, []).append(article)
    return found

"""The search index: an FTS5 table without content, given tokens cut in Python.

Such a table must be handed the very tokens again to forget a text, so every change of an
article goes through `add` and `remove`, and the cutter's version lies in `meta`.
"""

from __future__ import annotations

import sqlite3

from tnews.locale import _
from tnews.model import StoreError
from tnews.store.bodies import search_text
from tnews.store.db import Database
from tnews.text.fold import fold
from tnews.text.tokens import CUTTER_VERSION, cut

_BATCH = 200  # articles cut again in one transaction, about 0.1 s
_ALL = 2**63 - 1


def tokens(title: str, text: str) -> tuple[str, str]:
    """Return what the index keeps of an article with `title` and body `text`."""
    return cut(fold(title)), cut(fold(text))


def covered(connection: sqlite3.Connection) -> int:
    """Return the highest id the index holds: a rebuild under way has not come to those above.

    Raises `StoreError` if another version of tnews cuts this index in its own way.
    """
    meta = _meta(connection)
    if meta.get("cutter") != CUTTER_VERSION:
        raise StoreError(_("the cache belongs to another version of tnews now; start tnews again"))
    return meta.get("indexed_to", _ALL)


def is_ready(connection: sqlite3.Connection) -> bool:
    """Say whether the index holds every article, cut as this version cuts."""
    meta = _meta(connection)
    return meta.get("cutter") == CUTTER_VERSION and "indexed_to" not in meta


def _meta(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, value FROM meta"))


def add(connection: sqlite3.Connection, id: int, cut_text: tuple[str, str]) -> None:
    """Index article `id`. Fastest when ids ascend within a transaction."""
    connection.execute("INSERT INTO ft(rowid, title, body) VALUES(?, ?, ?)", (id, *cut_text))


def remove(connection: sqlite3.Connection, id: int) -> None:
    """Take article `id` out of the index; its row and body must still be as they were added.

    Of a body that is lost the index cannot be told; a search leaves out what has no article.
    """
    rows = connection.execute(
        "SELECT title, blocks FROM articles JOIN bodies USING(id) WHERE id = ?", (id,)
    ).fetchall()
    for title, blocks in rows:
        connection.execute(
            "INSERT INTO ft(ft, rowid, title, body) VALUES('delete', ?, ?, ?)",
            (id, *tokens(title, search_text(blocks))),
        )


def bring_up_to_date(db: Database) -> None:
    """Cut everything again if this version cuts otherwise; finish a rebuild that was killed."""
    with db.reading() as connection:
        meta = _meta(connection)
    if meta.get("cutter") != CUTTER_VERSION:
        rebuild(db)
    elif "indexed_to" in meta:
        _go_on(db)


def rebuild(db: Database) -> int:
    """Cut every article again into an empty index and return how many there are.

    In batches with a mark of progress: others can work in between, and a killed rebuild goes
    on where it stopped. About 4 s for 10,000 articles.
    """
    with db.writing() as connection:
        connection.execute("INSERT INTO ft(ft) VALUES('delete-all')")
        _set(connection, "cutter", CUTTER_VERSION)
        _set(connection, "indexed_to", 0)
    return _go_on(db)


def _go_on(db: Database) -> int:
    count = 0
    while True:
        with db.writing() as connection:
            mark = covered(connection)
            rows = connection.execute(
                """SELECT id, title, blocks FROM articles JOIN bodies USING(id)
                WHERE id > ? ORDER BY id LIMIT ?""",
                (mark, _BATCH),
            ).fetchall()
            for id, title, blocks in rows:
                add(connection, id, tokens(title, search_text(blocks)))
            if not rows:
                connection.execute("DELETE FROM meta WHERE name = 'indexed_to'")
                return count
            _set(connection, "indexed_to", rows[-1][0])
            count += len(rows)


def _set(connection: sqlite3.Connection, name: str, value: int) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))

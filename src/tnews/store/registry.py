"""The configured sources and their categories, as the cache knows them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import StoreError

if TYPE_CHECKING:
    from tnews.model import Source

_Known = tuple[str, str, str, str]  # key, name, url, category


def is_registered(connection: sqlite3.Connection, sources: Iterable[Source]) -> bool:
    """Say whether the first sources known are `sources`, in this order: nothing to write."""
    wanted = _described(sources)
    return _known(connection)[: len(wanted)] == wanted


def is_known(connection: sqlite3.Connection, key: str) -> bool:
    """Say whether there is a source `key`."""
    return connection.execute("SELECT 1 FROM sources WHERE key = ?", (key,)).fetchone() is not None


_CONFIGURED = "configuration "
"""How the name in `meta` begins that ends with what the sources were taken over from."""


def is_configured_by(connection: sqlite3.Connection, configuration: str) -> bool:
    """Say whether the sources are those of `configuration`, and nobody changed them since."""
    name = _CONFIGURED + configuration
    return connection.execute("SELECT 1 FROM meta WHERE name = ?", (name,)).fetchone() is not None


def set_configured_by(connection: sqlite3.Connection, configuration: str) -> None:
    """Remember that the sources are those of `configuration`."""
    _forget(connection)
    connection.execute("INSERT INTO meta VALUES(?, 0)", (_CONFIGURED + configuration,))


def _forget(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM meta WHERE name GLOB ?", (f"{_CONFIGURED}*",))


def register(connection: sqlite3.Connection, sources: Iterable[Source]) -> None:
    """Take over names, addresses, categories and order of `sources`.

    Articles follow their source to its new category. What was remembered about fetching it
    is forgotten with its address: an ETag or a date of one server means nothing to another.
    Sources that are no longer configured keep their articles and stand behind the others.
    """
    _forget(connection)
    described = _described(sources)
    keys = {key for key, *_rest in described}
    described += [known for known in _known(connection) if known[0] not in keys]
    categories = {
        name: _category(connection, name, position)
        for position, name in enumerate(dict.fromkeys(known[3] for known in described))
    }
    for position, (key, name, url, category) in enumerate(described):
        category_id = categories[category]
        connection.execute(
            """DELETE FROM fetches
            WHERE source_id = (SELECT id FROM sources WHERE key = ? AND url <> ?)""",
            (key, url),
        )
        connection.execute(
            """INSERT INTO sources(key, name, url, category_id, position) VALUES(?, ?, ?, ?, ?)
            ON CONFLICT(key) DO UPDATE SET name = excluded.name, url = excluded.url,
            category_id = excluded.category_id, position = excluded.position""",
            (key, name, url, category_id, position),
        )
        connection.execute(
            """UPDATE articles SET category_id = ?
            WHERE source_id = (SELECT id FROM sources WHERE key = ?) AND category_id <> ?""",
            (category_id, key, category_id),
        )
    connection.execute("DELETE FROM categories WHERE id NOT IN (SELECT category_id FROM sources)")


def place_of(connection: sqlite3.Connection, key: str) -> tuple[int, int]:
    """Return the ids of the source `key` and of its category; `StoreError` if unknown."""
    row = connection.execute("SELECT id, category_id FROM sources WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise StoreError(_("the cache does not know the source {key}").format(key=key))
    return row[0], row[1]


def _described(sources: Iterable[Source]) -> list[_Known]:
    found = {s.key: (s.key, s.name, s.url, s.category) for s in sources}
    return list(found.values())


def _known(connection: sqlite3.Connection) -> list[_Known]:
    return connection.execute(
        """SELECT s.key, s.name, s.url, c.name FROM sources AS s
        JOIN categories AS c ON c.id = s.category_id ORDER BY s.position, s.id"""
    ).fetchall()


def _category(connection: sqlite3.Connection, name: str, position: int) -> int:
    connection.execute(
        """INSERT INTO categories(name, position) VALUES(?, ?)
        ON CONFLICT(name) DO UPDATE SET position = excluded.position""",
        (name, position),
    )
    (id,) = connection.execute("SELECT id FROM categories WHERE name = ?", (name,)).fetchone()
    return int(id)

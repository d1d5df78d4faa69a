"""Tags: what the reader calls articles. A tag is kept as it was first typed.

Tags that differ only in case, width or script (软件, 軟件) are one: a new one takes the
spelling of the one that is there, so that every tag has one spelling in the table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tnews import model
from tnews.store.batches import marks

if TYPE_CHECKING:
    from tnews.model import TagCount


def of(connection: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags of those of `ids` that have any, in the order of their characters."""
    found: dict[int, tuple[str, ...]] = {}
    for id, tag in connection.execute(
        f"SELECT id, tag FROM tags WHERE id IN ({marks(ids)}) ORDER BY id, tag", ids
    ):
        found[id] = (*found.get(id, ()), tag)
    return found


def write(connection: sqlite3.Connection, tags: Mapping[int, Sequence[str]]) -> None:
    """Let articles have these tags and no others."""
    connection.executemany("DELETE FROM tags WHERE id = ?", ((id,) for id in tags))
    connection.executemany(
        "INSERT INTO tags(id, tag) VALUES(?, ?)",
        ((id, tag) for id, several in tags.items() for tag in several),
    )


def spelled(connection: sqlite3.Connection, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that `typed` means, each once and in the spelling that is in use."""
    from tnews.text.fold import fold

    used = {fold(tag): tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM tags")}
    cleaned = (tag for tag in map(model.clean_tag, typed) if tag)
    return tuple(sorted({used.setdefault(fold(tag), tag) for tag in cleaned}))


def counts(connection: sqlite3.Connection) -> list[TagCount]:
    """Return every tag and how many stored articles have it, the most used first."""
    return [
        model.TagCount(tag, count)
        for tag, count in connection.execute(
            """SELECT t.tag, count(a.id) AS articles FROM tags AS t
            LEFT JOIN articles AS a ON a.id = t.id GROUP BY t.tag ORDER BY articles DESC, t.tag"""
        )
    ]

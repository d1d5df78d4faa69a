"""How large the cache is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_NUMBERS = {
    "articles": "SELECT coalesce(sum(article_count), 0) FROM sources",
    "deleted": "SELECT count(*) FROM identities WHERE is_deleted",
    "bookmarked": "SELECT count(*) FROM articles WHERE is_bookmarked = 1",
    "sources": "SELECT count(*) FROM sources",
}


def sizes(connection: sqlite3.Connection, path: Path) -> dict[str, int]:
    """Return the numbers of rows by name, and the "bytes" of the cache's files."""
    found = {name: int(connection.execute(sql).fetchone()[0]) for name, sql in _NUMBERS.items()}
    files = (path, path.with_name(path.name + "-wal"))
    found["bytes"] = sum(file.stat().st_size for file in files if file.exists())
    return found

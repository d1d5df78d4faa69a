"""How large the cache is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tnews.store.opening import log_size

_NUMBERS = {
    "articles": "SELECT coalesce(sum(article_count), 0) FROM sources",
    "deleted": "SELECT count(*) FROM identities WHERE is_deleted",
    "bookmarked": "SELECT count(*) FROM articles WHERE is_bookmarked = 1",
    "sources": "SELECT count(*) FROM sources",
}

_SHARES = {
    "texts": """SELECT coalesce(sum(length(blocks)), 0) + (SELECT coalesce(sum(length(text)), 0)
        FROM pages) FROM bodies""",
    "index": """SELECT coalesce(sum(length(block)), 0) + (SELECT coalesce(sum(length(sz)), 0)
        FROM ft_docsize) + (SELECT coalesce(sum(length(block)), 0) FROM facts_data)
        + (SELECT coalesce(sum(length(block)), 0) FROM grams_data) FROM ft_data""",
}
"""Without the rest of a page that holds them: 5 % less than they take."""


def sizes(connection: sqlite3.Connection, path: Path) -> dict[str, int]:
    """Return the numbers of rows by name, and bytes: "bytes" of the cache's files, and of these
    what "texts", search "index" and "lists" (all else) take, and what is "free".
    """
    found = {name: int(connection.execute(sql).fetchone()[0]) for name, sql in _NUMBERS.items()}
    found["bytes"] = path.stat().st_size + log_size(path)
    found |= {name: int(connection.execute(sql).fetchone()[0]) for name, sql in _SHARES.items()}
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    found["free"] = free * size
    found["lists"] = max(0, (pages - free) * size - found["texts"] - found["index"])
    return found

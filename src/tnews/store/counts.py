"""How much there is. The counts by source are kept by triggers, so this takes no time."""

from __future__ import annotations

import sqlite3

from tnews.model import Counts


def counts(connection: sqlite3.Connection) -> Counts:
    """Return (unread, all) by source and category, in their order, of all and of bookmarks."""
    categories: dict[str, tuple[int, int]] = {}
    sources: dict[str, tuple[int, int]] = {}
    for key, category, unread, articles in connection.execute(
        """SELECT s.key, c.name, s.unread_count, s.article_count FROM sources AS s
        JOIN categories AS c ON c.id = s.category_id ORDER BY c.position, s.position, s.id"""
    ):
        sources[key] = (unread, articles)
        before = categories.get(category, (0, 0))
        categories[category] = (before[0] + unread, before[1] + articles)
    bookmarked = connection.execute(
        """SELECT count(*) - coalesce(sum(is_read), 0), count(*) FROM articles
        INDEXED BY articles_bookmarked WHERE is_bookmarked = 1"""
    ).fetchone()
    total = (sum(n for n, _all in sources.values()), sum(n for _unread, n in sources.values()))
    return Counts(total, bookmarked, categories, sources)

"""Whole articles, with their text."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from tnews.model import Article
from tnews.store import tags
from tnews.store.batches import id_batches, marks
from tnews.store.bodies import decode
from tnews.store.moments import known_moment, moment
from tnews.store.statuses import status_of

_SELECT = """SELECT a.id, s.key, s.name, c.name, a.url, a.title, b.blocks, a.is_full_text,
    a.origin, a.author, a.editor, a.published_at, a.section, a.image, a.content_hash,
    a.first_seen_at, a.updated_at, t.is_read, t.bookmarked_at, t.note, t.position
    FROM articles AS a CROSS JOIN bodies AS b ON b.id = a.id
    CROSS JOIN sources AS s ON s.id = a.source_id
    CROSS JOIN categories AS c ON c.id = a.category_id
    LEFT JOIN statuses AS t ON t.id = a.id WHERE a.id IN ({marks})"""


def articles(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Article]:
    """Return the articles `ids` in their order; those that are gone are left out."""
    found = {}
    for batch in id_batches(ids):
        tagged = tags.of(connection, batch)
        for row in connection.execute(_SELECT.format(marks=marks(batch)), batch):
            found[row[0]] = _article(row, tagged.get(row[0], ()))
    return [found[id] for id in ids if id in found]


def _article(row: tuple[Any, ...], tagged: tuple[str, ...]) -> Article:
    id, source, source_name, category, url, title, blocks, is_full_text, *row_rest = row
    origin, author, editor, published_at, section, image, content_hash, *rest = row_rest
    first_seen_at, updated_at, *status = rest
    return Article(
        id=id,
        source=source,
        source_name=source_name,
        category=category,
        url=url,
        title=title,
        blocks=decode(blocks),
        is_full_text=bool(is_full_text),
        origin=origin,
        author=author,
        editor=editor,
        published_at=moment(published_at),
        section=section,
        image=image,
        content_hash=content_hash,
        first_seen_at=known_moment(first_seen_at),
        updated_at=known_moment(updated_at),
        status=status_of(status, tagged),
    )

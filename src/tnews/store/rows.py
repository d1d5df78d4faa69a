"""Rows of lists: never a body, unless a snippet of it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from tnews.model import ArticleRow
from tnews.store import collapsing, tags
from tnews.store.batches import id_batches, marks
from tnews.store.moments import known_moment, moment

_SELECT = """SELECT a.id, s.key, s.name, c.name, a.title, a.url, a.origin, a.author, a.editor,
    a.published_at, a.sorted_at, a.characters, a.is_read, a.is_bookmarked,
    coalesce(t.note, '') <> ''
    FROM articles AS a CROSS JOIN sources AS s ON s.id = a.source_id
    CROSS JOIN categories AS c ON c.id = a.category_id
    LEFT JOIN statuses AS t ON t.id = a.id WHERE a.id IN ({marks})"""


def rows(
    connection: sqlite3.Connection, ids: Sequence[int], query_text: str = ""
) -> list[ArticleRow]:
    """Return the rows of `ids` in their order, with snippets if `query_text` is searched for."""
    found: dict[int, ArticleRow] = {}
    for batch in id_batches(ids):
        tagged = tags.of(connection, batch)
        copies = collapsing.copies(connection, batch)
        snippets = _snippets(connection, batch, query_text) if query_text else {}
        for values in connection.execute(_SELECT.format(marks=marks(batch)), batch):
            id = values[0]
            said = tagged.get(id, ()), snippets.get(id, "")
            found[id] = _row(values, *said, *copies.get(id, (1, 1)))
    return [found[id] for id in ids if id in found]


def _snippets(connection: sqlite3.Connection, ids: list[int], query_text: str) -> dict[int, str]:
    from tnews.store.bodies import search_text
    from tnews.store.snippet import snippet
    from tnews.text.query import parse

    if not (wanted := parse(query_text).wanted):
        return {}
    rows = connection.execute(f"SELECT id, blocks FROM bodies WHERE id IN ({marks(ids)})", ids)
    return {id: snippet(search_text(blocks), wanted) for id, blocks in rows}


def _row(
    values: tuple[Any, ...], tagged: tuple[str, ...], snippet: str, copies: int, outlets: int
) -> ArticleRow:
    id, source, source_name, category, title, url, origin, author, editor, *rest = values
    published_at, sorted_at, characters, is_read, is_bookmarked, has_note = rest
    return ArticleRow(  # by place: by name a record takes twice as long
        id,
        source,
        source_name,
        category,
        title,
        url,
        origin,
        author,
        editor,
        moment(published_at),
        known_moment(sorted_at),
        characters,
        bool(is_read),
        bool(is_bookmarked),
        snippet,
        copies,
        outlets,
        bool(has_note),
        tagged,
    )

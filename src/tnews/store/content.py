"""What an article shows: its row, its body and its place in the index change together."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tnews.model import count_characters
from tnews.model.packed import pack
from tnews.model.record import Record
from tnews.store import bodies, index
from tnews.store.moments import seconds

if TYPE_CHECKING:
    from tnews.model import ArticleDraft


class Content(Record):
    """A draft to show, with everything that can be worked out without the cache."""

    draft: ArticleDraft
    blocks: bytes
    characters: int
    cut: index.Tokens | None = None

    @property
    def tokens(self) -> index.Tokens:
        """What the index keeps of it."""
        return self.cut or _cut(self.draft)


def prepare(draft: ArticleDraft, *, index_later: bool = False) -> Content:
    """Cut, compress and count `draft`; with `index_later` it is cut if it has to be after all."""
    return Content(
        draft,
        pack(draft.blocks),
        count_characters(draft.blocks),
        None if index_later else _cut(draft),
    )


def _cut(draft: ArticleDraft) -> index.Tokens:
    return index.tokens(draft.title, draft.text, draft.origin, draft.author, draft.editor)


def insert(
    connection: sqlite3.Connection,
    changes: index.Changes,
    id: int,
    place: tuple[int, int],
    content: Content,
    content_hash: bytes,
    now: int,
) -> None:
    """Store the new article `id` of the source and category `place`, with its old status."""
    draft = content.draft
    published_at = seconds(draft.published_at)
    connection.execute(
        """INSERT INTO articles(id, source_id, category_id, url, title, origin, author, editor,
        section, image, published_at, sorted_at, first_seen_at, updated_at, content_hash,
        characters, is_full_text, is_read, is_bookmarked)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        coalesce((SELECT is_read FROM statuses WHERE id = ?), 0),
        coalesce((SELECT bookmarked_at IS NOT NULL FROM statuses WHERE id = ?), 0))""",
        (
            id,
            *place,
            *_strings(draft),
            published_at,
            _sorted_at(published_at, now),
            now,
            now,
            content_hash,
            content.characters,
            draft.is_full_text,
            id,
            id,
        ),
    )
    connection.execute("INSERT INTO bodies(id, blocks) VALUES(?, ?)", (id, content.blocks))
    if changes.covers(id):
        changes.add(id, content.tokens)


def replace(
    connection: sqlite3.Connection, changes: index.Changes, id: int, content: Content, now: int
) -> bool:
    """Let the stored article `id` show `content`; return whether title or text are others now.

    What the reader did with it stays. A date it no longer states stays too.
    """
    draft = content.draft
    title, published_at, first_seen_at, blocks = connection.execute(
        """SELECT a.title, a.published_at, a.first_seen_at, b.blocks
        FROM articles AS a LEFT JOIN bodies AS b ON b.id = a.id WHERE a.id = ?""",
        (id,),
    ).fetchone()
    if draft.published_at is not None:
        published_at = seconds(draft.published_at)
    changes.remove(id)
    connection.execute(
        """UPDATE articles SET url = ?, title = ?, origin = ?, author = ?, editor = ?,
        section = ?, image = ?, published_at = ?, sorted_at = ?, updated_at = ?,
        characters = ?, is_full_text = ? WHERE id = ?""",
        (
            *_strings(draft),
            published_at,
            _sorted_at(published_at, first_seen_at),
            now,
            content.characters,
            draft.is_full_text,
            id,
        ),
    )
    connection.execute(
        "INSERT OR REPLACE INTO bodies(id, blocks) VALUES(?, ?)", (id, content.blocks)
    )
    if changes.covers(id):
        changes.add(id, content.tokens)
    connection.execute("DELETE FROM sketches WHERE id = ?", (id,))  # its story is looked for anew
    if is_other_text := not bodies.is_same(blocks, content.blocks):
        _move_place(connection, id, blocks, content)
    return title != draft.title or is_other_text


def _move_place(
    connection: sqlite3.Connection, id: int, before: bytes | None, content: Content
) -> None:
    """Let the reading place of article `id` follow its words into another text."""
    row = connection.execute(
        "SELECT position FROM statuses WHERE id = ? AND position > 0 AND position < 1", (id,)
    ).fetchone()
    if row is None or before is None:
        return
    from tnews.text.places import moved

    texts = [
        [block.text for block in blocks] for blocks in (bodies.decode(before), content.draft.blocks)
    ]
    connection.execute("UPDATE statuses SET position = ? WHERE id = ?", (moved(row[0], *texts), id))


def _strings(draft: ArticleDraft) -> tuple[str, ...]:
    return (
        draft.url,
        draft.title,
        draft.origin,
        draft.author,
        draft.editor,
        draft.category,
        draft.image,
    )


def _sorted_at(published_at: int | None, first_seen_at: int) -> int:
    """Lists never place an article later than it was first seen: dates can lie ahead."""
    return first_seen_at if published_at is None else min(published_at, first_seen_at)

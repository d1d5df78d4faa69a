"""Writing articles: what one fetch of a source brought, and deleting.

Many articles are stored a few at a time. Cutting and compressing happen before each
transaction, so that it is short.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tnews.model import Saved, count_characters
from tnews.model.record import Record
from tnews.store import content, fetches, identities, index, pages, retention, texts
from tnews.store.batches import id_batches, marks
from tnews.store.registry import place_of

if TYPE_CHECKING:
    from tnews.model import ArticleDraft, ArticleIntent, FetchState

_ARTICLES = 100
_CHARACTERS = 200_000
"""Most articles and characters stored in one transaction (but one article at least): about 35 ms,
which is what a mark may have to wait. Of 25 it is 5 ms, but 1,000 articles then cost 0.65 s CPU
and not 0.5: each transaction leaves a piece of index that has to be merged."""


class Prepared(Record):
    """An intent, its content, and whether the article's own page is to be fetched."""

    intent: ArticleIntent
    content: content.Content
    is_wanted: bool


def batches(intents: Sequence[ArticleIntent]) -> Iterator[Sequence[ArticleIntent]]:
    """Yield `intents` in pieces for one transaction each, from the last to the first.

    Of articles with the same time the first of the document is to be the newest, so it is
    stored last. One piece, an empty one, if there are none.
    """
    end = start = len(intents)
    characters = 0
    while start:
        start -= 1
        characters += count_characters(intents[start].draft.blocks)
        if end - start == _ARTICLES or characters >= _CHARACTERS:
            yield intents[start:end]
            end, characters = start, 0
    if end or not intents:
        yield intents[:end]


def prepare(
    intents: Sequence[ArticleIntent], wants: Callable[[ArticleDraft], bool], *, index_later: bool
) -> list[Prepared]:
    """Work out of `intents` what needs no cache; with `index_later` new ones are not cut."""
    return [
        Prepared(
            one,
            content.prepare(one.draft, index_later=index_later and one.id is None),
            wants(one.draft),
        )
        for one in intents
    ]


def save(
    connection: sqlite3.Connection,
    source: str,
    state: FetchState | None,
    prepared: Sequence[Prepared],
    now: int,
    listed: Sequence[int] = (),
    *,
    index_later: bool = False,
) -> Saved:
    """Store `prepared`, in document order, and `state` as that of `source` if there is one.

    `listed` are the known articles that the document has. With `index_later` the search index
    is left to `index.catch_up`, but for articles that it holds already.
    """
    place = place_of(connection, source)
    if state is not None:
        fetches.write(connection, place[0], state)
    retention.note_listed(connection, listed, now)
    with index.changes(connection) as changes:
        updated = {
            id
            for id, one in _with_id(prepared)
            if identities.update(connection, id, one.intent.keys, now)
            and _replace(connection, changes, id, place, one, now)
        }
        new = []
        # Backwards: of articles with the same time, or none, the first of the document is newest.
        for one in reversed([p for p in prepared if p.intent.id is None]):
            id = identities.add(connection, place[0], one.intent.keys, now)
            if index_later:
                changes.put_off(id)
            _insert(connection, changes, id, place, one, now)
            new.append(id)
    in_order = (id for id, _one in _with_id(prepared) if id in updated)
    return Saved(tuple(reversed(new)), tuple(in_order))


def _with_id(prepared: Sequence[Prepared]) -> list[tuple[int, Prepared]]:
    return [(one.intent.id, one) for one in prepared if one.intent.id is not None]


def _insert(
    connection: sqlite3.Connection,
    changes: index.Changes,
    id: int,
    place: tuple[int, int],
    one: Prepared,
    now: int,
) -> None:
    content.insert(connection, changes, id, place, one.content, one.intent.content_hash, now)
    pages.note(connection, id, one.intent.draft, is_wanted=one.is_wanted)


def _replace(
    connection: sqlite3.Connection,
    changes: index.Changes,
    id: int,
    place: tuple[int, int],
    one: Prepared,
    now: int,
) -> bool:
    """Give article `id` the new text of its feed; return whether it shows another one now."""
    draft = one.intent.draft
    row = connection.execute("SELECT content_hash FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None:  # known, but no longer stored: it comes back with its status
        _insert(connection, changes, id, place, one, now)
        return True
    pages.note(connection, id, draft, is_wanted=one.is_wanted)
    if row[0] == one.intent.content_hash:
        connection.execute("UPDATE articles SET url = ? WHERE id = ?", (draft.url, id))
        return False
    connection.execute(
        "UPDATE articles SET content_hash = ? WHERE id = ?", (one.intent.content_hash, id)
    )
    if (both := texts.both(connection, id)) is not None:
        return texts.show(connection, changes, id, both.with_feed(draft), now)
    content.replace(connection, changes, id, one.content, now)
    return True


def delete(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Delete the articles `ids`; identity and status stay."""
    with index.changes(connection) as changes:
        for id in ids:
            changes.remove(id)
        for batch in id_batches(ids):
            connection.execute(f"DELETE FROM articles WHERE id IN ({marks(batch)})", batch)
    identities.delete(connection, ids)

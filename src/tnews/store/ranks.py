"""Ranked lists (热榜): entries as they stand, and where they stood. No entry is an article."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from tnews.model import ArticleDraft, Placing, RankEntry, clean_line
from tnews.store import fetches
from tnews.store.moments import known_moment, moment, seconds
from tnews.store.registry import place_of
from tnews.text.fold import fold
from tnews.text.links import canonical

if TYPE_CHECKING:
    from tnews.model import FetchState

EXPIRY = 3 * 86_400
"""Seconds that an entry is kept after it was last seen."""

PLACINGS = 48
"""Placings kept of an entry: a day of a list that is fetched every half hour."""

_SELECT = """SELECT r.id, s.key, s.name, r.title, r.url, r.summary, r.image, r.heat, r.rank,
    r.previous, r.best, r.published_at, r.first_seen_at, r.last_seen_at, r.article_id
    FROM rank_entries AS r JOIN sources AS s ON s.id = r.source_id"""


def save(
    connection: sqlite3.Connection,
    source: str,
    state: FetchState,
    drafts: Sequence[ArticleDraft],
    now: int,
) -> None:
    """Let `drafts`, in their order, be the ranked list of `source`, and keep its fetch state.

    Of two drafts that are the same entry the first counts.
    """
    source_id = place_of(connection, source)[0]
    fetches.write(connection, source_id, state)
    ranked: dict[bytes, ArticleDraft] = {}
    for draft in drafts:
        ranked.setdefault(_identity(draft), draft)
    connection.execute(
        "UPDATE rank_entries SET previous = rank, rank = NULL WHERE source_id = ?", (source_id,)
    )
    for rank, (identity, draft) in enumerate(ranked.items(), 1):
        _place(connection, source_id, identity, draft, rank, now)
    connection.execute(
        "DELETE FROM rank_entries WHERE source_id = ? AND rank IS NULL AND last_seen_at < ?",
        (source_id, now - EXPIRY),
    )


def _identity(draft: ArticleDraft) -> bytes:
    """Return what an entry is known by: its uid, else its canonical link, else its title."""
    if draft.uid:
        name = f"uid {draft.uid}"
    elif draft.url:
        name = f"link {canonical(draft.url)}"
    else:
        name = f"title {''.join(fold(draft.title).split())}"
    return blake2b(name.encode(), digest_size=8).digest()


def _place(
    connection: sqlite3.Connection,
    source_id: int,
    identity: bytes,
    draft: ArticleDraft,
    rank: int,
    now: int,
) -> None:
    connection.execute(
        """INSERT INTO rank_entries(source_id, identity, uid, url, title, summary, image, heat,
        detail_url, published_at, rank, best, first_seen_at, last_seen_at)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT(source_id, identity) DO UPDATE SET uid = excluded.uid, url = excluded.url,
        title = excluded.title, summary = excluded.summary, image = excluded.image,
        heat = excluded.heat, detail_url = excluded.detail_url,
        published_at = coalesce(excluded.published_at, published_at), rank = excluded.rank,
        best = min(best, excluded.best), last_seen_at = excluded.last_seen_at""",
        (
            source_id,
            identity,
            draft.uid,
            draft.url,
            draft.title,
            clean_line(draft.text),
            draft.image,
            draft.heat,
            draft.detail_url,
            seconds(draft.published_at),
            rank,
            rank,
            now,
            now,
        ),
    )
    (id,) = connection.execute(
        "SELECT id FROM rank_entries WHERE source_id = ? AND identity = ?", (source_id, identity)
    ).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO placings VALUES(?, ?, ?, ?)", (id, now, rank, draft.heat)
    )
    connection.execute(
        """DELETE FROM placings WHERE entry_id = ? AND at NOT IN
        (SELECT at FROM placings WHERE entry_id = ? ORDER BY at DESC LIMIT ?)""",
        (id, id, PLACINGS),
    )


def ranks(connection: sqlite3.Connection, source: str) -> list[RankEntry]:
    """Return the entries that are on the list of `source` now, the first one first."""
    rows = connection.execute(
        f"{_SELECT} WHERE s.key = ? AND r.rank IS NOT NULL ORDER BY r.rank", (source,)
    )
    return [_entry(row) for row in rows]


def entry(connection: sqlite3.Connection, id: int) -> RankEntry | None:
    """Return one entry, also after it left its list, or None if it has expired."""
    row = connection.execute(f"{_SELECT} WHERE r.id = ?", (id,)).fetchone()
    return None if row is None else _entry(row)


def draft_of(connection: sqlite3.Connection, id: int) -> ArticleDraft | None:
    """Return entry `id` as the draft of an article without a text, or None if it has expired."""
    row = connection.execute(
        """SELECT uid, url, title, image, detail_url, published_at FROM rank_entries
        WHERE id = ?""",
        (id,),
    ).fetchone()
    if row is None:
        return None
    uid, url, title, image, detail_url, published_at = row
    return ArticleDraft(
        uid, url, title, image=image, detail_url=detail_url, published_at=moment(published_at)
    )


def history(connection: sqlite3.Connection, id: int) -> list[Placing]:
    """Return where entry `id` stood, the oldest placing first."""
    rows = connection.execute(
        "SELECT at, rank, heat FROM placings WHERE entry_id = ? ORDER BY at", (id,)
    )
    return [Placing(known_moment(at), rank, heat) for at, rank, heat in rows]


def link(connection: sqlite3.Connection, id: int, article_id: int) -> None:
    """Remember which article was made of the page of entry `id`."""
    connection.execute("UPDATE rank_entries SET article_id = ? WHERE id = ?", (article_id, id))


def _entry(row: tuple[Any, ...]) -> RankEntry:
    id, source, source_name, title, url, summary, image, heat, rank, *rest = row
    previous, best, published_at, first_seen_at, last_seen_at, article_id = rest
    return RankEntry(
        id=id,
        source=source,
        source_name=source_name,
        title=title,
        url=url,
        summary=summary,
        image=image,
        heat=heat,
        rank=rank,
        previous=previous,
        best=best,
        published_at=moment(published_at),
        first_seen_at=known_moment(first_seen_at),
        last_seen_at=known_moment(last_seen_at),
        article_id=article_id,
    )

"""What is known of articles' own pages: which are wanted, which were tried, and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tnews.model import TextState
from tnews.store.batches import id_batches, marks
from tnews.store.moments import moment, seconds

if TYPE_CHECKING:
    from tnews.model import ArticleDraft


class WantedPage(NamedTuple):
    """An article whose page is to be fetched, and the address to ask first."""

    article: int
    url: str


def states(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, TextState]:
    """Return what is known of the page of each of `ids` that is stored."""
    return {
        id: TextState()
        if is_shown is None
        else TextState(
            shown="page" if is_shown else "feed",
            detail_url=detail_url,
            tried_at=moment(tried_at),
            attempts=attempts,
            is_final=bool(is_final),
            error=error,
        )
        for batch in id_batches(ids)
        for id, is_shown, detail_url, tried_at, attempts, is_final, error in connection.execute(
            f"""SELECT a.id, p.is_shown, p.detail_url, p.tried_at, p.attempts, p.is_final, p.error
            FROM articles AS a LEFT JOIN pages AS p ON p.id = a.id WHERE a.id IN ({marks(batch)})""",
            batch,
        )
    }


def wanted(
    connection: sqlite3.Connection, source: str, tried_before: datetime, limit: int
) -> list[WantedPage]:
    """Return the newest articles of `source` whose page is still to be fetched.

    One that was tried by a clock that was ahead by more than a day counts as not tried.
    """
    rows = connection.execute(
        """SELECT a.id, coalesce(nullif(p.detail_url, ''), a.url)
        FROM pages AS p INDEXED BY pages_wanted CROSS JOIN articles AS a ON a.id = p.id
        WHERE p.is_wanted = 1 AND a.source_id = (SELECT id FROM sources WHERE key = ?)
        AND (p.tried_at IS NULL OR p.tried_at NOT BETWEEN ? + 1 AND ? + 86400)
        ORDER BY a.sorted_at DESC, a.id DESC LIMIT ?""",
        (source, seconds(tried_before), seconds(tried_before), limit),
    )
    return [WantedPage(*row) for row in rows]


def note(connection: sqlite3.Connection, id: int, draft: ArticleDraft, *, is_wanted: bool) -> None:
    """Remember of a new or changed `draft` where its text is and whether to fetch it.

    A page that was read is wanted again only where the title is another: some feeds count
    minutes and comments in their texts, or put the time into their addresses. One that gave a
    final answer is, where the address is another too. Call it while the row still is as it was.
    """
    before = connection.execute(
        """SELECT p.is_final, p.feed, a.title, a.url, p.detail_url FROM pages AS p
        JOIN articles AS a ON a.id = p.id WHERE p.id = ?""",
        (id,),
    ).fetchone()
    if before is None:
        if not is_wanted and not draft.detail_url:
            return
        is_same = is_settled = False
    else:
        is_final, feed, title, *addresses = before
        title = title if feed is None else json.loads(feed)[0]
        is_same = [draft.title, draft.url, draft.detail_url] == [title, *addresses]
        is_settled = draft.title == title if feed is not None else is_same and bool(is_final)
    connection.execute(
        """INSERT INTO pages(id, is_wanted, detail_url) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE
        SET is_wanted = excluded.is_wanted, detail_url = excluded.detail_url,
        is_final = is_final AND ?, attempts = CASE WHEN ? THEN attempts ELSE 0 END""",
        (id, is_wanted and not is_settled, draft.detail_url, is_same, is_same),
    )


def fail(connection: sqlite3.Connection, id: int, error: str, is_final: bool, now: int) -> None:
    """Remember that the page of the stored article `id` gave no text; attempts count up."""
    connection.execute(
        """INSERT INTO pages(id, tried_at, attempts, is_final, error)
        SELECT id, ?, 1, ?, ? FROM articles WHERE id = ?
        ON CONFLICT(id) DO UPDATE SET tried_at = excluded.tried_at, attempts = attempts + 1,
        is_final = excluded.is_final, error = excluded.error,
        is_wanted = is_wanted AND NOT excluded.is_final""",
        (now, is_final, error, id),
    )

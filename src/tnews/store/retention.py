"""Taking old articles out of the cache: which ones, and how. What a person did stays.

A pruned article leaves its row, its texts and its place in the index; identity, status and tags
stay, so it is not new if its source brings it again. Nobody's work is ever taken: bookmarks,
notes, tags, what was marked unread again, what was opened or marked within a day.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from tnews.store import index
from tnews.store.batches import batches, marks

if TYPE_CHECKING:
    from tnews.model import Retention

NEWEST = 20
"""Articles of each source that no limit takes: a source that fell silent stays readable."""

LISTED = 7 * 86_400
"""Seconds an article counts as listed after its source's document last had it.

Some feeds are served by several machines that differ for days; an article that is still listed
would be stored again by the next refresh."""

SEEN_EVERY = 43_200
"""Seconds between two notes that an article is still listed: not a write for each refresh."""

TOUCHED = 86_400
"""Seconds that an article stays after a person did something with it: it may be open."""

FORGOTTEN = 180 * 86_400
"""Seconds after which a pruned article that nobody touched or listed since is forgotten."""

# `a` is the article's row. A status says "unread" also of an article that was bookmarked for a
# moment, hence is_kept: marked unread by a person.
_FREE = """a.is_bookmarked = 0
    AND NOT EXISTS(SELECT 1 FROM statuses AS s WHERE s.id = a.id AND (s.bookmarked_at IS NOT NULL
        OR s.note <> '' OR (s.is_kept AND NOT s.is_read) OR s.changed_at > :touched))
    AND NOT EXISTS(SELECT 1 FROM tags AS t WHERE t.id = a.id)"""

_OF_SOURCE = f"""SELECT a.id FROM articles AS a INDEXED BY articles_source
    CROSS JOIN identities AS i ON i.id = a.id
    WHERE a.source_id = :source AND (a.sorted_at, a.id) < (:floor_at, :floor)
    AND ((:came > 0 AND a.first_seen_at < :came)
        OR (:count_at IS NOT NULL AND (a.sorted_at, a.id) < (:count_at, :count)))
    AND i.seen_at < :listed AND {_FREE}"""

_OLDEST = f"""SELECT a.id, a.source_id, a.sorted_at, i.seen_at
    FROM articles AS a INDEXED BY articles_all CROSS JOIN identities AS i ON i.id = a.id
    WHERE {_FREE} ORDER BY a.sorted_at, a.id"""

_PLACE = """SELECT sorted_at, id FROM articles INDEXED BY articles_source WHERE source_id = ?
    ORDER BY sorted_at DESC, id DESC LIMIT 1 OFFSET ?"""


def prunable(
    connection: sqlite3.Connection, rule: Retention, opened: Collection[int], now: int
) -> array[int]:
    """Return the ids that `rule` takes now, those of `opened` left out; an array("q")."""
    bounds: dict[int, tuple[tuple[int, int], int]] = {}
    found: dict[int, None] = {}
    # One walk over all identities: 0.1 s at 500,000. Asked for by source it would be as long.
    # What was seen by a clock that was ahead counts as seen now, or all else would seem long gone.
    listed = dict(
        connection.execute(
            "SELECT source_id, min(max(seen_at), ?) FROM identities GROUP BY 1", (now,)
        )
    )
    for source, key in connection.execute("SELECT id, key FROM sources").fetchall():
        floor = connection.execute(_PLACE, (source, NEWEST - 1)).fetchone()
        if key in rule.spared or floor is None:
            continue
        seen_before = listed[source] - LISTED
        bounds[source] = floor, seen_before
        days, articles = rule.of(key)
        last = connection.execute(_PLACE, (source, articles - 1)).fetchone() if articles else None
        if not days and last is None:
            continue
        values = {
            "source": source,
            "floor_at": floor[0],
            "floor": floor[1],
            "came": now - days * 86_400 if days else 0,
            "count_at": last[0] if last else None,
            "count": last[1] if last else None,
            "listed": seen_before,
            "touched": now - TOUCHED,
        }
        found.update((id, None) for (id,) in connection.execute(_OF_SOURCE, values))
    for id in opened:
        found.pop(id, None)
    if excess := _excess(connection, rule, len(found)):
        oldest = _oldest(connection, bounds, now)
        for id in oldest:
            if id not in found and id not in opened:
                found[id] = None
                excess -= 1
                if not excess:
                    break
    return array("q", found)


def _oldest(
    connection: sqlite3.Connection,
    bounds: dict[int, tuple[tuple[int, int], int]],
    now: int,
) -> Iterator[int]:
    """Yield what may be taken of all sources, the oldest first."""
    rows = connection.execute(_OLDEST, {"touched": now - TOUCHED})
    for id, source, sorted_at, seen_at in rows:
        if source in bounds:
            floor, seen_before = bounds[source]
            if (sorted_at, id) < floor and seen_at < seen_before:
                yield id


def _excess(connection: sqlite3.Connection, rule: Retention, taken: int) -> int:
    """Return how many articles too many there are for the size, if `taken` go anyway.

    By the mean size of an article: what one frees shows only when the index merges its parts.
    """
    if not rule.bytes:
        return 0
    (articles,) = connection.execute("SELECT sum(article_count) FROM sources").fetchone()
    if not articles:
        return 0
    each = used_bytes(connection) / articles
    return max(0, int(articles - taken - rule.bytes / each))


def used_bytes(connection: sqlite3.Connection) -> int:
    """Return the bytes of the cache's pages that hold something."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def prune(connection: sqlite3.Connection, ids: Sequence[int], now: int) -> int:
    """Take those of `ids` out that still may be taken; return how many they were.

    About 0.9 ms an article: a quarter to cut its text again, the rest for tables and index.
    """
    rows = connection.execute(
        f"""SELECT a.id FROM articles AS a WHERE a.id IN ({",".join(str(int(id)) for id in ids)})
        AND {_FREE} ORDER BY a.id""",
        {"touched": now - TOUCHED},
    ).fetchall()
    with index.changes(connection) as changes:
        for (id,) in rows:
            changes.remove(id)
        connection.executemany("DELETE FROM articles WHERE id = ?", rows)
        connection.executemany(
            "UPDATE identities SET pruned_at = ? WHERE id = ?", ((now, id) for (id,) in rows)
        )
    return len(rows)


def note_listed(connection: sqlite3.Connection, ids: Sequence[int], now: int) -> None:
    """Remember that the source's document had the articles `ids`."""
    connection.executemany(
        "UPDATE identities SET seen_at = ? WHERE id = ? AND seen_at NOT BETWEEN ? AND ?",
        ((now, id, now - SEEN_EVERY, now + SEEN_EVERY) for id in ids),
    )


def newest_date(connection: sqlite3.Connection, sources: Sequence[str], before: int) -> int | None:
    """Return the latest time of publication before `before` that an article of `sources` names."""
    found: list[int] = []
    for batch in batches(sources):
        (newest,) = connection.execute(
            f"""SELECT max(a.published_at) FROM articles AS a JOIN sources AS s
            ON s.id = a.source_id WHERE a.published_at < ? AND s.key IN ({marks(batch)})""",
            (before, *batch),
        ).fetchone()
        if newest is not None:
            found.append(newest)
    return max(found, default=None)


def forgettable(connection: sqlite3.Connection, now: int) -> array[int]:
    """Return the identities of what was pruned half a year ago, not listed since, never touched.

    Deleted articles stay deleted, so theirs are kept.
    """
    rows = connection.execute(
        f"""SELECT i.id FROM identities AS i
        WHERE max(i.seen_at, i.pruned_at) < ? AND NOT i.is_deleted {_unreferred(connection)}""",
        (now - FORGOTTEN,),
    )
    return array("q", (id for (id,) in rows))


def forget(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Forget those identities of `ids` that nothing refers to; return how many they were."""
    values = list(ids)
    cursor = connection.execute(
        f"""DELETE FROM identities WHERE id IN (SELECT i.id FROM identities AS i
        WHERE i.id IN ({marks(values)}) AND NOT i.is_deleted {_unreferred(connection)})""",
        values,
    )
    return cursor.rowcount


def _unreferred(connection: sqlite3.Connection) -> str:
    """The condition that no row of any table refers to the identity `i`, asked of the schema."""
    referring = connection.execute(
        """SELECT m.name, f."from" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f
        WHERE m.type = 'table' AND f."table" = 'identities'"""
    )
    return " ".join(
        f"AND NOT EXISTS(SELECT 1 FROM {table} AS t WHERE t.{column} = i.id)"
        for table, column in referring
    )

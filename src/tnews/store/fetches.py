"""What is remembered about fetching each source."""

from __future__ import annotations

import sqlite3

from tnews.model import FetchState
from tnews.store.moments import moment


def states(connection: sqlite3.Connection) -> dict[str, FetchState]:
    """Return the state of every known source by its key, in their order."""
    return {
        key: FetchState()
        if etag is None
        else FetchState(
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            cursor=cursor,
            checked_at=moment(checked_at),
            succeeded_at=moment(succeeded_at),
            due_at=moment(due_at),
            failures=failures,
            last_error=last_error,
        )
        for (
            key,
            etag,
            last_modified,
            body_hash,
            cursor,
            checked_at,
            succeeded_at,
            due_at,
            failures,
            last_error,
        ) in connection.execute(
            """SELECT s.key, f.etag, f.last_modified, f.body_hash, f.cursor, f.checked_at,
            f.succeeded_at, f.due_at, f.failures, f.last_error
            FROM sources AS s LEFT JOIN fetches AS f ON f.source_id = s.id
            ORDER BY s.position, s.id"""
        )
    }


def write(connection: sqlite3.Connection, source_id: int, state: FetchState) -> None:
    """Keep `state` for the source with this id."""
    times = (state.checked_at, state.succeeded_at, state.due_at)
    connection.execute(
        "INSERT OR REPLACE INTO fetches VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source_id,
            state.etag,
            state.last_modified,
            state.body_hash,
            state.cursor,
            *(None if time is None else time.timestamp() for time in times),
            state.failures,
            state.last_error,
        ),
    )

"""What is remembered about fetching each source."""

from __future__ import annotations

import sqlite3

from tnews.model import FetchState
from tnews.store.moments import moment

_TIMES = (
    "checked_at",
    "succeeded_at",
    "due_at",
    "retry_at",
    "gone_at",
    "moving_since",
    "pace_since",
)
"""Fields that are times; the others are kept as they are."""

_FIELDS = FetchState.__match_args__
_COLUMNS = ", ".join(_FIELDS)
_TIME_AT = [_FIELDS.index(name) for name in _TIMES]


def states(connection: sqlite3.Connection) -> dict[str, FetchState]:
    """Return the state of every known source by its key, in their order."""
    found = connection.execute(
        f"""SELECT s.key, f.source_id, {_COLUMNS}
        FROM sources AS s LEFT JOIN fetches AS f ON f.source_id = s.id
        ORDER BY s.position, s.id"""
    )
    return {key: FetchState() if id is None else _state(fields) for key, id, *fields in found}


def _state(fields: list[object]) -> FetchState:
    for place in _TIME_AT:
        fields[place] = moment(fields[place])  # type: ignore[arg-type]
    return FetchState(*fields)  # type: ignore[arg-type]


def write(connection: sqlite3.Connection, source_id: int, state: FetchState) -> None:
    """Keep `state` for the source with this id."""
    fields = [getattr(state, name) for name in _FIELDS]
    for place in _TIME_AT:
        if fields[place] is not None:
            fields[place] = fields[place].timestamp()
    connection.execute(
        f"INSERT OR REPLACE INTO fetches(source_id, {_COLUMNS}) VALUES(?{', ?' * len(fields)})",
        (source_id, *fields),
    )

"""How often each source publishes: its newest article, and counts of the last weeks.

All of it is read from the index of a source's list, never from an article: 1 ms for 69 sources
with 100,000 articles, 6 if all are of the last weeks. Days are looked up one by one: to count those
of all articles took 55.
"""

from __future__ import annotations

import sqlite3

from tnews.model.pulse import DAYS, WEEKS_BEFORE, Pulse
from tnews.store.moments import moment

_DAY = 86_400
_WEEK = 7 * _DAY

_MINE = "FROM articles INDEXED BY articles_source WHERE source_id = s.id"


def pulses(connection: sqlite3.Connection, now: int) -> dict[str, Pulse]:
    """Return the pulse of every source that has articles, by its key; `now` in seconds."""
    begin = now - (1 + WEEKS_BEFORE) * _WEEK
    return {
        key: Pulse(moment(newest), week, _a_week(before, oldest, now), days)
        for key, newest, oldest, week, before, days in connection.execute(
            f"""WITH RECURSIVE days(day) AS
                (SELECT 0 UNION ALL SELECT day + 1 FROM days WHERE day < {DAYS - 1})
            SELECT key, newest, oldest,
                (SELECT count(*) {_MINE} AND sorted_at > ?1 - {_WEEK}),
                (SELECT count(*) {_MINE} AND sorted_at > ?2 AND sorted_at <= ?1 - {_WEEK}),
                (SELECT count(*) FROM days WHERE EXISTS (SELECT 1 {_MINE}
                    AND sorted_at > newest - (day + 1) * {_DAY} AND sorted_at <= newest - day * {_DAY}))
            FROM (SELECT id, key, (SELECT max(sorted_at) {_MINE}) AS newest,
                (SELECT min(sorted_at) {_MINE}) AS oldest FROM sources AS s) AS s
            WHERE newest IS NOT NULL""",
            (now, begin),
        )
    }


def _a_week(count: int, oldest: int, now: int) -> float | None:
    """Return how many articles a week `count` are: of four weeks, or of as many as there are."""
    weeks = min(WEEKS_BEFORE, (now - oldest) / _WEEK - 1)
    return count / weeks if weeks >= 1 else None

"""How often a source publishes, by what is stored of it."""

from __future__ import annotations

from datetime import datetime

from tnews.model.record import Record

WEEKS_BEFORE = 4
"""The weeks that the last one is compared with."""

DAYS = 28
"""The days before the newest article of which it is known on how many there was one."""


class Pulse(Record):
    """What the dates of a source's stored articles say; one without a date is of when it came.

    `week` counts the articles of the last seven days, `before` how many a week there were in the
    four weeks before, None where the cache does not go back a week further. `days` is on how many
    of the `DAYS` up to the newest article there was one.
    """

    newest: datetime | None = None
    week: int = 0
    before: float | None = None
    days: int = 0

"""Times as the tables keep them: seconds of the epoch."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(moment: datetime | None) -> int | None:
    """Return whole seconds of the epoch."""
    return None if moment is None else int(moment.timestamp())


def moment(value: float | None) -> datetime | None:
    """Return the time of `value` seconds, in UTC."""
    return None if value is None else datetime.fromtimestamp(value, UTC)


def known_moment(value: float) -> datetime:
    """Return the time of `value` seconds, where there always is one."""
    return datetime.fromtimestamp(value, UTC)

"""Times as a person reads them, in local time."""

from __future__ import annotations

from datetime import datetime


def local(moment: datetime) -> datetime:
    """Return `moment` in the machine's time zone."""
    return moment.astimezone()


def short_time(moment: datetime, now: datetime) -> str:
    """Return the time for a list: 09:30 today, 08-02 this year, 2021-08-02 before."""
    moment = local(moment)
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    if moment.year == now.year:
        return moment.strftime("%m-%d")
    return moment.strftime("%Y-%m-%d")


def long_time(moment: datetime) -> str:
    """Return the time for a metadata line: 2021-08-02 09:30."""
    return local(moment).strftime("%Y-%m-%d %H:%M")

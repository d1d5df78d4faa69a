"""When the readable state file is written: once a day, on leaving the reader, after a command."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.store import Store

QUICK = 20_000
"""Statuses that are written in 0.1 s; more than that wait for the next day."""

AT_ONCE = 2_000
"""Statuses that are written in 10 ms: after every command."""

APART = 600
"""Seconds between two commands after which more than that are written: a script marks a hundred
articles by as many commands."""

_WRITTEN_AT = "state_written_at"


def write(store: Store, folder: Path, clock: Callable[[], float] = time.time) -> None:
    """Write today's state file. Raises `ExportError`."""
    now = int(clock())
    store.write_state(folder)
    store.remember(_WRITTEN_AT, now)


def write_news(store: Store, folder: Path, clock: Callable[[], float] = time.time) -> None:
    """Write the state when the reader closes, if there is news and it is quickly done."""
    if store.is_read_only:
        return
    count, last = store.marked()
    written_at = store.remembered(_WRITTEN_AT)
    if count <= QUICK and last >= written_at:  # in the same second it may have come after
        write(store, folder, clock)


def write_soon(store: Store, folder: Path, clock: Callable[[], float] = time.time) -> None:
    """Write the state after a command that changed it, if that takes no time or is long ago."""
    count, _last = store.marked()
    written_at = store.remembered(_WRITTEN_AT)
    is_fresh = written_at <= clock() < written_at + APART
    if count <= AT_ONCE or (count <= QUICK and not is_fresh):
        write(store, folder, clock)

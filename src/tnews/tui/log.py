"""What the status line said in this session, and what went wrong in it. No widget.

Nothing that was told is lost because a key swept it away; what went wrong outlives the session.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from tnews.model import Refreshed
from tnews.services.journal import Entry
from tnews.tui import report
from tnews.tui.report import Keys

MOST = 500
"""Messages of one session that are remembered."""


class Log:
    """The messages of a session; `keep` is given those that are to outlive it."""

    def __init__(self, keep: Callable[[Entry], object] | None = None) -> None:
        self._keep = keep
        self._told: deque[Entry] = deque(maxlen=MOST)
        self._failures: dict[str, str] = {}
        self.began = datetime.now(UTC)

    def tell(self, text: str, is_error: bool) -> None:
        """Remember a message of the status line; said twice in a row it is one, of the last time."""
        newest = self._told[-1] if self._told else None
        entry = Entry(datetime.now(UTC), text, is_error=is_error)
        if newest is not None and (newest.text, newest.source) == (entry.text, ""):
            self._told[-1] = entry
            return
        self._add(entry)

    def refreshed(self, results: Sequence[Refreshed], keys: Keys) -> None:
        """Remember which sources of a refresh failed. One that fails as it did before is told
        once; that there is no network at all is no matter of the sources."""
        is_offline = len(results) > 1 and report.is_offline(results)
        for result in results:
            if result.outcome != "failed":
                self._failures.pop(result.source, None)
            elif not is_offline and self._failures.get(result.source) != result.error:
                self._failures[result.source] = result.error
                advice = report.advice(result.offline, keys, result.failure)
                now = datetime.now(UTC)
                self._add(Entry(now, result.error, result.source, result.name, advice))

    def entries(self, earlier: Sequence[Entry] = ()) -> list[Entry]:
        """Return what was told, the newest first, before it what was kept `earlier`."""
        return [*reversed(self._told), *(one for one in earlier if one.at < self.began)]

    def _add(self, entry: Entry) -> None:
        self._told.append(entry)
        if entry.is_error and self._keep is not None:
            self._keep(entry)

"""Work that runs behind the screen: what it is, how far it is, and how it is stopped.

Threads write here and the screen looks, ten times a second while something runs. So a burst of a
thousand steps costs as many paintings as there are moments to see them in, and no message.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOMENT = 0.3
"""Seconds for which work is not worth a word: most of it is over by then."""

LOOK = 0.1
"""Seconds between two looks at what runs."""


class Job:
    """One piece of work. Its thread says how far it is; the screen reads it and may cancel it.

    `total` is 0 where it is not known. `stop` is called once, when it is cancelled; without it
    the work asks `goes_on` by itself, unless it cannot be stopped (`is_firm`).
    """

    def __init__(
        self, name: str, stop: Callable[[], object] | None = None, *, is_firm: bool = False
    ) -> None:
        self.name = name
        self.is_firm = is_firm
        self.now = ""
        self.done = 0
        self.total = 0
        self.since = time.monotonic()
        self.is_cancelled = False
        self._stop = stop

    def step(self, done: int, total: int, *, name: str = "", now: str = "") -> None:
        """Say how far the work is; `name` where another part of it has begun, `now` what is in
        hand."""
        self.name = name or self.name
        self.done, self.total, self.now = done, total, now

    def goes_on(self, done: int, total: int) -> bool:
        """Say how far the work is and return whether it is still wanted."""
        self.step(done, total)
        return not self.is_cancelled

    def cancel(self) -> None:
        """Let the work end; what it has done stays."""
        if not self.is_cancelled and not self.is_firm:
            self.is_cancelled = True
            if self._stop is not None:
                self._stop()

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.monotonic() - self.since


class Jobs:
    """What runs, the latest last. `wake` is called when there is something to look at."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self._wake = wake
        self._running: tuple[Job, ...] = ()
        self._changing = threading.Lock()

    @property
    def running(self) -> tuple[Job, ...]:
        """The work of this moment, the latest last."""
        return self._running

    @property
    def told(self) -> tuple[Job, ...]:
        """That part of it which has been running for longer than a moment."""
        return tuple(job for job in self._running if job.seconds >= MOMENT)

    @contextmanager
    def run(
        self, name: str, stop: Callable[[], object] | None = None, *, is_firm: bool = False
    ) -> Iterator[Job]:
        """Show what the block does; arguments as those of `Job`."""
        job = Job(name, stop, is_firm=is_firm)
        with self._changing:
            self._running = (*self._running, job)
        self._wake()
        try:
            yield job
        finally:
            with self._changing:
                self._running = tuple(one for one in self._running if one is not job)

"""How far a refresh is, source by source: waiting, at work, slow, failed or done. No widget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from tnews.model import Refreshed, Source

SLOW = 5.0
"""Seconds after which a source is called slow: nearly all answer within two."""

State = Literal["failed", "slow", "now", "waiting", "done", "stopped"]
ORDER: tuple[State, ...] = ("failed", "slow", "now", "waiting", "stopped", "done")
"""What is told first: what went wrong, then what one waits for."""


class SourceWork(NamedTuple):
    """One source of a refresh: `seconds` that it took, or has been taking; `new` articles; `why`
    it failed, whether that was because there is no way to it (`offline`), and the code of it."""

    key: str
    name: str
    state: State
    seconds: float = 0.0
    new: int = 0
    why: str = ""
    offline: bool = False
    failure: str = ""


class RefreshWork:
    """The sources of one refresh. The refresh's thread writes, any thread reads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._works: dict[str, SourceWork] = {}
        self._begun: dict[str, float] = {}
        self._changing = threading.Lock()
        self.is_over = False

    def planned(self, sources: Sequence[Source]) -> None:
        """These sources will be fetched."""
        with self._changing:
            self._works = {one.key: SourceWork(one.key, one.name, "waiting") for one in sources}

    def begun(self, source: Source) -> None:
        """A source is asked now."""
        with self._changing:
            self._begun[source.key] = self._clock()
            self._works[source.key] = SourceWork(source.key, source.name, "now")

    def ended(self, result: Refreshed) -> None:
        """A source is done with."""
        state: State = "failed" if result.outcome == "failed" else "done"
        new = len(result.saved.new)
        why = (result.error, result.offline, result.failure)
        made = SourceWork(result.source, result.name, state, result.seconds, new, *why)
        with self._changing:
            self._works[result.source] = made

    def over(self) -> None:
        """The refresh has ended: what is not done was stopped."""
        with self._changing:
            self.is_over = True
            for key, work in self._works.items():
                if work.state in ("now", "waiting"):
                    self._works[key] = work._replace(state="stopped", seconds=self._since(key))

    def works(self) -> list[SourceWork]:
        """Return all sources, those one should know of first; of the slow ones the slowest."""
        with self._changing:
            now = [self._now(work) for work in self._works.values()]
        return sorted(now, key=lambda work: (ORDER.index(work.state), -work.seconds))

    def slow(self) -> list[SourceWork]:
        """Return the sources one waits for, the slowest first."""
        return [work for work in self.works() if work.state == "slow"]

    def _since(self, key: str) -> float:
        return self._clock() - self._begun[key] if key in self._begun else 0.0

    def _now(self, work: SourceWork) -> SourceWork:
        if work.state != "now":
            return work
        seconds = self._since(work.key)
        return work._replace(seconds=seconds, state="slow" if seconds >= SLOW else "now")

"""Whose turn it is among the pages of one refresh. Decides alone: asks for nothing, waits for nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tnews.net.address import is_loopback
from tnews.services.pacing import host_of

if TYPE_CHECKING:
    from tnews.store.pages import WantedPage

PER_HOST = 2
"""Pages of one host at the same time."""

HOST_PAGES = 60
"""Pages of one host in one refresh; half a minute of pauses. This machine has no such limit."""

Mood = Literal["well", "silent", "refusing", "throttling"]
"""How a host took a page: it answered; not at all, or not in time; with a refusal or a fault of
its own (403, 500); it wants fewer requests."""

_PATIENCE: Mapping[Mood, int] = {"silent": 2, "refusing": 3, "throttling": 1}
"""Pages in a row that may end so before the rest of the host is left for this refresh. A host
that never answered is left after the first silence: each costs ten seconds and more."""


@dataclass(slots=True)
class _Host:
    """The pages of one host."""

    waiting: deque[WantedPage] = field(default_factory=deque)
    running: int = 0
    taken: int = 0
    answered: bool = False
    failures: int = 0
    is_left: bool = False

    @property
    def room(self) -> int:
        """How many more pages may run at the same time: one, until the host has answered one."""
        return (PER_HOST if self.answered else 1) - self.running


class PageQueue:
    """The pages still to be fetched, host by host.

    At most `at_once` run at the same time, `PER_HOST` of one host. `done` of `total` are
    finished; what is left of a host that failed no longer counts, nor what is too much for one.
    """

    def __init__(self, at_once: int) -> None:
        self.done = 0
        self.total = 0
        self._free = at_once
        self._hosts: dict[str, _Host] = {}

    def add(self, pages: Iterable[WantedPage]) -> None:
        """Line up `pages` behind those of their hosts; not those of a host that was left."""
        for page in pages:
            name = host_of(page.url)
            host = self._hosts.setdefault(name, _Host())
            if not host.is_left and (host.taken < HOST_PAGES or is_loopback(name)):
                host.waiting.append(page)
                host.taken += 1
                self.total += 1

    def turns(self) -> list[WantedPage]:
        """Return the pages whose turn it is now, one of each host before a second one."""
        found = []
        for _round in range(PER_HOST):
            for host in self._hosts.values():
                if self._free and host.waiting and host.room > 0:
                    self._free -= 1
                    host.running += 1
                    found.append(host.waiting.popleft())
        return found

    def finish(self, page: WantedPage, mood: Mood = "well") -> None:
        """Count `page` as done; leave its host alone when it has failed too often in a row."""
        host = self._hosts[host_of(page.url)]
        host.running -= 1
        self._free += 1
        self.done += 1
        if mood == "well":
            host.answered, host.failures = True, 0
            return
        host.failures += 1
        patience = 1 if mood == "silent" and not host.answered else _PATIENCE[mood]
        if host.failures >= patience:
            host.is_left = True
            self.total -= len(host.waiting)
            host.waiting.clear()

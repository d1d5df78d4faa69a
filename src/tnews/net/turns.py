"""Whose turn it is at a host: so many requests at the same time, no more."""

from __future__ import annotations

import asyncio

from tnews.net.address import is_loopback

_LOOPBACK = 256
"""Requests to this machine at the same time: nobody else's server is spared by fewer."""


class Turns:
    """For one event loop. `per_host` is how many may have their turn at a host at the same time."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._hosts: dict[str, asyncio.Semaphore] = {}

    def of(self, host: str) -> asyncio.Semaphore:
        """Return what is held during a turn at `host`."""
        turns = self._hosts.get(host)
        if turns is None:
            count = _LOOPBACK if is_loopback(host) else self._per_host
            turns = self._hosts[host] = asyncio.Semaphore(count)
        return turns

"""Whose turn it is at a host: so many requests at the same time, no more, and not too fast."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from types import TracebackType

from tnews.net.address import is_loopback

_LOOPBACK = 256
"""Requests to this machine at the same time: nobody else's server is spared by fewer."""


class Turns:
    """For one event loop. `per_host` is how many may have their turn at a host at the same time,
    `pause` the seconds between the beginnings of two turns; this machine needs none."""

    def __init__(self, per_host: int, pause: float = 0.0) -> None:
        self._per_host = per_host
        self._pause = pause
        self._hosts: dict[str, AbstractAsyncContextManager[None]] = {}

    def of(self, host: str) -> AbstractAsyncContextManager[None]:
        """Return what is held during a turn at `host`."""
        turns = self._hosts.get(host)
        if turns is None:
            turns = self._hosts[host] = self._made(host)
        return turns

    def _made(self, host: str) -> AbstractAsyncContextManager[None]:
        if is_loopback(host):
            return asyncio.Semaphore(_LOOPBACK)
        turns = asyncio.Semaphore(self._per_host)
        return _Slow(turns, self._pause) if self._pause else turns


class _Slow(AbstractAsyncContextManager[None]):
    """Turns, `pause` seconds between the beginnings of two."""

    def __init__(self, turns: asyncio.Semaphore, pause: float) -> None:
        self._turns = turns
        self._pause = pause
        self._free_at = 0.0

    async def __aenter__(self) -> None:
        await self._turns.acquire()
        now = asyncio.get_running_loop().time()
        begins = max(now, self._free_at)
        self._free_at = begins + self._pause
        if begins == now:
            return
        try:
            await asyncio.sleep(begins - now)
        except BaseException:
            self._turns.release()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._turns.release()

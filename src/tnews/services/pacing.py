"""Http that leaves a host alone for a moment between two requests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from tnews.net.address import is_loopback
from tnews.net.http import Http, Reply


class Paced(Http):
    """Asks through `http`, `pause` seconds between the beginnings of two requests to one host.

    This machine needs no pause. `clock` and `sleep` are those of the event loop's seconds.
    """

    def __init__(
        self,
        http: Http,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._http = http
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url` when it is its turn; see `Http.get`."""
        await self._turn(url)
        return await self._http.get(url, headers=headers, home=home)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body` to `url` when it is its turn; see `Http.post`."""
        await self._turn(url)
        return await self._http.post(url, body, headers=headers, home=home)

    async def _turn(self, url: str) -> None:
        """Wait until the host of `url` may be asked."""
        host = host_of(url)
        if is_loopback(host):
            return
        now = self._clock()
        begins = max(now, self._free_at.get(host, now))
        self._free_at[host] = begins + self._pause
        await self._sleep(begins - now)


def host_of(url: str) -> str:
    """Return the host of `url`, "" if it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""

"""The web as the configuration wants it: [http], what a source has of its own, and RSSHub."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.model.source import SourceHttp
from tnews.net.client import Client
from tnews.net.dial import LookUp, look_up
from tnews.net.http import Http, Reply
from tnews.net.rsshub import RssHub
from tnews.net.trust import Trust
from tnews.net.turns import Turns


class Web(Http):
    """Gets documents. An async context manager, for one event loop.

    A source is known by its address, the `home` of what is asked for it. One that has settings of
    its own has a client of its own, which is made when it is needed; all take their turns at the
    hosts together.
    """

    def __init__(self, config: Config, *, look_up: LookUp = look_up) -> None:
        settings = config.refresh
        self._config = config
        self._look_up = look_up
        self._turns = Turns(settings.per_host, settings.host_pause)
        self._own = {one.url: one.http for one in config.sources if one.http != SourceHttp()}
        self._made: dict[SourceHttp, Http] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url` as the source at `home` wants it; see `Http.get`.

        Raises `FetchError`, and `ConfigError` for a proxy that cannot be one.
        """
        own = self._own_of(home or url)
        return await self._client(own).get(url, headers=_with(own, headers), home=home)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body` to `url` as the source at `home` wants it; see `Http.post` and `get`."""
        own = self._own_of(home or url)
        return await self._client(own).post(url, body, headers=_with(own, headers), home=home)

    def _own_of(self, home: str) -> SourceHttp:
        return self._own.get(home, SourceHttp())

    def _client(self, own: SourceHttp) -> Http:
        alike = replace(own, headers=())  # these go with the request
        if alike not in self._made:
            usual = self._config.http
            settings = replace(
                usual,
                user_agent=own.user_agent or usual.user_agent,
                timeout=own.timeout or usual.timeout,
                proxy=own.proxy or usual.proxy,
            )
            client = Client(
                settings,
                turns=self._turns,
                look_up=self._look_up,
                trust=Trust(own.verify_tls, own.certificate),
            )
            self._stack.push_async_exit(client)  # entering it does nothing
            self._made[alike] = RssHub(client, self._config.rsshub)
        return self._made[alike]


def _with(own: SourceHttp, headers: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return `headers` with those of the source, which go before."""
    if not own.headers:
        return headers
    return {**(headers or {}), **{name.lower(): value for name, value in own.headers}}

"""Requests over connections of our own: which addresses may be connected to, which proxy is used.

A connection is httpcore's, so that its HTTP is a well-kept library's; whose turn it is is decided
here. httpcore's pool looks through all its connections and requests whenever one changes: with 32
of them a request took 4.3 ms of CPU time, httpx's client included, and with a list of idle ones 0.5.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import NamedTuple

import httpcore

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.address import is_public, literal
from tnews.net.dial import LookUp, dial, explain_private
from tnews.net.openfiles import affordable
from tnews.net.proxy import Proxies, Proxy
from tnews.net.stream import Stream
from tnews.net.target import Address
from tnews.net.trust import Trust, context

CONNECT_SECONDS = 5.0
"""Longest time until a connection stands, the look-up of its name included."""

READ_SECONDS = 10.0
"""Longest silence of a server, unless a person gives it more time than usual."""

_IDLE_CONNECTIONS = 64
_IDLE_SECONDS = 4.0
"""Unused connections are dropped before servers drop them (Apache: after 5 s)."""


class Ask(NamedTuple):
    """One request. `at_home`: the host is that of the source's own configured address."""

    method: str
    url: Address
    headers: Mapping[str, str]
    content: bytes | None
    at_home: bool


class _Right(NamedTuple):
    """Whom a connection leads to and with which right: one with less never finds one with more."""

    scheme: bytes
    host: bytes
    port: int
    at_home: bool


class Transport:
    """Sends requests, each over a connection that has the right to be there."""

    def __init__(
        self, proxies: Proxies, look_up: LookUp, trust: Trust, silence: float = READ_SECONDS
    ) -> None:
        """Open no connection yet. `silence`: seconds after which a server that says nothing is
        given up."""
        self._patience = {"connect": CONNECT_SECONDS, "read": silence, "write": silence}
        self._proxies = proxies
        self._look_up = look_up
        self._idle: list[tuple[_Right, httpcore.AsyncHTTP11Connection]] = []  # the newest last
        self._most_idle = affordable(_IDLE_CONNECTIONS)
        self._trust = trust
        self._pools: dict[tuple[Proxy, bool], httpcore.AsyncConnectionPool] = {}

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Certificates are checked with it; made when it is needed: reading those we trust takes 25 ms."""
        return _made(Trust())

    @cached_property
    def _tls_at_home(self) -> ssl.SSLContext:
        """The same for the host of the source's own address, which may be an exception."""
        return self._tls if self._trust == Trust() else _made(self._trust)

    @asynccontextmanager
    async def send(self, ask: Ask) -> AsyncIterator[httpcore.Response]:
        """Send a request and have its answer, the body unread. What is left of it is not waited for.

        Raises `FetchError` where no connection may be or can be made, and httpcore's errors.
        """
        host = ask.url.host
        proxy = self._proxies.choose(ask.url.scheme, host)
        request = _request(ask, proxy, self._patience)
        if proxy is None:
            origin = request.url.origin
            right = _Right(origin.scheme, origin.host, origin.port, ask.at_home)
            connection, answer = await self._ask(right, request)
            _expect_body(answer)
            try:
                yield answer
            finally:
                await answer.aclose()
                await self._put_back(right, connection)
            return
        address = literal(host)  # names are the proxy's to look up, so only these can be checked
        if address is not None and not ask.at_home and not is_public(address):
            raise FetchError(explain_private(host), code="private")
        answer = await self._pool(proxy, ask.at_home).handle_async_request(request)
        _expect_body(answer)
        try:
            yield answer
        finally:
            await answer.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        while self._idle:
            _right, connection = self._idle.pop()
            await connection.aclose()
        for pool in self._pools.values():
            await pool.aclose()
        await asyncio.sleep(0)  # asyncio closes their sockets in its next turn

    async def _ask(
        self, right: _Right, request: httpcore.Request
    ) -> tuple[httpcore.AsyncHTTP11Connection, httpcore.Response]:
        """Send `request` over an idle connection, else over a new one.

        A server may hang up on an idle one at any moment; what it cannot have answered is asked
        once more (RFC 9110 §9.2.2), unless something was posted.
        """
        if (connection := await self._take(right)) is not None:
            try:
                return connection, await connection.handle_async_request(request)
            except (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError):
                if request.method != b"GET":
                    raise
        connection = await self._connect(right)
        return connection, await connection.handle_async_request(request)

    async def _take(self, right: _Right) -> httpcore.AsyncHTTP11Connection | None:
        """Return the idle connection that was used last, None if there is none."""
        newest_first = reversed(range(len(self._idle)))
        place = next((place for place in newest_first if self._idle[place][0] == right), None)
        if place is None:
            return None
        _right, connection = self._idle.pop(place)
        if not connection.has_expired():
            return connection
        await connection.aclose()
        return await self._take(right)

    async def _put_back(self, right: _Right, connection: httpcore.AsyncHTTP11Connection) -> None:
        """Keep a connection for the next request, if its answer was read to the end and is all that
        came: what is there already would be taken for the next answer."""
        if not connection.is_idle() or _has_more(connection):
            await connection.aclose()
            return
        self._idle.append((right, connection))
        if len(self._idle) > self._most_idle:  # the oldest has waited longest for nothing
            _right, oldest = self._idle.pop(0)
            await oldest.aclose()

    async def _connect(self, right: _Right) -> httpcore.AsyncHTTP11Connection:
        host = right.host.decode("ascii")
        backend = _Backend(self._look_up, only_public=not right.at_home)
        tls = None
        if right.scheme == b"https":  # before there is a connection: it may not be to be had
            tls = self._tls_at_home if right.at_home else self._tls
        stream = await backend.connect_tcp(host, right.port, CONNECT_SECONDS)
        if tls is not None:
            stream = await stream.start_tls(tls, host, CONNECT_SECONDS)
        origin = httpcore.Origin(right.scheme, right.host, right.port)
        return httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=_IDLE_SECONDS)

    def _pool(self, proxy: Proxy, at_home: bool) -> httpcore.AsyncConnectionPool:
        """Return the connections through `proxy`: tunnels and SOCKS are httpcore's."""
        at_home = at_home and self._trust != Trust()
        if (proxy, at_home) not in self._pools:
            self._pools[proxy, at_home] = httpcore.AsyncConnectionPool(
                ssl_context=self._tls_at_home if at_home else self._tls,
                proxy=httpcore.Proxy(
                    url=httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port),
                    auth=(proxy.user.encode(), proxy.password.encode()) if proxy.user else None,
                    ssl_context=self._tls if proxy.scheme == "https" else None,
                ),
                max_connections=None,  # the client counts per host, its caller in all
                keepalive_expiry=_IDLE_SECONDS,
                network_backend=_Backend(self._look_up, is_proxy=True),
            )
        return self._pools[proxy, at_home]


def _expect_body(answer: httpcore.Response) -> None:
    """The head of `answer` has been read. After a 101, which has no body, httpcore has a stream of
    its own there."""
    stream = answer.extensions["network_stream"]
    if isinstance(stream, Stream):
        stream.expect_body()


def _made(trust: Trust) -> ssl.SSLContext:
    made = context(trust)
    made.set_alpn_protocols(["http/1.1"])
    return made


def _has_more(connection: httpcore.AsyncHTTP11Connection) -> bool:
    """Whether a server sent more than its answer; httpcore has no word for it, its h11 has."""
    data, _is_closed = connection._h11_state.trailing_data
    return bool(data)


def _request(ask: Ask, proxy: Proxy | None, patience: Mapping[str, float]) -> httpcore.Request:
    url = ask.url
    host = url.host
    if proxy is not None and ":" in host and not proxy.scheme.startswith("socks"):
        host = f"[{host}]"  # httpcore writes it to the proxy as it stands
    fields = [(b"host", url.netloc.encode("ascii"))]
    fields += [(name.encode("ascii"), text.encode()) for name, text in ask.headers.items()]
    if ask.content is not None:
        fields.append((b"content-length", b"%d" % len(ask.content)))
    return httpcore.Request(
        ask.method,
        httpcore.URL(
            scheme=url.scheme.encode("ascii"),
            host=host.encode("ascii"),
            port=url.port,
            target=url.target.encode("ascii"),
        ),
        headers=fields,
        content=ask.content,
        extensions={"timeout": patience},
    )


class _Backend(httpcore.AsyncNetworkBackend):
    """Opens connections: with `only_public` to public addresses alone, or to a proxy."""

    def __init__(
        self, look_up: LookUp, *, only_public: bool = False, is_proxy: bool = False
    ) -> None:
        self._look_up = look_up
        self._only_public = only_public
        self._is_proxy = is_proxy

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to `host` within `timeout` seconds; raises FetchError."""
        del local_address, socket_options  # httpcore's pool sends none

        async def connect(address: str) -> Stream:
            return await Stream.connect(address, port)

        try:
            async with asyncio.timeout(timeout):
                return await dial(
                    host, connect, look_up=self._look_up, only_public=self._only_public
                )
        except TimeoutError as error:
            message = _("{peer} did not answer within {seconds:g} seconds.")
            message = message.format(peer=self._name(host, port), seconds=timeout)
            raise FetchError(message, offline=True) from error
        except httpcore.ConnectError as error:
            refused = isinstance(error.args[0], ConnectionRefusedError)
            message = _("{peer} refuses connections.") if refused else _("{peer} is unreachable.")
            message = message.format(peer=self._name(host, port))
            raise FetchError(message, offline=True) from error

    def _name(self, host: str, port: int) -> str:
        peer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return _("The proxy {peer}").format(peer=peer) if self._is_proxy else peer

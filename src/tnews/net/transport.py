"""httpx's transport with two rules of ours: which addresses may be connected to, which proxy is used.

httpx has no hook between name look-up and connecting, so the transport stands directly on
httpcore's connection pools. A pool of its own for each right to connect: a connection that
was opened with more rights is never found by a request with less.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore
import httpx

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.address import is_public, literal
from tnews.net.dial import LookUp, dial, explain_private
from tnews.net.proxy import Proxies, Proxy

AT_HOME = "tnews.at_home"
"""Request extension, true if the host is that of the source's own configured address."""

_IDLE_CONNECTIONS = 20
_IDLE_SECONDS = 4.0
"""Unused connections are dropped before servers drop them (Apache: after 5 s)."""


class Transport(httpx.AsyncBaseTransport):
    """Sends requests through the pool they have the right to."""

    def __init__(self, proxies: Proxies, look_up: LookUp) -> None:
        self._proxies = proxies
        self._tls = httpx.create_ssl_context()
        self._home = self._open(_Backend(look_up))
        self._public = self._open(_Backend(look_up, only_public=True))
        self._proxied = {
            proxy: self._open(_Backend(look_up, is_proxy=True), proxy)
            for proxy in set(proxies.by_scheme.values())
        }

    def _open(self, backend: _Backend, proxy: Proxy | None = None) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            proxy=self._describe(proxy) if proxy else None,
            max_connections=None,  # the client counts per host, its caller in all
            max_keepalive_connections=_IDLE_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=backend,
        )

    def _describe(self, proxy: Proxy) -> httpcore.Proxy:
        return httpcore.Proxy(
            url=httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port),
            auth=(proxy.user.encode(), proxy.password.encode()) if proxy.user else None,
            ssl_context=self._tls if proxy.scheme == "https" else None,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request`; raises FetchError where no connection may be or can be made."""
        url = request.url
        answer = await self._choose(request).handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.content,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    def _choose(self, request: httpx.Request) -> httpcore.AsyncConnectionPool:
        at_home = bool(request.extensions.get(AT_HOME))
        host = request.url.raw_host.decode("ascii")
        proxy = self._proxies.choose(request.url.scheme, host)
        if proxy is None:
            return self._home if at_home else self._public
        address = literal(host)  # names are the proxy's to look up, so only these can be checked
        if address is not None and not at_home and not is_public(address):
            raise FetchError(explain_private(host), code="private")
        return self._proxied[proxy]

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in (self._home, self._public, *self._proxied.values()):
            await pool.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body of httpcore's answer as httpx wants it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answer.aiter_stream()

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Backend(httpcore.AsyncNetworkBackend):
    """Opens connections: with `only_public` to public addresses alone, or to a proxy."""

    def __init__(
        self, look_up: LookUp, *, only_public: bool = False, is_proxy: bool = False
    ) -> None:
        self._look_up = look_up
        self._only_public = only_public
        self._is_proxy = is_proxy
        self._tcp = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to `host` within `timeout` seconds; raises FetchError."""

        async def connect(address: str) -> httpcore.AsyncNetworkStream:
            return await self._tcp.connect_tcp(
                address, port, local_address=local_address, socket_options=socket_options
            )

        try:
            async with asyncio.timeout(timeout):
                return _Connection(
                    await dial(host, connect, look_up=self._look_up, only_public=self._only_public)
                )
        except TimeoutError as error:
            message = _("{peer} did not answer within {seconds:g} seconds.")
            message = message.format(peer=self._name(host, port), seconds=timeout)
            raise FetchError(message, offline=True) from error
        except httpcore.ConnectError as error:
            refused = isinstance(getattr(error.args[0], "__cause__", None), ConnectionRefusedError)
            message = _("{peer} refuses connections.") if refused else _("{peer} is unreachable.")
            message = message.format(peer=self._name(host, port))
            raise FetchError(message, offline=True) from error

    def _name(self, host: str, port: int) -> str:
        peer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return _("The proxy {peer}").format(peer=peer) if self._is_proxy else peer


class _Connection(httpcore.AsyncNetworkStream):
    """A connection that is closed even if its fetch is cancelled while TLS is being agreed on.

    httpcore closes it there for errors only; the deadline of a fetch is no error.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return the connection with TLS on it."""
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()
            raise

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return up to `max_bytes`."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks: whether the other side hung up, the TLS object."""
        return self._stream.get_extra_info(info)

"""One TCP connection as httpcore reads and writes it, on asyncio's own streams.

httpcore's own one goes through anyio and costs a request half as much again. Errors are httpcore's.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import httpcore

from tnews.net.trust import require_pinned

_BUFFER = 1 << 16
"""Bytes that a server may send ahead of what is read; twice as many before it is stopped."""
HEAD_BYTES = 3 * _BUFFER
"""Bytes of status lines and fields before a body: h11 bounds one head (100 KB), but not how many
come. A server that says `100 Continue` without end held all other fetches for as long as it liked."""


class Stream(httpcore.AsyncNetworkStream):
    """A connection; closed at once, even if its fetch is cancelled while TLS is being agreed on.

    Nothing is read from it before it is known whether TLS is spoken: a server that talks first
    would be taken for one that says nothing.
    """

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._head_left: int | None = HEAD_BYTES
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @classmethod
    async def connect(cls, address: str, port: int) -> Self:
        """Connect to `address`, which is numeric. Raises `httpcore.ConnectError`."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with _as(httpcore.ConnectError):
            plug = socket.socket(family, socket.SOCK_STREAM)
            try:
                plug.setblocking(False)
                plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                await asyncio.get_running_loop().sock_connect(plug, (address, port))
            except BaseException:
                plug.close()
                raise
        return cls(plug)

    async def _open(
        self, tls: ssl.SSLContext | None = None, host: str | None = None
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                sock=self._socket, limit=_BUFFER, ssl=tls, server_hostname=host if tls else None
            )
        return self._streams

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Self:
        """Return the connection with TLS on it. It is closed where that fails.

        A `server_hostname` that is an IPv6 address may stand in brackets.
        """
        server_hostname = server_hostname and server_hostname.strip("[]")
        try:
            with _as(httpcore.ConnectError, httpcore.ConnectTimeout):
                async with asyncio.timeout(timeout):
                    if self._streams is None:
                        await self._open(ssl_context, server_hostname)
                    else:  # through the tunnel of a proxy
                        _reader, writer = self._streams
                        await writer.start_tls(ssl_context, server_hostname=server_hostname)
            tls = self.get_extra_info("ssl_object")
            require_pinned(ssl_context, tls.getpeercert(binary_form=True), server_hostname or "")
        except BaseException:
            await self.aclose()
            raise
        return self

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return up to `max_bytes`, b"" at the end.

        Raises `httpcore.RemoteProtocolError` where a head is longer than `HEAD_BYTES`.
        """
        with _as(httpcore.ReadError, httpcore.ReadTimeout):
            reader, _writer = self._streams or await self._open()
            async with asyncio.timeout(timeout):
                data = await reader.read(max_bytes)
        if self._head_left is not None:
            self._head_left -= len(data)
            if self._head_left < 0:
                raise httpcore.RemoteProtocolError("the head does not end")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`: a request, of whose answer the head comes next."""
        if not buffer:
            return
        self._head_left = HEAD_BYTES
        with _as(httpcore.WriteError, httpcore.WriteTimeout):
            _reader, writer = self._streams or await self._open()
            writer.write(buffer)
            async with asyncio.timeout(timeout):
                await writer.drain()

    def expect_body(self) -> None:
        """The head has been read; how much may follow it is the reader's to say."""
        self._head_left = None

    async def aclose(self) -> None:
        """Close the connection without a word: nobody waits for a server's goodbye."""
        if self._streams is None:
            self._socket.close()
        else:
            self._streams[1].transport.abort()

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks: whether anything came or the other side hung up, the TLS object."""
        if self._streams is None:
            return None
        reader, writer = self._streams
        if info == "is_readable":
            # Some servers end an idle connection with a 408, which is no answer to what is asked
            # next. That there is something to read asyncio tells nobody.
            has_come = bool(reader._buffer)  # type: ignore[attr-defined]
            return has_come or reader.at_eof() or writer.is_closing()
        if info == "ssl_object":
            return writer.get_extra_info("ssl_object")
        return None


@contextmanager
def _as(
    failure: type[httpcore.NetworkError],
    late: type[httpcore.TimeoutException] = httpcore.ConnectTimeout,
) -> Iterator[None]:
    """Raise what the system raises as `failure`, running out of time as `late`."""
    try:
        yield
    except TimeoutError as error:
        raise late(error) from error
    except (OSError, ssl.SSLError, RuntimeError) as error:  # RuntimeError: closed meanwhile
        raise failure(error) from error

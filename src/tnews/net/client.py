"""The HTTP client with every limit: time, size, redirects, credentials, private addresses.

It stands on the addresses and the connections of httpx (`httpx.URL`, `httpcore`) and leaves out
`httpx.AsyncClient`, which keeps cookies, reads .netrc and prepares the next request of a redirect
before it is judged.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self

import httpcore

from tnews import __version__
from tnews.locale import _
from tnews.model import FetchError, clean_line
from tnews.model.record import replace
from tnews.model.settings import HttpSettings
from tnews.net import large, proxy
from tnews.net.dial import LookUp, look_up
from tnews.net.http import Http, Reply
from tnews.net.inflate import Body
from tnews.net.target import (
    Address,
    authorization,
    origin_of,
    printable,
    redirected,
    web_address,
    without_userinfo,
)
from tnews.net.transport import CONNECT_SECONDS, READ_SECONDS, Ask, Transport
from tnews.net.trust import Trust
from tnews.net.turns import Turns

_PIECE = 1 << 12
"""Bytes of an answer that are taken at once: they may become 1 MiB (see `inflate`)."""

REDIRECTS = 5
"""Redirects followed in one fetch."""

_TURN = 64
"""Pieces of an answer after which others have a turn: one byte at a time, of which thousands come at
once, takes 100 µs each, and every other fetch took 2 s meanwhile and not 0.01."""

_USUAL = HttpSettings().timeout
"""Seconds of a fetch. Who sets more waits for a slow server, and not for one that drips."""

_REDIRECTING = frozenset({301, 302, 303, 307, 308})

_KEEPING = frozenset({307, 308})
"""Redirects after which the same request is made again, its body too."""

_FOR_GOOD = frozenset({301, 308})
"""Redirects that say that the address has changed (RFC 9110 §15.4)."""

_OPEN = frozenset({"accept", "if-none-match", "if-modified-since"})
"""Headers that tell nothing of a person: they go where a redirect leads, too, so that a document
behind one is not fetched again unchanged."""

_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,
)
"""What httpcore and the system raise for bad networks, servers and addresses."""


class Client(Http):
    """Gets documents. An async context manager."""

    def __init__(
        self,
        settings: HttpSettings,
        per_host: int = 3,
        *,
        turns: Turns | None = None,
        look_up: LookUp = look_up,
        trust: Trust = Trust(),  # noqa: B008 (a NamedTuple)
    ) -> None:
        """Open no connection yet. Raises ConfigError if the proxy's address is wrong.

        A host gets `per_host` requests at a time, or those of `turns`, which are shared with other
        clients. Whom to `trust` otherwise than usual counts for the host of a request's home alone.
        """
        self._seconds = settings.timeout
        self._silence = settings.timeout if settings.timeout > _USUAL else READ_SECONDS
        self._limit = settings.max_mebibytes << 20
        self._turns = turns or Turns(per_host)
        agent = clean_line(settings.user_agent) or f"tnews/{__version__} (+feed reader)"
        self._headers = {"user-agent": agent, "accept": "*/*"}
        self._transport = Transport(proxy.find(settings.proxy), look_up, trust, self._silence)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.aclose()

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Get `url` within the limits; see `Http.get`. Raises FetchError and nothing else.

        A name and password in `url` or `home` become an Authorization header for the origin
        of `home`. Bodies of statuses that are not 2xx are not read. Waiting for a turn at
        the host does not count as time of the fetch.
        """
        return await self._ask(url, None, headers, home)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        """Post `body` to `url` within the limits; see `Http.post`. Raises FetchError alone."""
        return await self._ask(url, body, headers, home)

    async def _ask(
        self, url: str, body: bytes | None, headers: Mapping[str, str] | None, home: str | None
    ) -> Reply:
        if errand := large.current():
            errand.give_back()
        try:
            first = web_address(url)
            house = web_address(home) if home and home != url else first
            own = authorization(first, house)
            own |= {name.lower(): value for name, value in (headers or {}).items()}
            return await self._follow(without_userinfo(first), house, own, body)
        except FetchError as error:
            error.url = error.url or clean_line(printable(url), 500)
            raise

    async def _follow(
        self, url: Address, house: Address, own: Mapping[str, str], sent: bytes | None
    ) -> Reply:
        """Get `url` and what it redirects to; `own` headers go to the origin of `house` only, but
        for those that are `_OPEN`.

        What is `sent` (None: a GET) goes along with 307 and 308 only (RFC 9110 §15.4).
        """
        left = self._seconds
        seen = {(url, sent)}
        moved_to, is_lasting = "", True
        open_ = {name: value for name, value in own.items() if name in _OPEN}
        while True:
            async with self._turns.of(url.host):
                begun = time.monotonic()
                headers = own if origin_of(url) == origin_of(house) else open_
                try:
                    at_home = url.host == house.host
                    reply = await self._visit(url, sent, headers, at_home, left)
                except FetchError as error:
                    error.offline &= len(seen) == 1  # else a redirect came: the network is up
                    raise
                left -= time.monotonic() - begun
            if reply.status not in _REDIRECTING:
                if len(seen) == 1:
                    return reply
                return replace(reply, moved_to=moved_to, is_lasting=is_lasting)
            before, url = url, redirected(url, reply)
            is_lasting &= reply.status in _FOR_GOOD
            moved_to = str(url) if is_lasting else moved_to
            if sent is not None and origin_of(url) != origin_of(before):
                message = _("The site sends what was posted to another host; not followed.")
                raise FetchError(message, code="redirect")
            if sent is not None and reply.status not in _KEEPING:
                sent = None
                own = {name: value for name, value in own.items() if name != "content-type"}
            if (url, sent) in seen:
                message = _("The site redirects in a circle; it may insist on cookies.")
                raise FetchError(message, code="redirect")
            if len(seen) > REDIRECTS:
                message = _("The site redirects more than {count} times.")
                raise FetchError(message.format(count=REDIRECTS), code="redirect")
            seen.add((url, sent))

    async def _visit(
        self,
        url: Address,
        sent: bytes | None,
        headers: Mapping[str, str],
        at_home: bool,
        left: float,
    ) -> Reply:
        """Make one request and read its answer within `left` seconds."""
        fields = {**self._headers, **headers, "accept-encoding": "gzip"}
        ask = Ask("GET" if sent is None else "POST", url, fields, sent, at_home)
        try:
            async with asyncio.timeout(left) as clock, self._transport.send(ask) as answer:
                replied = _fields(answer.headers)
                body = await self._read(answer, replied, clock)
            return Reply(str(url), answer.status, replied, body)
        except _FAILURES as error:
            explained = _explain(error, url.host, self._seconds, self._silence)
            explained.silent = True
            raise explained from error

    async def _read(
        self, answer: httpcore.Response, fields: Mapping[str, str], clock: asyncio.Timeout
    ) -> bytes:
        """Read the body of a success; a 304 has none, and reading it keeps the connection.

        A large one waits until no other is held (see `large`); `clock` stands still meanwhile.
        """
        is_success = 200 <= answer.status < 300
        if not (is_success or answer.status == 304):
            return b""
        body = Body(fields.get("content-encoding", ""), self._limit)
        length = fields.get("content-length", "")
        if length.isdecimal() and is_success:
            body.expect(int(length))
        errand, pieces = large.current(), 0
        async for chunk in answer.aiter_stream():
            for start in range(0, len(chunk), _PIECE):
                body.add(chunk[start : start + _PIECE])
                if errand is not None and body.size > large.SMALL:
                    await errand.take(clock)
            pieces += 1
            if pieces % _TURN == 0:
                await asyncio.sleep(0)
        return body.finish()


def _fields(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the fields of an answer by their names in lower case; one that is repeated is a list."""
    fields: dict[str, str] = {}
    for raw_name, raw_text in raw:
        name, text = raw_name.decode("ascii").lower(), _decoded(raw_text)
        fields[name] = f"{fields[name]}, {text}" if name in fields else text
    return fields


def _decoded(raw: bytes) -> str:
    """Return a field's value; some servers write UTF-8, where nothing but ASCII has a meaning."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _explain(error: Exception, host: str, seconds: float, silence: float) -> FetchError:
    """Return what `error` of the network means to a person."""
    cause = error.args[0] if error.args else None  # httpcore wraps the system's error
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = _("The certificate of {host} is not valid: {reason}")
        return FetchError(message.format(host=host, reason=cause.verify_message), code="tls")
    if isinstance(error, httpcore.ReadTimeout):
        message = _("{host} sent nothing for {seconds:g} seconds.")
        return FetchError(message.format(host=host, seconds=silence), code="timeout")
    if isinstance(error, httpcore.TimeoutException):
        seconds = CONNECT_SECONDS if isinstance(error, httpcore.ConnectTimeout) else silence
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        message = _("{host} did not answer completely within {seconds:g} seconds.")
        return FetchError(message.format(host=host, seconds=seconds), code="timeout")
    if isinstance(error, httpcore.ConnectError):
        message, code = _("No encrypted connection to {host} can be made."), "tls"
    elif isinstance(error, httpcore.ProxyError):
        message, code = _("The proxy does not connect to {host}: {reason}"), "proxy"
    elif isinstance(error, httpcore.LocalProtocolError | ValueError):
        message, code = _("The request to {host} cannot be sent: {reason}"), "failed"
    else:
        message, code = _("The answer of {host} broke off or is no valid HTTP."), "broken"
    return FetchError(message.format(host=host, reason=error), code=code)

"""Connecting to a host: its name is looked up once, every address checked, the allowed ones raced."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from itertools import chain, zip_longest
from typing import Any, Protocol, TypeVar

from tnews.locale import _
from tnews.model import FetchError
from tnews.net.address import is_public, literal

LookUp = Callable[[str], Awaitable[Sequence[str]]]
"""Looks a name up: its addresses, best first; raises FetchError."""

_QUESTIONS = threading.BoundedSemaphore(48)
"""Names looked up at a time. Each is two questions (A and AAAA), and the name server of a home router
takes 150 at a time (dnsmasq) and drops the others."""

STAGGER = 0.25
"""Seconds until the next address is tried beside a silent one (RFC 8305 §5)."""


class _Closable(Protocol):
    async def aclose(self) -> None: ...


Stream = TypeVar("Stream", bound=_Closable)


async def look_up(host: str) -> list[str]:
    """Return the addresses of `host` as the system's resolver gives them; FetchError if none.

    It runs in a daemon thread of its own: a look-up cannot be stopped, and a pool's thread
    that waits 30 s for a dead name server would keep the program from ending as long.
    """
    answer: Future[list[str]] = Future()
    answer.set_running_or_notify_cancel()  # from now on nobody can take it from the thread

    def ask() -> None:
        try:
            with _QUESTIONS:
                found = socket.getaddrinfo(host.encode(), None, type=socket.SOCK_STREAM)
            answer.set_result([str(entry[4][0]) for entry in found])
        except (OSError, ValueError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        return await asyncio.wrap_future(answer)
    except (OSError, ValueError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            message = _("The name {host} cannot be looked up now. Is the network up?")
        else:
            message = _("There is no host named {host}; check the network and the address.")
        raise FetchError(message.format(host=host), offline=True) from error


async def dial(
    host: str,
    connect: Callable[[str], Coroutine[Any, Any, Stream]],
    *,
    look_up: LookUp,
    only_public: bool,
) -> Stream:
    """Return a connection to one of the addresses of `host`; `connect` makes one to an address.

    With `only_public` the others are left out, and a host with none raises FetchError. What
    was checked is what is connected to: the name is not looked up again.
    """
    address = literal(host)
    found = [str(address)] if address else await look_up(host)
    allowed = [one for one in found if not only_public or is_public(ip_address(one))]
    if not allowed:
        raise FetchError(explain_private(host), code="private")
    return await _race(_alternate(allowed), connect)


def explain_private(host: str) -> str:
    """Return the line that says why `host` was not asked."""
    return _("{host} is in a private network; only a source's own address may be.").format(
        host=host
    )


def _alternate(addresses: Sequence[str]) -> list[str]:
    """Return `addresses` with the families taking turns, so that a dead IPv6 costs one turn."""
    first = [one for one in addresses if (":" in one) == (":" in addresses[0])]
    other = [one for one in addresses if one not in first]
    return [one for one in chain(*zip_longest(first, other)) if one is not None]


async def _race(
    addresses: Sequence[str], connect: Callable[[str], Coroutine[Any, Any, Stream]]
) -> Stream:
    """Return the first connection made; raise the last failure if there is none (RFC 8305)."""
    waiting = list(addresses)
    running: set[asyncio.Task[Stream]] = set()
    failures: list[BaseException] = []
    try:
        while waiting or running:
            if waiting:
                running.add(asyncio.create_task(connect(waiting.pop(0))))
            done, running = await asyncio.wait(
                running,
                timeout=STAGGER if waiting else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            for attempt in done:
                failure = attempt.exception()
                if failure is None:
                    running |= done - {attempt}
                    return attempt.result()
                failures.append(failure)
        raise failures[-1]
    finally:
        await _abandon(running)


async def _abandon(attempts: set[asyncio.Task[Stream]]) -> None:
    """End the attempts that lost, and close the connections that came too late."""
    for attempt in attempts:
        attempt.cancel()
    for outcome in await asyncio.gather(*attempts, return_exceptions=True):
        if not isinstance(outcome, BaseException):
            await outcome.aclose()

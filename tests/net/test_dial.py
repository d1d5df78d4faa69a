"""net.dial: what is checked is what is connected to, and the first connection wins."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.net import dial as dialling
from tnews.net.address import is_public, literal
from tnews.net.dial import dial, look_up

Connect = Callable[[str], Coroutine[Any, Any, "Line"]]


class Line:
    """A connection that remembers where it leads and whether it was closed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.closed = False

    async def aclose(self) -> None:
        self.closed = True


def answering(*addresses: str) -> dialling.LookUp:
    async def look_up(host: str) -> Sequence[str]:
        return addresses

    return look_up


async def connect(address: str) -> Line:
    return Line(address)


async def test_private_addresses_are_left_out() -> None:
    found = answering("10.0.0.1", "::1", "1.1.1.1")
    line = await dial("news.example", connect, look_up=found, only_public=True)
    assert line.address == "1.1.1.1"


@given(st.lists(st.ip_addresses().map(str), min_size=1, max_size=4))
def test_no_private_address_is_ever_connected_to(addresses: list[str]) -> None:
    asked: list[str] = []

    async def refuse(address: str) -> Line:
        asked.append(address)
        raise ConnectionRefusedError

    async def attempt() -> None:
        with pytest.raises((FetchError, ConnectionRefusedError)):
            await dial("x.example", refuse, look_up=answering(*addresses), only_public=True)

    asyncio.run(attempt())
    found = [address for one in asked if (address := literal(one))]
    assert len(found) == len(asked)
    assert all(map(is_public, found))


@pytest.mark.parametrize("host", ["news.example", "127.0.0.1", "127.1", "2130706433", "::1"])
async def test_a_host_with_private_addresses_alone_is_refused(host: str) -> None:
    with pytest.raises(FetchError, match="private network") as caught:
        await dial(host, connect, look_up=answering("127.0.0.1", "fe80::1"), only_public=True)
    assert not caught.value.offline


async def test_a_private_address_is_reached_where_it_is_allowed() -> None:
    line = await dial("x.example", connect, look_up=answering("192.168.1.9"), only_public=False)
    assert line.address == "192.168.1.9"


async def test_the_name_is_looked_up_once() -> None:
    asked = []

    async def changing(host: str) -> Sequence[str]:
        asked.append(host)
        return ["1.1.1.1"] if len(asked) == 1 else ["127.0.0.1"]

    line = await dial("rebind.example", connect, look_up=changing, only_public=True)
    assert (line.address, asked) == ("1.1.1.1", ["rebind.example"])


async def test_a_silent_address_does_not_hold_up_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialling, "STAGGER", 0.01)
    ended = []

    async def half_dead(address: str) -> Line:
        if ":" in address:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(address)
        return Line(address)

    found = answering("2400:3200::1", "2400:3200::2", "1.1.1.1")
    line = await dial("x.example", half_dead, look_up=found, only_public=True)
    assert line.address == "1.1.1.1"
    assert ended == ["2400:3200::1"]  # the families take turns: the second IPv6 was never asked


async def test_a_connection_that_comes_too_late_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "STAGGER", 0)
    lines: list[Line] = []
    ready = asyncio.Event()

    async def together(address: str) -> Line:
        lines.append(Line(address))
        if len(lines) == 2:
            ready.set()
        await ready.wait()
        return next(line for line in lines if line.address == address)

    winner = await dial(
        "x.example", together, look_up=answering("1.1.1.1", "8.8.8.8"), only_public=True
    )
    assert [line.closed for line in lines] == [line is not winner for line in lines]


async def test_a_slow_address_is_waited_for_when_the_others_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialling, "STAGGER", 0)
    failed = asyncio.Event()

    async def slow_or_dead(address: str) -> Line:
        if address == "8.8.8.8":
            failed.set()
            raise ConnectionRefusedError
        await failed.wait()
        await asyncio.sleep(0)
        return Line(address)

    found = answering("1.1.1.1", "8.8.8.8")
    line = await dial("x.example", slow_or_dead, look_up=found, only_public=True)
    assert line.address == "1.1.1.1"


async def test_the_last_failure_is_told() -> None:
    async def fail(address: str) -> Line:
        raise OSError(address)

    with pytest.raises(OSError, match=r"8\.8\.8\.8"):
        await dial("x.example", fail, look_up=answering("1.1.1.1", "8.8.8.8"), only_public=True)


async def test_the_systems_resolver() -> None:
    assert "127.0.0.1" in await look_up("localhost")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "no host named"),
        (socket.gaierror(socket.EAI_AGAIN, "again"), "Is the network up"),
        (UnicodeError("label too long"), "no host named"),
    ],
)
async def test_a_failing_look_up_means_offline(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(FetchError, match=words) as caught:
        await look_up("gone.example")
    assert caught.value.offline


async def test_a_look_up_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        release.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(look_up("slow.example"), 0.02)
    (thread,) = (one for one in threading.enumerate() if one.name == "look up slow.example")
    assert thread.daemon  # it does not keep the program from ending
    release.set()
    thread.join()


async def test_only_so_many_names_are_looked_up_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = 3
    monkeypatch.setattr(dialling, "_QUESTIONS", threading.BoundedSemaphore(at_once))
    asked, most, running = threading.Semaphore(0), 0, 0
    answer, lock = threading.Event(), threading.Lock()

    def asks(*_args: Any, **_named: Any) -> list[Any]:
        nonlocal most, running
        with lock:
            running += 1
            most = max(most, running)
        asked.release()
        answer.wait(10)
        with lock:
            running -= 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 0))]

    monkeypatch.setattr(dialling.socket, "getaddrinfo", asks)
    names = [asyncio.create_task(look_up(f"{n}.example")) for n in range(20)]
    for _ in range(at_once):
        await asyncio.to_thread(asked.acquire)
    answer.set()
    assert await asyncio.gather(*names) == [["1.1.1.1"]] * 20
    assert most == at_once

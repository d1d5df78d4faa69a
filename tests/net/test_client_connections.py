"""net.client: connections are used again, and one that a server drops meanwhile costs nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net import transport
from tnews.net.client import Client

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Hasty:
    """A server that answers `answers` requests of each connection, then hangs up on the next one."""

    def __init__(self, answers: int) -> None:
        self.answers = answers
        self.asked = 0
        self.connections = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        for _request in range(self.answers):
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            writer.write(OK)
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1


async def test_one_connection_serves_many_requests(serve: Any) -> None:
    site = await serve({"/": {"body": b"ok"}})
    async with Client(HttpSettings()) as http:
        for _request in range(3):
            assert (await http.get(site.url())).body == b"ok"
    assert (len(site.asked), site.connections) == (3, 1)


async def test_a_request_on_a_dropped_connection_is_made_again(serve: Any) -> None:
    hasty = Hasty(answers=1)
    site = await serve({}, hasty.talk)
    async with Client(HttpSettings()) as http:
        for _request in range(2):
            assert (await http.get(site.url())).body == b"ok"
    assert (hasty.asked, hasty.connections) == (3, 2)


async def test_a_connection_that_was_seen_to_end_is_not_asked(serve: Any) -> None:
    asked = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        await reader.readuntil(b"\r\n\r\n")
        asked += 1
        writer.write(OK)

    site = await serve({}, talk)
    async with Client(HttpSettings()) as http:
        await http.get(site.url())
        ((_right, idle),) = http._transport._idle
        while not idle.has_expired():  # noqa: ASYNC110 (nothing tells of it)
            await asyncio.sleep(0)
        assert (await http.post(site.url(), b"x")).body == b"ok"
    assert asked == 2


async def test_what_was_posted_is_not_posted_again(serve: Any) -> None:
    hasty = Hasty(answers=1)
    site = await serve({}, hasty.talk)
    async with Client(HttpSettings()) as http:
        await http.get(site.url())
        with pytest.raises(FetchError, match="broke off"):
            await http.post(site.url(), b"x")
    assert hasty.connections == 1


async def test_a_new_connection_that_is_dropped_is_an_error(serve: Any) -> None:
    hasty = Hasty(answers=0)
    site = await serve({}, hasty.talk)
    async with Client(HttpSettings()) as http:
        with pytest.raises(FetchError, match="broke off"):
            await http.get(site.url())
    assert hasty.asked == 1


async def test_a_connection_whose_answer_was_not_read_is_not_used_again(serve: Any) -> None:
    site = await serve({"/": {"body": b"ok"}, "/x": {"status": "404 Not Found", "body": b"gone"}})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/x"))).status == 404
        assert (await http.get(site.url())).body == b"ok"
    assert site.connections == 2


async def test_the_newest_connections_are_kept(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_IDLE_CONNECTIONS", 1)
    first, second = [await serve({"/": {"body": b"ok"}}) for _site in range(2)]
    async with Client(HttpSettings()) as http:
        for site in (first, second, second):
            await http.get(site.url())
    assert (first.connections, second.connections) == (1, 1)


async def test_more_than_an_answer_is_not_the_next_one(serve: Any) -> None:
    connections = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK + OK.replace(b"ok", b"no"))
        await reader.read()

    site = await serve({}, talk)
    async with Client(HttpSettings()) as http:
        for _request in range(2):
            assert (await http.get(site.url())).body == b"ok"
    assert connections == 2


async def test_what_comes_on_an_idle_connection_is_no_answer(serve: Any) -> None:
    """Some servers say 408 before they close one that nobody uses."""
    connections = 0
    is_late = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        if connections == 1:
            await is_late.wait()
            writer.write(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")
        await reader.read()

    site = await serve({}, talk)
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url())).body == b"ok"
        is_late.set()
        for _turn in range(9):  # of the loop: it is sent, on its way, and here
            await asyncio.sleep(0)
        assert (await http.get(site.url())).status == 200
    assert connections == 2

"""net.client: what is posted arrives whole, goes to one origin, and keeps every limit of a get."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client

JSON = {"Content-Type": "application/json"}
BODY = '{"词":"新闻"}'.encode()


@dataclass
class Posted:
    """A request with its body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Office:
    """A server that reads bodies; `answers` by path, a redirect as (status, where to)."""

    site: Any = None
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    got: list[Posted] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return str(self.site.url(path, host))

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, target, _version = head[0].split(" ")
            pairs = [line.partition(":") for line in head[1:] if line]
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.got.append(Posted(method, target, headers, body))
            status, where = self.answers.get(target, (200, ""))
            location = f"Location: {where}\r\n" if where else ""
            writer.write(f"HTTP/1.1 {status} X\r\n{location}Content-Length: 2\r\n\r\nok".encode())
            await writer.drain()


@pytest.fixture
def office(serve: Any) -> Callable[..., Awaitable[Office]]:
    async def start(**answers: tuple[int, str]) -> Office:
        made = Office(answers={f"/{path}": answer for path, answer in answers.items()})
        made.site = await serve({}, talk=made.talk)
        return made

    return start


async def test_the_body_and_its_type_arrive(office: Any) -> None:
    here = await office()
    async with Client(HttpSettings()) as http:
        reply = await http.post(here.url("/a?b=c"), BODY, headers=JSON)
        await http.post(here.url("/empty"), b"", headers=JSON)
    assert (reply.status, reply.body, reply.url) == (200, b"ok", here.url("/a?b=c"))
    first, second = here.got
    assert (first.method, first.target, first.body) == ("POST", "/a?b=c", BODY)
    assert first.headers["content-type"] == "application/json"
    assert first.headers["content-length"] == str(len(BODY))
    assert first.headers["user-agent"].startswith("tnews/")
    assert (second.method, second.body, second.headers["content-length"]) == ("POST", b"", "0")


async def test_a_large_body_arrives_whole(office: Any) -> None:
    here = await office()
    async with Client(HttpSettings()) as http:
        await http.post(here.url("/"), b"x" * 3_000_000, headers=JSON)
    assert len(here.got[0].body) == 3_000_000


@pytest.mark.parametrize("status", [301, 302, 303])
async def test_a_redirect_that_asks_for_a_get_takes_no_body(office: Any, status: int) -> None:
    here = await office(a=(status, "/b"))
    async with Client(HttpSettings()) as http:
        reply = await http.post(here.url("/a"), BODY, headers={**JSON, "X-Key": "k"})
    assert reply.url == here.url("/b")
    assert [(got.method, got.body) for got in here.got] == [("POST", BODY), ("GET", b"")]
    assert here.got[1].headers["x-key"] == "k"
    assert not {"content-length", "content-type"} & here.got[1].headers.keys()


@pytest.mark.parametrize("status", [307, 308])
async def test_a_redirect_that_keeps_the_method_takes_the_body_along(
    office: Any, status: int
) -> None:
    here = await office(a=(status, "/b"))
    async with Client(HttpSettings()) as http:
        await http.post(here.url("/a"), BODY, headers=JSON)
    assert [(got.method, got.target, got.body) for got in here.got] == [
        ("POST", "/a", BODY),
        ("POST", "/b", BODY),
    ]
    assert here.got[1].headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [302, 307])
async def test_another_origin_gets_nothing(office: Any, names: Any, status: int) -> None:
    other = await office()
    here = await office(a=(status, other.url("/b", "news.example")))
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError, match="another host; not followed"):
            await http.post(here.url("/a", "news.example"), BODY, headers=JSON)
    assert len(here.got) == 1
    assert other.got == []


async def test_headers_stay_with_the_home(office: Any, names: Any) -> None:
    here, other = await office(), await office()
    async with Client(HttpSettings(), look_up=names) as http:
        home = here.url("/", "news.example")
        await http.post(other.url("/", "news.example"), b"", headers={"X-Key": "k"}, home=home)
    assert "x-key" not in other.got[0].headers


async def test_a_redirect_back_to_itself_is_a_circle(office: Any) -> None:
    here = await office(a=(307, "/a"))
    async with Client(HttpSettings()) as http:
        with pytest.raises(FetchError, match="circle"):
            await http.post(here.url("/a"), BODY, headers=JSON)
    assert len(here.got) == 1


async def test_a_redirect_to_the_same_address_by_get_is_no_circle(serve: Any) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_post = (await reader.readuntil(b"\r\n\r\n")).startswith(b"POST")
        if is_post:
            await reader.readexactly(len(BODY))
        status = "303 X\r\nLocation: /a" if is_post else "200 X"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok".encode())
        await writer.drain()

    site = await serve({}, talk=talk)
    async with Client(HttpSettings()) as http:
        reply = await http.post(site.url("/a"), BODY, headers=JSON)
    assert (reply.status, reply.body) == (200, b"ok")


async def test_time_and_size_are_limited(serve: Any) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 100_000)
            await writer.drain()

    for talk, timeout, words in (
        (silent, 0.3, "within 0.3 seconds"),
        (endless, 20.0, "larger than 1 MiB"),
    ):
        site = await serve({}, talk=talk)
        async with Client(HttpSettings(timeout=timeout, max_mebibytes=1)) as http:
            with pytest.raises(FetchError, match=words):
                await http.post(site.url("/"), BODY, headers=JSON)


async def test_a_private_address_that_is_not_home_is_refused() -> None:
    async with Client(HttpSettings()) as http:
        with pytest.raises(FetchError):
            await http.post("http://127.0.0.1:1/", BODY, home="http://news.example/")
        with pytest.raises(FetchError, match="Only http and https"):
            await http.post("ftp://news.example/", BODY)

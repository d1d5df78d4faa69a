"""net.client: what comes back from servers that behave, and what is sent to them."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client
from tnews.net.http import Reply

PAGE = "新闻".encode() * 500


async def test_a_document(serve: Any) -> None:
    site = await serve({"/a?b=c": {"headers": {"ETag": '"1"'}, "body": PAGE}})
    async with Client(HttpSettings()) as http:
        reply = await http.get(site.url("/a?b=c#part"))
    assert (reply.url, reply.status, reply.body) == (site.url("/a?b=c"), 200, PAGE)
    assert reply.headers["etag"] == '"1"'


async def test_what_is_sent(serve: Any) -> None:
    site = await serve({"/": {}})
    async with Client(HttpSettings()) as http:
        await http.get(site.url("/"), headers={"If-None-Match": '"1"', "Accept-Encoding": "br"})
    sent = site.asked[0].headers
    assert re.fullmatch(r"tnews/\S+ \(\+feed reader\)", sent["user-agent"])
    assert sent["accept-encoding"] == "gzip"
    assert sent["if-none-match"] == '"1"'
    assert sent["host"] == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize(("raw", "name"), [("新".encode(), "新"), (b"\xe9", "é")])
async def test_fields_are_utf_8_or_latin_1(serve: Any, raw: bytes, name: str) -> None:
    site = await serve({"/": b"HTTP/1.1 200 OK\r\nX-Name: " + raw + b"\r\n\r\n"})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/"))).headers["x-name"] == name


async def test_the_user_agent_can_be_chosen(serve: Any) -> None:
    site = await serve({"/": {}})
    async with Client(HttpSettings(user_agent="mine/1")) as http:
        await http.get(site.url("/"))
    assert site.asked[0].headers["user-agent"] == "mine/1"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("", PAGE),
        ("", gzip.compress(PAGE, mtime=0)),
    ],
)
async def test_encodings(serve: Any, encoding: str, packed: bytes) -> None:
    headers = {"Content-Encoding": encoding} if encoding else {}
    site = await serve({"/": {"headers": headers, "body": packed}})
    async with Client(HttpSettings()) as http:
        body = (await http.get(site.url("/"))).body
    assert body == (PAGE if encoding else packed)


async def test_chunks(serve: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site = await serve({"/": head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/"))).body == b"abcde"


async def test_a_body_that_ends_with_the_connection(serve: Any) -> None:
    site = await serve({"/": b"HTTP/1.0 200 OK\r\n\r\nabc"})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/"))).body == b"abc"


@pytest.mark.parametrize("status", [304, 300, 404, 410, 429, 500, 503, 999])
async def test_any_status_is_a_reply_without_body(serve: Any, status: int) -> None:
    site = await serve(
        {"/": {"status": f"{status} \x1b[2J", "body": b"" if status == 304 else PAGE}}
    )
    async with Client(HttpSettings()) as http:
        reply = await http.get(site.url("/"))
    assert (reply.status, reply.body) == (status, b"")


async def test_an_endless_error_page_is_not_read(serve: Any) -> None:
    async def endless(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 500 Oops\r\n\r\n")
        while True:
            writer.write(bytes(65_536))
            await writer.drain()

    site = await serve({"/": endless})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/"))).body == b""


async def test_connections_are_kept_after_documents_and_304(serve: Any) -> None:
    site = await serve({"/": {"body": PAGE}, "/same": {"status": "304 Not Modified"}})
    async with Client(HttpSettings()) as http:
        for path in ("/", "/same", "/same", "/"):
            await http.get(site.url(path))
    assert (len(site.asked), site.connections) == (4, 1)


async def test_cookies_are_neither_kept_nor_sent(serve: Any) -> None:
    cookie = {"Set-Cookie": "id=1; Path=/"}
    site = await serve(
        {
            "/": {"status": "302 Found", "headers": {**cookie, "Location": "/b"}},
            "/b": {"headers": cookie},
        }
    )
    async with Client(HttpSettings()) as http:
        await http.get(site.url("/"))
        await http.get(site.url("/b"))
    assert not any("cookie" in asked.headers for asked in site.asked)


async def test_a_host_is_asked_by_so_many_at_a_time(serve: Any, names: Any) -> None:
    now = most = 0
    full = asyncio.Event()

    async def slowly(_: object, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 2:
            full.set()
        await full.wait()
        await asyncio.sleep(0)  # the third would come now
        now -= 1
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    site = await serve({"/": slowly})
    async with Client(HttpSettings(), per_host=2, look_up=names) as http:
        await asyncio.gather(*(http.get(site.url("/", "a.example")) for _ in range(6)))
    assert most == 2
    assert len(site.asked) == 6


async def test_this_machine_is_asked_as_often_as_one_likes(serve: Any) -> None:
    full = asyncio.Barrier(6)

    async def together(_: object, writer: asyncio.StreamWriter) -> None:
        await full.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    site = await serve({"/": together})
    async with Client(HttpSettings(), per_host=1) as http:
        await asyncio.gather(*(http.get(site.url("/")) for _ in range(6)))
    assert len(site.asked) == 6


async def test_waiting_for_a_turn_is_no_time_of_the_fetch(serve: Any, names: Any) -> None:
    async def silent(_: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    site = await serve({"/silent": silent, "/": {}})
    async with Client(HttpSettings(timeout=1.0), per_host=1, look_up=names) as http:
        first, second = await asyncio.gather(
            http.get(site.url("/silent", "a.example")),
            http.get(site.url("/", "a.example")),
            return_exceptions=True,
        )
    assert isinstance(first, FetchError)
    assert isinstance(second, Reply)


async def test_header_values_outside_ascii_come_and_go(serve: Any) -> None:
    site = await serve({"/": {"headers": {"ETag": '"新"'}}})
    async with Client(HttpSettings()) as http:
        etag = (await http.get(site.url("/"))).headers["etag"]
        await http.get(site.url("/"), headers={"If-None-Match": etag})
    assert site.asked[1].headers["if-none-match"].encode("latin-1").decode() == '"新"'

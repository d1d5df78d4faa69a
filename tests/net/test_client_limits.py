"""net.client: servers that lie, drip, flood or say nothing cost one FetchError and little else."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net import client, transport
from tnews.net.client import Client

HEAD = b"HTTP/1.1 200 OK\r\n"


async def failure(url: str, **options: Any) -> FetchError:
    """Get `url`, which fails, and return the error; it is one line."""
    async with Client(HttpSettings(**options)) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(url)
    assert "\n" not in caught.value.message
    return caught.value


async def test_a_gzip_bomb_of_a_gibibyte(serve: Any) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)  # can be repeated
    headers = {"Content-Encoding": "gzip"}
    site = await serve({"/": {"headers": headers, "body": start + 64 * block}})
    assert "decompression bomb" in (await failure(site.url("/"))).message


async def test_an_endless_body(serve: Any) -> None:
    async def endless(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\n")
        while True:
            writer.write(b"<item/>" * 10_000)
            await writer.drain()

    site = await serve({"/": endless})
    assert "larger than 2 MiB" in (await failure(site.url("/"), max_mebibytes=2)).message


@pytest.mark.parametrize("is_by_proxy", [False, True])
async def test_an_endless_head(serve: Any, is_by_proxy: bool) -> None:
    """Whoever says again and again that an answer will come is not listened to for long."""

    async def promise(_: object, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)
            await writer.drain()

    site = await serve({"/": promise, "http://news.example/": promise})
    url, proxy = ("http://news.example/", site.url()) if is_by_proxy else (site.url("/"), "")
    assert (await failure(url, proxy=proxy)).code == "broken"


@pytest.mark.parametrize("is_by_proxy", [False, True])
async def test_a_body_may_be_longer_than_a_head(serve: Any, is_by_proxy: bool) -> None:
    body = b"x" * 1_000_000
    site = await serve({"/": {"body": body}, "http://news.example/": {"body": body}})
    url, proxy = ("http://news.example/", site.url()) if is_by_proxy else (site.url("/"), "")
    async with Client(HttpSettings(proxy=proxy)) as http:
        for _ in range(2):  # over the same connection
            assert (await http.get(url)).body == body
    assert site.connections == 1


async def test_a_protocol_that_was_asked_for_is_no_document(serve: Any) -> None:
    """The headers are a person's own; there is nothing to read in what follows them."""
    switched = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello"
    site = await serve({"/": switched})
    async with Client(HttpSettings()) as http:
        reply = await http.get(site.url("/"), headers={"Upgrade": "x", "Connection": "upgrade"})
    assert (reply.status, reply.body) == (101, b"")


async def test_a_length_over_the_limit_is_not_waited_for(serve: Any) -> None:
    async def promise(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Length: 300000000\r\n\r\n")
        await writer.drain()
        await asyncio.Event().wait()

    site = await serve({"/": promise})
    assert "larger than 10 MiB" in (await failure(site.url("/"))).message


@pytest.mark.parametrize("first", [b"", HEAD, HEAD + b"Content-Length: 99\r\n\r\n"])
async def test_a_drip_ends_with_the_deadline(serve: Any, first: bytes) -> None:
    async def drip(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(b"x" if first.endswith(b"\n\r\n") else b"HTTP/1.1 102 Wait\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    site = await serve({"/": drip if first != HEAD else _silent(first)})
    error = await failure(site.url("/"), timeout=0.3)
    assert "within 0.3 seconds" in error.message
    assert not error.offline


def _silent(first: bytes) -> Any:
    async def silent(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        await writer.drain()
        await asyncio.Event().wait()

    return silent


async def test_redirects_do_not_renew_the_deadline(serve: Any) -> None:
    hops = 0

    async def on(_: object, writer: asyncio.StreamWriter) -> None:
        nonlocal hops
        hops += 1
        await asyncio.sleep(0.2)
        writer.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /%d\r\n\r\n" % hops)

    site = await serve({"/": on, "/1": on, "/2": on, "/3": on, "/4": on})
    assert "within 0.5 seconds" in (await failure(site.url("/"), timeout=0.5)).message
    assert hops <= 3


async def test_a_silent_server_ends_with_the_reading_time(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "READ_SECONDS", 0.1)
    site = await serve({"/": _silent(b"")})
    assert "sent nothing for 0.1 seconds" in (await failure(site.url("/"))).message


async def test_who_gives_a_server_more_time_than_usual_waits_for_a_silent_one(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "READ_SECONDS", 0.1)

    async def slow(_: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(HEAD + b"Content-Length: 2\r\n\r\nok")

    site = await serve({"/": slow})
    async with Client(HttpSettings(timeout=21)) as http:
        assert (await http.get(site.url("/"))).body == b"ok"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        HEAD,
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: many\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        HEAD + b"no colon\r\n\r\n",
        HEAD + b"X-\xff: 1\r\n\r\n",
        b"HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 abc x\r\n\r\n",
        b"\x00\xff\xfe\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
    ],
)
async def test_broken_answers(serve: Any, raw: bytes) -> None:
    site = await serve({"/": raw})
    error = await failure(site.url("/"))
    assert "broke off or is no valid HTTP" in error.message
    assert not error.offline


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"HTTP/1.1 ", HEAD, HEAD + b"\r\n"]))
def test_any_bytes_are_a_reply_or_a_fetch_error(noise: bytes, start: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await reader.readuntil(b"\r\n\r\n")
                writer.write(start + noise)
                await writer.drain()
        finally:
            writer.close()

    async def ask() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, Client(HttpSettings(timeout=2)) as http:
            with suppress(FetchError):
                await http.get(f"http://127.0.0.1:{port}/")

    asyncio.run(ask())


async def test_a_flood_of_headers(serve: Any) -> None:
    async def flood(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD)
        while True:
            writer.write(b"X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 1000)
            await writer.drain()

    site = await serve({"/": flood})
    assert "no valid HTTP" in (await failure(site.url("/"))).message


async def test_a_reset(serve: Any) -> None:
    async def reset(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\nbegun")
        await writer.drain()
        writer.transport.abort()

    site = await serve({"/": reset})
    with suppress(FetchError):  # an end without length may look whole; it must not be another error
        async with Client(HttpSettings()) as http:
            await http.get(site.url("/"))


@pytest.mark.parametrize(
    ("encoding", "body", "words"),
    [
        ("gzip", gzip.compress(b"x" * 9999, mtime=0)[:-9], "cut off"),
        ("gzip", b"no gzip at all", "damaged"),
        ("br", b"x", "unknown compression"),
        ("gzip, gzip", b"x", "unknown compression"),
    ],
)
async def test_compression(serve: Any, encoding: str, body: bytes, words: str) -> None:
    site = await serve({"/": {"headers": {"Content-Encoding": encoding}, "body": body}})
    assert words in (await failure(site.url("/"))).message


async def test_a_refused_connection_means_offline(unused_port: int) -> None:
    error = await failure(f"http://127.0.0.1:{unused_port}/feed")
    assert error.offline
    assert error.message == f"127.0.0.1:{unused_port} refuses connections."
    assert error.url == f"http://127.0.0.1:{unused_port}/feed"


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_an_unknown_name_means_offline(names: Any) -> None:
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError, match=r"no host named gone\.invalid") as caught:
            await http.get("https://gone.invalid/")
    assert caught.value.offline


async def test_a_silent_name_server_means_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(host: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.05)
    async with Client(HttpSettings(), look_up=silent) as http:
        with pytest.raises(
            FetchError, match=r"x\.example:80 did not answer within 0\.05 s"
        ) as caught:
            await http.get("http://x.example/")
    assert caught.value.offline


async def test_a_name_that_leads_nowhere_means_offline(names: Any) -> None:
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError, match=r"x\.example:1 refuses") as caught:
            await http.get("http://x.example:1/")
    assert caught.value.offline


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/feed",
        "ftp://news.example/",
        "file:///etc/passwd",
        "javascript:1",
        "http://",
        "http:///feed",
        "http://[::1",
        "http://news.example:99999/",
        "http://news.example:0/",
        "http://a b/",
        "http://%31/",
        "http://x\x1b[2J/",
        "http://news.example/" + "a" * 9000,
        "http://新.example/\ud800",
        "http://xn--a/",
        "http://" + "a" * 70 + ".invalid/",
    ],
)
async def test_absurd_addresses(names: Any, url: str) -> None:
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(url)
    assert "\x1b" not in caught.value.message + caught.value.url


ADDRESSES = st.text(max_size=60) | st.builds(
    "{}://{}".format, st.sampled_from(["http", "HTTPS", "http:"]), st.text(max_size=40)
)
HEADERS = st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ADDRESSES, HEADERS), min_size=1, max_size=9))
def test_any_address_and_headers_raise_fetch_error_only(
    requests: list[tuple[str, dict[str, str]]],
) -> None:
    async def nowhere(host: str) -> list[str]:
        raise FetchError("nowhere", offline=True)

    async def ask() -> None:
        async with Client(HttpSettings(timeout=2), look_up=nowhere) as http:
            for url, headers in requests:
                with pytest.raises(FetchError):
                    await http.get(url, headers=headers, home="http://news.example/")

    asyncio.run(ask())


@pytest.mark.parametrize("headers", [{"X Y": "1"}, {"x": "a\r\nb: c"}, {"": "1"}, {"x": "\ud800"}])
async def test_headers_that_cannot_be_sent(serve: Any, headers: dict[str, str]) -> None:
    site = await serve({"/": {}})
    async with Client(HttpSettings()) as http:
        with pytest.raises(FetchError, match="cannot be sent"):
            await http.get(site.url("/"), headers=headers)
    assert site.asked == []


async def test_cancelling_passes(serve: Any) -> None:
    begun = asyncio.Event()

    async def silent(_: object, writer: asyncio.StreamWriter) -> None:
        begun.set()
        await asyncio.Event().wait()

    site = await serve({"/": silent})
    async with Client(HttpSettings()) as http:
        fetch = asyncio.ensure_future(http.get(site.url("/")))
        await begun.wait()
        fetch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fetch


async def test_an_answer_in_tiny_pieces_lets_others_have_their_turn(serve: Any) -> None:
    count, turns = 6400, 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        writer.write(b"1\r\na\r\n" * count + b"0\r\n\r\n")

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    site = await serve({"/": talk})
    async with Client(HttpSettings()) as http:
        waiting = asyncio.create_task(others())
        assert (await http.get(site.url("/"))).body == b"a" * count
        waiting.cancel()
    assert turns > count / 100

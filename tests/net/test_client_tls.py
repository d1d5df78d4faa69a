"""net.client: certificates are checked, and https is never left for http."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client


@pytest.fixture
def _trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")


@pytest.mark.usefixtures("_trusted")
async def test_the_name_of_the_address_is_checked(
    serve: Any, names: Any, tls: ssl.SSLContext
) -> None:
    site = await serve({"/": {"body": b"safe"}}, ssl=tls)
    async with Client(HttpSettings(), look_up=names) as http:
        assert (await http.get(site.url("/", "news.example", "https"))).body == b"safe"
        with pytest.raises(FetchError, match=r"certificate of other\.example") as caught:
            await http.get(site.url("/", "other.example", "https"))
    assert not caught.value.offline


async def test_a_certificate_nobody_vouches_for(
    serve: Any, names: Any, tls: ssl.SSLContext
) -> None:
    site = await serve({"/": {}}, ssl=tls)
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError, match=r"certificate of .* is not valid: self-signed"):
            await http.get(site.url("/", "news.example", "https"))
    assert site.asked == []


@pytest.mark.parametrize(
    ("greeting", "timeout", "words"),
    [(b"SSH-2.0-x\r\n", 20.0, "No encrypted"), (b"", 0.3, r"within 0\.3 seconds")],
)
async def test_a_server_without_tls(
    serve: Any, names: Any, greeting: bytes, timeout: float, words: str
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        await reader.read()  # until the other side hangs up

    site = await serve({}, talk)
    async with Client(HttpSettings(timeout=timeout), look_up=names) as http:
        with pytest.raises(FetchError, match=words) as caught:
            await http.get(site.url("/", "news.example", "https"))
    assert not caught.value.offline


@pytest.mark.usefixtures("_trusted")
async def test_https_is_not_left_for_http(serve: Any, names: Any, tls: ssl.SSLContext) -> None:
    plain = await serve({"/": {}})
    location = plain.url("/", "news.example")
    site = await serve({"/": {"status": "301 x", "headers": {"Location": location}}}, ssl=tls)
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError, match="unprotected http"):
            await http.get(site.url("/", "news.example", "https"))
    assert plain.asked == []


@pytest.mark.usefixtures("_trusted")
async def test_http_may_lead_to_https(serve: Any, names: Any, tls: ssl.SSLContext) -> None:
    safe = await serve({"/": {"body": b"safe"}}, ssl=tls)
    location = safe.url("/", "news.example", "https")
    site = await serve({"/": {"status": "301 x", "headers": {"Location": location}}})
    async with Client(HttpSettings(), look_up=names) as http:
        reply = await http.get(site.url("/", "news.example"), headers={"X-Token": "secret"})
    assert (reply.url, reply.body) == (location, b"safe")
    assert "x-token" not in safe.asked[0].headers


@pytest.mark.usefixtures("_trusted")
async def test_through_a_proxy_the_certificate_is_still_that_of_the_site(
    serve: Any, names: Any, tls: ssl.SSLContext
) -> None:
    site = await serve({"/": {"body": b"safe"}}, ssl=tls)
    tunnels: list[bytes] = []

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                writer.write(data)
        writer.close()

    async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnels.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        their_reader, their_writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(copy(reader, their_writer), copy(their_reader, writer))

    proxy = await serve({}, tunnel)
    async with Client(HttpSettings(proxy=proxy.url()), look_up=names) as http:
        reply = await http.get("https://news.example/")
        with pytest.raises(FetchError, match=r"certificate of other\.example"):
            await http.get("https://other.example/")
    assert reply.body == b"safe"
    assert tunnels == [b"CONNECT %s.example:443 HTTP/1.1" % name for name in (b"news", b"other")]

"""A web server on loopback that says exactly what a test wants, and names that lead to it."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tnews.model import FetchError

OPENSSL = shutil.which("openssl")
PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@dataclass
class Asked:
    """A request as it came over the wire."""

    target: str
    headers: dict[str, str]


Handler = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Route = bytes | dict[str, Any] | Handler


@dataclass
class Site:
    """The server. `routes` by path: raw bytes (then it hangs up), a proper answer as a dict of
    status, headers and body, or a handler that writes what it likes."""

    routes: Mapping[str, Route]
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await self._answer(reader, writer):
            pass

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [line.partition(":") for line in lines if line]
        asked = Asked(first.split(" ")[1], {k.lower(): v.strip() for k, _, v in pairs})
        self.asked.append(asked)
        route = self.routes.get(asked.target, {"status": "404 Not Found"})
        if isinstance(route, bytes):
            writer.write(route)
        elif isinstance(route, dict):
            writer.write(proper_answer(**route))
        else:
            await route(asked, writer)
        await writer.drain()
        return isinstance(route, dict)


def proper_answer(
    status: str = "200 OK", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[Site]]]:
    """Start a site: `await serve({"/": {"body": b"x"}})`, with `ssl=` a server's context.

    `talk=` is a coroutine function of reader and writer for servers that speak no HTTP.
    """
    servers = []
    talks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def start(routes: Mapping[str, Route], talk: Talk | None = None, **options: Any) -> Site:
        site = Site(routes)

        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await (talk or site.talk)(reader, writer)
            writer.close()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            talks[asyncio.ensure_future(converse(reader, writer))] = writer

        server = await asyncio.start_server(accept, "127.0.0.1", 0, **options)
        servers.append(server)
        site.port = server.sockets[0].getsockname()[1]
        return site

    yield start
    for server in servers:
        server.close()
    for task, writer in talks.items():
        task.cancel()
        writer.transport.abort()
    await asyncio.gather(*talks, return_exceptions=True)


@pytest.fixture
def names() -> Callable[[str], Awaitable[Sequence[str]]]:
    """A look-up in which every name below .example is this machine, and nothing else exists."""

    async def look_up(host: str) -> list[str]:
        if host.endswith(".example"):
            return ["127.0.0.1"]
        raise FetchError(f"There is no host named {host}.", offline=True)

    return look_up


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of news.example with its key, signed by itself."""
    if OPENSSL is None:
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = (
        f"{OPENSSL} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN=news.example -addext subjectAltName=DNS:news.example "
        f"-keyout {path} -out {path}.crt"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    with path.open("a") as both:
        both.write(Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context

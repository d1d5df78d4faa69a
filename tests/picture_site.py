"""A site on loopback whose documents are pictures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from drawn import photo, saved


class Site:
    """Answers with `bodies`; a path that is not there is silent. `seen` once one was asked for."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.seen = asyncio.Event()
        self.url = ""
        self._talks: set[asyncio.StreamWriter] = set()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._talks.add(writer)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        self.asked.append((path, dict(line.lower().split(": ", 1) for line in lines if line)))
        self.seen.set()
        body = self.bodies.get(path)
        if body is None:
            return  # silent
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()

    def hang_up(self) -> None:
        for writer in self._talks:
            writer.transport.abort()


@asynccontextmanager
async def serving_pictures() -> AsyncIterator[Site]:
    """Serve a site with one picture, /photo.jpg."""
    made = Site()
    made.bodies["/photo.jpg"] = saved(photo())
    server = await asyncio.start_server(made.talk, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
        made.hang_up()

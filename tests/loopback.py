"""A site on loopback for the tests of refreshing: feeds, pages, silence, failure."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from command_line import rss
from tnews.model import Source
from tnews.model.record import Record, field

STORY = (
    "市图书馆昨天宣布，从下月起，每天晚上延长开放两个小时，到十点关门，周末也是这样。\n"
    "自习室不再需要预约，先到先得。馆长说，读者盼望已久，新来的人手已经排好了班。\n"
    "住在附近的林先生说，下班以后终于能坐下来读一会儿书，孩子也多了一个写作业的去处。"
)
"""An article's whole text, a paragraph a line."""


def page(title: str, text: str = STORY) -> str:
    """The page of an article."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_湖畔日报</title></head>"
        f"<body><h1>{title}</h1><div class='info'>2026-09-20 08:00 来源：湖畔日报</div>"
        f"<div class='article'>{paragraphs}</div></body></html>"
    )


class Answer(Record):
    """What the site says to a request."""

    body: str = ""
    status: str = "200 OK"
    headers: Mapping[str, str] = field(default_factory=dict)

    def on_the_wire(self) -> bytes:
        body = self.body.encode()
        lines = [f"HTTP/1.1 {self.status}", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Web:
    """A site on loopback. A path without an answer is silent; `seen` says which were asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.seen = defaultdict[str, asyncio.Event](asyncio.Event)
        self.url = ""
        self._talks: set[asyncio.StreamWriter] = set()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._talks.add(writer)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        pairs = [line.partition(": ") for line in lines if line]
        self.asked.append((path, {name.lower(): value for name, _, value in pairs}))
        self.seen[path].set()
        if answer := self.answers.get(path):
            writer.write(answer.on_the_wire())
            writer.close()

    def hang_up(self) -> None:
        for writer in self._talks:
            writer.transport.abort()

    def feed(self, name: str, *titles: str, **headers: str) -> Source:
        """Serve a feed and return its source; "_" in a header's name stands for "-"."""
        said = {header.replace("_", "-"): value for header, value in headers.items()}
        self.answers[f"/{name}"] = Answer(rss(name, *titles)[1], headers=said)
        return self.source(name)

    def short(self, name: str, *titles: str, site: str = "") -> Source:
        """Serve a feed without texts, whose pages are at `/name/0`, `/name/1` … or on `site`."""
        document = rss(name, *titles, site=site or f"{self.url}/{name}", text="")[1]
        self.answers[f"/{name}"] = Answer(document)
        return self.source(name)

    def page(self, path: str, title: str, text: str = STORY) -> None:
        """Serve the page of an article."""
        self.answers[path] = Answer(
            page(title, text), headers={"Content-Type": "text/html; charset=utf-8"}
        )

    def source(self, name: str) -> Source:
        return Source(name, f"{self.url}/{name}", name, "新闻")


@asynccontextmanager
async def serving() -> AsyncIterator[Web]:
    """Serve a site that is empty at first."""
    web = Web()
    server = await asyncio.start_server(web.talk, "127.0.0.1", 0)
    web.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield web
    finally:
        server.close()
        web.hang_up()


def children() -> set[str]:
    """The processes that this one has started and that have not ended."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in task.read_text().split()}


needs_proc = pytest.mark.skipif(
    not list(Path("/proc/self/task").glob("*/children")), reason="needs Linux's /proc"
)

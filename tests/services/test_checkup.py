"""Looking at sources that are in every kind of trouble, over loopback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tnews.model import Source
from tnews.model.checkup import Checkup
from tnews.model.settings import Config
from tnews.net.client import Client
from tnews.net.rsshub import RssHub
from tnews.services.checkup import check
from tnews.sources.worker import Parser

Answers = Mapping[str, tuple[int, str, bytes]]
"""By path: status, Content-Type, body."""

TEXT = "清晨的湖面很安静，只有几只水鸟从芦苇里飞起来。" * 25


@contextmanager
def answering(answers: Answers) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = answers[self.path]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def feed(*titles: str, days: int = 1, text: str = TEXT) -> str:
    day = format_datetime(datetime.now(UTC) - timedelta(days=days))
    items = "".join(
        f"<item><title>{title}</title><link>http://example.com/{n}</link>"
        f"<pubDate>{day}</pubDate><description>{text}</description></item>"
        for n, title in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>湖边</title>{items}</channel></rss>'


RSS = "application/rss+xml"
ANSWERS: Answers = {
    "/fine": (200, f"{RSS}; charset=utf-8", feed("湖边的早晨", "竹桥").encode()),
    "/lying": (200, f"{RSS}; charset=utf-8", feed("湖边的早晨").encode("gb18030")),
    "/gb2312": (200, f"{RSS}; charset=GB2312", feed("湖边的早晨").encode("gb18030")),
    "/short": (200, RSS, feed("湖边的早晨", text="摘要").encode()),
    "/stale": (200, RSS, feed("旧闻", days=90).encode()),
    "/garbled": (200, RSS, feed("锟斤拷锟斤拷锟斤拷", text="\ufffd" * 50).encode()),
    "/empty": (200, RSS, feed().encode()),
    "/page": (200, "text/html", b"<!doctype html><html><body><p>welcome</p></body></html>"),
    "/404": (404, "text/html", b""),
    "/403": (403, "text/html", b""),
    "/429": (429, "text/html", b""),
    "/500": (500, "text/html", b""),
    "/hot": (200, "application/json", '{"data": [{"t": "热门一", "u": "http://example.com/1"}]}'.encode()),
    "/hot-changed": (200, "application/json", b'{"result": []}'),
}  # fmt: skip


def source(path: str, base: str, **more: object) -> Source:
    return Source(path.strip("/") or "root", base + path, path, "动态", **more)  # type: ignore[arg-type]


async def look(*sources: Source, config: Config | None = None) -> dict[str, Checkup]:
    config = config or Config()
    async with Client(config.http) as client, Parser() as parser:
        http = RssHub(client, config.rsshub)
        return {found.key: found async for found in check(sources, config, http, parser)}


RANKED = {"items": "data", "fields": {"title": "t", "url": "u"}}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with answering(ANSWERS) as base:
        yield base


async def test_each_trouble_has_its_verdict_and_proposal(site: str) -> None:
    feeds = [source(path, site) for path in ANSWERS if "hot" not in path]
    ranks = [source(p, site, kind="rank", options=RANKED) for p in ("/hot", "/hot-changed")]
    found = await look(*feeds, *ranks)
    verdicts = {key: (checkup.verdict, checkup.proposal) for key, checkup in found.items()}
    assert verdicts == {
        "fine": ("fine", "on"),
        "lying": ("fine", "on"),
        "gb2312": ("fine", "on"),
        "short": ("fine", "on"),
        "stale": ("stale", "off"),
        "garbled": ("garbled", "off"),
        "empty": ("empty", "off"),
        "page": ("changed", "off"),
        "404": ("gone", "off"),
        "403": ("login", "off"),
        "429": ("throttled", "on"),
        "500": ("broken", "on"),
        "hot": ("fine", "on"),
        "hot-changed": ("changed", "off"),
    }
    assert all(bool(checkup.error) != checkup.is_fine for checkup in found.values())
    assert {key: checkup.status for key, checkup in found.items() if not key.isdigit()} == {
        key: 200 for key in found if not key.isdigit()
    }
    assert found["429"].status == 429


async def test_of_a_channel_page_one_article_is_read_too() -> None:
    text = "".join(f"<p>第{n}段，{n * 37}。{TEXT}</p>" for n in range(3))
    rows = "".join(
        f'<li><a href="/2099/1101/{n}.html">湖边的第{n}个早晨，水鸟从芦苇里飞了起来</a>'
        f"<span>2099-11-01</span></li>"
        for n in range(12)
    )
    body = f"<html><head><title>湖边</title></head><body><ul>{rows}</ul></body></html>"
    article = f"<html><body><h1>湖边的早晨</h1><div class=content>{text}</div></body></html>"
    answers = {"/list/": (200, "text/html; charset=utf-8", body.encode())}
    answers |= {
        f"/2099/1101/{n}.html": (200, "text/html; charset=utf-8", article.encode())
        for n in range(12)
    }
    with answering(answers) as base:
        fine = (await look(source("/list/", base, kind="page")))["list"]
        answers |= dict.fromkeys(set(answers) - {"/list/"}, (404, "text/html", b""))
        poor = (await look(source("/list/", base, kind="page")))["list"]
    assert (fine.verdict, fine.items, fine.full_text) == ("fine", 12, 1.0)
    assert fine.characters is not None
    assert fine.characters > 3 * len(TEXT)
    assert (poor.verdict, poor.items, poor.proposal) == ("changed", 12, "off")
    assert "404" in poor.error


async def test_figures(site: str) -> None:
    found = await look(*(source(path, site) for path in ("/fine", "/short", "/stale")))
    fine = found["fine"]
    assert (fine.items, fine.full_text, fine.characters) == (2, 1.0, len(TEXT))
    assert fine.newest is not None
    assert datetime.now(UTC) - fine.newest < timedelta(days=2)
    assert 0 < fine.seconds < 60
    assert (found["short"].full_text, found["short"].characters) == (0.0, 2)
    stale = found["stale"]
    assert stale.newest is not None
    assert f"{stale.newest.astimezone():%Y-%m-%d}" in stale.error


async def test_the_declared_charset_and_the_real_one(site: str) -> None:
    paths = ("/fine", "/lying", "/gb2312")
    found = await look(*(source(path, site) for path in paths))
    said = {key: (checkup.declared, checkup.charset) for key, checkup in found.items()}
    assert said == {
        "fine": ("utf-8", "utf-8"),
        "lying": ("utf-8", "gb18030"),
        "gb2312": ("gb2312", "gb18030"),
    }


async def test_what_is_not_there_is_told_apart_from_what_is_not_set(site: str) -> None:
    gone = Source("gone", "http://127.0.0.1:9/", "x", "y", enabled=False)
    hub = Source("hub", "rsshub://a/b", "x", "y", enabled=False)
    found = await look(gone, hub)
    assert (found["gone"].verdict, found["gone"].offline) == ("unreachable", True)
    assert (found["hub"].verdict, found["hub"].status) == ("unset", None)
    assert "[rsshub] bases" in found["hub"].error
    assert {checkup.proposal for checkup in found.values()} == {"off"}


async def test_nothing_is_left_running_when_it_is_stopped(site: str) -> None:
    async with Client(Config().http) as client, Parser() as parser:
        looking = check([source("/fine", site), source("/short", site)], Config(), client, parser)
        first = await anext(looking)
        await looking.aclose()
    assert first.is_fine


def test_json_has_everything() -> None:
    row = Checkup("k", "n", "c", "feed", "", True, "fine", full_text=1 / 3).as_json()
    assert row["full_text"] == 0.333
    assert {"verdict", "proposal", "declared_charset", "charset", "newest", "relay"} <= set(row)

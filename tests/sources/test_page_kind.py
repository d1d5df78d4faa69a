"""A channel page as a source: what is asked, what is remembered, older pages."""

from collections.abc import AsyncIterator, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tnews.model import Fetched, FetchError, FetchState, ParseError, Source, Unchanged
from tnews.model.settings import HttpSettings
from tnews.net.client import Client
from tnews.net.http import Reply
from tnews.sources import page
from tnews.sources.worker import Parser

URL = "https://www.example.cn/xiaofei/"


def source(url: str = URL, **options: Any) -> Source:
    return Source("a", url, "消费", "消费", kind="page", options=options)


def channel(first: int, following: str = "", count: int = 5) -> bytes:
    rows = "".join(
        f"<li><a href='/2021/0802/{n}.html'>消费新闻的标题第{n}条</a><b>2021-08-02</b></li>"
        for n in range(first, first + count)
    )
    pager = f"<a href='{following}'>下一页</a>" if following else ""
    return f"<title>消费_某某网</title><ul>{rows}</ul>{pager}".encode()


class Wire:
    """An Http with a page at each of some addresses; it remembers what it was asked."""

    def __init__(
        self, pages: Mapping[str, bytes], headers: Mapping[str, str] | None = None
    ) -> None:
        self.pages = pages
        self.headers = headers or {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        assert home == URL
        asked = headers or {}
        self.asked.append((url.removeprefix(URL), asked))
        if "if-none-match" in asked:
            return Reply(url, 304, self.headers)
        if url not in self.pages:
            return Reply(url, 404)
        return Reply(url, 200, self.headers, self.pages[url])

    async def post(self, url: str, body: bytes, **_rest: Any) -> Reply:
        raise AssertionError(url)


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser(1) as parser:
        yield parser


async def test_first_fetch_brings_drafts_without_text(parser: Parser) -> None:
    http = Wire({URL: channel(0)}, {"etag": '"1"'})
    got = await page.fetch(source(), FetchState(failures=3, last_error="x"), http, parser)
    assert isinstance(got, Fetched)
    assert got.title == "消费"
    assert len(got.drafts) == 5
    assert got.drafts[0].url == "https://www.example.cn/2021/0802/0.html"
    assert not any(draft.blocks for draft in got.drafts)
    assert all(draft.published_at for draft in got.drafts)
    assert (got.state.etag, got.state.failures, got.state.last_error) == ('"1"', 0, "")


async def test_unchanged_page_is_not_read_again(parser: Parser) -> None:
    http = Wire({URL: channel(0)}, {"etag": '"1"'})
    first = await page.fetch(source(), FetchState(), http, parser)
    again = await page.fetch(source(), first.state, http, parser)
    assert isinstance(again, Unchanged)
    assert http.asked[1][1]["if-none-match"] == '"1"'
    http.headers = {}
    without_tag = await page.fetch(source(), FetchState(), http, parser)
    same_bytes = await page.fetch(source(), without_tag.state, http, parser)
    assert isinstance(same_bytes, Unchanged)


async def test_other_selectors_read_the_same_page_again(parser: Parser) -> None:
    http = Wire({URL: channel(0)}, {"etag": '"1"'})
    first = await page.fetch(source(), FetchState(), http, parser)
    again = await page.fetch(source(list="li:first-child"), first.state, http, parser)
    assert isinstance(again, Fetched)
    assert len(again.drafts) == 1
    assert "if-none-match" not in http.asked[1][1]


async def test_selector_that_selects_nothing_is_the_source_s_error(parser: Parser) -> None:
    with pytest.raises(ParseError, match="option list selects nothing") as caught:
        await page.fetch(source(list="tr.x"), FetchState(), Wire({URL: channel(0)}), parser)
    assert caught.value.url == URL


async def test_missing_page_is_an_error(parser: Parser) -> None:
    with pytest.raises(FetchError, match="404"):
        await page.fetch(source(), FetchState(), Wire({}), parser)


def following(*firsts: int) -> dict[str, bytes]:
    addresses = [URL, *(f"{URL}{n}.html" for n in range(2, len(firsts) + 1))]
    nexts = [*addresses[1:], ""]
    return {
        address: channel(first, after)
        for address, first, after in zip(addresses, firsts, nexts, strict=True)
    }


async def older(site: Mapping[str, bytes], parser: Parser, **options: Any) -> tuple[Fetched, Wire]:
    http = Wire(site, {"etag": '"1"'})
    first = await page.fetch(source(**options), FetchState(), http, parser)
    got = await page.fetch(source(**options), first.state, http, parser, older=True)
    assert isinstance(got, Fetched)
    return got, http


@pytest.mark.parametrize(("pages", "count"), [(None, 10), (0, 5), (2, 15), (20, 20)])
async def test_older_follows_as_many_pages_as_wanted(
    parser: Parser, pages: int | None, count: int
) -> None:
    options = {} if pages is None else {"pages": pages}
    got, _http = await older(following(0, 5, 10, 15), parser, **options)
    assert len({draft.url for draft in got.drafts}) == len(got.drafts) == count
    assert got.state.last_error == ""


async def test_older_ends_where_nothing_is_new(parser: Parser) -> None:
    got, http = await older(following(0, 3, 0, 10), parser, pages=20)
    assert len(got.drafts) == 8
    assert [url for url, _headers in http.asked] == ["", "", "2.html", "3.html"]


async def test_older_ends_at_a_page_that_was_read(parser: Parser) -> None:
    pages = following(0, 5) | {f"{URL}2.html": channel(5, f"{URL}2.html")}
    got, http = await older(pages, parser, pages=20)
    assert len(got.drafts) == 10
    assert len(http.asked) == 3


async def test_older_page_that_fails_costs_nothing_and_is_told(parser: Parser) -> None:
    pages = following(0, 5, 10)
    del pages[f"{URL}3.html"]
    got, _http = await older(pages, parser, pages=20)
    assert len(got.drafts) == 10
    assert "404" in got.state.last_error


class Site(BaseHTTPRequestHandler):
    """Three pages of a channel, in GB2312 without saying so."""

    def do_GET(self) -> None:
        number = {"/xiaofei/": 1, "/xiaofei/2.html": 2, "/xiaofei/3.html": 3}[self.path]
        body = channel(number * 5, f"{number + 1}.html" if number < 3 else "")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.decode().encode("gb2312"))

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/xiaofei/"
        server.shutdown()


async def test_real_site(site: str, parser: Parser) -> None:
    async with Client(HttpSettings()) as http:
        got = await page.fetch(source(site, pages=5), FetchState(), http, parser, older=True)
    assert isinstance(got, Fetched)
    assert [draft.title for draft in got.drafts] == [f"消费新闻的标题第{n}条" for n in range(5, 20)]
    assert got.drafts[0].url == site.replace("/xiaofei/", "/2021/0802/5.html")

"""Fetching a feed: what is asked, what an answer means, what is remembered."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from tnews.model import Fetched, FetchError, FetchState, ParseError, Source, Unchanged
from tnews.model.record import replace
from tnews.net.http import Reply
from tnews.sources import conditional, feed
from tnews.sources.worker import Parser

URL = "https://a.cn/feed"
SOURCE = Source("a", URL, "甲", "新闻")
BODY = "<rss><channel><title>频道</title><item><title>标题</title><link>/1</link></item></channel></rss>".encode()


class Wire:
    """An Http that gives one answer and remembers what it was asked."""

    def __init__(
        self, status: int = 200, headers: Mapping[str, str] | None = None, body: bytes = BODY
    ) -> None:
        self.reply = Reply("https://a.cn/moved/feed", status, headers or {}, body)
        self.asked: Mapping[str, str] = {}

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        assert (url, home) == (URL, URL)
        self.asked = headers or {}
        return self.reply


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    async with Parser() as parser:
        yield parser


def days_ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


async def test_first_fetch_brings_drafts_and_state(parser: Parser) -> None:
    http = Wire(headers={"etag": 'W/"1"', "last-modified": "yesterday"})
    got = await feed.fetch(SOURCE, FetchState(failures=3, last_error="x"), http, parser)
    assert isinstance(got, Fetched)
    assert got.title == "频道"
    assert [draft.url for draft in got.drafts] == ["https://a.cn/1"]
    assert (got.state.etag, got.state.last_modified) == ('W/"1"', "yesterday")
    assert len(got.state.body_hash) == 16
    assert (got.state.failures, got.state.last_error) == (0, "")
    assert got.state.checked_at == got.state.succeeded_at is not None
    assert not {"if-none-match", "if-modified-since"} & set(http.asked)


async def test_validators_are_sent_as_they_came(parser: Parser) -> None:
    state = FetchState(etag='W/"1"', last_modified="yesterday", succeeded_at=days_ago(1))
    http = Wire(304, body=b"")
    got = await feed.fetch(SOURCE, state, http, parser)
    assert isinstance(got, Unchanged)
    assert (http.asked["if-none-match"], http.asked["if-modified-since"]) == ('W/"1"', "yesterday")
    assert (got.state.etag, got.state.last_modified) == ('W/"1"', "yesterday")


async def test_validators_are_dropped_after_eight_days(parser: Parser) -> None:
    http = Wire()
    await feed.fetch(SOURCE, FetchState(etag="1", succeeded_at=days_ago(9)), http, parser)
    assert "if-none-match" not in http.asked


async def test_server_that_answers_304_for_ever_is_asked_anew(parser: Parser) -> None:
    state = FetchState(etag="1", succeeded_at=days_ago(0), cursor=days_ago(7).isoformat())
    got = await feed.fetch(SOURCE, state, Wire(304, body=b""), parser)
    assert got.state.cursor == state.cursor
    http = Wire()
    await feed.fetch(SOURCE, replace(got.state, cursor=days_ago(9).isoformat()), http, parser)
    assert "if-none-match" not in http.asked


async def test_same_bytes_are_not_parsed(parser: Parser) -> None:
    first = await feed.fetch(SOURCE, FetchState(), Wire(), parser)
    again = await feed.fetch(SOURCE, first.state, Wire(headers={"etag": "2"}), parser)
    assert isinstance(again, Unchanged)
    assert again.state.etag == "2"


async def test_unasked_304_is_an_error(parser: Parser) -> None:
    with pytest.raises(FetchError, match="not modified"):
        await feed.fetch(SOURCE, FetchState(), Wire(304, body=b""), parser)


async def test_status_is_an_error_and_its_body_is_not_read(parser: Parser) -> None:
    with pytest.raises(FetchError) as caught:
        await feed.fetch(SOURCE, FetchState(), Wire(503, {"retry-after": "300"}), parser)
    assert (caught.value.status, caught.value.retry_after) == (503, 300.0)


async def test_web_page_is_a_parse_error_with_its_address(parser: Parser) -> None:
    with pytest.raises(ParseError, match="web page") as caught:
        await feed.fetch(SOURCE, FetchState(), Wire(body=b"<html></html>"), parser)
    assert caught.value.url == URL


async def test_charset_of_the_header_reaches_the_reader(parser: Parser) -> None:
    body = "<rss><channel><item><title>镕</title></item></channel></rss>".encode("gbk")
    http = Wire(headers={"content-type": 'text/xml; Charset="GB2312"'}, body=body)
    got = await feed.fetch(SOURCE, FetchState(), http, parser)
    assert isinstance(got, Fetched)
    assert got.drafts[0].title == "镕"


@pytest.mark.parametrize(
    "header", ["", "text/xml", "text/xml; charset", ";;;=", "text/xml; charset=\0é"]
)
def test_any_content_type_gives_facts(header: str) -> None:
    assert conditional.facts(Reply(URL, 200, {"content-type": header}))["url"] == URL

import gzip
import json
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from itertools import pairwise
from urllib.parse import urlsplit

import feedparser
import pytest

from tnews.demo import DemoSite, serve
from tnews.demo.server import PORT


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with serve() as running:
        yield running


def ask(url: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """The answer to one request, read to its end."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, parts.path, headers=sent)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_the_site_is_on_loopback_and_has_a_source_for_each_channel(site: DemoSite) -> None:
    sources = site.sources()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", site.url)
    assert len(sources) == len({source.key for source in sources}) == 12 + 1
    for source in sources:
        assert source.url.startswith(f"{site.url}/")
        if source.kind != "rank":
            assert source.name == f"湖畔日报·{source.category}"
    others = {source.key: source.kind for source in sources if source.kind != "feed"}
    assert others == {"demo-xiaofei": "page", "demo-hulianwang": "json", "demo-rebang": "rank"}


def test_every_source_answers_with_its_articles(site: DemoSite) -> None:
    for source in site.sources():
        answer, body = ask(source.url)
        assert answer.status == 200
        assert int(answer.headers["Content-Length"]) == len(body)
        if source.kind == "page":
            assert body.count(b'<span class="date">') == 5
        elif source.kind != "feed":
            assert json.loads(body)["code"] == 0
        elif source.url.endswith("json"):
            assert body.count(b'"content_html"') >= 4
        else:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            assert len(feedparser.parse(body, response_headers=headers).entries) >= 4


def test_the_api_has_the_text_of_each_article_of_its_list(site: DemoSite) -> None:
    (source,) = [source for source in site.sources() if source.kind == "json"]
    entries = json.loads(ask(source.url)[1])["data"]["list"]
    assert len(entries) == 5
    for entry in entries:
        assert entry["ctime"] % 1000 == 0
        assert "content" not in entry
        url = source.options["detail"]["url"].replace("{docId}", entry["docId"])
        found = json.loads(ask(url)[1])["data"]
        assert found["title"] == entry["title"]
        assert entry["digest"][:10] in found["content"]


def test_the_hot_list_is_another_each_time_it_is_asked_for(site: DemoSite) -> None:
    (source,) = [source for source in site.sources() if source.kind == "rank"]
    orders, etags = [], set()
    for _ in range(4):
        answer, body = ask(source.url)
        entries = json.loads(body)["data"]["list"]
        orders.append([entry["docId"] for entry in entries])
        etags.add(answer.headers["ETag"])
        assert all(ask(entry["link"])[0].status == 200 for entry in entries)
    assert all(before != after for before, after in pairwise(orders))
    assert len(etags) == 4


def test_the_gb2312_feeds_are_read_by_the_charset_of_the_header(site: DemoSite) -> None:
    source = next(one for one in site.sources() if one.key == "demo-tongxin")
    answer, body = ask(source.url)
    assert answer.headers.get_content_charset() == "gb2312"
    assert b"encoding" not in body.splitlines()[0]
    parsed = feedparser.parse(
        body, response_headers={"content-type": answer.headers["content-type"]}
    )
    titles = [entry.title for entry in parsed.entries]
    assert "没有基站的网络，怎样自己长出来" in titles
    assert "燈語、旗語與鐘聲：海上的老通信" in titles


def test_an_unchanged_feed_is_304_without_a_body(site: DemoSite) -> None:
    url = site.sources()[0].url
    answer, _ = ask(url)
    etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    for headers in ({"If_None_Match": etag}, {"If_Modified_Since": modified}):
        again, body = ask(url, **headers)
        assert (again.status, body) == (304, b"")
        assert again.headers["ETag"] == etag
    assert ask(url, If_None_Match='"another"')[0].status == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate", "gzip"),
        ("br;q=1.0, gzip;q=0.8", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.00", None),
        ("identity", None),
    ],
)
def test_gzip_is_sent_to_who_asks_for_it(
    site: DemoSite, accepted: str, encoding: str | None
) -> None:
    answer, body = ask(f"{site.url}/", Accept_Encoding=accepted)
    assert answer.headers["Content-Encoding"] == encoding
    html = gzip.decompress(body) if encoding else body
    assert html.startswith(b"<!DOCTYPE html>")


def test_head_is_get_without_the_body(site: DemoSite) -> None:
    url = site.sources()[0].url
    whole, body = ask(url)
    head, nothing = ask(url, "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.headers["Content-Length"] == str(len(body)) == whole.headers["Content-Length"]


def test_what_is_not_there_is_404_and_a_query_does_no_harm(site: DemoSite) -> None:
    for path in ("/no", "/shouye/../../etc/passwd", "/articles/shouye.toml", "/%00"):
        assert ask(site.url + path)[0].status == 404
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request("GET", "/?utm_source=x")
    assert connection.getresponse().status == 200
    connection.close()


def test_a_connection_serves_more_than_one_request(site: DemoSite) -> None:
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    for _ in range(2):
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
    connection.close()


def test_the_server_writes_nothing_to_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    with serve() as running:
        address = urlsplit(running.url)
        ask(f"{running.url}/no")
        with socket.create_connection((address.hostname, address.port)) as client:
            client.sendall(b"\x16\x03\x01 not HTTP\r\n\r\n")
            client.recv(4096)
    assert capfd.readouterr() == ("", "")


def test_closing_frees_the_port_and_may_be_done_twice() -> None:
    with serve() as running:
        port = urlsplit(running.url).port
        assert port
    running.close()
    with serve(port=port) as again:
        assert again.url == running.url


def test_without_a_port_it_takes_its_own_or_a_free_one() -> None:
    with serve() as first, serve() as second:
        ports = [urlsplit(one.url).port for one in (first, second)]
        assert ports[0] != ports[1] != PORT
        assert ask(f"{second.url}/")[0].status == 200

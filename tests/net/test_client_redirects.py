"""net.client: which redirects are followed, and what goes along."""

from __future__ import annotations

from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client


def to(location: str, status: str = "302 Found") -> dict[str, Any]:
    return {"status": status, "headers": {"Location": location}, "body": b"moved"}


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
@pytest.mark.parametrize(
    "location", ["/new", "new", "?q=1", "//127.0.0.1:{port}/new", " /new#top "]
)
async def test_redirects_are_followed(serve: Any, status: str, location: str) -> None:
    routes: dict[str, Any] = {"/new": {"body": b"here"}, "/old?q=1": {"body": b"here"}}
    site = await serve(routes)
    routes["/old"] = to(location.format(port=site.port), status)
    async with Client(HttpSettings()) as http:
        reply = await http.get(site.url("/old"))
    assert (reply.status, reply.body) == (200, b"here")
    assert reply.url in (site.url("/new"), site.url("/old?q=1"))


async def failure(site: Any, path: str) -> FetchError:
    async with Client(HttpSettings()) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(site.url(path))
    assert caught.value.url == site.url(path)
    assert not caught.value.offline
    return caught.value


async def test_five_are_followed_and_no_more(serve: Any) -> None:
    site = await serve({f"/{n}": to(f"/{n - 1}") for n in range(1, 8)} | {"/0": {"body": b"end"}})
    async with Client(HttpSettings()) as http:
        assert (await http.get(site.url("/5"))).body == b"end"
    assert "more than 5 times" in (await failure(site, "/6")).message


async def test_circles_end(serve: Any) -> None:
    site = await serve({"/self": to("/self"), "/a": to("/b"), "/b": to("/a#again")})
    assert "circle" in (await failure(site, "/self")).message
    assert "circle" in (await failure(site, "/a")).message
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "not file:"),
        ("data:text/xml,<rss/>", "not data:"),
        ("javascript:1", "not javascript:"),
        ("gopher://127.0.0.1:1/", "not gopher:"),
        ("http://[::1/", "no web address"),
        ("http://127.0.0.1:99999/", "no web address"),
        ("http://\x01/", "no web address"),
        ("/" + "a" * 9000, "no web address"),
        ("", "without saying where"),
        ("  ", "without saying where"),
    ],
)
async def test_redirects_that_are_not_followed(serve: Any, location: str, words: str) -> None:
    site = await serve({"/": to(location)})
    assert words in (await failure(site, "/")).message
    assert len(site.asked) == 1


async def test_a_redirect_to_a_dead_server_does_not_mean_offline(serve: Any) -> None:
    site = await serve({"/": to("http://127.0.0.1:1/")})
    assert "refuses connections" in (await failure(site, "/")).message


async def test_headers_go_to_the_origin_of_the_home_only(serve: Any, names: Any) -> None:
    other = await serve({"/b": to("/c"), "/c": {}})
    site = await serve({"/": to(other.url("/b", "news.example")), "/own": {}})
    secret = {"X-Token": "secret", "Authorization": "Bearer secret"}
    home = site.url("/feed", "news.example")
    async with Client(HttpSettings(), look_up=names) as http:
        await http.get(site.url("/", "news.example"), headers=secret, home=home)
        await http.get(site.url("/own", "news.example"), headers=secret, home=home)
        await http.get(other.url("/c", "news.example"), headers=secret, home=home)
    assert [asked.headers.get("x-token") for asked in site.asked] == ["secret", "secret"]
    assert [asked.headers.get("authorization") for asked in site.asked] == ["Bearer secret"] * 2
    assert len(other.asked) == 3
    for asked in other.asked:
        assert "secret" not in str(asked.headers)


async def test_validators_and_accept_go_where_a_redirect_leads(serve: Any, names: Any) -> None:
    other = await serve({"/b": {"status": "304 Not Modified"}})
    site = await serve({"/": to(other.url("/b", "news.example"))})
    own = {
        "If-None-Match": '"1"',
        "If-Modified-Since": "x",
        "Accept": "text/xml",
        "Cookie": "secret",
    }
    async with Client(HttpSettings(), look_up=names) as http:
        reply = await http.get(site.url("/", "news.example"), headers=own)
    assert reply.status == 304
    sent = other.asked[0].headers
    assert (sent["if-none-match"], sent["if-modified-since"], sent["accept"]) == (
        '"1"',
        "x",
        "text/xml",
    )
    assert "cookie" not in sent


@pytest.mark.parametrize(
    ("chain", "moved_to", "is_lasting"),
    [
        ([], "", True),
        (["301 x"], "/0", True),
        (["308 x", "301 x"], "/0", True),
        (["301 x", "302 x"], "/1", False),
        (["302 x", "301 x"], "", False),
        (["307 x"], "", False),
        (["303 x"], "", False),
    ],
)
async def test_a_reply_says_whether_its_address_has_changed_for_good(
    serve: Any, chain: list[str], moved_to: str, is_lasting: bool
) -> None:
    last = len(chain)
    routes = {f"/{last - n}": to(f"/{last - n - 1}", status) for n, status in enumerate(chain)}
    site = await serve({**routes, "/0": {"body": b"here"}})
    async with Client(HttpSettings()) as http:
        reply = await http.get(site.url(f"/{last}"))
    assert reply.body == b"here"
    assert reply.moved_to == (site.url(moved_to) if moved_to else "")
    assert reply.is_lasting is is_lasting


async def test_a_name_and_password_go_to_the_origin_of_the_home_only(
    serve: Any, names: Any
) -> None:
    other = await serve({"/b": {}})
    site = await serve({"/": to(other.url("/b", "me:pw@news.example")), "/page": {}})
    home = site.url("/", "me:pass%20word@news.example")
    async with Client(HttpSettings(), look_up=names) as http:
        reply = await http.get(home)
        await http.get(site.url("/page", "news.example"), home=home)
        await http.get(other.url("/b", "you:x@news.example"), home=home)
    basic = "Basic bWU6cGFzcyB3b3Jk"
    assert [asked.headers.get("authorization") for asked in site.asked] == [basic, basic]
    assert [asked.headers.get("authorization") for asked in other.asked] == [None, None]
    assert reply.url == other.url("/b", "news.example")


@pytest.mark.parametrize(
    "url",
    [
        "http://me:secret@127.0.0.1:1/",
        "ftp://me:secret@news.example/",
        "http://me:secret@[::1/",
        "http://me:secret@news.example:0/",
        "http:me:secret@news.example/",
        "me:secret@news.example",
    ],
)
async def test_a_password_is_never_in_a_message(names: Any, url: str) -> None:
    async with Client(HttpSettings(), look_up=names) as http:
        with pytest.raises(FetchError) as caught:
            await http.get(url)
    assert "secret" not in caught.value.message + caught.value.url

"""net.client: no source reaches into the private network, except at its own address."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client


def to(location: str) -> dict[str, Any]:
    return {"status": "302 Found", "headers": {"Location": location}}


async def refused(http: Client, url: str, home: str | None = None) -> None:
    with pytest.raises(FetchError, match="private network") as caught:
        await http.get(url, home=home)
    assert not caught.value.offline


async def test_a_source_on_this_machine_is_fetched(serve: Any, names: Any) -> None:
    site = await serve({"/feed": {"body": b"x"}, "/page": {"body": b"y"}})
    async with Client(HttpSettings(), look_up=names) as http:
        assert (await http.get(site.url("/feed"))).body == b"x"
        assert (await http.get(site.url("/page"), home=site.url("/feed"))).body == b"y"
        home = site.url("/feed", "news.example")
        assert (await http.get(home)).body == b"x"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "other.example",
     "10.0.0.1", "169.254.169.254", "0.0.0.0", "[fe80::1]", "localhost"],
)  # fmt: skip
async def test_no_other_source_reaches_inside(serve: Any, names: Any, host: str) -> None:
    async def look_up(name: str) -> list[str]:
        return ["127.0.0.1", "::1"] if name == "localhost" else list(await names(name))

    routes: dict[str, Any] = {"/secret": {"body": b"secret"}}
    site = await serve(routes)
    routes["/feed"] = to(site.url("/secret", host))
    home = site.url("/feed", "news.example")
    async with Client(HttpSettings(), look_up=look_up) as http:
        await refused(http, home)
        await refused(http, site.url("/secret", host), home)
    assert [asked.target for asked in site.asked] == ["/feed"]


async def test_a_kept_connection_is_no_way_in(serve: Any, names: Any) -> None:
    """A connection opened for a source at home lies idle when another source comes that way."""
    inner = await serve({"/admin": {"body": b"secret"}})
    site = await serve({"/feed": to(inner.url("/admin"))})
    async with Client(HttpSettings(), look_up=names) as http:
        assert (await http.get(inner.url("/admin"))).body == b"secret"
        await refused(http, site.url("/feed", "news.example"))
        await refused(http, inner.url("/admin"), "http://news.example/")
        assert (await http.get(inner.url("/admin"))).body == b"secret"
    assert (len(inner.asked), inner.connections) == (2, 1)  # it was idle and usable all the time


async def test_sources_side_by_side_keep_their_own_rights(serve: Any, names: Any) -> None:
    inner = await serve({"/admin": {"body": b"secret"}})
    async with Client(HttpSettings(), look_up=names, per_host=8) as http:
        outcomes = await asyncio.gather(
            *(
                http.get(inner.url("/admin"), home="http://news.example/" if n % 2 else None)
                for n in range(16)
            ),
            return_exceptions=True,
        )
    assert [isinstance(one, FetchError) for one in outcomes] == [False, True] * 8
    assert len(inner.asked) == 8


async def test_the_checked_address_is_the_one_connected_to(serve: Any) -> None:
    asked: list[str] = []

    async def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["203.0.113.1"] if len(asked) == 1 else ["127.0.0.1"]

    site = await serve({"/": {}})
    async with Client(HttpSettings(), look_up=rebinding) as http:
        await refused(http, site.url("/", "rebind.example"), "http://news.example/")
    assert asked == ["rebind.example"]
    assert site.asked == []


class TestProxy:
    """A proxy is a server that is sent whole addresses."""

    async def test_a_proxy_looks_names_up(self, serve: Any, names: Any) -> None:
        proxy = await serve({"http://unknown.invalid/feed": {"body": b"by proxy"}})
        settings = HttpSettings(proxy=proxy.url("/", "me:pw@127.0.0.1"))
        async with Client(settings, look_up=names) as http:
            reply = await http.get("http://unknown.invalid/feed")
        assert reply.body == b"by proxy"
        assert proxy.asked[0].headers["proxy-authorization"] == "Basic bWU6cHc="

    async def test_this_machine_is_asked_directly(self, serve: Any, names: Any) -> None:
        proxy = await serve({})
        site = await serve({"/": {"body": b"direct"}})
        async with Client(HttpSettings(proxy=proxy.url()), look_up=names) as http:
            assert (await http.get(site.url("/"))).body == b"direct"
            await refused(http, site.url("/"), "http://news.example/")
        assert proxy.asked == []

    async def test_inner_addresses_are_refused_by_a_proxy_too(self, serve: Any, names: Any) -> None:
        proxy = await serve({"http://10.0.0.1/": {"body": b"lan"}})
        async with Client(HttpSettings(proxy=proxy.url()), look_up=names) as http:
            await refused(http, "http://10.0.0.1/", "http://news.example/")
            assert (await http.get("http://10.0.0.1/")).body == b"lan"

    async def test_a_proxy_is_told_an_ipv6_address_in_brackets(
        self, serve: Any, names: Any
    ) -> None:
        """RFC 9112 §3.2.2 and §3.2.3: its last colon would be taken for the one before a port."""
        proxy = await serve({"http://[2400:da00::1]/": {"body": b"six"}})
        async with Client(HttpSettings(proxy=proxy.url()), look_up=names) as http:
            assert (await http.get("http://[2400:da00::1]/")).body == b"six"
            with pytest.raises(FetchError, match="404"):
                await http.get("https://[2400:da00::1]/")
        assert [asked.target for asked in proxy.asked][1:] == ["[2400:da00::1]:443"]

    async def test_a_proxy_that_does_not_connect(self, serve: Any, names: Any) -> None:
        proxy = await serve({"news.example:443": {"status": "407 \x1b[2JAuthentication"}})
        async with Client(HttpSettings(proxy=proxy.url()), look_up=names) as http:
            with pytest.raises(FetchError, match=r"proxy does not connect.*407") as caught:
                await http.get("https://news.example/")
        assert "\x1b" not in caught.value.message

    async def test_a_dead_proxy_means_offline(self, names: Any) -> None:
        async with Client(HttpSettings(proxy="127.0.0.1:1"), look_up=names) as http:
            with pytest.raises(FetchError, match=r"proxy 127\.0\.0\.1:1 refuses") as caught:
                await http.get("http://news.example/")
        assert caught.value.offline

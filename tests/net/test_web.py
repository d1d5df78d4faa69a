"""net.web: a source is asked with its own headers, proxy, time and trust, and nobody else is."""

from __future__ import annotations

import asyncio
import ssl
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tnews.model import FetchError, Source
from tnews.model.settings import Config, HttpSettings
from tnews.model.source import SourceHttp
from tnews.net.web import Web


def web(names: Any, url: str, own: SourceHttp, **settings: Any) -> Web:
    """The web of a configuration in which the source at `url` has settings of its own."""
    source = Source("sky", url, "Sky", "天气", http=own)
    return Web(Config(sources=(source,), http=HttpSettings(**settings)), look_up=names)


async def test_headers_and_agent_are_those_of_the_source(serve: Any, names: Any) -> None:
    site = await serve({"/mine": {}, "/other": {}})
    mine, other = site.url("/mine", "a.example"), site.url("/other", "a.example")
    own = SourceHttp(headers=(("X-Token", "秘"), ("Accept", "text/plain")), user_agent="mine/1")
    async with web(names, mine, own, user_agent="usual/1") as http:
        await http.get(mine, headers={"accept": "text/xml"}, home=mine)
        await http.get(other, headers={"accept": "text/xml"}, home=other)
    first, second = (asked.headers for asked in site.asked)
    assert (first["user-agent"], first["accept"]) == ("mine/1", "text/plain")
    assert first["x-token"].encode("latin-1").decode() == "秘"
    assert (second["user-agent"], second["accept"]) == ("usual/1", "text/xml")
    assert "x-token" not in second


async def test_headers_do_not_follow_a_redirect_to_another_host(serve: Any, names: Any) -> None:
    other = await serve({"/": {}})
    site = await serve(
        {"/": {"status": "302 x", "headers": {"Location": other.url("/", "a.example")}}}
    )
    url = site.url("/", "a.example")
    async with web(names, url, SourceHttp(headers=(("X-Token", "secret"),))) as http:
        await http.get(url, home=url)
    assert site.asked[0].headers["x-token"] == "secret"
    assert "x-token" not in other.asked[0].headers


async def test_pages_of_a_source_are_asked_for_as_it_is(serve: Any, names: Any) -> None:
    site = await serve({"/page": {}})
    home = site.url("/feed", "a.example")
    async with web(names, home, SourceHttp(headers=(("X-Token", "secret"),))) as http:
        await http.get(site.url("/page", "a.example"), home=home)
    assert site.asked[0].headers["x-token"] == "secret"


async def test_what_is_posted_goes_as_the_source_wants_it(serve: Any, names: Any) -> None:
    site = await serve({"/": {}})
    url = site.url("/", "a.example")
    async with web(names, url, SourceHttp(headers=(("X-Token", "secret"),))) as http:
        await http.post(url, b"", headers={"content-type": "text/plain"})
    assert site.asked[0].headers["x-token"] == "secret"
    assert site.asked[0].headers["content-type"] == "text/plain"


async def test_time_is_that_of_the_source(serve: Any, names: Any) -> None:
    async def silent(*_: object) -> None:
        await asyncio.Event().wait()

    site = await serve({"/": silent})
    url = site.url("/", "a.example")
    async with web(names, url, SourceHttp(timeout=0.2)) as http:
        with pytest.raises(FetchError, match=r"within 0\.2 seconds"):
            await http.get(url, home=url)


async def test_a_source_may_have_a_proxy_and_another_none(serve: Any, names: Any) -> None:
    proxy = await serve({"http://a.example/": {"body": b"by proxy"}})
    site = await serve({"/": {"body": b"direct"}})
    through = SourceHttp(proxy=proxy.url())
    async with web(names, "http://a.example/", through) as http:
        reply = await http.get("http://a.example/", home="http://a.example/")
    assert reply.body == b"by proxy"
    url = site.url("/", "a.example")
    async with web(names, url, SourceHttp(proxy="direct"), proxy=proxy.url()) as http:
        assert (await http.get(url, home=url)).body == b"direct"


# -- certificates ---------------------------------------------------------------------------------


@pytest.fixture
async def site(serve: Any, tls: ssl.SSLContext) -> Any:
    """A site whose certificate, for news.example, nobody vouches for."""
    return await serve({"/": {"body": b"here"}}, ssl=tls)


def fingerprint(certificate: Path) -> str:
    pem = Path(f"{certificate}.crt").read_text()
    return f"sha256:{sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()}"


async def ask(site: Any, names: Any, own: SourceHttp, host: str = "news.example") -> bytes:
    url = site.url("/", host, "https")
    async with web(names, url, own) as http:
        return (await http.get(url, home=url)).body  # type: ignore[no-any-return]


async def test_a_source_may_be_excepted_from_the_check(site: Any, names: Any) -> None:
    assert await ask(site, names, SourceHttp(verify_tls=False)) == b"here"


async def test_the_exception_is_for_its_host_alone(
    site: Any, names: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tnews.net.dial.is_public", lambda _address: True)
    home = site.url("/", "other.example", "https")
    async with web(names, home, SourceHttp(verify_tls=False)) as http:
        with pytest.raises(FetchError, match="not valid"):
            await http.get(site.url("/", "news.example", "https"), home=home)


async def test_and_for_its_source_alone(site: Any, names: Any) -> None:
    home, other = (site.url(path, "news.example", "https") for path in ("/", "/other"))
    async with web(names, home, SourceHttp(verify_tls=False)) as http:
        assert (await http.get(home, home=home)).body == b"here"
        with pytest.raises(FetchError, match="not valid"):
            await http.get(other, home=other)


async def test_the_certificate_that_is_named_is_taken(
    site: Any, names: Any, certificate: Path
) -> None:
    own = SourceHttp(certificate=fingerprint(certificate))
    assert await ask(site, names, own) == b"here"
    assert await ask(site, names, own, host="any.example") == b"here"


async def test_another_one_is_not_and_is_told(site: Any, names: Any, certificate: Path) -> None:
    with pytest.raises(FetchError, match="another certificate") as caught:
        await ask(site, names, SourceHttp(certificate=f"sha256:{'00' * 32}"))
    assert fingerprint(certificate) in caught.value.message
    assert caught.value.code == "tls"
    assert site.asked == []


async def test_an_authority_of_ones_own_is_trusted(
    site: Any, names: Any, certificate: Path
) -> None:
    own = SourceHttp(certificate=f"{certificate}.crt")
    assert await ask(site, names, own) == b"here"
    with pytest.raises(FetchError, match="not valid"):  # but for the names it vouches for alone
        await ask(site, names, own, host="other.example")


@pytest.mark.parametrize(
    ("text", "words"), [(None, "no such file"), ("no certificate", "no PEM file")]
)
async def test_an_authority_that_cannot_be_read(
    site: Any, names: Any, tmp_path: Path, text: str | None, words: str
) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text)
    with pytest.raises(FetchError, match=words):
        await ask(site, names, SourceHttp(certificate=str(file)))


async def test_an_authority_in_the_home_of_nobody(site: Any, names: Any) -> None:
    with pytest.raises(FetchError, match="no such file"):
        await ask(site, names, SourceHttp(certificate="~nobody-here/ca.pem"))

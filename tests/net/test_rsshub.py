"""rsshub:// over real servers on loopback: which one is asked, with what proof, and what shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.model.settings import HttpSettings, RssHubSettings
from tnews.net.client import Client
from tnews.net.rsshub import RssHub, _proof, _without
from tnews.net.secret import read_secret


class Hub:
    """A server that answers every path with one status, and remembers what was asked."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked: list[str] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.asked.append(self.path)
                self.send_response(hub.status)
                if hub.status == 302:
                    self.send_header("Location", self.path.replace("/old", "/new"))
                    hub.status = 200
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"


@contextmanager
def serving(*hubs: Hub) -> Iterator[None]:
    threads = [Thread(target=hub.server.serve_forever, args=(0.02,)) for hub in hubs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for hub, thread in zip(hubs, threads, strict=True):
            hub.server.shutdown()
            thread.join()
            hub.server.server_close()


def settings(*hubs: Hub, key_env: str = "", key_file: str = "") -> RssHubSettings:
    return RssHubSettings(tuple(hub.base for hub in hubs), key_env, key_file)


async def test_the_first_server_that_has_the_route_answers_and_is_asked_first_then() -> None:
    poor, good = Hub(503), Hub()
    with serving(poor, good):
        async with Client(HttpSettings()) as client:
            http = RssHub(client, settings(poor, good))
            reply = await http.get("rsshub://a/b?x=1", home="rsshub://a/b?x=1")
            await http.get("rsshub://c")
    assert (reply.status, reply.body, reply.url) == (200, b"ok", f"{good.base}/a/b?x=1")
    assert poor.asked == ["/a/b?x=1"]
    assert good.asked == ["/a/b?x=1", "/c"]


async def test_a_server_that_is_not_there_is_passed_over() -> None:
    gone, good = Hub(), Hub()
    gone.server.server_close()
    with serving(good):
        async with Client(HttpSettings()) as client:
            assert (await RssHub(client, settings(gone, good)).get("rsshub://a")).status == 200


async def test_if_none_has_it_the_first_refusal_is_the_answer() -> None:
    missing, poor = Hub(404), Hub(503)
    with serving(missing, poor):
        async with Client(HttpSettings()) as client:
            assert (await RssHub(client, settings(missing, poor)).get("rsshub://a")).status == 404


async def test_if_none_can_be_reached_it_is_offline() -> None:
    gone = Hub()
    gone.server.server_close()
    async with Client(HttpSettings()) as client:
        with pytest.raises(FetchError) as caught:
            await RssHub(client, settings(gone)).get("rsshub://a")
    assert (caught.value.offline, caught.value.url) == (True, "rsshub://a")


async def test_without_a_server_it_says_what_to_set() -> None:
    async with Client(HttpSettings()) as client:
        with pytest.raises(FetchError, match=r"set \[rsshub\] bases"):
            await RssHub(client, RssHubSettings()).get("rsshub://a")


async def test_other_addresses_pass_and_none_that_a_feed_leads_to_is_home() -> None:
    hub, other = Hub(), Hub()
    with serving(hub, other):
        async with Client(HttpSettings()) as client:
            http = RssHub(client, settings(hub))
            elsewhere = other.base.replace("127.0.0.1", "localhost")
            for page in (f"{hub.base}/x", f"{other.base}/x", f"{elsewhere}/x"):
                with pytest.raises(FetchError, match="private network"):
                    await http.get(page, home="rsshub://a")
            with pytest.raises(FetchError):
                await RssHub(client, RssHubSettings()).get(f"{other.base}/x", home="rsshub://a")
            assert (await http.get(f"{other.base}/x")).status == 200
            assert (await http.post(f"{other.base}/x", b"")).status == 501
    assert (len(hub.asked), len(other.asked)) == (0, 1)


async def test_the_key_is_proved_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_KEY", "s3cret/键")
    hub = Hub()
    with serving(hub):
        async with Client(HttpSettings()) as client:
            http = RssHub(client, settings(hub, key_env="HUB_KEY"))
            reply = await http.get("rsshub://a/b?x=1#part")
            hub.status = 302
            moved = await http.get("rsshub://old/b")
            escaped = await http.get("rsshub://a/%E4%B8%AD")
    code = md5("/a/bs3cret/键".encode()).hexdigest()
    assert hub.asked[0] == f"/a/b?x=1&code={code}"
    code = md5("/a/中s3cret/键".encode()).hexdigest()
    assert hub.asked[-1] == f"/a/%E4%B8%AD?code={code}"
    assert reply.url == f"{hub.base}/a/b?x=1"
    assert moved.url == f"{hub.base}/new/b"
    assert escaped.url == f"{hub.base}/a/%E4%B8%AD"


async def test_a_key_is_not_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_KEY", "s3cret")
    gone = Hub()
    gone.server.server_close()
    async with Client(HttpSettings()) as client:
        with pytest.raises(FetchError) as caught:
            await RssHub(client, settings(gone, key_env="HUB_KEY")).get("rsshub://a/%41")
    assert "s3cret" not in f"{caught.value.message} {caught.value.url}"
    monkeypatch.delenv("HUB_KEY")
    async with Client(HttpSettings()) as client:
        with pytest.raises(FetchError, match="HUB_KEY"):
            await RssHub(client, settings(gone, key_env="HUB_KEY")).get("rsshub://a")


def test_a_key_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(" abc \n")
    file.chmod(0o644)
    with pytest.raises(FetchError, match="chmod 600"):
        read_secret("", str(file))
    file.chmod(0o600)
    assert read_secret("", str(file)) == "abc"
    assert read_secret("TNEWS_NOT_SET", str(file)) == "abc"
    assert read_secret("", "") == ""
    file.write_text("\n")
    with pytest.raises(FetchError, match="holds no key"):
        read_secret("", str(file))
    with pytest.raises(FetchError, match="no such file"):
        read_secret("", str(tmp_path / "none"))


@given(
    base=st.sampled_from(["http://h", "http://h/sub/path"]),
    route=st.text("ab/%中?&=x", min_size=1, max_size=20),
    key=st.text(min_size=1, max_size=20).filter(lambda key: key.isprintable() and key.strip()),
)
def test_what_is_added_for_the_key_is_always_taken_away_again(
    base: str, route: str, key: str
) -> None:
    address = f"{base}/{route}"
    proof = _proof(address, route, key)
    assert _without(address + proof, proof[1:]).rstrip("?&") == address.rstrip("?&")

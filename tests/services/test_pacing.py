"""A pause between two requests to one host; the time is a stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tnews.net.http import Http, Reply
from tnews.services.pacing import Paced, host_of


class Time(Http):
    """A clock that sleeping moves, and an Http that notes when it is asked."""

    def __init__(self) -> None:
        self.now = 100.0
        self.asked: list[tuple[str, float]] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        self.asked.append((url, self.now))
        return Reply(url, 200, {"home": home or "", **(headers or {})})

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        self.asked.append((url, self.now))
        return Reply(url, 201, {"home": home or "", **(headers or {})}, body)


def paced(time: Time, pause: float = 0.5) -> Paced:
    return Paced(time, pause, time.clock, time.sleep)


async def test_the_second_request_to_a_host_waits() -> None:
    time = Time()
    http = paced(time)
    await http.get("https://a.example/1")
    await http.get("https://b.example/1")
    await http.get("https://A.example:443/2")
    time.now += 60
    await http.post("https://a.example/3", b"")
    assert [at - 100 for _url, at in time.asked] == [0.0, 0.0, 0.5, 60.5]


async def test_this_machine_needs_no_pause() -> None:
    time = Time()
    http = paced(time, 60)
    for host in ("127.0.0.1:8000", "localhost", "[::1]", "127.0.0.1:8000"):
        await http.get(f"http://{host}/")
    assert time.now == 100


async def test_everything_goes_along() -> None:
    http = paced(Time())
    got = await http.get("https://a.example/1", headers={"x": "1"}, home="https://h.example/")
    assert got == Reply("https://a.example/1", 200, {"home": "https://h.example/", "x": "1"})
    posted = await http.post("https://a.example/1", b"b", headers={"x": "1"}, home="h")
    assert posted == Reply("https://a.example/1", 201, {"home": "h", "x": "1"}, b"b")


def test_an_address_that_is_none_has_no_host() -> None:
    assert host_of("http://[x") == host_of("") == ""


@given(hosts=st.lists(st.sampled_from("ab"), max_size=20), pause=st.sampled_from([0.0, 0.25, 2.0]))
def test_requests_to_one_host_are_never_closer(hosts: list[str], pause: float) -> None:
    time = Time()

    async def ask() -> None:
        http = paced(time, pause)
        for host in hosts:
            await http.get(f"https://{host}.example/")

    asyncio.run(ask())
    for host in "ab":
        times = [at for url, at in time.asked if url[8] == host]
        assert all(b - a >= pause for a, b in pairwise(times))

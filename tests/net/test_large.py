"""net.large: of large documents one is held at a time; small ones go past, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import gzip
import platform
import subprocess
import sys
from typing import Any

import pytest

from tnews.model import FetchError
from tnews.model.settings import HttpSettings
from tnews.net.client import Client
from tnews.net.large import SMALL, Large, give_back_memory

LARGE = b"x" * (3 * SMALL)


async def test_one_large_document_is_held_at_a_time(serve: Any) -> None:
    packed = gzip.compress(b"%d" * SMALL)
    headers = {"Content-Encoding": "gzip"}
    site = await serve({"/": {"body": LARGE}, "/gz": {"headers": headers, "body": packed}})
    large, held, most = Large(), 0, 0

    async def errand(http: Client, path: str) -> None:
        nonlocal held, most
        with large.errand():
            await http.get(site.url(path))
            held += 1
            most = max(most, held)
            for _turn in range(50):  # the others may come meanwhile
                await asyncio.sleep(0)
            held -= 1

    async with Client(HttpSettings()) as http, asyncio.TaskGroup() as tasks:
        for path in ("/", "/gz") * 4:
            tasks.create_task(errand(http, path))
    assert most == 1


async def test_small_documents_go_past_a_large_one_that_waits(serve: Any) -> None:
    came = asyncio.Event()

    async def twice(_: object, writer: asyncio.StreamWriter) -> None:
        came.set()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(LARGE) + LARGE)
        await writer.drain()

    small = {"body": b"x" * SMALL}
    site = await serve({"/": {"body": LARGE}, "/second": twice, "/small": small})
    large = Large()

    async def fetch(http: Client, path: str) -> bytes:
        with large.errand():
            return (await http.get(site.url(path))).body

    async with Client(HttpSettings()) as http:
        with large.errand() as first:
            await http.get(site.url("/"))
            second = asyncio.create_task(fetch(http, "/second"))
            await came.wait()
            assert len(await fetch(http, "/small")) == SMALL
            assert not second.done()
            first.give_back()
            assert await second == LARGE


async def test_waiting_for_the_turn_is_no_time_of_the_fetch(serve: Any) -> None:
    site = await serve({"/": {"body": LARGE}})
    large = Large()
    async with Client(HttpSettings()) as http:
        with large.errand():
            await http.get(site.url("/"))
            with large.errand() as second:
                async with asyncio.timeout(60) as clock:
                    waiting = asyncio.create_task(second.take(clock))
                    await asyncio.sleep(0)
                    assert clock.when() is None
                    waiting.cancel()


async def test_who_asks_again_gives_the_turn_back(serve: Any) -> None:
    """Else two could wait for each other: for the turn at a host, and for the large document's."""
    site = await serve({"/": {"body": LARGE}})
    large = Large()

    async def twice(http: Client) -> None:
        with large.errand():
            await http.get(site.url("/"))
            await http.get(site.url("/"))

    async with asyncio.timeout(20), Client(HttpSettings(), per_host=1) as http:
        await asyncio.gather(*(twice(http) for _ in range(4)))
    assert len(site.asked) == 8


async def test_a_document_that_fails_keeps_nobody_waiting(serve: Any) -> None:
    broken = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + LARGE
    site = await serve({"/": {"body": LARGE}, "/broken": broken})
    large = Large()
    async with Client(HttpSettings()) as http:
        with large.errand(), pytest.raises(FetchError):
            await http.get(site.url("/broken"))
        with large.errand():
            assert (await http.get(site.url("/"))).body == LARGE


_GROWTH = """
import asyncio
from tnews.net.large import Large

def pages():
    return int(open("/proc/self/statm").read().split()[1])

async def main():
    async with asyncio.timeout(60) as clock:
        with Large().errand() as errand:
            await errand.take(clock)
    before, small = pages(), []
    for mebibytes in (1, 2, 4, 8, 16, 10):
        large = b"x" * (mebibytes << 20)
        small.append(b"x" * 60_000)
        del large
    print(pages() - before)

asyncio.run(main())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc that keeps memory")
def test_who_met_a_large_document_gives_memory_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _GROWTH], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 500  # pages of 4 KiB; 2,500 without


def test_a_python_without_ctypes_reads_large_documents_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    give_back_memory.__wrapped__()

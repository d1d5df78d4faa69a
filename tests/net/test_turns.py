"""Whose turn it is at a host, and that turns are not taken too fast."""

from __future__ import annotations

import asyncio

import pytest

from tnews.net.turns import Turns


async def begins(turns: Turns, *hosts: str) -> list[float]:
    """When each of several turns begins, in seconds; each takes no time."""
    begun = []
    start = asyncio.get_running_loop().time()

    async def one(host: str) -> None:
        async with turns.of(host):
            begun.append(asyncio.get_running_loop().time() - start)

    await asyncio.gather(*map(one, hosts))
    return begun


async def test_turns_at_one_host_begin_apart() -> None:
    first, second, third = await begins(Turns(3, 0.02), *["a.example"] * 3)
    assert first < 0.01
    assert second >= 0.019
    assert third >= 0.038


async def test_another_host_need_not_wait() -> None:
    assert max(await begins(Turns(3, 60.0), "a.example", "b.example")) < 10


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
async def test_this_machine_needs_no_pause(host: str) -> None:
    assert max(await begins(Turns(1, 60.0), *[host] * 5)) < 10


async def test_who_gives_up_waiting_leaves_the_turn_to_the_next() -> None:
    turns = Turns(1, 0.05)
    await begins(turns, "a.example")
    waiting = asyncio.create_task(begins(turns, "a.example"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert len(await begins(turns, "a.example")) == 1

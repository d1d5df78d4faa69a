"""When a reader, in this process or another, has done what it was told."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

KNOWS = Path("/proc/self/task").is_dir()
"""Whether this system tells what threads do; elsewhere Textual's guess has to do."""

SOON = 0.02
"""Seconds within which a timer counts as work: the screen is painted 60 times a second."""

PATIENCE = 5.0
"""Seconds after which one that is never idle is taken as it is."""


async def wait_for_idle(_least: float = 0.0, _most: float = 0.0) -> None:
    """Wait until the loop has nothing to do and every other thread waits for something.

    Textual's own function, whose place it takes, asks whether the process took less than 1 ms of
    CPU time in 20: so does one that gets no turn, on a busy machine, or that waits for the disk.
    """
    loop = asyncio.get_running_loop()
    end = time.monotonic() + PATIENCE
    mine = threading.get_native_id()
    calm = 0
    while calm < 2 and time.monotonic() < end:
        await asyncio.sleep(_until_timer(loop) or _A_MOMENT)
        calm = 0 if _has_work(loop) or is_busy(os.getpid(), mine) else calm + 1


_A_MOMENT = 0.001


def _has_work(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether something is to be called now or soon."""
    return bool(loop._ready) or _until_timer(loop) > 0  # type: ignore[attr-defined]


def _until_timer(loop: asyncio.AbstractEventLoop) -> float:
    """Seconds until the last of the timers that end soon, 0 if there is none."""
    scheduled: list[asyncio.TimerHandle] = loop._scheduled  # type: ignore[attr-defined]
    now = loop.time()
    waits = [handle.when() - now for handle in scheduled if not handle.cancelled()]
    return max((max(wait, _A_MOMENT) for wait in waits if wait < SOON), default=0.0)


def is_busy(process: int, besides: int = 0) -> bool:
    """Whether a thread of a process, `besides` one, runs, wants to run, or waits for the disk."""
    return any(
        _state(thread) in "RD"
        for thread in Path(f"/proc/{process}/task").glob("*")
        if thread.name != str(besides)
    )


def _state(thread: Path) -> str:
    try:
        stat = (thread / "stat").read_bytes()
    except OSError:  # it has ended meanwhile
        return "X"
    return chr(stat[stat.rindex(b")") + 2])

"""Work on the lines of stdin: a few at a time, results in the order of the lines."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from typing import Any, TypeVar

from tnews.locale import _
from tnews.model import ConfigError

AT_ONCE = 4
"""Lines in work: two are read in the worker processes, two wait for their turn."""

_LONGEST = 1 << 16
"""Bytes of a line: addresses and names of files are shorter."""

Result = TypeVar("Result")


async def in_order(
    lines: AsyncIterator[str], work: Callable[[str], Coroutine[Any, Any, Result]]
) -> AsyncGenerator[Result, None]:
    """Yield the result of `work` for each of `lines`, in their order, as soon as it is there.

    At most `AT_ONCE` are begun and not yielded. Closing the iterator stops the others.
    """
    coming: asyncio.Task[str] | None = None
    begun: deque[asyncio.Task[Result]] = deque()
    is_over = False
    try:
        while True:
            if coming is None and not is_over and len(begun) < AT_ONCE:
                coming = asyncio.create_task(_next(lines))
            if coming is None and not begun:
                return
            awaited = [task for task in (coming, *list(begun)[:1]) if task]
            await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            if coming is not None and coming.done():
                line, coming = coming.result(), None
                is_over = not line
                if line:
                    begun.append(asyncio.create_task(work(line)))
            while begun and begun[0].done():
                yield begun.popleft().result()
    finally:
        unfinished = [task for task in (coming, *begun) if task]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


async def _next(lines: AsyncIterator[str]) -> str:
    """Return the next of `lines`, "" after the last."""
    return await anext(lines, "")


async def stdin_lines() -> AsyncIterator[str]:
    """Yield the lines of stdin that are not empty, each as soon as it is there.

    Raises `ConfigError` for what cannot be names of files.
    """
    file = sys.stdin.fileno()
    rest, data = b"", b"\n"
    while data:
        await _something_to_read(file)
        data = os.read(file, 1 << 16)
        *whole, rest = (rest + data).split(b"\n") if data else (rest, b"")
        if len(rest) > _LONGEST:
            raise ConfigError(_("stdin must hold names of files, one a line"))
        for line in whole:
            if text := os.fsdecode(line.removesuffix(b"\r")):
                yield text


async def _something_to_read(file: int) -> None:
    """Wait until reading `file` does not block; a regular file never does."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(file, ready.set)
    except (NotImplementedError, OSError):  # Windows cannot wait so, Linux not for a regular file
        return
    try:
        await ready.wait()
    finally:
        loop.remove_reader(file)

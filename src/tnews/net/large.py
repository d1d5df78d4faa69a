"""Whose turn it is to hold a large document, so that memory does not grow with how many come at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache

SMALL = 512 << 10
"""Bytes that every document may have without a turn: of 91 documents of real feeds none has more."""

_errand: ContextVar[Errand | None] = ContextVar("errand", default=None)


class Large:
    """For one event loop. One document larger than `SMALL` is held at a time, by whoever has an
    errand; the others wait half-read, their servers with them, and small ones go past."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @contextmanager
    def errand(self) -> Iterator[Errand]:
        """Yields the errand of this task, and of those it makes: asking for a document, reading it,
        storing what it says."""
        errand = Errand(self._lock)
        token = _errand.set(errand)
        try:
            yield errand
        finally:
            _errand.reset(token)
            errand.give_back()


class Errand:
    """What may have the turn."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._is_asked = False
        self._has_turn = False

    async def take(self, clock: asyncio.Timeout) -> None:
        """Wait for the turn, once; `clock` stands still meanwhile."""
        if self._is_asked:
            return
        self._is_asked = True
        give_back_memory()
        loop = asyncio.get_running_loop()
        ends = clock.when()
        left = None if ends is None else ends - loop.time()
        clock.reschedule(None)
        try:
            await self._lock.acquire()
        except BaseException:
            self._is_asked = False
            raise
        self._has_turn = True
        clock.reschedule(None if left is None else loop.time() + left)

    def give_back(self) -> None:
        """Let the next one have the turn. Before another request: who waits for a host's turn or
        a server must not keep those waiting who have it."""
        if self._has_turn:
            self._is_asked = self._has_turn = False
            self._lock.release()


@cache
def give_back_memory() -> None:
    """Let the C library give large blocks back to the system as soon as they are free (glibc).

    Once one was freed it takes those of that size from its heap instead, up to 32 MiB, and keeps
    what is below anything still in use: after nine documents of 10 MiB 26 MiB of nothing
    (mallopt(3), M_MMAP_THRESHOLD).
    """
    threshold = -3
    # Another C library, another system, a Python that was built without libffi.
    with suppress(ImportError, OSError, TypeError, AttributeError):
        import ctypes  # 5 ms, for those who meet a large document

        ctypes.CDLL(None).mallopt(threshold, 1 << 18)


def current() -> Errand | None:
    """Return the errand of this task; who has none is never made to wait."""
    return _errand.get()

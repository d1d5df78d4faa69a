"""Hostile bytes are read in processes that may be killed: `Parser` keeps a few of them."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from tnews.locale import _, language
from tnews.model import ParseError
from tnews.sources import wire

SECONDS = 10.0
"""Wall time of one job. The largest honest feed needs less than two."""

MEMORY = 300 << 20
"""Bytes of address space of one worker: a 10 MiB document of one article needs up to 290."""

PROCESSES = 2

_LARGE = 2 << 20
"""Bytes of a document after which its worker is replaced: the memory does not come back. Of such
documents one is read at a time, so that all processes together stay small."""

_PIECE = 1 << 18
"""Bytes of a document that are handed over at once: asyncio copies what the pipe does not take."""

Answer = TypeVar("Answer")


class Parser:
    """Reads documents in worker processes. An async context manager, for one event loop.

    At most `processes` of them run, each started when it is first needed. A job that takes
    longer than `seconds` or kills its worker fails alone; the next one gets a new worker.
    """

    def __init__(
        self, processes: int = PROCESSES, *, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._processes = max(1, min(processes, os.cpu_count() or 1))
        self._slots = asyncio.Semaphore(self._processes)
        self._large = asyncio.Lock()
        self._idle: list[_Worker] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await _to_its_end(self._stop())

    async def _stop(self) -> None:
        while self._idle:
            await self._idle.pop().stop()

    async def prepare(self, documents: int) -> None:
        """Start the workers that so many feeds need, before anything is read.

        They import what they read with while the first feed is still on its way.
        """
        with contextlib.suppress(ParseError):  # whoever needs one is told
            for _needed in range(min(documents, self._processes)):
                self._idle.append(await self._new("feed"))

    async def parse(self, kind: str, body: bytes, facts: Mapping[str, Any]) -> wire.Parsed:
        """Return what the document `body` says, read as `kind` (see `child.READERS`).

        `facts` is what is known besides the bytes: its `url`, the `charset` of its header, the
        options of its source; JSON must have words for it.
        Raises `ParseError`.
        """
        return await self._ask(kind, body, facts, wire.unpack)

    async def make(self, kind: str, body: bytes, facts: Mapping[str, Any]) -> wire.Made:
        """Return what is made of `body` as `kind` (see `child.MAKERS`). Raises `ParseError`."""
        return await self._ask(kind, body, facts, wire.unpack_made)

    async def _ask(
        self,
        kind: str,
        body: bytes,
        facts: Mapping[str, Any],
        unpack: Callable[[wire.Result], Answer],
    ) -> Answer:
        job = wire.pack_job(kind, body, facts)
        alone = self._large if len(body) > _LARGE else contextlib.nullcontext()
        async with alone, self._slots:
            worker = await self._worker()
            is_spent = True
            try:
                async with asyncio.timeout(self._seconds):
                    result = unpack(await worker.ask(job, body))
                is_spent = len(body) > _LARGE
            except wire.RefusedError as refusal:
                is_spent = refusal.is_spent
                raise
            except TimeoutError as error:
                raise ParseError(_("it took too long to read")) from error
            except (asyncio.IncompleteReadError, OSError) as error:
                raise ParseError(_("reading it broke the reader process")) from error
            except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
                raise ParseError(_("reading it gave no sensible result")) from error
            finally:  # a cancelled worker too: its answer must not be the next job's
                if is_spent:
                    await worker.kill()
                else:
                    self._idle.append(worker)
        return result

    async def _worker(self) -> _Worker:
        """Return a living worker that has nothing to do, a new one if there is none."""
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            await worker.kill()
        return await self._new()

    async def _new(self, *kinds: str) -> _Worker:
        """Return a new worker that is ready to read `kinds`."""
        starting = asyncio.create_task(self._started(*kinds))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:  # asyncio forgets a process that is cancelled at its birth
            await _to_its_end(_end(starting))
            raise

    async def _started(self, *kinds: str) -> _Worker:
        """Start a worker; raises `ParseError` if the system cannot."""
        try:
            process = await asyncio.create_subprocess_exec(
                # -P: not from the current folder, where anybody's json.py may lie
                *(sys.executable, "-P", "-m", "tnews.sources.child"),
                *(str(math.ceil(self._seconds) + 5), str(self._memory), *kinds),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "TNEWS_LANG": language()},
            )
        except OSError as error:
            raise ParseError(_("no process to read it in could be started")) from error
        return _Worker(process)


async def _to_its_end(ending: Coroutine[Any, Any, None]) -> None:
    """Await `ending`, however often it is cancelled meanwhile: no process is left behind for that."""
    task = asyncio.create_task(ending)
    cancelled = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled


def _kill(process: asyncio.subprocess.Process) -> None:
    """End `process`.

    asyncio's own `kill` asks before whether it has ended already; if so, that is no news any more to
    the thread that waits for it, which warns on stderr of an unknown child.
    """
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)


async def _end(starting: asyncio.Task[_Worker]) -> None:
    """End the worker that is being started, once it is."""
    with contextlib.suppress(ParseError):  # it did not start
        await (await starting).kill()


class _Worker:
    """One worker process and the pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended, as far as is known."""
        return self._process.returncode is None and not self._stdout.at_eof()

    async def ask(self, job: bytes, body: bytes) -> wire.Result:
        """Return the answer to `job`, which is about `body`."""
        self._stdin.write(job + body[:_PIECE])
        await self._stdin.drain()
        for start in range(_PIECE, len(body), _PIECE):
            self._stdin.write(body[start : start + _PIECE])
            await self._stdin.drain()
        lengths = wire.RESULT.unpack(await self._stdout.readexactly(wire.RESULT.size))
        if sum(lengths) > wire.LARGEST_RESULT:
            raise ParseError(_("the document is too large once it is read"))
        head, data = [await self._stdout.readexactly(length) for length in lengths]
        return wire.Result(head, data)

    async def stop(self) -> None:
        """Let the process end by closing its input; kill it if it does not within a second."""
        self._stdin.close()
        try:
            async with asyncio.timeout(1.0):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        await self._drain()

    async def kill(self) -> None:
        """End the process now and wait until it is gone."""
        if self._process.returncode is None:
            _kill(self._process)
        await self._drain()
        await self._process.wait()

    async def _drain(self) -> None:
        """Read what is left, so that the pipes close and nothing of the process remains."""
        self._stdin.close()
        while await self._stdout.read(1 << 16):
            pass
        # Else asyncio prints, later, that nobody asked how it ended.
        with contextlib.suppress(OSError):
            await self._stdin.wait_closed()

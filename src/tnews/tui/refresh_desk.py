"""The refresh behind the screen: a thread with an event loop, one refresh at a time.

Knows no widget: what came is posted as messages, those of one moment together.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.locale import _
from tnews.model import BusyError, Refreshed, Source
from tnews.tui.jobs import LOOK, Job, Jobs
from tnews.tui.messages import Progressed, RefreshEnded, TextCame
from tnews.tui.report import in_words
from tnews.tui.source_work import RefreshWork, SourceWork

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher


class RefreshDesk:
    """Refreshes sources; `work` is the refresh that runs, or the last one."""

    def __init__(
        self,
        refresher: Refresher,
        jobs: Jobs,
        post: Callable[[Message], object],
        index: Callable[[], object] = lambda: None,
    ) -> None:
        """`index` is called when articles have come that the search index does not hold yet."""
        self._refresher = refresher
        self._index = index
        self._jobs = jobs
        self._post = post
        self._is_running = False
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._fresh: list[Refreshed] = []
        self.job: Job | None = None
        self.work = RefreshWork()

    @property
    def is_running(self) -> bool:
        """Whether a refresh runs."""
        return self._is_running

    def slow(self) -> list[SourceWork]:
        """Return the sources that the running refresh waits for."""
        return self.work.slow() if self._is_running else []

    def start(self, keys: Sequence[str] | None, *, asked: bool) -> None:
        """Refresh all sources, or those in `keys`. Unasked only what is due. One at a time."""
        if self._is_running:
            return
        self._is_running = True
        self._thread = threading.Thread(
            target=self._run, args=(keys, asked), name="tnews-refresh", daemon=True
        )
        self._thread.start()

    def cancel(self) -> None:
        """Stop the refresh; what has come stays."""
        loop, task = self._loop, self._task
        if loop is not None and task is not None:
            with suppress(RuntimeError):  # the loop has ended by itself meanwhile
                loop.call_soon_threadsafe(task.cancel)

    def close(self) -> None:
        """Stop the refresh; nobody wants to hear of it any more."""
        self._is_closing = True
        self.cancel()

    def join(self) -> None:
        """Wait for the thread to end."""
        if self._thread is not None:
            self._thread.join(timeout=5)

    # -- on the thread -------------------------------------------------------------------------

    def _run(self, keys: Sequence[str] | None, asked: bool) -> None:
        results: list[Refreshed] = []
        error = ""
        is_cancelled = is_busy = False
        try:
            with self._jobs.run(_("refreshing"), self.cancel) as job:
                self.job = job
                asyncio.run(self._cancellable(keys, asked, results, job))
        except asyncio.CancelledError:
            is_cancelled = True
        except BusyError:
            is_busy = True
        except Exception as problem:  # noqa: BLE001 (a thread's last words must reach the person)
            error = in_words(problem)
        finally:
            self.job = self._loop = self._task = None
            self.work.over()
            self._is_running = False
        if not self._is_closing:
            self._index()
            self._tell()
            self._post(
                RefreshEnded(asked, results, error, is_cancelled=is_cancelled, is_busy=is_busy)
            )

    async def _cancellable(
        self, keys: Sequence[str] | None, asked: bool, results: list[Refreshed], job: Job
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._steps(keys, asked, results, job))
        if job.is_cancelled or self._is_closing:
            self._task.cancel()
        await self._task

    async def _steps(
        self, keys: Sequence[str] | None, asked: bool, results: list[Refreshed], job: Job
    ) -> None:
        loop = asyncio.get_running_loop()
        work = _Planned(self, job)
        named = asked and keys is not None and len(keys) == 1  # in its own list
        run = self._refresher.run(keys, only_due=not asked, named=named, watch=work)
        try:
            async for step in run:
                if isinstance(step, Refreshed):
                    results.append(step)
                    self.work.ended(step)
                    job.step(step.done, step.total)
                    if not self._fresh:
                        loop.call_later(LOOK, self._tell)
                    self._fresh.append(step)
                    if step.done == step.total:
                        self._index()  # the pages of articles may take minutes
                else:
                    job.step(step.done, step.total, name=_("whole texts"), now=step.title)
                    self._post(TextCame(step, asked=False))
                if step.done >= step.total:
                    job.step(0, 0, name=_("tidying up"))
        finally:
            await run.aclose()

    def _tell(self) -> None:
        """Post the results of the last moment together."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            self._post(Progressed(fresh))


class _Planned:
    """Begins a new `RefreshWork` when a refresh knows what it has to do: one for which nothing
    is due leaves the last one in sight."""

    def __init__(self, desk: RefreshDesk, job: Job) -> None:
        self._desk = desk
        self._job = job

    def planned(self, sources: Sequence[Source]) -> None:
        """Show the sources of this refresh."""
        if sources:
            self._desk.work = RefreshWork()
            self._desk.work.planned(sources)
            self._job.step(0, len(sources))

    def begun(self, source: Source) -> None:
        """Show that a source is asked."""
        self._desk.work.begun(source)

"""Looking at an address behind the screen, until it is answered or given up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.tui.report import in_words

if TYPE_CHECKING:
    from tnews.services.sourcebook import Proposal


class Looked(Message):
    """What is at the address `url`, or in `problem` why that is not known."""

    def __init__(self, url: str, proposal: Proposal | None, problem: str = "") -> None:
        super().__init__()
        self.url = url
        self.proposal = proposal
        self.problem = problem


class Finder:
    """Asks `find` about one address on a thread of its own; what came is posted as `Looked`."""

    def __init__(
        self,
        url: str,
        find: Callable[[str], Awaitable[Proposal]],
        post: Callable[[Message], object],
    ) -> None:
        self.url = url
        self._find = find
        self._post = post
        self._is_wanted = True
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Proposal] | None = None
        threading.Thread(target=self._work, name="tnews-find", daemon=True).start()

    def cancel(self) -> None:
        """Give up; nothing is posted any more."""
        self._is_wanted = False
        loop, task = self._loop, self._task
        if loop is not None and task is not None:
            with suppress(RuntimeError):  # the loop has ended by itself meanwhile
                loop.call_soon_threadsafe(task.cancel)

    def _work(self) -> None:
        async def ask() -> Proposal:
            return await self._find(self.url)

        async def run() -> Proposal:
            self._loop, self._task = asyncio.get_running_loop(), asyncio.create_task(ask())
            if not self._is_wanted:
                self._task.cancel()
            return await self._task

        try:
            looked = Looked(self.url, asyncio.run(run()))
        except asyncio.CancelledError:
            return
        except Exception as problem:  # noqa: BLE001 (a thread's last words must reach the person)
            looked = Looked(self.url, None, in_words(problem))
        if self._is_wanted:
            with suppress(RuntimeError):  # the screen has gone meanwhile: nobody waits any more
                self._post(looked)

"""A thread with an event loop for work behind the screen, begun by the first thing it is handed."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from textual.message import Message

from tnews.tui.messages import Failed
from tnews.tui.report import in_words

T = TypeVar("T")


class LoopThread(ABC, Generic[T]):
    """Takes things from the screen's thread and does them on its own: a subclass says how."""

    thread_name = ""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._handed: asyncio.Queue[T | None] = asyncio.Queue()

    @abstractmethod
    async def _serve(self) -> None:
        """Take what is in `_handed` and do it, until that is None. Runs on the thread."""

    @property
    def has_begun(self) -> bool:
        """Whether it was ever handed something."""
        return self._thread is not None

    def close(self) -> None:
        """Stop everything and end the thread."""
        if self._thread is not None:
            self._submit(None)
            self._thread.join(timeout=5)

    def _submit(self, thing: T | None) -> None:
        """Hand `thing` to the thread, None to end it."""
        loop = self._loop
        if loop is None:
            loop = self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._work, args=(loop,), name=self.thread_name, daemon=True
            )
            self._thread.start()
        with suppress(RuntimeError):  # the loop is closed: it has told why
            loop.call_soon_threadsafe(self._handed.put_nowait, thing)

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(self._serve())
        except Exception as problem:  # noqa: BLE001 (a thread's last words must reach the person)
            self._post(Failed(in_words(problem)))

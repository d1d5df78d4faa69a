"""Pictures for the article on show: a thread with an event loop, begun at the first wish.

Knows no widget: what came is posted as messages.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from textual.message import Message

from tnews.model import TnewsError
from tnews.services.pictures import Frame
from tnews.tui.drawing import Drawn, draw
from tnews.tui.messages import Failed
from tnews.tui.report import in_words

if TYPE_CHECKING:
    from tnews.services.pictures import Pictures


class Wish(NamedTuple):
    """A picture that is wanted: its address, the key of its article's source, and for what."""

    url: str
    source: str
    frame: Frame
    colours: ColorSystem = ColorSystem.TRUECOLOR


class PictureCame(Message):
    """A picture has come; or it cannot be shown, and `reason` says why."""

    def __init__(self, wish: Wish, drawn: Drawn | None, reason: str = "") -> None:
        super().__init__()
        self.wish = wish
        self.drawn = drawn
        self.reason = reason


class PictureDesk:
    """Brings pictures behind the screen."""

    def __init__(
        self, make: Callable[[], Pictures], post: Callable[[Message], object], first: int = 1
    ) -> None:
        self._make = make
        self._post = post
        self._numbers = count(first)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wishes: asyncio.Queue[Collection[Wish] | None] = asyncio.Queue()
        self._running: dict[Wish, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # -- from the screen's thread --------------------------------------------------------------

    def want(self, wishes: Collection[Wish]) -> None:
        """Bring these, in this order, and nothing else any more."""
        if wishes or self._thread is not None:
            self._submit(wishes)

    def close(self) -> None:
        """Stop everything and end the thread."""
        if self._thread is not None:
            self._submit(None)
            self._thread.join(timeout=5)

    def _submit(self, wishes: Collection[Wish] | None) -> None:
        loop = self._loop
        if loop is None:
            loop = self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._work, args=(loop,), name="tnews-pictures", daemon=True
            )
            self._thread.start()
        with suppress(RuntimeError):  # the loop is closed: it has told why
            loop.call_soon_threadsafe(self._wishes.put_nowait, wishes)

    # -- on the thread -------------------------------------------------------------------------

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(self._serve())
        except Exception as problem:  # noqa: BLE001 (a thread's last words must reach the person)
            self._post(Failed(in_words(problem)))

    async def _serve(self) -> None:
        async with self._make() as pictures:
            while (wishes := await self._wishes.get()) is not None:
                for wish in self._running.keys() - set(wishes):
                    self._running.pop(wish).cancel()
                for wish in wishes:
                    if wish not in self._running:
                        task = asyncio.create_task(self._bring(pictures, wish))
                        self._running[wish] = task
                        self._tasks.add(task)  # until it has ended, cancelled ones too
                        task.add_done_callback(self._tasks.discard)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _bring(self, pictures: Pictures, wish: Wish) -> None:
        try:
            painting = await pictures.paint(wish.url, wish.source, wish.frame)
            drawn = draw(painting, wish.frame, next(self._numbers), wish.colours)
            came = PictureCame(wish, drawn)
        except TnewsError as error:
            came = PictureCame(wish, None, error.message)
        except Exception as problem:  # noqa: BLE001 (or it would vanish in the task)
            came = PictureCame(wish, None, in_words(problem))
        self._running.pop(wish, None)
        self._post(came)

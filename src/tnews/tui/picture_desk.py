"""Pictures for the article on show: a thread with an event loop, begun at the first wish.

Knows no widget: what came is posted as messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from textual.message import Message

from tnews.model import TnewsError
from tnews.services.pictures import Frame
from tnews.tui.drawing import Drawn, draw
from tnews.tui.loop_thread import LoopThread
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


class PictureDesk(LoopThread[Collection[Wish]]):
    """Brings pictures behind the screen."""

    thread_name = "tnews-pictures"

    def __init__(
        self, make: Callable[[], Pictures], post: Callable[[Message], object], first: int = 1
    ) -> None:
        super().__init__(post)
        self._make = make
        self._numbers = count(first)
        self._running: dict[Wish, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # -- from the screen's thread --------------------------------------------------------------

    def want(self, wishes: Collection[Wish]) -> None:
        """Bring these, in this order, and nothing else any more."""
        if wishes or self.has_begun:
            self._submit(wishes)

    # -- on the thread -------------------------------------------------------------------------

    async def _serve(self) -> None:
        async with self._make() as pictures:
            while (wishes := await self._handed.get()) is not None:
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

"""Pictures for the article on show: a thread with an event loop, begun at the first wish.

Knows no widget: what came is posted as messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import ExitStack
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from textual.message import Message

from tnews.locale import _
from tnews.model import TnewsError
from tnews.services.pictures import Frame
from tnews.tui.drawing import Drawn, draw
from tnews.tui.jobs import Job, Jobs
from tnews.tui.loop_thread import LoopThread
from tnews.tui.report import in_words

if TYPE_CHECKING:
    from tnews.services.pictures import Pictures


class Wish(NamedTuple):
    """A picture that is wanted: its address, the key of its article's source, for what, and the
    article's own address."""

    url: str
    source: str
    frame: Frame
    colours: ColorSystem = ColorSystem.TRUECOLOR
    page: str = ""


class PictureCame(Message):
    """A picture has come; or it cannot be shown, and `reason` says why."""

    def __init__(self, wish: Wish, drawn: Drawn | None, reason: str = "") -> None:
        super().__init__()
        self.wish = wish
        self.drawn = drawn
        self.reason = reason


class PicturesStopped(Message):
    """A person stopped the pictures: those that are not here come no more."""


class PictureDesk(LoopThread[Collection[Wish]]):
    """Brings pictures behind the screen."""

    thread_name = "tnews-pictures"

    def __init__(
        self,
        make: Callable[[], Pictures],
        jobs: Jobs,
        post: Callable[[Message], object],
        first: int = 1,
    ) -> None:
        super().__init__(post)
        self._make = make
        self._jobs = jobs
        self._numbers = count(first)
        self._running: dict[Wish, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._job: Job | None = None
        self._shown = ExitStack()

    # -- from the screen's thread --------------------------------------------------------------

    def want(self, wishes: Collection[Wish]) -> None:
        """Bring these, in this order, and nothing else any more."""
        if wishes or self.has_begun:
            self._submit(wishes)

    def _stop(self) -> None:
        self._post(PicturesStopped())  # before what is wanted next
        self.want(())

    # -- on the thread -------------------------------------------------------------------------

    async def _serve(self) -> None:
        async with self._make() as pictures:
            with self._shown:
                while (wishes := await self._handed.get()) is not None:
                    self._turn_to(wishes, pictures)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _turn_to(self, wishes: Collection[Wish], pictures: Pictures) -> None:
        for wish in self._running.keys() - set(wishes):
            self._running.pop(wish).cancel()
        new = [wish for wish in wishes if wish not in self._running]
        for wish in new:
            task = asyncio.create_task(self._bring(pictures, wish))
            self._running[wish] = task
            self._tasks.add(task)  # until it has ended, cancelled ones too
            task.add_done_callback(self._tasks.discard)
        if new and self._job is None:
            self._job = self._shown.enter_context(self._jobs.run(_("pictures"), self._stop))
        self._tell()

    def _tell(self) -> None:
        """Say how many of those that are wanted have come; with the last one the job is done."""
        job = self._job
        if job is None:
            return
        if self._running:
            job.step(job.done, job.done + len(self._running))
        else:
            self._job = None
            self._shown.pop_all().close()

    async def _bring(self, pictures: Pictures, wish: Wish) -> None:
        try:
            painting = await pictures.paint(wish.url, wish.source, wish.frame, wish.page)
            drawn = draw(painting, wish.frame, next(self._numbers), wish.colours)
            came = PictureCame(wish, drawn)
        except TnewsError as error:
            came = PictureCame(wish, None, error.message)
        except Exception as problem:  # noqa: BLE001 (or it would vanish in the task)
            came = PictureCame(wish, None, in_words(problem))
        self._running.pop(wish, None)
        if self._job is not None:
            self._job.done += 1
        self._tell()
        self._post(came)

"""Whole texts for the article on show: a thread with an event loop, begun at the first wish.

Knows no widget: what came is posted as messages. Nothing is fetched twice at the same time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.locale import _
from tnews.locale.reasons import inside
from tnews.model import TextFetched, TnewsError
from tnews.tui.errands import Errands
from tnews.tui.jobs import Jobs
from tnews.tui.loop_thread import LoopThread
from tnews.tui.messages import EntryCame, Failed, SavedForLater, TextCame
from tnews.tui.report import in_words

if TYPE_CHECKING:
    from tnews.services.fulltext import FullText

    Job = Callable[[FullText], Coroutine[None, None, None]]


class TextDesk(LoopThread["Job"]):
    """Fetches pages behind the screen."""

    thread_name = "tnews-texts"

    def __init__(self, errands: Errands, jobs: Jobs, post: Callable[[Message], object]) -> None:
        super().__init__(post)
        self._errands = errands
        self._shown = jobs
        self._tasks: set[asyncio.Task[None]] = set()
        self._running: dict[int, asyncio.Task[TextFetched]] = {}
        self._quiet: set[int] = set()

    # -- from the screen's thread --------------------------------------------------------------

    def fetch(self, article_id: int) -> None:
        """Fetch the whole text of an article that a person asked for."""

        async def job(texts: FullText) -> None:
            self._quiet.discard(article_id)
            came = await self._stoppable(
                _("fetching a whole text"),
                lambda: _in_words(self._text(texts, article_id, asked=True), article_id),
            )
            stopped = TextFetched(article_id, "", "", error=_("stopped"))
            self._post(TextCame(came or stopped, asked=True))

        self._submit(job)

    def fetch_quietly(self, article_ids: Collection[int]) -> None:
        """Fetch what of `article_ids` is due for it, and nothing else any more but what was asked
        for."""
        if not article_ids and not self.has_begun:
            return

        async def job(texts: FullText) -> None:
            for article_id in self._quiet.difference(article_ids):
                if article_id in self._running:
                    self._running[article_id].cancel()
            for article_id in article_ids:
                if article_id not in self._running:
                    self._quiet.add(article_id)
                    self._begin(partial(self._fetch_quietly, texts, article_id))

        self._submit(job)

    def open_entry(self, entry_id: int) -> None:
        """Make an article of an entry of a ranked list."""

        async def job(texts: FullText) -> None:
            came = await self._stoppable(
                _("fetching a whole text"), lambda: _in_words(texts.open_entry(entry_id))
            )
            stopped = TextFetched(0, "", "", error=_("stopped"))
            self._post(EntryCame(entry_id, came or stopped))

        self._submit(job)

    def save(self, url: str, title: str, source: str) -> None:
        """Save the page at `url`, which an article of `source` leads to, to be read later."""

        async def job(_texts: FullText) -> None:
            came = await self._stoppable(
                _("saving a page"), lambda: _in_words(self._errands.save(url, title, source))
            )
            self._post(SavedForLater(came or TextFetched(0, "", title, error=_("stopped"))))

        self._submit(job)

    async def _stoppable(
        self, name: str, work: Callable[[], Coroutine[None, None, TextFetched]]
    ) -> TextFetched | None:
        """Return what comes of `work`, None if a person stops it meanwhile."""

        async def begun() -> TextFetched:
            return await work()  # made here: stopped before it begins, there is none

        task = asyncio.create_task(begun())
        loop = asyncio.get_running_loop()

        def stop() -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(task.cancel)

        with self._shown.run(name, stop) as job:
            try:
                return await task
            except asyncio.CancelledError:
                if not job.is_cancelled:  # the reader is left
                    raise
        return None

    # -- on the thread -------------------------------------------------------------------------

    async def _serve(self) -> None:
        async with self._errands.texts() as texts:
            while (job := await self._handed.get()) is not None:
                self._begin(partial(job, texts))
            while self._tasks:  # one that ends may have begun another
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Begin `work` as a task. It is not called where the task is cancelled before its turn:
        a coroutine that nobody awaits is a warning."""

        async def guarded() -> None:
            try:
                await work()
            except Exception as problem:  # noqa: BLE001 (or it would vanish in the task)
                self._post(Failed(in_words(problem)))

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _text(self, texts: FullText, article_id: int, *, asked: bool) -> TextFetched:
        """Fetch a text, or wait for it if it is on its way and nobody takes it back."""
        task = self._running.get(article_id)
        if task is None or task.cancelling():
            task = asyncio.create_task(texts.fetch(article_id, asked=asked))
            self._running[article_id] = task
            task.add_done_callback(partial(self._forget, article_id))
        try:
            return await task
        except asyncio.CancelledError:
            this = asyncio.current_task()
            if not asked or this is None or this.cancelling():
                raise
        return await self._text(texts, article_id, asked=True)  # it was a quiet one, taken back

    def _forget(self, article_id: int, task: asyncio.Task[TextFetched]) -> None:
        if self._running.get(article_id) is task:
            del self._running[article_id]

    async def _fetch_quietly(self, texts: FullText, article_id: int) -> None:
        try:
            text = await self._text(texts, article_id, asked=False)
            self._post(TextCame(text, asked=False))
        finally:
            self._quiet.discard(article_id)


async def _in_words(work: Awaitable[TextFetched], article_id: int = 0) -> TextFetched:
    """Return what comes of `work`; an error of ours is a result like others."""
    try:
        return await work
    except TnewsError as error:
        return TextFetched(article_id, "", "", error=inside(error.message))

"""Refreshing: fetch every source, decide, store, then its articles' own pages.

One source never delays or breaks another, and none waits for the pages of others.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tnews import sources as kinds
from tnews.locale import _
from tnews.model import FetchState, Refreshed, Source, TextFetched
from tnews.model.record import replace
from tnews.model.source import RSSHUB
from tnews.services import schedule
from tnews.services.lock import RefreshLock
from tnews.services.telling import Teller

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.services.fulltext import FullText, Tried
    from tnews.services.lists import ListFetch
    from tnews.services.writing import Writer
    from tnews.sources.worker import Parser
    from tnews.store import Store
    from tnews.store.pages import WantedPage

PAGES = 60
"""Pages fetched of one source in one refresh, the newest ones; the others' turn comes later."""


class Watch(Protocol):
    """Who wants to know more of a running refresh than its steps. Called in its event loop."""

    def planned(self, sources: Sequence[Source]) -> None:
        """The lists of these sources will be fetched."""

    def begun(self, source: Source) -> None:
        """A source is asked now."""


class _Listed(NamedTuple):
    """One source is done, and these pages of its articles are wanted."""

    result: Refreshed
    wanted: list[WantedPage]


class _Read(NamedTuple):
    """One page is done."""

    page: WantedPage
    tried: Tried


_Task = asyncio.Task[_Listed] | asyncio.Task[_Read]


class _Plan(NamedTuple):
    """What one refresh has to do: lists to fetch, and pages wanted by the other sources; and whom
    it leaves alone because their servers want that."""

    lists: list[tuple[Source, FetchState]]
    pages: list[WantedPage]
    waiting: list[Refreshed]


class Refresher:
    """Refreshes the sources of `config` into `store`; one runs at a time per data folder."""

    def __init__(self, store: Store, config: Config, data_dir: Path) -> None:
        self._store = store
        self._config = config
        self._teller = Teller(store, config.stories)
        self._data_dir = data_dir
        self._lock = data_dir / "refresh.lock"

    async def run(
        self,
        keys: Sequence[str] | None = None,
        *,
        only_due: bool = False,
        force: bool = False,
        older: bool = False,
        named: bool = False,
        watch: Watch | None = None,
    ) -> AsyncGenerator[Refreshed | TextFetched, None]:
        """Refresh the enabled sources (or those in `keys`) and yield each as its list is stored.

        The pages of articles that want their whole text follow, at most `PAGES` a source, as
        they are done. `only_due` leaves out the lists whose next time has not come; without it, a
        server that asked for peace (Retry-After) has it all the same, and its source is waiting.
        A source that is gone (410) is left out, unless a person `named` the `keys` one by one.
        `force` fetches everything anew, whatever the servers said before; `older` asks for the further
        pages of lists too. Raises `BusyError` when another refresh runs. Closing the iterator
        stops the refresh; what was not fetched stays wanted. `watch` is told what is done.
        """
        plan = partial(self._plan, keys, only_due=only_due, force=force, named=named)
        if not any(await asyncio.to_thread(plan)):
            return
        with RefreshLock(self._lock):
            todo = await asyncio.to_thread(plan)  # another may have refreshed just now
            if watch is not None:
                watch.planned([source for source, _state in todo.lists])
            from tnews.sources.worker import Parser

            async with Parser() as parser:
                await parser.prepare(sum(not state.checked_at for _source, state in todo.lists))
                going = self._work(todo, parser, force, older, watch)
                async with aclosing(going) as steps:
                    async for step in steps:
                        yield step
            await asyncio.to_thread(self._teller.catch_up)
            try:
                await self._keep()
            finally:
                await asyncio.to_thread(self._store.tidy)

    async def _work(
        self, todo: _Plan, parser: Parser, force: bool, older: bool, watch: Watch | None
    ) -> AsyncGenerator[Refreshed | TextFetched, None]:
        """Do what is `todo` and yield what is done."""
        # httpcore takes 40 ms and more to import: not before something is fetched.
        from tnews.net.openfiles import affordable
        from tnews.net.web import Web
        from tnews.services.fulltext import FullText
        from tnews.services.lists import ListFetch
        from tnews.services.pacing import Paced
        from tnews.services.writing import Writer

        settings = self._config.refresh
        async with Web(self._config) as http, Writer(self._store) as writer:
            paced = Paced(http, settings.page_pause)
            texts = FullText(self._store, self._config, paced, parser)
            lists = ListFetch(
                self._store,
                writer,
                http,
                parser,
                self._teller,
                force=force,
                older=older,
                adaptive=settings.adaptive,
            )
            at_once = affordable(settings.concurrency)
            going = self._steps(todo, writer, lists, texts, at_once, force, watch)
            async with aclosing(going) as steps:
                async for step in steps:
                    yield step

    def next_due(self, keys: Sequence[str] | None = None) -> datetime | None:
        """Return when the first of the enabled sources (or of those in `keys`) is due, None if none
        ever is."""
        states, now = self._store.states(), datetime.now(UTC)
        adaptive = self._config.refresh.adaptive
        moments = (
            schedule.when_due(source, states.get(source.key, FetchState()), now, adaptive=adaptive)
            for source in self._config.sources
            if (source.enabled if keys is None else source.key in keys)
            and source.kind in kinds.KINDS
        )
        return min(filter(None, moments), default=None)

    async def _keep(self) -> None:
        """Look after the cache, once a day; cancelled, the rest waits for the next refresh."""
        from tnews.services.keeping import Keeper

        stop = Event()
        try:
            await asyncio.to_thread(Keeper(self._store, self._config, self._data_dir).daily, stop)
        finally:
            stop.set()

    async def _steps(
        self,
        todo: _Plan,
        writer: Writer,
        lists: ListFetch,
        texts: FullText,
        at_once: int,
        force: bool,
        watch: Watch | None,
    ) -> AsyncGenerator[Refreshed | TextFetched, None]:
        """Run the lists, and pages whenever it is their turn, each `at_once` at a time; yield what
        is done."""
        from tnews.net.large import Large
        from tnews.net.turns import Turns
        from tnews.services.pacing import host_of
        from tnews.services.pagequeue import PageQueue

        gate = asyncio.Semaphore(at_once)
        # Many sources of one dead host must not fill the gate with those who only wait.
        hosts = Turns(self._config.refresh.per_host)
        large = Large()  # 24 feeds of 10 MiB at once: 370 MiB without

        async def listed(source: Source, state: FetchState) -> _Listed:
            async with hosts.of(host_of(self._asked_at(source))), gate:
                if (until := await lists.leave_alone(source, state)) is not None:
                    return _Listed(_waiting(source, until), [])
                if watch is not None:
                    watch.begun(source)
                started = time.monotonic()
                with large.errand():
                    result = await lists.fetch(source, state)
                result = replace(result, seconds=time.monotonic() - started)
            # A site that just failed, or wants fewer requests, is not asked for its pages now.
            if result.outcome == "failed" or source.full_text == "never":
                return _Listed(result, [])
            return _Listed(result, await writer.do(partial(self._wanted, source, force)))

        async def read(page: WantedPage) -> _Read:
            with large.errand():
                return _Read(page, await texts.try_page(page.article))

        total = len(todo.waiting) + len(todo.lists)
        for lists_done, left in enumerate(todo.waiting, 1):
            yield replace(left, done=lists_done, total=total)
        queue = PageQueue(at_once)
        queue.add(todo.pages)
        running: set[_Task] = {asyncio.create_task(listed(*pair)) for pair in todo.lists}
        finished: set[_Task] = set()
        lists_done = len(todo.waiting)
        try:
            while running or queue.done < queue.total:
                running |= {asyncio.create_task(read(page)) for page in queue.turns()}
                finished, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in finished:
                    done = task.result()
                    if isinstance(done, _Listed):
                        lists_done += 1
                        queue.add(done.wanted)
                        yield replace(done.result, done=lists_done, total=total)
                    else:
                        queue.finish(done.page, done.tried.mood)
                        yield replace(done.tried.result, done=queue.done, total=queue.total)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, *finished, return_exceptions=True)

    def _asked_at(self, source: Source) -> str:
        """Return an address of the server that is asked for `source`."""
        bases = self._config.rsshub.bases
        return bases[0] if source.url.startswith(RSSHUB) and bases else source.url

    def _plan(
        self, keys: Sequence[str] | None, *, only_due: bool, force: bool, named: bool
    ) -> _Plan:
        """Return the lists to fetch, and the pages wanted by the sources that are not due."""
        states = self._store.states()
        now = datetime.now(UTC)
        adaptive = self._config.refresh.adaptive
        plan = _Plan([], [], [])
        for source in self._config.sources:
            is_meant = source.enabled if keys is None else source.key in keys
            if not is_meant or source.kind not in kinds.KINDS:
                continue
            state = states.get(source.key, FetchState())
            if only_due and not schedule.is_due(source, state, now, adaptive=adaptive):
                if not state.failures:
                    plan.pages.extend(self._wanted(source, force))
            elif state.gone_at is not None and not (force or named):
                continue
            elif not force and (until := schedule.waits_until(state, now)):
                plan.waiting.append(_waiting(source, until))
            else:
                plan.lists.append((source, state))
        return plan

    def _wanted(self, source: Source, force: bool) -> list[WantedPage]:
        """Return the pages of `source` to be fetched now; with `force` those just tried too."""
        from tnews.services.fulltext import RETRY

        if source.full_text == "never":
            return []
        tried_before = datetime.now(UTC) - (timedelta(0) if force else RETRY)
        return self._store.wanted_pages(source.key, tried_before, PAGES)


def _waiting(source: Source, until: datetime) -> Refreshed:
    """Say that the server of `source` wants no request before `until`."""
    told = _("the server asks to wait until {time}")
    error = told.format(time=f"{until.astimezone():%H:%M}")
    return Refreshed(source.key, source.name, "waiting", 0, 0, error=error)

"""Refreshing: fetch every source, decide, store. One source never delays or breaks another."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tnews import sources as kinds
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import (
    ArticleDraft,
    BusyError,
    FetchError,
    FetchState,
    Refreshed,
    Saved,
    Source,
    SourceError,
    StoreError,
    TnewsError,
    Unchanged,
)
from tnews.model.settings import Config
from tnews.store import Store

if TYPE_CHECKING:
    from tnews.net.http import Http
    from tnews.sources.worker import Parser

_BACKOFF = (timedelta(minutes=5), timedelta(hours=6))
"""Wait after the first failure, doubled each time, and the longest wait."""


class Refresher:
    """Refreshes the sources of `config` into `store`; one runs at a time per data folder."""

    def __init__(self, store: Store, config: Config, data_dir: Path) -> None:
        self._store = store
        self._config = config
        self._lock = data_dir / "refresh.lock"

    async def run(
        self,
        keys: Sequence[str] | None = None,
        *,
        only_due: bool = False,
        force: bool = False,
    ) -> AsyncGenerator[Refreshed, None]:
        """Refresh the enabled sources (or those in `keys`) and yield each as it is done.

        `only_due` leaves out those whose next time has not come. `force` fetches everything
        anew, whatever the servers said before. Raises `BusyError` when another refresh runs.
        Closing the iterator stops the refresh.
        """
        if not await self._chosen(keys, only_due):
            return
        with RefreshLock(self._lock):
            chosen = await self._chosen(keys, only_due)  # another may have refreshed just now
            # httpx takes 40 ms and more to import: not before something is fetched.
            from tnews.net.client import Client
            from tnews.sources.worker import Parser

            settings = self._config.refresh
            gate = asyncio.Semaphore(settings.concurrency)
            # Many sources of one dead host must not fill the gate with those who only wait.
            hosts = defaultdict[str, asyncio.Semaphore](
                lambda: asyncio.Semaphore(settings.per_host)
            )
            writing = asyncio.Lock()  # of this run: a lock belongs to one event loop
            async with Client(self._config.http, settings.per_host) as http, Parser() as parser:

                async def one(source: Source, state: FetchState) -> Refreshed:
                    async with hosts[_host(source.url)], gate:
                        started = time.monotonic()
                        result = await self._one(source, state, http, parser, writing, force)
                        return replace(result, seconds=time.monotonic() - started)

                tasks = [asyncio.create_task(one(*pair)) for pair in chosen]
                try:
                    for done, task in enumerate(asyncio.as_completed(tasks), 1):
                        yield replace(await task, done=done, total=len(tasks))
                finally:
                    for unfinished in tasks:
                        unfinished.cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)

    async def _chosen(
        self, keys: Sequence[str] | None, only_due: bool
    ) -> list[tuple[Source, FetchState]]:
        """Return the sources to refresh, and what is remembered of each."""
        states = await asyncio.to_thread(self._store.states)
        now = datetime.now(UTC)
        pairs = (
            (source, states.get(source.key, FetchState()))
            for source in self._config.sources
            if (source.enabled if keys is None else source.key in keys)
            and source.kind in kinds.KINDS
        )
        return [pair for pair in pairs if not (only_due and _is_early(*pair, now))]

    async def _one(
        self,
        source: Source,
        state: FetchState,
        http: Http,
        parser: Parser,
        writing: asyncio.Lock,
        force: bool,
    ) -> Refreshed:
        asked = replace(state, etag="", last_modified="", body_hash=b"") if force else state
        result = Refreshed(source.key, source.name, "failed", 0, 0)
        try:
            fetch = await kinds.load(source.kind).fetch(source, asked, http, parser)
            due = datetime.now(UTC) + timedelta(seconds=source.interval)
            kept = replace(fetch.state, due_at=due)
            if isinstance(fetch, Unchanged):
                await asyncio.to_thread(self._store.save_state, source.key, kept)
                return replace(result, outcome="unchanged")
            async with writing:
                saved = await asyncio.to_thread(
                    store_drafts, self._store, source.key, kept, fetch.drafts
                )
            return replace(result, outcome="fetched", articles=len(fetch.drafts), saved=saved)
        except SourceError as error:
            return await self._failed(source, state, error, result)
        except TnewsError:
            raise
        except Exception as error:  # noqa: BLE001 (a defect in one kind must not cost the others)
            told = SourceError(_("unexpected error: {error!r}").format(error=error), source.url)
            return await self._failed(source, state, told, result)

    async def _failed(
        self, source: Source, state: FetchState, error: SourceError, result: Refreshed
    ) -> Refreshed:
        now = datetime.now(UTC)
        wait = min(_BACKOFF[0] * 2 ** min(state.failures, 10), _BACKOFF[1])
        if isinstance(error, FetchError) and error.retry_after is not None:
            wait = timedelta(seconds=error.retry_after)
        failed = replace(
            state,
            checked_at=now,
            due_at=now + wait,
            failures=state.failures + 1,
            last_error=error.message,
        )
        await asyncio.to_thread(self._store.save_state, source.key, failed)
        offline = isinstance(error, FetchError) and error.offline
        return replace(result, error=error.message, offline=offline)


def store_drafts(
    store: Store, source: str, state: FetchState, drafts: Sequence[ArticleDraft]
) -> Saved:
    """Decide what of `drafts` is new or changed and store that, with `state`, in one step."""
    from tnews.services.decide import decide, identity_keys

    keys = identity_keys(drafts)
    return store.save(source, state, decide(drafts, keys, store.known(source, keys)))


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def _is_early(source: Source, state: FetchState, now: datetime) -> bool:
    """Whether `source` need not be fetched by itself yet. An interval of 0 means never."""
    from tnews.net.http import RETRY_AFTER_MOST  # the first paint does without

    if source.interval == 0 and state.succeeded_at is not None:
        return True
    if state.due_at is None:
        return False
    # A clock that was set back must not silence a source for longer than any wait there is.
    longest = timedelta(seconds=max(source.interval, RETRY_AFTER_MOST))
    return now < state.due_at <= now + longest


class RefreshLock:
    """One refresh at a time per data folder, held by the process: freed when it ends or dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> None:
        try:
            self._file = self._path.open("a")
            _lock_file(self._file)
        except BlockingIOError:
            self.__exit__()
            raise BusyError(
                _("another refresh is running; try again when it has finished")
            ) from None
        except OSError as error:
            self.__exit__()
            raise StoreError(
                _("cannot write {path}: {reason}").format(path=self._path, reason=reason(error))
            ) from None

    def __exit__(self, *_details: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock_file(file: IO[str]) -> None:
    """Lock `file` for this process or raise BlockingIOError."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

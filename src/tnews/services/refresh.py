"""Refreshing: fetch every source, decide, store. One source never delays or breaks another."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tnews import sources as kinds
from tnews.locale import _
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
        self._writing = asyncio.Lock()

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
        # httpx takes 40 ms and more to import: not before something is fetched.
        from tnews.net.client import Client
        from tnews.sources.worker import Parser

        states = await asyncio.to_thread(self._store.states)
        now = datetime.now(UTC)
        chosen = [
            source
            for source in self._config.sources
            if (source.enabled if keys is None else source.key in keys)
            and source.kind in kinds.KINDS
            and not (only_due and _is_early(source, states.get(source.key), now))
        ]
        if not chosen:
            return
        with RefreshLock(self._lock):
            settings = self._config.refresh
            gate = asyncio.Semaphore(settings.concurrency)
            async with Client(self._config.http, settings.per_host) as http, Parser() as parser:

                async def one(source: Source) -> Refreshed:
                    async with gate:
                        state = states.get(source.key, FetchState())
                        return await self._one(source, state, http, parser, force)

                tasks = [asyncio.create_task(one(source)) for source in chosen]
                try:
                    for done, task in enumerate(asyncio.as_completed(tasks), 1):
                        yield replace(await task, done=done, total=len(tasks))
                finally:
                    for unfinished in tasks:
                        unfinished.cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(
        self, source: Source, state: FetchState, http: Http, parser: Parser, force: bool
    ) -> Refreshed:
        started = time.monotonic()
        asked = replace(state, etag="", last_modified="", body_hash=b"") if force else state
        result = Refreshed(source.key, source.name, "failed", 0, 0)
        try:
            fetch = await kinds.load(source.kind).fetch(source, asked, http, parser)
            due = datetime.now(UTC) + timedelta(seconds=source.interval)
            kept = replace(fetch.state, due_at=due)
            if isinstance(fetch, Unchanged):
                await asyncio.to_thread(self._store.save_state, source.key, kept)
                result = replace(result, outcome="unchanged")
            else:
                async with self._writing:
                    saved = await asyncio.to_thread(
                        store_drafts, self._store, source.key, kept, fetch.drafts
                    )
                result = replace(result, outcome="fetched", articles=len(fetch.drafts), saved=saved)
        except SourceError as error:
            result = await self._failed(source, state, error, result)
        except TnewsError:
            raise
        except Exception as error:  # noqa: BLE001 (a defect in one kind must not cost the others)
            told = SourceError(_("unexpected error: {error!r}").format(error=error), source.url)
            result = await self._failed(source, state, told, result)
        return replace(result, seconds=time.monotonic() - started)

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


def _is_early(source: Source, state: FetchState | None, now: datetime) -> bool:
    """Whether `source` need not be fetched by itself yet. An interval of 0 means never."""
    if source.interval == 0 and state is not None and state.succeeded_at is not None:
        return True
    if state is None or state.due_at is None:
        return False
    # A clock that was set back must not silence a source for longer than its own interval.
    longest = max(timedelta(seconds=source.interval), _BACKOFF[1])
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
                _("cannot write {path}: {reason}").format(path=self._path, reason=error.strerror)
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

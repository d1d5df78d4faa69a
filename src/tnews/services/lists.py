"""The list of one source: fetched, stored with what is to be remembered, or its failure noted."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tnews import sources as kinds
from tnews.model import (
    Fetched,
    FetchError,
    FetchState,
    Refreshed,
    Saved,
    Source,
    SourceError,
    StoreError,
    Unchanged,
)
from tnews.model.record import replace
from tnews.services.defects import told
from tnews.services.fulltext import wants
from tnews.services.intake import store_drafts

if TYPE_CHECKING:
    from tnews.net.http import Http
    from tnews.services.telling import Teller
    from tnews.sources.worker import Parser
    from tnews.store import Store

_BACKOFF = (timedelta(minutes=5), timedelta(hours=6))
"""Wait after the first failure, doubled each time, and the longest wait."""


class ListFetch:
    """Fetches lists for one refresh, in one event loop."""

    def __init__(
        self,
        store: Store,
        http: Http,
        parser: Parser,
        teller: Teller,
        *,
        force: bool,
        older: bool,
    ) -> None:
        self._store = store
        self._teller = teller
        self._http = http
        self._parser = parser
        self._force = force
        self._older = older
        self._writing = asyncio.Lock()  # of this run: a lock belongs to one event loop

    async def fetch(self, source: Source, state: FetchState) -> Refreshed:
        """Fetch and store the list of `source`; `state` is what was remembered of the last time.

        Raises `StoreError` alone: whatever else goes wrong is this source's failure.
        """
        asked = replace(state, etag="", last_modified="", body_hash=b"") if self._force else state
        result = Refreshed(source.key, source.name, "failed", 0, 0)
        try:
            fetch = await kinds.load(source.kind).fetch(
                source, asked, self._http, self._parser, older=self._older
            )
            due = datetime.now(UTC) + timedelta(seconds=source.interval)
            kept = replace(fetch.state, due_at=due)
            if isinstance(fetch, Unchanged):
                await asyncio.to_thread(self._store.save_state, source.key, kept)
                return replace(result, outcome="unchanged")
            fetched = replace(fetch, state=kept)
            async with self._writing:
                saved = await asyncio.to_thread(self._save, source, fetched)
            return replace(result, outcome="fetched", articles=len(fetch.drafts), saved=saved)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 (a defect in one kind must not cost the others)
            return await self._failed(source, state, told(error, source.url), result)

    def _save(self, source: Source, fetched: Fetched) -> Saved:
        """Store articles and find their stories, or the entries of a ranked list: no articles."""
        if source.kind == "rank":
            now = datetime.now(UTC)
            self._store.save_ranks(source.key, fetched.state, fetched.drafts, now)
            return Saved()
        wanted = partial(wants, source)
        saved = store_drafts(
            self._store, source.key, fetched.state, fetched.drafts, wanted, index_later=True
        )
        self._teller.tell((*saved.new, *saved.updated))
        return saved

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
            failure=error.code,
        )
        await asyncio.to_thread(self._store.save_state, source.key, failed)
        offline = isinstance(error, FetchError) and error.offline
        return replace(result, error=error.message, offline=offline)

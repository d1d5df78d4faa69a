"""The list of one source: fetched, stored with what is to be remembered, or its failure noted."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from tnews import sources as kinds
from tnews.locale import _
from tnews.locale.reasons import inside
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
from tnews.net.address import is_loopback
from tnews.services import schedule
from tnews.services.defects import told
from tnews.services.fulltext import wants
from tnews.services.intake import store_drafts
from tnews.services.pacing import host_of
from tnews.sources import moves
from tnews.sources.moves import Moved

if TYPE_CHECKING:
    from tnews.net.http import Http
    from tnews.services.telling import Teller
    from tnews.services.writing import Writer
    from tnews.sources.worker import Parser
    from tnews.store import Store


class ListFetch:
    """Fetches lists for one refresh, in one event loop."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        http: Http,
        parser: Parser,
        teller: Teller,
        *,
        force: bool,
        older: bool,
        adaptive: bool = True,
    ) -> None:
        self._store = store
        self._writer = writer
        self._teller = teller
        self._http = http
        self._parser = parser
        self._force = force
        self._older = older
        self._adaptive = adaptive
        self._throttling: dict[str, FetchState] = {}

    async def fetch(self, source: Source, state: FetchState) -> Refreshed:
        """Fetch and store the list of `source`; `state` is what was remembered of the last time.

        Raises `StoreError` alone: whatever else goes wrong is this source's failure.
        """
        asked = replace(state, etag="", last_modified="", body_hash=b"") if self._force else state
        result = Refreshed(source.key, source.name, "failed", 0, 0)
        try:
            http = Moved(self._http, source.url, state.moved_to) if state.moved_to else self._http
            fetch = await kinds.load(source.kind).fetch(
                source, asked, http, self._parser, older=self._older
            )
            now = datetime.now(UTC)
            if isinstance(fetch, Unchanged):
                await self._writer.keep(source.key, self._planned(source, fetch.state, now))
                return replace(result, outcome="unchanged")
            saved = await self._writer.do(partial(self._save, source, state, fetch, now))
            return replace(result, outcome="fetched", articles=len(fetch.drafts), saved=saved)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 (a defect in one kind must not cost the others)
            return await self._failed(source, state, told(error, source.url), result)

    async def leave_alone(self, source: Source, state: FetchState) -> datetime | None:
        """Return until when `source` is left alone, which is remembered, or None if it may be asked.

        Its server has just said of another source that it wants fewer requests (429): forty of one
        portal would else be refused one by one.
        """
        if self._force or (other := self._throttling.get(_host(source, state))) is None:
            return None
        put_off = schedule.put_off(source, state, datetime.now(UTC), other)
        await self._writer.keep(source.key, put_off)
        return put_off.due_at

    def _planned(
        self, source: Source, state: FetchState, now: datetime, pace: schedule.Pace | None = None
    ) -> FetchState:
        return schedule.succeeded(source, state, now, adaptive=self._adaptive, pace=pace)

    def _save(self, source: Source, before: FetchState, fetched: Fetched, now: datetime) -> Saved:
        """Store articles and find their stories, or the entries of a ranked list: no articles."""
        state, drafts = fetched.state, fetched.drafts
        if source.kind == "rank":  # says nothing of how often it changes
            self._store.save_ranks(source.key, self._planned(source, state, now), drafts, now)
            return Saved()

        def planned(new: int) -> FetchState:
            pace = schedule.paced(before, drafts, new, now)
            return self._planned(source, state, now, pace)

        wanted = partial(wants, source)
        saved = store_drafts(self._store, source.key, planned, drafts, wanted, index_later=True)
        self._teller.tell((*saved.new, *saved.updated))
        return saved

    async def _failed(
        self, source: Source, state: FetchState, error: SourceError, result: Refreshed
    ) -> Refreshed:
        now = datetime.now(UTC)
        failed = replace(
            state,
            checked_at=now,
            failures=state.failures + 1,
            last_error=inside(error.message),
            failure=error.code,
        )
        failed = moves.failed(failed)
        if error.code == "gone" and not state.moved_to:
            closed = _("the site has closed this address for good (410); it is not asked any more")
            failed = replace(failed, gone_at=now, last_error=closed)
        wish = error.retry_after if isinstance(error, FetchError) else None
        failed = schedule.failed(source, failed, now, retry_after=wish)
        if error.code == "http-429" and (host := _host(source, state)):
            self._throttling[host] = failed
        await self._writer.keep(source.key, failed)
        offline = isinstance(error, FetchError) and error.offline
        return replace(result, error=failed.last_error, offline=offline, failure=error.code)


def _host(source: Source, state: FetchState) -> str:
    """Return the host that is asked for `source`, "" for this machine and where [rsshub] names it."""
    url = state.moved_to or source.url
    host = host_of(url) if url.startswith(("http://", "https://")) else ""
    return "" if is_loopback(host) else host

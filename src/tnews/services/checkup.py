"""Looking at sources without storing anything: do they answer, with what, how fresh, how whole."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tnews import sources as kinds
from tnews.locale import _
from tnews.locale.reasons import inside
from tnews.model import (
    ArticleDraft,
    Fetched,
    FetchError,
    FetchState,
    ParseError,
    Source,
    SourceError,
    count_characters,
)
from tnews.model.checkup import Checkup, Verdict
from tnews.model.record import replace
from tnews.net.http import Http, Reply, charset_of
from tnews.net.openfiles import affordable
from tnews.net.turns import Turns
from tnews.services.bundled import missing
from tnews.services.pacing import host_of
from tnews.text import encodings

if TYPE_CHECKING:
    from tnews.model.settings import Config
    from tnews.sources.worker import Parser

STALE = timedelta(days=30)
"""Age of the newest article after which a source counts as given up (停更)."""

GARBLED = 0.02
"""Share of damaged characters in titles and texts after which a source counts as garbled."""

_SAMPLE = 20_000  # characters of titles and texts that are looked at
_MEANINGS: Mapping[int, Verdict] = {
    401: "login",
    402: "login",
    403: "login",
    404: "gone",
    407: "unreachable",
    410: "gone",
    429: "throttled",
}


async def check(
    sources: Sequence[Source], config: Config, http: Http, parser: Parser
) -> AsyncGenerator[Checkup, None]:
    """Look at each of `sources` and yield what was found, in the order in which they are done.

    As gentle as a refresh: [refresh] concurrency and per_host hold. Closing the iterator ends it.
    """
    gate = asyncio.Semaphore(affordable(config.refresh.concurrency))
    hosts = Turns(config.refresh.per_host)

    async def one(source: Source) -> Checkup:
        async with hosts.of(host_of(source.url)), gate:
            return await _look(source, config, http, parser)

    tasks = [asyncio.create_task(one(source)) for source in sources]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for unfinished in tasks:
            unfinished.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _look(source: Source, config: Config, http: Http, parser: Parser) -> Checkup:
    found = Checkup(
        source.key,
        source.name,
        source.category,
        source.kind,
        source.relay,
        source.enabled,
        "failed",
    )
    if lack := missing(source, config):
        return replace(found, verdict="unset", error=lack)
    witness, started = _Witness(http), time.monotonic()
    try:
        fetch = await kinds.load(source.kind).fetch(source, FetchState(), witness, parser)
        drafts = fetch.drafts if isinstance(fetch, Fetched) else ()
        found = await _judged(_measured(found, drafts), source, drafts, http, parser)
    except SourceError as error:
        found = _failed(found, error)
    except Exception as error:  # noqa: BLE001 (a defect in one kind must not cost the others)
        found = replace(found, error=_("unexpected error: {error!r}").format(error=error))
    return _with_reply(replace(found, seconds=time.monotonic() - started), witness.reply)


class _Witness(Http):
    """Http that remembers the first answer: the source's own document."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self.reply: Reply | None = None

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        reply = await self._http.get(url, headers=headers, home=home)
        self.reply = self.reply or reply
        return reply

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        reply = await self._http.post(url, body, headers=headers, home=home)
        self.reply = self.reply or reply
        return reply


def _measured(found: Checkup, drafts: Sequence[ArticleDraft]) -> Checkup:
    dates = [draft.published_at for draft in drafts if draft.published_at]
    found = replace(found, items=len(drafts), newest=max(dates, default=None))
    if not any(draft.blocks for draft in drafts):
        return found
    lengths = [count_characters(draft.blocks) for draft in drafts]
    return replace(
        found,
        full_text=sum(draft.is_full_text for draft in drafts) / len(drafts),
        characters=sum(lengths) // len(drafts),
    )


async def _judged(
    found: Checkup, source: Source, drafts: Sequence[ArticleDraft], http: Http, parser: Parser
) -> Checkup:
    """Return `found` with its verdict; of a channel page one article is read too."""
    if not drafts:
        return replace(found, verdict="empty", error=_("it holds no article"))
    text = "".join(f"{draft.title}{draft.text}" for draft in drafts)[:_SAMPLE]
    if encodings.damage(text) > GARBLED:
        return replace(found, verdict="garbled", error=_("its text is damaged"))
    if found.newest and datetime.now(UTC) - found.newest > STALE:
        day = f"{found.newest.astimezone():%Y-%m-%d}"
        return replace(found, verdict="stale", error=_("nothing new since {day}").format(day=day))
    if source.kind == "page":
        return await _with_article(found, source, drafts[0].url, http, parser)
    return replace(found, verdict="fine")


async def _with_article(
    found: Checkup, source: Source, url: str, http: Http, parser: Parser
) -> Checkup:
    """Return `found` with what the article at `url` holds, or why it cannot be read."""
    from tnews.services.pages import read_page
    from tnews.sources.selectors import article_selectors

    selectors = article_selectors(source.options)
    try:
        page = await read_page(url, http, parser, home=source.url, selectors=selectors)
    except SourceError as error:
        failed = _failed(found, error)
        told = _("an article it lists cannot be read: {reason}").format(reason=failed.error)
        verdict = "changed" if failed.verdict == "gone" else failed.verdict
        return replace(failed, verdict=verdict, error=told, offline=False)
    return replace(
        found,
        verdict="fine",
        full_text=float(page.draft.is_full_text),
        characters=count_characters(page.draft.blocks),
    )


def _failed(found: Checkup, error: SourceError) -> Checkup:
    verdict: Verdict = "changed" if isinstance(error, ParseError) else "failed"
    offline = False
    if isinstance(error, FetchError):
        status, offline = error.status or 0, error.offline
        verdict = _MEANINGS.get(status, "broken" if status >= 500 else "failed")
        verdict = "unreachable" if not status else verdict
    return replace(found, verdict=verdict, error=inside(error.message), offline=offline)


def _with_reply(found: Checkup, reply: Reply | None) -> Checkup:
    if reply is None:
        return found
    said = charset_of(reply.headers.get("content-type", ""))
    return replace(
        found,
        status=reply.status,
        declared=encodings.declared(reply.body, said),
        charset=encodings.real(reply.body, said) if reply.body else "",
    )

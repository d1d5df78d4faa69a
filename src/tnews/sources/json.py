"""Kind `json`: any JSON API, by a mapping alone. Asking is here, reading in `jsondocument`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tnews.model import ArticleDraft, Fetch, Fetched, FetchState, Source, SourceError, Unchanged
from tnews.model.record import Record, replace
from tnews.net.http import Http, Reply
from tnews.sources import conditional, paging
from tnews.sources.jsonoptions import OPTIONS, check
from tnews.sources.request import ACCEPT, Ask, Caller, is_posted, open_caller

if TYPE_CHECKING:
    from tnews.sources.wire import Parsed
    from tnews.sources.worker import Parser

__all__ = ["OPTIONS", "check", "detail", "fetch"]

MOST_DRAFTS = 5_000
"""Articles after which `older` asks for no more."""


async def fetch(
    source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
) -> Fetch:
    """Get the newest page if it changed (see `conditional.get`) and read it in a worker process.

    With `older` the pages after it too, until one is empty, brings nothing new or fails
    (`state.last_error` says so then), or there are as many as the source allows. Raises
    `SourceError`.
    """
    caller = await open_caller(source, http, parser)
    state, reply = await conditional.get(
        source, state, _Newest(caller), accept=ACCEPT, reading=source.options, always=older
    )
    if reply is None:
        return Unchanged(state)
    parsed = await caller.read(reply)
    drafts, problem = list(parsed.drafts), ""
    if older:
        problem = await _read_older(caller, parsed, drafts)
    return Fetched(replace(state, last_error=problem), tuple(drafts), parsed.title)


async def detail(source: Source, url: str, http: Http, parser: Parser) -> ArticleDraft:
    """Return what the API has of one article; `url` is the `detail_url` of its draft.

    A draft without blocks says only with its `url` which page to try instead. Raises
    `SourceError`, a `ParseError` if the API has no text for this article.
    """
    caller = await open_caller(source, http, parser)
    reply = await caller.ask(Ask(url=url))
    return (await caller.read(reply, url=url, is_detail=True)).drafts[0]


class _Newest(Record):
    """Gets the newest page of a source, whatever address it is asked for."""

    caller: Caller

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        """Ask for the page; the validators in `headers` are for what is not posted (RFC 9110 §13)."""
        del url, home
        options = self.caller.source.options
        return await self.caller.ask(paging.first(options), None if is_posted(options) else headers)


async def _read_older(caller: Caller, parsed: Parsed, drafts: list[ArticleDraft]) -> str:
    """Add what the pages after the first hold to `drafts`; return why one could not be read, or "".

    A failure ends it and costs nothing that came before: many APIs answer the page after
    their last with an error.
    """
    options = caller.source.options
    known = {_identity(draft) for draft in drafts}
    asked = [paging.first(options)]
    page, seen = 1, int(parsed.notes.get("count", "0"))
    while len(drafts) < MOST_DRAFTS:
        ask = paging.following(options, page, seen, parsed.notes)
        if ask is None or ask in asked:
            break
        try:
            parsed = await caller.read(await caller.ask(ask), url=ask.url)
        except SourceError as error:
            return error.message
        new = [draft for draft in parsed.drafts if _identity(draft) not in known]
        if not new:
            break
        drafts += new
        known.update(map(_identity, new))
        asked.append(ask)
        page, seen = page + 1, seen + int(parsed.notes.get("count", "0"))
    return ""


def _identity(draft: ArticleDraft) -> str:
    return draft.uid or draft.url or draft.title

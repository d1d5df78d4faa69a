"""Kind `feed`: RSS, Atom, RDF and JSON Feed. Fetching is here, reading in `document`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tnews.model import Fetch, Fetched, FetchState, ParseError, Source, Unchanged
from tnews.net.http import Http, Reply, charset_of, require_document

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

OPTIONS: Mapping[str, str] = {}

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_TRUST = timedelta(days=8)
"""How long validators are sent: some servers answer 304 for ever (NetNewsWire's rule)."""


def check(options: Mapping[str, Any]) -> None:
    """A feed has no options of its own."""


async def fetch(
    source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
) -> Fetch:
    """Get the feed if it changed and read it in a worker process.

    Unchanged means 304, or the same bytes as last time. `state.cursor` keeps when the whole
    document last came. A feed has no `older` part. Raises `FetchError` and `ParseError`.
    """
    del older
    now = datetime.now(UTC)
    asked = _validators(state, now)
    reply = await http.get(source.url, headers={"accept": _ACCEPT, **asked}, home=source.url)
    state = replace(state, checked_at=now, succeeded_at=now, failures=0, last_error="")
    if reply.status == 304 and asked:
        return Unchanged(state)
    require_document(reply, source.url)
    from hashlib import blake2b  # the options above are wanted where nothing is fetched

    body_hash = blake2b(reply.body, digest_size=16).digest()
    is_same = body_hash == state.body_hash
    state = replace(
        state,
        etag=reply.headers.get("etag", ""),
        last_modified=reply.headers.get("last-modified", ""),
        body_hash=body_hash,
        cursor=now.isoformat(timespec="seconds"),
    )
    if is_same:
        return Unchanged(state)
    try:
        title, drafts, _notes = await parser.parse("feed", reply.body, facts(reply))
    except ParseError as error:
        raise ParseError(error.message, source.url) from error
    return Fetched(state, drafts, title)


def _validators(state: FetchState, now: datetime) -> dict[str, str]:
    """Return the headers of a conditional request, verbatim as the server gave them."""
    last_whole = datetime.fromisoformat(state.cursor) if state.cursor else state.succeeded_at
    if last_whole is None or now - last_whole > _TRUST:
        return {}
    headers = {"if-none-match": state.etag, "if-modified-since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def facts(reply: Reply) -> dict[str, str]:
    """Return what the worker has to know of `reply` besides its body: url and charset."""
    return {"url": reply.url, "charset": charset_of(reply.headers.get("content-type", ""))}

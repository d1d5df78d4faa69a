"""Kind `feed`: RSS, Atom, RDF and JSON Feed. Fetching is here, reading in `document`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.model import Fetch, Fetched, FetchState, ParseError, Source, Unchanged
from tnews.net.http import Http
from tnews.sources import conditional
from tnews.sources.pace import heard
from tnews.sources.selectors import ARTICLE_OPTIONS as OPTIONS
from tnews.sources.selectors import check_article as check

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

__all__ = ["OPTIONS", "check", "fetch"]

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


async def fetch(
    source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
) -> Fetch:
    """Get the feed if it changed (see `conditional.get`) and read it in a worker process.

    A feed has no `older` part. Raises `FetchError` and `ParseError`.
    """
    del older
    state, reply = await conditional.get(source, state, http, accept=_ACCEPT)
    if reply is None:
        return Unchanged(state)
    try:
        title, drafts, notes = await parser.parse("feed", reply.body, conditional.facts(reply))
    except ParseError as error:
        raise ParseError(error.message, source.url) from error
    return Fetched(heard(state, notes), drafts, title)

"""Kind `page`: a channel page without a feed, a list of links to articles.

Fetching is here, reading in `listdocument`. The drafts have no text: the articles' own pages
have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tnews.model import (
    ArticleDraft,
    Fetch,
    Fetched,
    FetchState,
    ParseError,
    Source,
    SourceError,
    Unchanged,
)
from tnews.model.record import replace
from tnews.net.http import Http, Reply, require_document
from tnews.sources import conditional
from tnews.sources.selectors import (
    ARTICLE_OPTIONS,
    LIST_OPTIONS,
    check_article,
    check_list,
    list_selectors,
)

if TYPE_CHECKING:
    from tnews.sources.wire import Parsed
    from tnews.sources.worker import Parser

OPTIONS: Mapping[str, str] = {**LIST_OPTIONS, **ARTICLE_OPTIONS}

_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.5"
_PAGES = 1


def check(options: Mapping[str, Any]) -> None:
    """Return if `options` can be used; raises `OptionError`."""
    check_list(options)
    check_article(options)


async def fetch(
    source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
) -> Fetch:
    """Get the page if it changed (see `conditional.get`) and read its list in a worker process.

    With `older` the pages after it too, as many as the option `pages` says, until one is
    missing, cannot be read or lists nothing that those before did not; `state.last_error`
    says why one could not be read. Raises `FetchError` and `ParseError`.
    """
    selectors = list_selectors(source.options)
    state, reply = await conditional.get(
        source, state, http, accept=_ACCEPT, reading=selectors, always=older
    )
    if reply is None:
        return Unchanged(state)
    parsed = await _read(reply, source, parser)
    drafts, problem = list(parsed.drafts), ""
    if older:
        problem = await _read_older(source, http, parser, parsed, drafts)
    return Fetched(replace(state, last_error=problem), tuple(drafts), parsed.title)


async def _read_older(
    source: Source, http: Http, parser: Parser, parsed: Parsed, drafts: list[ArticleDraft]
) -> str:
    """Add what the following pages list to `drafts`; return why one could not be read, or ""."""
    known = {draft.url for draft in drafts}
    asked = {source.url}
    for _page in range(source.options.get("pages", _PAGES)):
        url = parsed.notes.get("next", "")
        if not url or url in asked:
            break
        asked.add(url)
        try:
            reply = await http.get(url, headers={"accept": _ACCEPT}, home=source.url)
            require_document(reply, url)
            parsed = await _read(reply, source, parser)
        except SourceError as error:  # what the pages before list is kept
            return error.message
        new = [draft for draft in parsed.drafts if draft.url not in known]
        if not new:
            break
        drafts += new
        known.update(draft.url for draft in new)
    return ""


async def _read(reply: Reply, source: Source, parser: Parser) -> Parsed:
    facts = {**conditional.facts(reply), "selectors": list_selectors(source.options)}
    try:
        return await parser.parse("list", reply.body, facts)
    except ParseError as error:
        raise ParseError(error.message, reply.url) from error

"""Kind `rank`: a ranked list (热榜) by the mapping of `json`; the order of its drafts is the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tnews.model import Fetch, Fetched, FetchState, Source
from tnews.model.record import replace
from tnews.net.http import Http
from tnews.sources import jsonoptions
from tnews.sources.request import Ask, open_caller

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

_OF_ARTICLES = frozenset({"page", "offset", "cursor", "older", "detail", "date"})

OPTIONS: Mapping[str, str] = {
    name: text for name, text in jsonoptions.OPTIONS.items() if name not in _OF_ARTICLES
}


def check(options: Mapping[str, Any]) -> None:
    """Raise `OptionError` if `options` cannot be used."""
    jsonoptions.check(options)


async def fetch(
    source: Source, state: FetchState, http: Http, parser: Parser, *, older: bool = False
) -> Fetch:
    """Get and read the list: its drafts by rank, with `heat` where the list says one.

    It is never Unchanged: an entry that keeps its place was seen once more. A list has no
    `older` part. Raises `SourceError`.
    """
    del older
    caller = await open_caller(source, http, parser)
    parsed = await caller.read(await caller.ask(Ask()))
    now = datetime.now(UTC)
    state = replace(state, checked_at=now, succeeded_at=now, failures=0, last_error="", failure="")
    return Fetched(state, parsed.drafts, parsed.title)

"""tnews probe: everything that is known about an address, and the table that makes it a source."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tnews.cli.documents import Documents
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.looking import info_line, listing_json, page_json
from tnews.cli.page import china_time
from tnews.cli.preview import TITLES, described, preview, preview_json
from tnews.cli.printing import out, out_json, tell
from tnews.locale import _, plural
from tnews.model import FetchError, Listing, Source, SourceError
from tnews.model.record import replace
from tnews.services.discovery import Found, as_api, as_page, ask_either, choose
from tnews.services.looking import Seen, look
from tnews.services.proposal import propose
from tnews.services.subscriptions import table_text

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace


class _Probed(NamedTuple):
    """What was seen, what it comes to, or why to nothing."""

    seen: Seen
    found: Found | None
    problem: str


def probe(options: Options, workplace: Workplace) -> int:
    """Run `tnews probe`. Nothing is written."""
    probed = asyncio.run(_probe(options.url, workplace))
    tables = _tables(probed, workplace)
    if options.json:
        out_json({**_json(probed), "tables": tables})
    else:
        for line in _report(probed, tables):
            out(line)
    if probed.problem:
        tell(probed.problem)
    return DONE if probed.found else SOME_FAILED


async def _probe(text: str, workplace: Workplace) -> _Probed:
    async with Documents(workplace) as documents:
        http = await documents.http()
        ask = partial(look, http=http, parser=documents.parser)
        _url, seen = await ask_either(text, ask)
        if isinstance(seen, FetchError):
            raise seen
        try:
            return _Probed(seen, await choose(seen, http, documents.parser), "")
        except SourceError as error:
            return _Probed(seen, None, error.message)


def _tables(probed: _Probed, workplace: Workplace) -> list[str]:
    """The table that `tnews add` would write, then that of the page itself if it is another.

    Those of pages name the list that was found, so that it can be corrected. An API that
    wants a key first has one too: it says where the key goes.
    """
    seen = probed.seen
    first = probed.found or as_api(seen)
    page = None if first and first.what == "page" else as_page(seen)
    return [
        table_text(_with_list(propose(found, workplace.config), seen))
        for found in (first, page)
        if found and found.what != "article"
    ]


def _with_list(source: Source, seen: Seen) -> Source:
    """Return `source`, if it is a page with the path of the list that was found."""
    if source.kind != "page" or seen.listing is None or not seen.listing.selector:
        return source
    return replace(source, options={**source.options, "list": seen.listing.selector})


# For a person.


def _report(probed: _Probed, tables: Sequence[str]) -> Iterator[str]:
    seen = probed.seen
    yield seen.url
    yield _("charset: {declared} declared, {real} read").format(
        declared=seen.declared or _("nothing"), real=seen.charset
    )
    for feed in seen.feeds:
        yield _("feed named: {url}").format(url=feed)
    if seen.listing:
        yield ""
        yield from _list_lines(seen.listing)
    if seen.proposal:
        yield ""
        yield seen.proposal.tree
    page = seen.article if seen.is_article else None
    sample = page or (probed.found.sample if probed.found else None)
    if sample:
        yield ""
        yield _("article: {article}").format(article=described(sample))
        yield from filter(None, (f"  {sample.draft.url}", f"  {info_line(sample)}".rstrip()))
    if probed.found:
        yield ""
        yield from preview(probed.found)
    else:
        yield from (
            _("{label}: {value}").format(label=side, value=told) for side, told in _refusals(seen)
        )
    for number, table in enumerate(tables):
        yield ""
        if number:
            yield _("or the page itself:")
        yield table.rstrip("\n")


def _refusals(seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what the document could have been, and why it is not."""
    sides = {
        "feed": _("no feed"),
        "listing": _("no list of articles"),
        "article": _("no article"),
        "proposal": _("no API"),
    }
    for side, reason in seen.reasons.items():
        yield sides[side], reason


def _list_lines(listing: Listing) -> Iterator[str]:
    count = len(listing.links)
    found = plural("list of {n} article", "list of {n} articles", count).format(n=count)
    where = _("{label}: {value}").format(label=found, value=listing.selector)
    yield where if listing.selector else found
    for link in listing.links[:TITLES]:
        yield f"  {china_time(link.published_at, link.has_time):16}  {link.title}"
    if listing.next_url:
        yield _("next page: {url}").format(url=listing.next_url)


# For scripts.


def _json(probed: _Probed) -> dict[str, object]:
    seen = probed.seen
    article = seen.article if seen.is_article else None
    return {
        "url": seen.url,
        "charset": {"declared": seen.declared or None, "real": seen.charset},
        "feeds": list(seen.feeds),
        "list": listing_json(seen.listing) if seen.listing else None,
        "article": page_json(article) if article else None,
        "reasons": dict(seen.reasons),
        "tree": seen.proposal.tree.split("\n") if seen.proposal else None,
        "found": preview_json(probed.found) if probed.found else None,
        "problem": probed.problem or None,
    }

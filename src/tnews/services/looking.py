"""What stands at an address, looked at once from every side: feed, list of articles, article.

Nothing is decided here (`services.discovery` does) and nothing is stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Mapping
from datetime import datetime, time
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tnews.model import (
    ArticleDraft,
    ListedLink,
    Listing,
    Page,
    ParseError,
    clean_line,
    clean_url,
    count_characters,
)
from tnews.model.record import Record, field, replace
from tnews.net.http import Http, Reply, charset_of, require_document
from tnews.services.pages import parse_page, require_text
from tnews.text import encodings
from tnews.text.charset import decode
from tnews.text.feedlinks import feed_links
from tnews.text.zones import CHINA

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

LEAST_LINKS = 3
"""Article links that make a page a list."""

LEAST_TEXT = 80
CLEAR_TEXT = 200
"""Characters of text that make a page an article: with a date or without a list, and without
either. Of 60 real articles 52 are longer than the second, the shortest has 94; a list of forum
threads gave 75."""

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, "
    "application/xml;q=0.9, */*;q=0.5"
)
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.I)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\w$.]{1,100}\s*\(\s*)?[\[{]")


class Feed(Record):
    """A feed that was read: its address, its own title ("" if it has none), what it holds."""

    url: str
    title: str
    drafts: tuple[ArticleDraft, ...]


class Proposal(Record):
    """JSON that was read: its tree as lines, and the options of a [[source]] table for it, `kind`
    and `url` among them; none if no list of articles was found in it."""

    tree: str
    options: Mapping[str, Any]


class Seen(Record):
    """What was found at `asked`, which led to `url`.

    `title` is that of the window; `declared` is the charset that header or document name ("" if
    none), `charset` the one it really is in; `feeds` are the addresses of the feeds the page
    names. What the document is not is None, and `reasons` says why, by the field's name.
    """

    asked: str
    url: str
    title: str
    declared: str
    charset: str
    is_json: bool = False
    feeds: tuple[str, ...] = ()
    feed: Feed | None = None
    listing: Listing | None = None
    article: Page | None = None
    proposal: Proposal | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_front(self) -> bool:
        """Whether it is the front page of a site."""
        return not urlsplit(self.url).path.strip("/") and not urlsplit(self.url).query

    @property
    def is_list(self) -> bool:
        """Whether it is a page that lists articles, and not an article with others beside it."""
        if self.listing is None or len(self.listing.links) < LEAST_LINKS:
            return False
        return self.is_front or not self.is_article

    @property
    def is_article(self) -> bool:
        """Whether it is the page of one article.

        A channel page has text too, that of its rows: there the titles of the list stand in
        what was taken for the body.
        """
        if self.article is None or not self.article.draft.title:
            return False
        draft = self.article.draft
        is_clear = draft.published_at is not None or self.listing is None
        if count_characters(draft.blocks) < (LEAST_TEXT if is_clear else CLEAR_TEXT):
            return False
        titles = [link.title for link in self.listing.links] if self.listing else []
        return 2 * sum(title in draft.text for title in titles) <= len(titles)


async def look(url: str, http: Http, parser: Parser) -> Seen:
    """Return what stands at `url`. Raises `FetchError`, and `ParseError` for a picture and such."""
    reply = await http.get(url, headers={"accept": _ACCEPT}, home=url)
    require_document(reply, url)
    require_text(reply.body, reply.headers.get("content-type", ""))
    header = charset_of(reply.headers.get("content-type", ""))
    text = decode(reply.body, header)
    seen = Seen(
        asked=url,
        url=reply.url,
        title=_title(text),
        declared=encodings.declared(reply.body, header),
        charset=encodings.real(reply.body, header),
        is_json=bool(_JSON.match(reply.body)),
    )
    try:
        return replace(seen, feed=await read_feed(url, reply, parser))
    except ParseError as error:
        seen = replace(seen, reasons={"feed": error.message})
    if not seen.is_json:
        seen = replace(seen, feeds=tuple(feed_links(text, reply.url)))
        seen = await _look_as(seen, "listing", parse_list(reply.body, parser, reply.url, header))
        seen = await _look_as(seen, "article", parse_page(reply.body, parser, reply.url, header))
    if not (seen.listing or seen.article):  # pages that scripts draw may hold their data as JSON
        seen = await _look_as(seen, "proposal", _parse_json(reply.body, parser, url, header))
    return seen


async def _look_as(seen: Seen, side: str, reading: Awaitable[Any]) -> Seen:
    """Return `seen` with what `reading` gives as its field `side`, or with why it gives nothing."""
    try:
        return replace(seen, **{side: await reading})
    except ParseError as error:
        return replace(seen, reasons={**seen.reasons, side: error.message})


async def read_feed(url: str, reply: Reply, parser: Parser) -> Feed:
    """Return the feed that `reply` brings from `url`. Raises `ParseError` if it is none."""
    facts = {"url": reply.url, "charset": charset_of(reply.headers.get("content-type", ""))}
    title, drafts, _notes = await parser.parse("feed", reply.body, facts)
    return Feed(url, title, drafts)


async def parse_list(
    body: bytes,
    parser: Parser,
    url: str,
    charset: str = "",
    selectors: Mapping[str, Any] | None = None,
) -> Listing:
    """Return the articles that the channel page `body` lists, read in a worker process.

    `url` is its address ("" if unknown), `charset` that of its header. Raises `ParseError`.
    """
    facts = {"url": url, "charset": charset, "selectors": dict(selectors or {})}
    title, drafts, notes = await parser.parse("list", body, facts)
    links = tuple(
        ListedLink(draft.url, draft.title, draft.published_at, has_time(draft.published_at))
        for draft in drafts
    )
    return Listing(title, links, clean_url(notes.get("next", "")), notes.get("selector", ""))


async def _parse_json(body: bytes, parser: Parser, url: str, charset: str) -> Proposal:
    """Return what the JSON in `body` may be, read in a worker process. Raises `ParseError`."""
    _title, (draft,), _notes = await parser.parse("probe", body, {"url": url, "charset": charset})
    tree, options = draft.blocks
    return Proposal(tree.text, json.loads(options.text))


def has_time(moment: datetime | None) -> bool:
    """Return whether an hour is known: a day alone comes as its midnight in China."""
    return moment is not None and moment.astimezone(CHINA).time() != time()


def _title(html: str) -> str:
    found = _TITLE.search(html)
    return clean_line(unescape(found[1])) if found else ""

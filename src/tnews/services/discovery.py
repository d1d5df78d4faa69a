"""Finding the feed behind an address: the address itself, what its page names, usual places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from tnews import sources as kinds
from tnews.locale import _
from tnews.model import (
    ArticleDraft,
    ConfigError,
    Fetched,
    FetchError,
    FetchState,
    ParseError,
    Source,
    SourceError,
    clean_url,
)
from tnews.net.http import Http, Reply
from tnews.sources.worker import Parser
from tnews.text.charset import decode
from tnews.text.feedlinks import feed_links

USUAL_PLACES = ("/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")
"""Where sites keep a feed that their pages do not name."""

_NAMED_LIMIT = 8
"""Feeds tried of those a page names."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read: its address, its own title ("" if it has none), what it holds."""

    url: str
    title: str
    drafts: tuple[ArticleDraft, ...]


def address(text: str) -> str:
    """Return the web address that a person means; "example.com" is https://example.com.

    Raises `ConfigError` if it is none.
    """
    url = text.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", url, re.I):
        url = f"https://{url}"
    if not clean_url(url):
        raise ConfigError(_("not a web address: {text}").format(text=text))
    return url


class _Homed:
    """Http for the address a person gave: only its host may be private, whatever its page names."""

    def __init__(self, http: Http, home: str) -> None:
        self._http = http
        self._home = home

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        del home
        return await self._http.get(url, headers=headers, home=self._home)

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        home: str | None = None,
    ) -> Reply:
        del home
        return await self._http.post(url, body, headers=headers, home=self._home)


async def find_feed(url: str, http: Http, parser: Parser) -> Feed:
    """Return the feed at `url` or the one that belongs to the page there.

    Raises `FetchError` if there is no document, `ParseError` if no feed was found.
    """
    homed = _Homed(http, url)
    try:
        return await _read(url, homed, parser)
    except ParseError:  # no feed, but perhaps a page that names one
        reply = await homed.get(url)
    page = decode(reply.body, reply.headers.get("content-type", ""))
    named = feed_links(page, reply.url)[:_NAMED_LIMIT]
    guessed = [urljoin(reply.url, place) for place in USUAL_PLACES]
    for candidate in dict.fromkeys([*named, *guessed]):
        try:
            feed = await _read(candidate, homed, parser)
        except SourceError:
            continue  # the next one may be there
        if feed.drafts:
            return feed
    raise ParseError(_("no feed found at {url}, nor does its page name one").format(url=url), url)


async def _read(url: str, http: Http, parser: Parser) -> Feed:
    source = Source(key="new", url=url, name="", category="")
    fetch = await kinds.load("feed").fetch(source, FetchState(), http, parser)
    if not isinstance(fetch, Fetched):
        raise FetchError(_("the server says “unchanged” to the first request"), url)
    return Feed(url, fetch.title, fetch.drafts)

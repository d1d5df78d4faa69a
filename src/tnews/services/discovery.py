"""What to subscribe to at an address: a feed, the feed behind a page, the page itself; or not.

Each comes with a preview, so that a person sees whether it is what they meant.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urljoin

from tnews import sources as kinds
from tnews.locale import _
from tnews.model import (
    ArticleDraft,
    ConfigError,
    Fetched,
    FetchError,
    FetchState,
    Page,
    ParseError,
    Source,
    SourceError,
)
from tnews.model.record import Record, field, replace
from tnews.model.source import source_url
from tnews.net.http import Http, require_document
from tnews.services.fulltext import wants
from tnews.services.looking import Feed, Seen, look, read_feed
from tnews.services.pages import read_page
from tnews.text.missing import NO_ARTICLE, NO_LIST

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

USUAL_PLACES = ("/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")
"""Where sites keep a feed that their pages do not name."""

_NAMED_LIMIT = 8
"""Feeds tried of those a page names."""

_SAMPLES = 2
"""Article pages tried before none is said to be readable."""

Answer = TypeVar("Answer")


class EmptyFeedError(ParseError):
    """At `url` is a feed without articles: it may have some tomorrow."""


class NothingError(ParseError):
    """At `url` is a page that names no feed and lists no articles, and nothing says why.

    `others` is for what can be done, which is another thing on the command line than in the reader.
    """

    def __init__(self, message: str, url: str, others: tuple[str, ...] = ()) -> None:
        super().__init__(message, url)
        self.others = others


_EARLIEST = datetime.min.replace(tzinfo=UTC)

_STALE = timedelta(days=30)
"""How much older than the page's newest article a feed's makes it look abandoned."""


class Found(Record):
    """What was found at an address.

    `what` is a kind of source, or "article": the page of one article, which is none. `url`
    and `options` are those of its [[source]] table, `drafts` what it holds. `lacking` of them
    come without the whole text; `sample` is the own page of one of these, `sample_error` why
    none could be read. `is_stale` says that the page lists much newer articles than its feed.
    """

    seen: Seen
    what: Literal["feed", "page", "json", "rank", "article"]
    url: str
    title: str
    drafts: tuple[ArticleDraft, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    lacking: int = 0
    sample: Page | None = None
    sample_error: str = ""
    is_stale: bool = False


def address(text: str) -> str:
    """Return the web address that a person means; "example.com" is https://example.com.

    Raises `ConfigError` if it is none.
    """
    url = text.strip()
    if not has_scheme(url):
        url = f"https://{url}"
    if not source_url(url):
        if "@" in url:  # what stands before it may be a password: not repeated
            told = _(
                "not a web address, or one with a user name or password; a source has these as "
                'headers.Authorization = "Basic …" in its [[source]] table (docs/asking.md)'
            )
            raise ConfigError(told)
        raise ConfigError(_("not a web address: {text}").format(text=text))
    return url


def has_scheme(text: str) -> bool:
    """Say whether an address says how it is fetched; "127.0.0.1:80" and "example.com:80" do not."""
    return re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", text.strip(), re.I) is not None


async def ask_either(
    text: str, ask: Callable[[str], Awaitable[Answer]]
) -> tuple[str, Answer | FetchError]:
    """Return the address that a person means, and what `ask` gives for it, or why it cannot be had.

    An address without a scheme is asked for by https, and by http where nothing answers that; one
    with https never without it. Where neither answers it is the first. Raises `ConfigError`
    if it is none, and what `ask` raises but `FetchError`.
    """
    url = address(text)
    try:
        return url, await ask(url)
    except FetchError as error:
        problem = error
    if has_scheme(text) or problem.status is not None:
        return url, problem
    plain = url.replace("https:", "http:", 1)
    try:
        return plain, await ask(plain)
    except FetchError as error:
        return (url, problem) if error.status is None else (plain, error)


async def decide(url: str, http: Http, parser: Parser) -> Found:
    """Return what to do with `url`. Raises `FetchError`, and `ParseError` if there is nothing:
    where that is known, `EmptyFeedError` or `NothingError`."""
    return await choose(await look(url, http, parser), http, parser)


async def choose(seen: Seen, http: Http, parser: Parser) -> Found:
    """Return what to do with what was `seen`. Raises `ParseError` if there is nothing."""
    found = await _choose(seen, http, parser)
    if found.what in ("article", "rank"):  # entries of a ranked list are read when opened
        return found
    return await _with_sample(found, http, parser)


async def _choose(seen: Seen, http: Http, parser: Parser) -> Found:
    """A feed first, for it says more than a page; but one that is only guessed may be of the
    whole site, so it comes after everything but a front page."""
    if seen.feed:
        if not seen.feed.drafts:
            told = _("the feed at {url} holds no articles").format(url=seen.asked)
            raise EmptyFeedError(told, seen.asked)
        return _feed(seen, seen.feed)
    if named := await _first_feed(seen, seen.feeds[:_NAMED_LIMIT], http, parser):
        return _feed(seen, named)
    api, itself = as_api(seen), as_page(seen) or _as_article(seen)
    if api and seen.is_json:
        return await _read_api(api, http, parser)
    if itself and not seen.is_front:
        return itself
    usual = [urljoin(seen.url, place) for place in USUAL_PLACES]
    if guessed := await _first_feed(seen, usual, http, parser):
        return _feed(seen, guessed)
    if itself:
        return itself
    if api:
        return await _read_api(api, http, parser)
    raise _nothing(seen)


def _as_article(seen: Seen) -> Found | None:
    if seen.article is None or not seen.is_article:
        return None
    draft = seen.article.draft
    return Found(seen, "article", seen.url, draft.title, (draft,), sample=seen.article)


def as_page(seen: Seen) -> Found | None:
    """Return the page itself as a source; None if it lists no articles."""
    if seen.listing is None or not seen.is_list:
        return None
    drafts = tuple(
        ArticleDraft("", link.url, link.title, published_at=link.published_at)
        for link in seen.listing.links
    )
    return Found(seen, "page", seen.asked, seen.listing.title, drafts)


def as_api(seen: Seen) -> Found | None:
    """Return the API that the JSON of `seen` may be, unread; None without a list of articles."""
    if seen.proposal is None or not seen.proposal.options:
        return None
    options = dict(seen.proposal.options)
    kind, url = options.pop("kind"), options.pop("url")
    return Found(seen, kind, url, "", (), options)


async def _read_api(api: Found, http: Http, parser: Parser) -> Found:
    """Add what the API gives; it must be more than nothing."""
    source = Source("", api.url, "", "", kind=api.what, options=api.options)
    fetch = await kinds.load(api.what).fetch(source, FetchState(), http, parser)
    if not isinstance(fetch, Fetched) or not fetch.drafts:
        raise ParseError(_("no article was found in what {url} answers").format(url=api.url))
    return replace(api, title=fetch.title, drafts=fetch.drafts)


async def _first_feed(
    seen: Seen, candidates: Sequence[str], http: Http, parser: Parser
) -> Feed | None:
    """Return the first of the addresses `candidates` that is a feed with articles.

    All are asked at once, as far as the client lets them: dead ones take their time.
    """

    async def read(candidate: str) -> Feed | None:
        try:
            reply = await http.get(candidate, home=seen.asked)
            require_document(reply, candidate)
            feed = await read_feed(candidate, reply, parser)
        except SourceError:
            return None
        return feed if feed.drafts else None

    tasks = [asyncio.create_task(read(candidate)) for candidate in candidates]
    try:
        for task in tasks:
            if feed := await task:
                return feed
        return None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _feed(seen: Seen, feed: Feed) -> Found:
    links = seen.listing.links if seen.listing and seen.is_list else ()
    listed = [link.published_at for link in links if link.published_at]
    dates = [draft.published_at for draft in feed.drafts if draft.published_at]
    is_stale = bool(listed and dates) and max(listed) - max(dates) > _STALE
    return Found(seen, "feed", feed.url, feed.title, feed.drafts, is_stale=is_stale)


def _nothing(seen: Seen) -> ParseError:
    told = _("no feed found at {url}, nor does its page name one").format(url=seen.asked)
    reasons = (seen.reasons.get(side, "") for side in ("article", "listing", "proposal"))
    known = [reason for reason in reasons if reason]
    if known and known[0] in (_(NO_ARTICLE), _(NO_LIST)):
        said = _("no feed found at {url}: its page names none, and lists no articles either")
        return NothingError(said.format(url=seen.asked), seen.asked)
    if known:
        told = _("{problem}; the page itself: {reason}").format(problem=told, reason=known[0])
    elif seen.is_json:
        told = _("{problem}, and its JSON holds no list of articles").format(problem=told)
    else:
        told = _("{problem}, and the page lists fewer than 3 articles").format(problem=told)
    return ParseError(told, seen.asked)


async def _with_sample(found: Found, http: Http, parser: Parser) -> Found:
    """Add whose text has to come from its own page, and one of these pages if there are any."""
    source = Source(key="", url=found.url, name="", category="", kind=found.what)
    lacking = [draft for draft in newest_first(found.drafts) if wants(source, draft)]
    found, problem = replace(found, lacking=len(lacking)), ""
    for draft in lacking[:_SAMPLES]:
        try:
            page = await read_page(draft.url, http, parser, home=found.seen.asked)
        except SourceError as error:
            problem = error.message
        else:
            return replace(found, sample=page)
    return replace(found, sample_error=problem)


def newest_first(drafts: Sequence[ArticleDraft]) -> list[ArticleDraft]:
    """Return `drafts` by date; those without one stay in their order behind the others."""
    return sorted(drafts, key=lambda draft: draft.published_at or _EARLIEST, reverse=True)

"""An article's own page, whole: fetched, read in a worker process, its further pages joined.

What a page says is found in `tnews.text.extract`; storing it is `services.fulltext`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tnews.locale import N_, _
from tnews.model import Block, Page, ParseError, SourceError, count_characters
from tnews.model.record import replace
from tnews.net.http import Http, charset_of, require_document

if TYPE_CHECKING:
    from tnews.sources.worker import Parser

PAGES = 20
"""Pages of one article that are joined."""

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
"""What is asked for where a page is wanted."""

NOWHERE = "https://nowhere.invalid/"
"""Home of pages that belong to no source: none of them may be private (RFC 6761 keeps it unused)."""

_MEDIA = (  # beginning of the media type, beginnings of the bytes, what it is
    ("application/pdf", (b"%PDF-",), N_("a PDF document")),
    ("image/", (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8"), N_("a picture")),
    ("video/", (), N_("a video")),
    ("audio/", (b"ID3",), N_("a sound recording")),
    ("application/zip", (b"PK\x03\x04",), N_("a packed file")),
    ("application/msword", (b"\xd0\xcf\x11\xe0",), N_("an office document")),
)
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF)\b", re.I)


async def read_page(
    url: str,
    http: Http,
    parser: Parser,
    *,
    home: str | None = None,
    selectors: Mapping[str, Any] | None = None,
) -> Page:
    """Return the article at `url`, on however many pages it stands.

    `home` is the address of the source it was found by (default: `url`), `selectors` are
    those of its options. The fields are the first page's, the editor the last one's, the
    address the final one. Where a further page cannot be read, or there are more than
    `PAGES`, `next_url` says where the text goes on and the draft is no full text.
    Raises `FetchError` and `ParseError` for the first page.
    """
    reader = _Reader(http, parser, home or url, dict(selectors or {}))
    first = await reader.read(url)
    if whole := await reader.whole(first):
        editor = whole.draft.editor or first.draft.editor
        return _joined(first, list(whole.draft.blocks), editor, "")
    return await reader.follow(first)


def require_page(body: bytes, content_type: str = "") -> None:
    """Return if `body` can be a page; otherwise raise `ParseError` that says what it is."""
    require_text(body, content_type)
    if _FEED.match(body):
        raise ParseError(_("this is a feed, not a page; tnews add subscribes to it"))


def require_text(body: bytes, content_type: str = "") -> None:
    """Return if `body` can be a page or data; otherwise raise `ParseError` that says what it is."""
    kind = content_type.strip().lower()
    for media, beginnings, name in _MEDIA:
        if kind.startswith(media) or body.startswith(beginnings):
            told = _("this is {media}, not a page with text")
            raise ParseError(told.format(media=_(name)))


class _Reader:
    """Reads the pages of one article; none is asked for twice."""

    def __init__(self, http: Http, parser: Parser, home: str, selectors: Mapping[str, Any]) -> None:
        self._http = http
        self._parser = parser
        self._home = home
        self._selectors = selectors
        self._asked: set[str] = set()

    async def read(self, url: str) -> Page:
        """Return the page at `url` alone. Raises `FetchError` and `ParseError`."""
        self._asked.add(url)
        reply = await self._http.get(url, headers={"accept": ACCEPT}, home=self._home)
        self._asked.add(reply.url)
        require_document(reply, url)
        if _is_front(reply.url) and not _is_front(url):
            told = _("the site leads to its front page instead; the article may be gone")
            raise ParseError(told, url)
        content_type = reply.headers.get("content-type", "")
        try:
            require_page(reply.body, content_type)
            page = await parse_page(
                reply.body, self._parser, reply.url, charset_of(content_type), self._selectors
            )
        except ParseError as error:
            raise ParseError(error.message, url) from error
        return replace(page, draft=replace(page.draft, url=reply.url))

    async def whole(self, first: Page) -> Page | None:
        """Return the same article on one page, if there is such a page with a longer text."""
        if not self._is_further(first.whole_url, first):
            return None
        page = await self._try(first.whole_url)
        return page if page and _characters(page) > _characters(first) else None

    async def follow(self, first: Page) -> Page:
        """Return `first` with the pages after it."""
        blocks, editor, next_url = list(first.draft.blocks), first.draft.editor, first.next_url
        for _number in range(PAGES - 1):
            if not self._is_further(next_url, first):
                break
            page = await self._try(next_url)
            if page is None:
                return _joined(first, blocks, editor, next_url)
            new = _new_blocks(page.draft.blocks, blocks)
            if not new:  # the first page again, as some sites show it for every number
                return _joined(first, blocks, editor, "")
            blocks += new
            editor = page.draft.editor or editor
            next_url = page.next_url
        rest = next_url if self._is_further(next_url, first) else ""
        return _joined(first, blocks, editor, rest)

    def _is_further(self, url: str, first: Page) -> bool:
        return bool(url) and url not in self._asked and _is_same_site(url, first.draft.url)

    async def _try(self, url: str) -> Page | None:
        try:
            return await self.read(url)
        except SourceError:
            return None


async def parse_page(
    body: bytes,
    parser: Parser,
    url: str,
    charset: str = "",
    selectors: Mapping[str, Any] | None = None,
) -> Page:
    """Return what the one page `body` says, read in a worker process.

    `url` is its address ("" if unknown), `charset` that of its header. Raises `ParseError`.
    """
    facts = {"url": url, "charset": charset, "selectors": dict(selectors or {})}
    _title, drafts, notes = await parser.parse("page", body, facts)
    if not drafts:
        raise ParseError(_("there is no article on this page"))
    return Page(
        drafts[0],
        has_time=bool(notes.get("has_time")),
        next_url=notes.get("next", ""),
        whole_url=notes.get("whole", ""),
    )


def _joined(first: Page, blocks: list[Block], editor: str, next_url: str) -> Page:
    draft = replace(
        first.draft,
        blocks=tuple(blocks),
        editor=editor,
        is_full_text=first.draft.is_full_text and not next_url,
    )
    return Page(draft, has_time=first.has_time, next_url=next_url)


def _new_blocks(blocks: Sequence[Block], before: list[Block]) -> list[Block]:
    """Return `blocks` without the beginning that earlier pages have; none if most is repeated.

    Sites repeat a lead or a picture on each page, and some the whole first page.
    """
    seen = set(before)
    if 2 * sum(block in seen for block in blocks) > len(blocks):
        return []
    start = next((place for place, block in enumerate(blocks) if block not in seen), len(blocks))
    return list(blocks[start:])


def _characters(page: Page) -> int:
    return count_characters(page.draft.blocks)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


def _is_same_site(url: str, other: str) -> bool:
    """Whether both addresses are of one host; `www.` makes no difference."""
    hosts = {urlsplit(each).netloc.lower().removeprefix("www.") for each in (url, other)}
    return len(hosts) == 1

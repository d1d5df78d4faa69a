"""The bytes of a channel page -> a draft for each article it lists. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tnews.locale import _
from tnews.model import ArticleDraft, ParseError
from tnews.sources.entry import MOST_ENTRIES
from tnews.sources.wire import Parsed
from tnews.text.charset import decode
from tnews.text.links import canonical
from tnews.text.listing import read_list


def read(body: bytes, facts: Mapping[str, Any]) -> Parsed:
    """Return the channel's name and the articles it lists in page order, at most 1,000.

    The drafts have address, title and, where the page says it, the time of publication; their
    `uid` is the path on the channel's own host, which a move of the whole site to another
    host or port does not change; "" on other hosts.
    `facts`: `url` of the page, `charset` from its Content-Type, `selectors` of its source
    (see `read_list`). The notes are `next`, the address of the next page, and `selector`,
    the path of the rows. Raises `ParseError`.
    """
    html = decode(body, facts.get("charset", ""))
    if not html.strip("\0 \t\r\n\ufeff"):
        raise ParseError(_("the document is empty"))
    url = facts.get("url", "")
    listing = read_list(html, url, facts.get("selectors", {}), now=datetime.now(UTC))
    drafts = tuple(
        ArticleDraft(_uid(link.url, url), link.url, link.title, published_at=link.published_at)
        for link in listing.links[:MOST_ENTRIES]
    )
    return Parsed(listing.title, drafts, {"next": listing.next_url, "selector": listing.selector})


def _uid(url: str, channel: str) -> str:
    """Return what identifies the article at `url` within the host of `channel`, or ""."""
    host, _sign, rest = canonical(url).partition("/")
    return f"/{rest}" if rest and host == canonical(channel).partition("/")[0] else ""

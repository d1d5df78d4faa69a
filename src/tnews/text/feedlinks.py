"""Which feeds an HTML page names: <link rel="alternate"> with a feed's media type."""

from __future__ import annotations

import re
from html import unescape

from tnews.text.links import absolute

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
)
"""Media types of feeds; the last is what jsonfeed.org asked for at first."""

_READ = 512 << 10
"""Characters searched: the links stand in the head, whose styles may be long."""

_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,20})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.I
)


def feed_links(html: str, base: str) -> list[str]:
    """Return the addresses of the feeds that the page at `base` names, in its order.

    Feeds of comments come last; no address comes twice.
    """
    found: dict[str, bool] = {}
    for tag in _LINK.findall(html[:_READ]):
        attributes = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag)
        }
        kind = attributes.get("type", "").split(";")[0].strip().lower()
        if kind not in FEED_TYPES or "alternate" not in attributes.get("rel", "").lower().split():
            continue
        if url := absolute(attributes.get("href", ""), base):
            about = f"{url} {attributes.get('title', '')}".lower()
            found.setdefault(url, "comment" in about or "评论" in about)
    return sorted(found, key=lambda url: found[url])

"""A source of articles, and what is remembered about fetching it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from tnews.model.article import ArticleDraft, _set
from tnews.model.clean import clean_line, clean_url

FullText = Literal["auto", "always", "never"]

RSSHUB = "rsshub://"
"""How an address begins whose server [rsshub] names; the rest is the route."""


def source_url(text: str) -> str:
    """Return `text` if a source may have this address, else "": as `clean_url`, or rsshub://route."""
    if not text.startswith(RSSHUB):
        return clean_url(text)
    route = clean_url("http://" + text[len(RSSHUB) :].lstrip("/"))
    return route.replace("http://", RSSHUB, 1)


def feed_identity(url: str) -> str:
    """Return what two addresses of the same feed share: no scheme, no www., no last slash.

    Parameters stay: unlike with articles, each may choose another feed. A route of RSSHub is
    no host.
    """
    if url.startswith(RSSHUB):
        return url.rstrip("/")
    parts = urlsplit(url)
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from. State in the cache follows `key`, not the address.

    `interval` is in seconds; `keep_days` and `keep_articles` are None where [keep] decides; `options` are the options of its kind; `relay` names a third
    party that stands between reader and publisher.
    """

    key: str
    url: str
    name: str
    category: str
    kind: str = "feed"
    interval: int = 1800
    full_text: FullText = "auto"
    enabled: bool = True
    relay: str = ""
    keep_days: int | None = None
    keep_articles: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _set(
            self,
            key=clean_line(self.key, 100),
            name=clean_line(self.name, 100),
            category=clean_line(self.category, 40),
        )


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is remembered between two fetches of a source.

    `etag` and `last_modified` are sent back to the server as they came; `body_hash` tells an
    unchanged body; `failures` counts failures since the last success.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: bytes = b""
    cursor: str = ""
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    last_error: str = ""

    def __post_init__(self) -> None:
        _set(
            self,
            etag=clean_line(self.etag, 500),
            last_modified=clean_line(self.last_modified, 100),
            last_error=clean_line(self.last_error, 500),
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The source has nothing new; `state` is to be kept."""

    state: FetchState


@dataclass(frozen=True, slots=True)
class Fetched:
    """The source's document was read: its drafts in document order, and its own title."""

    state: FetchState
    drafts: tuple[ArticleDraft, ...]
    title: str = ""

    def __post_init__(self) -> None:
        _set(self, title=clean_line(self.title, 100))


Fetch = Unchanged | Fetched

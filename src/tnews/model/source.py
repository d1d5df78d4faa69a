"""A source of articles and its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from tnews.model.clean import clean_line, clean_url, set_clean
from tnews.model.record import Record, field

FullText = Literal["auto", "always", "never"]

AT_HOME = ("guide", "saved")
"""Kinds of sources that nothing is fetched for."""

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


UNCHECKED = "⊘"
"""Marks a source whose host may show any certificate; one cell everywhere (UAX #11: N)."""


class SourceHttp(Record):
    """How one source is asked, where that is not as [http] says; 0 and "" are as there.

    `certificate` is what must be shown in place of one that is vouched for: "sha256:…", or the
    PEM file of its authority.
    """

    headers: tuple[tuple[str, str], ...] = field(default_factory=tuple, repr=False)
    user_agent: str = ""
    proxy: str = field(default="", repr=False)
    timeout: float = 0.0
    verify_tls: bool = True
    certificate: str = ""


class Source(Record):
    """Where articles come from. State in the cache follows `key`, not the address.

    `interval` is in seconds, `interval_is_chosen` if it was set for this source alone;
    `keep_days` and `keep_articles` are None where [keep] decides;
    `options` are the options of its kind; `relay` names a third party that stands between reader
    and publisher.
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
    interval_is_chosen: bool = False
    http: SourceHttp = SourceHttp()

    def __post_init__(self) -> None:
        set_clean(
            self,
            key=clean_line(self.key, 100),
            name=clean_line(self.name, 100),
            category=clean_line(self.category, 40),
        )

"""Everything the demonstration site answers with, built once: a document by its path."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from tnews.demo import pages
from tnews.demo.edition import DemoChannel, pictures
from tnews.demo.feeds import FORMATS, feed_url

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """A body and what HTTP says about it; `modified_at` is aware and in whole seconds."""

    content_type: str
    body: bytes
    modified_at: datetime

    @property
    def etag(self) -> str:
        """A weak validator: the same for the plain and the gzip form (RFC 9110, 8.8.1)."""
        return f'W/"{blake2b(self.body, digest_size=8).hexdigest()}"'

    @property
    def last_modified(self) -> str:
        """`modified_at` as HTTP writes it."""
        return format_datetime(self.modified_at.astimezone(UTC), usegmt=True)

    @property
    def gzipped(self) -> bytes:
        """The body, compressed the same way every time."""
        return gzip.compress(self.body, mtime=0)

    def is_unchanged(self, if_none_match: str, if_modified_since: str) -> bool:
        """Tell whether a conditional request is to be answered with 304.

        As RFC 9110, 13.2.2 orders: If-None-Match decides alone where it is sent; a date that
        cannot be read is ignored.
        """
        if if_none_match:
            tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
            return "*" in tags or self.etag.removeprefix("W/") in tags
        try:
            since = parsedate_to_datetime(if_modified_since)
        except (ValueError, OverflowError):
            return False
        return since.tzinfo is not None and self.modified_at <= since


def build(channels: tuple[DemoChannel, ...]) -> dict[str, Document]:
    """Return the site's documents by path; pages are as old as what they show."""
    newest = max(channel.articles[0].published_at for channel in channels)
    documents = {"/": Document(_HTML, pages.home(channels), newest)}
    for channel in channels:
        modified_at = channel.articles[0].published_at
        feed = FORMATS[channel.format]
        body = feed.write(channel, feed_url(channel))
        documents[_path(feed_url(channel))] = Document(feed.content_type, body, modified_at)
        page = pages.channel_page(channel, channels)
        documents[_path(channel.url)] = Document(_HTML, page, modified_at)
        for article in channel.articles:
            page = pages.article_page(article, channel, channels)
            documents[_path(article.url)] = Document(_HTML, page, article.published_at)
    for name, picture in pictures().items():
        documents[f"/pictures/{name}"] = Document("image/svg+xml", picture, newest)
    return documents


def _path(url: str) -> str:
    return urlsplit(url).path

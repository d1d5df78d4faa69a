"""Everything the demonstration site answers with: a document by its path, built once.

The hot list alone is made anew for each request.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from tnews.demo import api, hotlist, pages
from tnews.demo.edition import DemoChannel, pictures
from tnews.demo.feeds import FORMATS, feed_url
from tnews.model.record import Record

_HTML = "text/html; charset=utf-8"
_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}


class Document(Record):
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


def build(channels: tuple[DemoChannel, ...], site_url: str) -> dict[str, Document]:
    """Return the site's documents by path; pages are as old as what they show."""
    newest = max(channel.articles[0].published_at for channel in channels)
    documents = {
        "/": Document(_HTML, pages.home(channels), newest),
        pages.ABOUT_PATH: Document(_HTML, pages.about(channels), newest),
    }
    for channel in channels:
        modified_at = channel.articles[0].published_at
        page = pages.channel_page(channel, channels)
        documents[_path(channel.url)] = Document(_HTML, page, modified_at)
        for article in channel.articles:
            for number in range(1, len(article.parts) + 1):
                page = pages.article_page(article, channel, channels, number)
                path = _path(article.page_url(number))
                documents[path] = Document(_HTML, page, article.published_at)
        if channel.format in FORMATS:
            feed = FORMATS[channel.format]
            body = feed.write(channel, feed_url(channel))
            documents[_path(feed_url(channel))] = Document(feed.content_type, body, modified_at)
        if channel.format == "api":
            documents |= _api(channel, site_url)
    for name, picture in pictures().items():
        media = _PICTURES[name.rpartition(".")[2]]
        documents[f"/pictures/{name}"] = Document(media, picture, newest)
    return documents


def hot_list(channels: tuple[DemoChannel, ...], turn: int, now: datetime) -> Document:
    """Return the hot list at `turn`, made `now` (aware): no two answers in a row are the same."""
    body = hotlist.hot_list(channels, turn)
    return Document(api.CONTENT_TYPE, body, now.replace(microsecond=0))


def _api(channel: DemoChannel, site_url: str) -> dict[str, Document]:
    """What the channel's API answers with, by path."""
    modified_at = channel.articles[0].published_at
    listed = Document(api.CONTENT_TYPE, api.article_list(channel), modified_at)
    documents = {_path(api.list_url(channel, site_url)): listed}
    for article in channel.articles:
        path = _path(api.detail_url(channel, site_url, article.slug))
        documents[path] = Document(api.CONTENT_TYPE, api.detail(article), article.published_at)
    return documents


def _path(url: str) -> str:
    return urlsplit(url).path

"""A channel of the demonstration site as a feed: RSS 2.0 three ways, Atom, JSON Feed 1.1.

The formats differ on purpose: between them they show what a reader of Chinese feeds meets.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from email.utils import format_datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from tnews.demo.edition import SITE_NAME, DemoArticle, DemoChannel
from tnews.model.record import Record


class FeedFormat(Record):
    """How a channel's feed is named, labelled and written; `write` takes channel and own URL."""

    file_name: str
    media_type: str
    content_type: str
    write: Callable[[DemoChannel, str], bytes]


def rss(channel: DemoChannel, url: str) -> bytes:
    """Return the channel as RSS 2.0 in UTF-8."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + _rss_text(channel, url).encode()


def rss_summary(channel: DemoChannel, url: str) -> bytes:
    """Return the channel as RSS 2.0 without the texts, as most Chinese feeds are."""
    text = _rss_text(channel, url, is_whole=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode()


def rss_gb2312(channel: DemoChannel, url: str) -> bytes:
    """Return the channel as RSS 2.0 in GB2312.

    The charset stands in the HTTP header alone, as some Chinese sites do it; characters
    GB2312 has no code for are written as numeric references.
    """
    text = '<?xml version="1.0"?>\n' + _rss_text(channel, url)
    return text.encode("gb2312", "xmlcharrefreplace")


def atom(channel: DemoChannel, url: str) -> bytes:
    """Return the channel as Atom (RFC 4287) in UTF-8."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _leaf(root, "id", f"tnews-demo:{channel.key}")
    _leaf(root, "title", feed_title(channel))
    _leaf(root, "updated", channel.articles[0].published_at.isoformat())
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": channel.url})
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": url})
    for article in channel.articles:
        entry = SubElement(root, "entry")
        _leaf(entry, "id", article.guid)
        _leaf(entry, "title", article.title)
        SubElement(entry, "link", {"rel": "alternate", "href": article.url})
        _leaf(entry, "published", article.published_at.isoformat())
        _leaf(entry, "updated", article.published_at.isoformat())
        _leaf(SubElement(entry, "author"), "name", article.author)
        SubElement(entry, "category", {"term": article.channel})
        origin = SubElement(entry, "source")
        _leaf(origin, "id", f"tnews-demo:{article.origin}")
        _leaf(origin, "title", article.origin)
        _leaf(origin, "updated", article.published_at.isoformat())
        _leaf(entry, "summary", article.summary)
        _leaf(entry, "content", _content(article), {"type": "html"})
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + _serialised(root).encode()


def json_feed(channel: DemoChannel, url: str) -> bytes:
    """Return the channel as JSON Feed 1.1, which has no field of its own for 来源."""
    items = [
        {
            "id": article.guid,
            "url": article.url,
            "title": article.title,
            "summary": article.summary,
            "content_html": f"<p>来源：{article.origin}</p>\n{_content(article)}",
            "date_published": article.published_at.isoformat(),
            "authors": [{"name": article.author}],
            "tags": [article.channel],
        }
        for article in channel.articles
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(channel),
        "home_page_url": channel.url,
        "feed_url": url,
        "language": "zh-CN",
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


FORMATS = {
    "rss": FeedFormat("feed.xml", "application/rss+xml", "application/rss+xml; charset=utf-8", rss),
    "rss-summary": FeedFormat(
        "feed.xml", "application/rss+xml", "application/rss+xml; charset=utf-8", rss_summary
    ),
    "rss-gb2312": FeedFormat(
        "feed.xml", "application/rss+xml", "application/rss+xml; charset=GB2312", rss_gb2312
    ),
    "atom": FeedFormat(
        "atom.xml", "application/atom+xml", "application/atom+xml; charset=utf-8", atom
    ),
    "json": FeedFormat("feed.json", "application/feed+json", "application/feed+json", json_feed),
}
"""The feed formats by the name channels give in their data."""


def feed_title(channel: DemoChannel) -> str:
    """Return the name of the channel's feed."""
    return f"{SITE_NAME}·{channel.name}"


def feed_url(channel: DemoChannel) -> str:
    """Return the address of the channel's feed."""
    return channel.url + FORMATS[channel.format].file_name


def _rss_text(channel: DemoChannel, url: str, *, is_whole: bool = True) -> str:
    root = Element(
        "rss",
        {
            "version": "2.0",
            "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        },
    )
    head = SubElement(root, "channel")
    _leaf(head, "title", feed_title(channel))
    _leaf(head, "link", channel.url)
    _leaf(head, "description", f"{SITE_NAME}{channel.name}频道的最新文章")
    _leaf(head, "language", "zh-cn")
    _leaf(head, "lastBuildDate", format_datetime(channel.articles[0].published_at))
    SubElement(head, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": url})
    for article in channel.articles:
        item = SubElement(head, "item")
        _leaf(item, "title", article.title)
        _leaf(item, "link", article.url)
        _leaf(item, "guid", article.guid, {"isPermaLink": "false"})
        _leaf(item, "pubDate", format_datetime(article.published_at))
        _leaf(item, "dc:creator", article.author)
        _leaf(item, "category", article.channel)
        _leaf(item, "source", article.origin, {"url": url})
        _leaf(item, "description", article.summary)
        if is_whole:
            _leaf(item, "content:encoded", _content(article))
    return _serialised(root)


def _content(article: DemoArticle) -> str:
    """The body as feeds carry it: no format has a field for 责任编辑, so the line stays in."""
    if article.carries_fields:
        return article.body
    return f"{article.body}<p>责任编辑：{article.editor}</p>\n"


def _leaf(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, tag, attributes or {}).text = text


def _serialised(root: Element) -> str:
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="unicode")

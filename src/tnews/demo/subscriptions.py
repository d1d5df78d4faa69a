"""How each channel of the demonstration site is subscribed to: as a feed, a page or an API."""

from __future__ import annotations

from tnews.demo import api, hotlist
from tnews.demo.edition import DemoChannel
from tnews.demo.feeds import FORMATS, feed_title, feed_url
from tnews.model import Source

HOT_CATEGORY = "动态"
"""The channel that shows the hot list."""


def subscriptions(channels: tuple[DemoChannel, ...], site_url: str) -> tuple[Source, ...]:
    """Return a source for each channel and one for the hot list. Keys are the same in every run."""
    return (*(_source(channel, site_url) for channel in channels), _hot_list(site_url))


def _source(channel: DemoChannel, site_url: str) -> Source:
    key, name = f"demo-{channel.key}", feed_title(channel)
    if channel.format in FORMATS:
        return Source(key, feed_url(channel), name, channel.name)
    if channel.format == "page":
        return Source(key, channel.url, name, channel.name, kind="page")
    options = {
        "ok": "code==0",
        "error": "msg",
        "items": "data.list",
        "fields": {
            "id": "docId",
            "title": "title",
            "url": "link",
            "published": "ctime",
            "source": "media",
            "author": "writer",
            "editor": "editor",
            "summary": "digest",
        },
        "detail": {"url": api.detail_url(channel, site_url, "{docId}"), "content": "data.content"},
    }
    url = api.list_url(channel, site_url)
    return Source(key, url, name, channel.name, kind="json", options=options)


def _hot_list(site_url: str) -> Source:
    options = {
        "ok": "code==0",
        "error": "msg",
        "items": "data.list",
        "fields": {"id": "docId", "title": "title", "url": "link", "hot": "hot"},
    }
    return Source(
        key="demo-rebang",
        url=f"{site_url}{hotlist.PATH}",
        name=hotlist.NAME,
        category=HOT_CATEGORY,
        kind="rank",
        options=options,
    )

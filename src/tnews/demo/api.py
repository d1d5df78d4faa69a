"""A channel of the demonstration site as a JSON API: a list, and each whole text by a request of its own.

Shaped as such APIs mostly are: an envelope with code, msg and data; times in epoch
milliseconds; names of its own for everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from tnews.demo.edition import DemoArticle, DemoChannel

CONTENT_TYPE = "application/json; charset=utf-8"


def list_url(channel: DemoChannel, site_url: str) -> str:
    """Return the address of the channel's list."""
    return f"{site_url}/api/{channel.key}/list"


def detail_url(channel: DemoChannel, site_url: str, doc_id: str) -> str:
    """Return the address of the whole text of the article whose `docId` is `doc_id`."""
    return f"{site_url}/api/{channel.key}/detail/{doc_id}"


def article_list(channel: DemoChannel) -> bytes:
    """Return the list: all about each article but its text."""
    entries = [
        {
            "docId": article.slug,
            "title": article.title,
            "link": article.url,
            "ctime": int(article.published_at.timestamp()) * 1000,
            "media": article.origin,
            "writer": article.author,
            "editor": article.editor,
            "digest": article.summary,
        }
        for article in channel.articles
    ]
    return answer({"channel": channel.name, "total": len(entries), "list": entries})


def detail(article: DemoArticle) -> bytes:
    """Return the whole text of one article, as HTML in a field."""
    return answer({"docId": article.slug, "title": article.title, "content": article.body})


def answer(data: Mapping[str, object]) -> bytes:
    """Return `data` in the envelope of the API."""
    envelope = {"code": 0, "msg": "ok", "data": data}
    return json.dumps(envelope, ensure_ascii=False, indent=1).encode()

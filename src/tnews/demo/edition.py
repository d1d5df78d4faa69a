"""The demonstration site's channels and articles as records, read from the data beside this file."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime, timedelta, timezone
from importlib import resources
from typing import Any

from tnews.model.record import Record

SITE_NAME = "湖畔日报"

CHANNELS = (
    "shouye",
    "dongtai",
    "xiaofei",
    "chuangye",
    "qiche",
    "shangye",
    "fangchan",
    "hulianwang",
    "it",
    "jiankang",
    "tongxin",
    "jiaoyu",
)
"""Keys of the channels in the site's order; each is a file articles/KEY.toml."""

SHANGHAI = timezone(timedelta(hours=8))
"""The site's clock. A fixed offset: the time zone database is missing on some systems."""

PAGE_BREAK = "<!--nextpage-->"
"""Stands in a body where the article goes on on its next page, as WordPress writes it."""

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class DemoArticle(Record):
    """One article of the site.

    `guid` is the same in every run, `url` holds the server's port. `parts` are the HTML of
    its pages, mostly one; `carries_fields` says that 来源, 发布时间 and 责任编辑 stand in it
    already.
    """

    slug: str
    guid: str
    url: str
    channel: str
    title: str
    origin: str
    author: str
    editor: str
    published_at: datetime
    parts: tuple[str, ...]
    carries_fields: bool

    @property
    def body(self) -> str:
        """The whole text as HTML."""
        return "".join(self.parts)

    def page_url(self, number: int) -> str:
        """Return the address of its page `number`, which counts from 1: x.html, x_2.html …"""
        return self.url if number == 1 else f"{self.url.removesuffix('.html')}_{number}.html"

    @property
    def summary(self) -> str:
        """The first paragraph that tells something, without markup."""
        paragraphs = _PARAGRAPH.findall(self.body)
        return _TAG.sub("", paragraphs[1 if self.carries_fields else 0])


class DemoChannel(Record):
    """A channel of the site: its articles, newest first, and how it offers them.

    `format` is that of its feed (`feeds.FORMATS`), "page" where its own page is all there is,
    "api" where a JSON API has them.
    """

    key: str
    name: str
    url: str
    format: str
    articles: tuple[DemoArticle, ...]


def load(site_url: str, now: datetime) -> tuple[DemoChannel, ...]:
    """Return the channels as they are at `now` (aware) on the site at `site_url` (no slash)."""
    folder = resources.files("tnews.demo") / "articles"
    return tuple(
        _channel(key, tomllib.loads((folder / f"{key}.toml").read_text("utf-8")), site_url, now)
        for key in CHANNELS
    )


def pictures() -> dict[str, bytes]:
    """Return the site's pictures, PNG and SVG, by file name (scripts/make_demo_pictures.py)."""
    folder = resources.files("tnews.demo") / "pictures"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


def _channel(key: str, data: dict[str, Any], site_url: str, now: datetime) -> DemoChannel:
    url = f"{site_url}/{key}/"
    articles = [_article(table, key, data["name"], site_url, now) for table in data["article"]]
    articles.sort(key=lambda article: article.published_at, reverse=True)
    return DemoChannel(key, data["name"], url, data["format"], tuple(articles))


def _article(
    table: dict[str, Any], key: str, channel: str, site_url: str, now: datetime
) -> DemoArticle:
    age = timedelta(hours=table["age_hours"])
    published_at = (now - age).astimezone(SHANGHAI).replace(microsecond=0)
    body = table["body"].replace("{site}", site_url)
    body = body.replace("{published}", f"{published_at:%Y-%m-%d %H:%M}")
    return DemoArticle(
        slug=table["slug"],
        guid=f"tnews-demo:{key}/{table['slug']}",
        url=f"{site_url}/{key}/{table['slug']}.html",
        channel=channel,
        title=table["title"],
        origin=table["origin"],
        author=table["author"],
        editor=table["editor"],
        published_at=published_at,
        parts=tuple(body.split(PAGE_BREAK)),
        carries_fields=table.get("carries_fields", False),
    )

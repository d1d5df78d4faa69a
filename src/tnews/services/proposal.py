"""The [[source]] table for what was found at an address: its name, channel and key. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from tnews import catalogue
from tnews.config import default_key, default_name
from tnews.model import Source
from tnews.model.settings import Config, SourceSettings

if TYPE_CHECKING:
    from tnews.services.discovery import Found

_PARTS = re.compile(r"[-_—–|·•/\\,，、>»:：\s《》【】()（）]+")
_TITLE_PARTS = re.compile(r"[-_—–|·>»]+")
_SUFFIX = re.compile("(频道|頻道|新闻|新聞|资讯|資訊|栏目|首页|首頁)$")
_ALIASES = {"财经": "商业", "財經": "商业", "科技": "IT"}
"""Other names of the catalogue's channels."""

_LONGEST_NAME = 20
"""Characters of a site's name; what is longer is its slogan."""


def propose(found: Found, config: Config, *, name: str = "", category: str = "") -> Source:
    """Return the source for `found` beside those of `config`.

    Without a `name` a feed is called as it calls itself, a channel page after itself and its
    site; else it is the host. Without a `category` it goes to the channel that its title or
    its breadcrumb names, if that is one that `config` or the catalogue has.
    """
    name = name or _name(found) or default_name(found.url)
    return Source(
        key=default_key(name, found.url, {source.key for source in config.sources}),
        url=found.url,
        name=name,
        category=category or _channel(found, _channels(config)) or SourceSettings().category,
        kind=found.what,
        options=found.options,
    )


def unchecked(url: str, config: Config, *, name: str = "", category: str = "") -> Source:
    """Return a feed at `url` that nobody looked at; without a `name` it is called as its host."""
    name = name or default_name(url)
    return Source(
        key=default_key(name, url, {source.key for source in config.sources}),
        url=url,
        name=name,
        category=category or SourceSettings().category,
    )


def _name(found: Found) -> str:
    """What `found` is called: of a channel page 频道名-站名."""
    if found.what != "page":
        return found.title
    parts = [part.strip() for part in _TITLE_PARTS.split(found.seen.title) if part.strip()]
    if found.seen.is_front or not found.title:
        return (parts or [found.title])[0][:_LONGEST_NAME]
    site = parts[-1] if len(parts) > 1 else ""
    if not site or site in found.title or len(site) > _LONGEST_NAME:
        return found.title
    return f"{found.title}-{site}"


def _channels(config: Config) -> set[str]:
    used = {source.category for source in config.sources}
    return {*config.categories, *catalogue.categories(), *used}


def _channel(found: Found, channels: Collection[str]) -> str:
    """The first of the names that `found` gives itself which is one of `channels`, or ""."""
    for word in _words(found):
        for name in (word, _ALIASES.get(word, "")):
            if name in channels:
                return name
    return ""


def _words(found: Found) -> Iterator[str]:
    """The names that `found` gives itself: parts of its title, then of its breadcrumb.

    The articles of a feed or a front page may be of any channel: theirs says nothing.
    """
    is_channel = found.what == "page" and not found.seen.is_front
    steps = found.sample.section if found.sample and is_channel else ()
    for text in (found.title, *reversed(steps)):
        for part in _PARTS.split(text):
            yield part
            yield _SUFFIX.sub("", part)

"""What an OPML document of subscriptions brings: the sources that are not there yet."""

from __future__ import annotations

from collections.abc import Collection

from tnews.config import default_key
from tnews.export.opml import read_opml
from tnews.model import Source
from tnews.model.record import Record
from tnews.model.settings import SourceSettings
from tnews.model.source import feed_identity


class Subscriptions(Record):
    """What a document of subscriptions brings: sources not there yet, how many are, and a line on
    each entry that is left out; `is_cut` says that the document breaks off, or was too long."""

    new: tuple[Source, ...] = ()
    present: int = 0
    skipped: tuple[str, ...] = ()
    is_cut: bool = False


def subscriptions(data: bytes, present: Collection[Source]) -> Subscriptions:
    """Return what the OPML document `data` brings where the sources `present` are. Raises
    `ConfigError` if it is none."""
    feeds, skipped, is_cut = read_opml(data)
    known = {feed_identity(source.url) for source in present}
    taken = {source.key for source in present}
    counted: dict[str, int] = {}
    new: list[Source] = []
    for feed in feeds:
        identity = feed_identity(feed.url)
        if identity in known:
            continue
        known.add(identity)
        key = default_key(feed.name, feed.url, taken, counted)
        taken.add(key)
        category = feed.category or SourceSettings().category
        new.append(Source(key=key, url=feed.url, name=feed.name, category=category))
    return Subscriptions(tuple(new), len(feeds) - len(new), tuple(skipped), is_cut)

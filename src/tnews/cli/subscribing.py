"""tnews add, import and opml: subscriptions in and out."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.cli.building import Workplace
from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import out, result_stream, tell
from tnews.config import default_key, default_name
from tnews.folders import named
from tnews.locale import _, plural
from tnews.locale.reasons import reason
from tnews.model import ConfigError, Source
from tnews.model.settings import SourceSettings
from tnews.services.subscriptions import add_sources, feed_identity

if TYPE_CHECKING:
    from tnews.services.discovery import Feed


def add(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews add`."""
    from tnews.services.discovery import address

    url = address(options.url)
    config = workplace.config
    if same := _same(url, config.sources):
        return _tell_present(same, options.category)
    feed = asyncio.run(_find(url, workplace))
    if same := _same(feed.url, config.sources):
        return _tell_present(same, options.category)
    name = options.name or feed.title or default_name(feed.url)
    source = Source(
        key=default_key(name, feed.url, {source.key for source in config.sources}),
        url=feed.url,
        name=name,
        category=options.category or SourceSettings().category,
    )
    add_sources(workplace.config_path, [source], catalogue=workplace.uses_catalogue)
    for line in _report(feed, source, workplace.config_path):
        out(line)
    return DONE


async def _find(url: str, workplace: Workplace) -> Feed:
    from tnews.net.client import Client
    from tnews.services.discovery import find_feed
    from tnews.sources.worker import Parser

    settings = workplace.config
    async with Client(settings.http, settings.refresh.per_host) as http, Parser() as parser:
        return await find_feed(url, http, parser)


def _same(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that is already fetched from `url`."""
    wanted = feed_identity(url)
    return next((source for source in sources if feed_identity(source.url) == wanted), None)


def _tell_present(source: Source, category: str | None) -> int:
    told = _("already there: {name} ({key}) in the channel {category}").format(
        name=source.name, key=source.key, category=source.category
    )
    if category and category != source.category:
        told += _("; --category was not applied, the configuration file can move it")
    if not source.enabled:
        told += _("; switched off, tnews sources enable {key} switches it on").format(
            key=source.key
        )
    tell(told)
    return DONE


def _report(feed: Feed, source: Source, path: Path) -> Iterable[str]:
    """What was found, so that a person sees whether it is what they meant."""
    yield _("added {name} ({key}) to {file}").format(name=source.name, key=source.key, file=path)
    yield feed.url
    count = len(feed.drafts)
    dates = [draft.published_at for draft in feed.drafts if draft.published_at]
    holds = plural("{n} article", "{n} articles", count).format(n=count)
    if dates:
        holds += _(", the newest of {date}").format(
            date=f"{max(dates).astimezone():%Y-%m-%d %H:%M}"
        )
    yield holds
    for draft in feed.drafts[:3]:
        yield f"  {draft.title}"


def import_opml(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews import`: add the feeds of an OPML file that are not there yet."""
    from tnews.export.opml import read_opml

    present = workplace.config.sources
    feeds, skipped = read_opml(_read(options.file))
    known = {feed_identity(source.url) for source in present}
    taken = {source.key for source in present}
    new = []
    for feed in feeds:
        identity = feed_identity(feed.url)
        if identity in known:
            continue
        known.add(identity)
        key = default_key(feed.name, feed.url, taken)
        taken.add(key)
        category = feed.category or SourceSettings().category
        new.append(Source(key=key, url=feed.url, name=feed.name, category=category))
    if new:
        add_sources(workplace.config_path, new, catalogue=workplace.uses_catalogue)
    for line in skipped:
        tell(_("left out: {entry}").format(entry=line))
    told = plural("{n} source added", "{n} sources added", len(new)).format(n=len(new))
    if len(new) < len(feeds):
        told += _(", {n} already there").format(n=len(feeds) - len(new))
    tell(told)
    return DONE if feeds else SOME_FAILED


def _read(name: str) -> bytes:
    """The bytes of an OPML file, "-" being stdin; one more than is taken, not all of /dev/zero."""
    from tnews.export.opml import SIZE_LIMIT

    try:
        if name == "-":
            return sys.stdin.buffer.read(SIZE_LIMIT + 1)
        with named(name).open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}").format(file=name, reason=reason(error))
        ) from None


def print_opml(options: argparse.Namespace, workplace: Workplace) -> int:
    """Run `tnews opml`."""
    from tnews.export.opml import write_opml

    write_opml(workplace.config.sources, result_stream())
    return DONE

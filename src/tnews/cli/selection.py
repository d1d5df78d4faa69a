"""Which articles: the selection options as a `Query`, and what to say when nothing matched."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from tnews.cli.nearest import did_you_mean
from tnews.cli.printing import tell
from tnews.locale import _
from tnews.model import ConfigError, Query, Source, clean_line
from tnews.services.library import Library

NARROWING = ("query", "category", "source", "unread", "bookmarked", "since", "until", "limit")
"""The selection options' names."""


def is_given(options: argparse.Namespace) -> bool:
    """Say whether any selection option was given."""
    return any(getattr(options, name) for name in NARROWING)


def query_of(options: argparse.Namespace, sources: Sequence[Source], words: str = "") -> Query:
    """Return the query for the selection options; `words` are searched for as well.

    --source takes a source's key or its name. Raises `ConfigError` for a --query without a
    word: it would mean every article.
    """
    if options.query is not None and not clean_line(options.query):
        raise ConfigError("--query: " + _("type a word to find"))
    text = " ".join(part for part in (words, options.query) if part)
    return Query(
        text=clean_line(text),
        category=options.category,
        source=key_of(options.source, sources) if options.source else None,
        unread=options.unread,
        bookmarked=options.bookmarked,
        since=options.since,
        until=options.until,
        limit=options.limit,
    )


def key_of(said: str, sources: Sequence[Source]) -> str:
    """Return the key of the source that `said` names by key or by name, else `said` itself."""
    by_name = {source.name: source.key for source in sources}
    return said if said in by_name.values() else by_name.get(said, said)


def known_keys(said: Iterable[str], sources: Sequence[Source]) -> list[str]:
    """Return the keys of the sources that `said` names. Raises `ConfigError` for an unknown one."""
    known = {source.key: source.name for source in sources}
    keys = [key_of(word, sources) for word in said]
    for key in keys:
        if key not in known:
            raise ConfigError(
                _("no source is called {name}").format(name=clean_line(key, 40))
                + did_you_mean(key, [*known, *known.values()])
                + _(" (tnews sources lists them)")
            )
    return keys


def tell_nothing(library: Library, query: Query) -> None:
    """Say that nothing matched, and the likely reason."""
    reason = library.explain(query.text) if query.text else ""
    names = [channel.name for channel in library.channels()]
    sources = [source for channel in library.channels() for source in channel.sources]
    if query.category is not None and query.category not in names:
        reason = _("no channel is called {name}").format(name=clean_line(query.category, 40))
        reason += did_you_mean(query.category, names)
    elif query.source is not None and query.source not in [source.key for source in sources]:
        reason = _("no source is called {name}").format(name=clean_line(query.source, 40))
        reason += did_you_mean(query.source, [source.key for source in sources])
    elif not reason and library.counts().total[1] == 0:
        reason = _("the cache is empty; tnews refresh fills it")
    tell(_("nothing matched") + (f": {reason}" if reason else ""))

"""Which bundled sources belong to a configuration, and which of them are on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tnews import catalogue
from tnews.catalogue import NEWSNOW
from tnews.locale import N_, _
from tnews.model.record import replace
from tnews.model.source import RSSHUB, feed_identity

if TYPE_CHECKING:
    from tnews.model import Source
    from tnews.model.settings import Config


def with_bundled(config: Config) -> Config:
    """Return `config` with the bundled sources that are on, and the catalogue's channels.

    Its own sources that are bundled too keep the mark of their relay.
    """
    on = tuple(source for source in offered(config) if source.enabled)
    order = config.categories or catalogue.categories()
    return replace(config, sources=(*marked(config).sources, *on), categories=order)


def offered(config: Config, environ: Mapping[str, str] = os.environ) -> tuple[Source, ...]:
    """Return the bundled sources that `config` has no table for, as they are under it.

    On is what the catalogue has on and `config` chose, if what it needs is there (`missing`).
    """
    keys = {source.key for source in config.sources}
    feeds = {feed_identity(source.url) for source in config.sources if not source.options}
    return tuple(
        _under(source, config, environ)
        for source in _catalogue(config)
        if source.key not in keys
        and not (feeds and not source.options and feed_identity(source.url) in feeds)
    )


def _catalogue(config: Config) -> tuple[Source, ...]:
    """Return every bundled source, at the interval of `config`."""
    return catalogue.sources(60 * config.refresh.interval)


def _under(source: Source, config: Config, environ: Mapping[str, str]) -> Source:
    """Return the bundled `source` as it is under `config`."""
    if source.enabled and not (is_chosen(source, config) and not _lacking(source, config, environ)):
        source = replace(source, enabled=False)
    if source.url.startswith(NEWSNOW) and (base := config.newsnow.base.rstrip("/")):
        source = replace(source, url=f"{base}/api/s?id={source.url.removeprefix(NEWSNOW)}")
    return source


def is_chosen(source: Source, config: Config) -> bool:
    """Return whether `config` takes the bundled `source`: its channel, its relay."""
    if source.relay and not config.relays:
        return False
    chosen = config.catalogue
    return source.category in chosen if isinstance(chosen, tuple) else chosen is not False


def missing(source: Source, config: Config, environ: Mapping[str, str] = os.environ) -> str:
    """Return what must be set before `source` can be fetched, in words, or ""."""
    told = _lacking(source, config, environ)
    return _(told).format(name=_key_variable(source)) if told else ""


def _lacking(source: Source, config: Config, environ: Mapping[str, str]) -> str:
    """Return the message for what is missing, untranslated: no list waits for a catalogue of messages."""
    if source.url.startswith(RSSHUB) and not config.rsshub.bases:
        return N_("set [rsshub] bases")
    if source.url.startswith(NEWSNOW) and not config.newsnow.base:
        return N_("set [newsnow] base")
    name = _key_variable(source)
    if name and not environ.get(name):
        return N_("set the environment variable {name} to your key")
    return ""


def _key_variable(source: Source) -> str:
    name: str = source.options.get("api_key", {}).get("env", "")
    return name


def marked(config: Config) -> Config:
    """Return `config` with the relays of its sources: as bundled, or RSSHub by the address."""
    relays = {source.key: source.relay for source in _catalogue(config)}
    sources = (
        replace(
            source, relay="RSSHub" if source.url.startswith(RSSHUB) else relays.get(source.key, "")
        )
        for source in config.sources
    )
    return replace(config, sources=tuple(sources))


def is_same(one: Source, other: Source) -> bool:
    """Return whether two sources are one: the same key, or the same address and options."""
    has_address = feed_identity(one.url) == feed_identity(other.url)
    return one.key == other.key or (has_address and one.options == other.options)

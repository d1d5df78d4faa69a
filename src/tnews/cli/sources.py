"""tnews sources: switch them on and off, move and remove them; listing is `sourcelist`'s, checking `checking`'s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import tell
from tnews.cli.selection import key_of, known_keys
from tnews.locale import _
from tnews.model import ConfigError, Source, clean_line
from tnews.model.record import replace
from tnews.services.subscriptions import add_sources, remove_source, set_enabled, set_url
from tnews.text.nearest import did_you_mean

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace


ACTIONS = ("list", "check", "enable", "disable", "move", "remove")


def sources(options: Options, workplace: Workplace) -> int:
    """Run `tnews sources`; a source in place of the action is one to list."""
    action = options.action or "list"
    if action not in ACTIONS:
        _require_source(action, workplace)
        action, options.key = "list", [action, *options.key]
    if action != "list" and options.failing:
        raise ConfigError(_("--failing goes with tnews sources list"))
    if action == "check":
        from tnews.cli.checking import check

        return check(options, workplace)
    if options.category is not None:
        raise ConfigError(_("--category goes with tnews sources check"))
    if action == "list":
        from tnews.cli.sourcelist import list_sources

        return list_sources(options, workplace)
    if options.json or options.all:
        name = "--json" if options.json else "--all"
        raise ConfigError(_("{option} goes with tnews sources list and check").format(option=name))
    if workplace.is_demo:
        raise ConfigError(_("the demonstration's sources cannot be changed"))
    if action == "move":
        return _move(options.key, workplace)
    if not options.key:
        raise ConfigError(_("KEY is missing: tnews sources {action} KEY...").format(action=action))
    by_key = {source.key: source for source in (*workplace.config.sources, *workplace.offered)}
    for key in known_keys(options.key, list(by_key.values())):
        if action == "remove":
            _remove(workplace, by_key[key])
        else:
            _switch(workplace, by_key[key], action == "enable")
    return DONE


def _require_source(word: str, workplace: Workplace) -> None:
    """Raise `ConfigError` if `word`, which is no action, is no source either."""
    every = (*workplace.config.sources, *workplace.offered)
    known = {source.key: source.name for source in every}
    if key_of(word, every) in known:
        return
    told = _("{word} is no action ({actions}) and no source")
    raise ConfigError(
        told.format(word=clean_line(word, 40), actions=_(", ").join(ACTIONS))
        + did_you_mean(word, [*ACTIONS, *known, *known.values()])
        + _(" (tnews sources lists them)")
    )


def _remove(workplace: Workplace, source: Source) -> None:
    if workplace.is_bundled(source):
        told = (
            _("{name} comes with tnews; tnews sources disable {key} switches it off")
            if source.enabled
            else _("{name} ({key}) comes with tnews and cannot be removed; it stays switched off")
        )
        raise ConfigError(told.format(name=source.name, key=source.key))
    remove_source(workplace.config_path, source)
    tell(
        _("removed {name} ({key}); its articles stay in the cache").format(
            name=source.name, key=source.key
        )
    )


def _switch(workplace: Workplace, source: Source, enabled: bool) -> None:
    """Switch `source` on or off; a bundled one gets a table of its own."""
    from tnews.services.bundled import missing

    path = workplace.config_path
    if enabled and (lack := missing(source, workplace.config)):
        told = _("{name} ({key}) cannot be fetched yet: {reason}")
        raise ConfigError(told.format(name=source.name, key=source.key, reason=lack))
    if source.enabled != enabled and not set_enabled(path, source, enabled):
        add_sources(path, [replace(source, enabled=enabled)], catalogue=workplace.uses_catalogue)
    if enabled:
        workplace.library.ask_again(source.key)
    told = _("{name} ({key}) is on") if enabled else _("{name} ({key}) is off")
    tell(told.format(name=source.name, key=source.key))


def _move(keys: Sequence[str], workplace: Workplace) -> int:
    """Write the new addresses of the sources that have moved, or of those in `keys`, into the
    configuration."""
    states = workplace.library.states()
    sources = workplace.config.sources
    chosen = known_keys(keys, sources) if keys else states
    moved = [
        (source, states[source.key].moved_to)
        for source in sources
        if source.key in chosen and source.key in states and states[source.key].moved_to
    ]
    at = {(source.kind, source.url): source for source in sources}
    is_done = bool(moved)
    for source, url in moved:
        if (other := at.get((source.kind, url))) is not None:  # twice is a mistake of the file
            told = _(
                "{name} ({key}) has moved to where {other} ({other_key}) is already; "
                "tnews sources remove {key} leaves one of them"
            )
            names = {"other": other.name, "other_key": other.key}
            tell(told.format(name=source.name, key=source.key, **names))
            is_done = False
            continue
        if not set_url(workplace.config_path, source, url):  # a bundled one gets a table of its own
            new = replace(source, url=url)
            add_sources(workplace.config_path, [new], catalogue=workplace.uses_catalogue)
        at[source.kind, url] = source
        told = _("{name} ({key}) is at {url} now")
        tell(told.format(name=source.name, key=source.key, url=url))
    if not moved:
        tell(_("no source has moved"))
    return DONE if is_done else SOME_FAILED

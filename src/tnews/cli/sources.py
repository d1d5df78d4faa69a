"""tnews sources: list them, switch them on and off, remove them; checking is `checking`'s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import is_terminal, out, out_fields, out_json_array, tell
from tnews.cli.selection import known_keys
from tnews.locale import _
from tnews.model import ConfigError, FetchState, Source
from tnews.model.record import replace
from tnews.services.subscriptions import add_sources, remove_source, set_enabled
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace


def sources(options: Options, workplace: Workplace) -> int:
    """Run `tnews sources`."""
    action = options.action or "list"
    if action == "check":
        from tnews.cli.checking import check

        return check(options, workplace)
    if options.category is not None:
        raise ConfigError(_("--category goes with tnews sources check"))
    if action == "list":
        if options.key:
            raise ConfigError(_("tnews sources list takes no keys"))
        return _list(options, workplace)
    if options.json or options.all:
        name = "--json" if options.json else "--all"
        raise ConfigError(_("{option} goes with tnews sources list and check").format(option=name))
    if workplace.is_demo:
        raise ConfigError(_("the demonstration's sources cannot be changed"))
    if not options.key:
        raise ConfigError(_("KEY is missing: tnews sources {action} KEY...").format(action=action))
    by_key = {source.key: source for source in (*workplace.config.sources, *workplace.offered)}
    for key in known_keys(options.key, list(by_key.values())):
        if action == "remove":
            _remove(workplace, by_key[key])
        else:
            _switch(workplace, by_key[key], action == "enable")
    return DONE


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
    told = _("{name} ({key}) is on") if enabled else _("{name} ({key}) is off")
    tell(told.format(name=source.name, key=source.key))


def _list(options: Options, workplace: Workplace) -> int:
    """List the sources; of the bundled ones that are off only those chosen, or with --all every."""
    from tnews.services.bundled import is_chosen

    library, written = workplace.library, workplace.written_config
    states, counts = library.states(), library.counts().sources
    offered = (
        source
        for source in workplace.offered
        if options.all or (workplace.uses_catalogue and is_chosen(source, written))
    )
    found = (*workplace.config.sources, *offered)
    if options.json:
        out_json_array(
            _json(source, states.get(source.key, FetchState()), counts.get(source.key, (0, 0)))
            for source in found
        )
    elif is_terminal():
        _print_columns(found, states)
    else:
        for source in found:
            error = states.get(source.key, FetchState()).last_error
            state = "on" if source.enabled else "off"
            out_fields(
                *(source.key, state, source.category, source.name, source.url, error),
                *(source.kind, source.relay),
            )
    if not found:
        tell(_("no source is configured; tnews add URL adds one"))
    return DONE if found else SOME_FAILED


def _json(source: Source, state: FetchState, counts: tuple[int, int]) -> dict[str, object]:
    times = {
        name: moment.isoformat() if moment else None
        for name, moment in (
            ("checked_at", state.checked_at),
            ("succeeded_at", state.succeeded_at),
            ("due_at", state.due_at),
        )
    }
    return {
        "key": source.key,
        "name": source.name,
        "url": source.url,
        "kind": source.kind,
        "relay": source.relay,
        "category": source.category,
        "enabled": source.enabled,
        "unread": counts[0],
        "articles": counts[1],
        **times,
        "failures": state.failures,
        "error": state.last_error,
    }


def _print_columns(found: Sequence[Source], states: dict[str, FetchState]) -> None:
    rows = [
        (
            source.key,
            _("on") if source.enabled else _("off"),
            source.category,
            truncate(source.name, 30),
            source.kind + (f"←{source.relay}" if source.relay else ""),
            states.get(source.key, FetchState()).last_error,
        )
        for source in found
    ]
    widths = [max((cells(row[column]) for row in rows), default=0) for column in range(5)]
    for row in rows:
        padded = [
            text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=False)
        ]
        out("  ".join((*padded, row[5])).rstrip())

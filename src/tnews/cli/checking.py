"""tnews sources check: look at sources, say which work, propose which to switch on and off."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tnews.cli import progress
from tnews.cli.exits import DONE, OFFLINE, SOME_FAILED
from tnews.cli.printing import out, out_json_array, tell
from tnews.cli.selection import known_keys, no_channel
from tnews.locale import N_, _
from tnews.model import ConfigError, Source
from tnews.text.encodings import is_true
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace
    from tnews.model.checkup import Checkup, Verdict

WIDTH = 80
"""Cells of the table: it fits the smallest usual terminal."""

_NAME, _VERDICT = 20, 10  # cells

WORDS: Mapping[Verdict, str] = {
    "fine": N_("fine"),
    "stale": N_("stale"),
    "changed": N_("changed"),
    "garbled": N_("garbled"),
    "login": N_("login"),
    "gone": N_("gone"),
    "empty": N_("empty"),
    "throttled": N_("429"),
    "broken": N_("5xx"),
    "unreachable": N_("no answer"),
    "unset": N_("not set"),
    "failed": N_("failed"),
}
"""What the verdicts are called; at most 10 cells wide."""

_MEASURED = frozenset({"fine", "stale", "garbled"})
"""Verdicts with figures; the others have a reason instead."""


def check(options: Options, workplace: Workplace) -> int:
    """Run `tnews sources check`."""
    chosen = _chosen(options, workplace)
    try:
        found = asyncio.run(_collect(chosen, workplace))
    finally:
        progress.show("")
    order = {source.key: place for place, source in enumerate(chosen)}
    found.sort(key=lambda checkup: order[checkup.key])
    code = _exit_code(found)
    if options.json:
        out_json_array(checkup.as_json() for checkup in found)
        return code
    _print_table(found)
    if code == OFFLINE:
        tell(_("none of {n} sources could be reached; is the network up?").format(n=len(found)))
    else:
        _tell_proposals(found)
    return code


def _chosen(options: Options, workplace: Workplace) -> list[Source]:
    """Return the sources to look at. Raises `ConfigError` if there are none."""
    every = [*workplace.config.sources, *workplace.offered]
    if options.key:
        by_key = {source.key: source for source in every}
        return [by_key[key] for key in dict.fromkeys(known_keys(options.key, every))]
    found = every if options.all else [source for source in every if source.enabled]
    if options.category is not None:
        found = [source for source in found if source.category == options.category]
        if not found:
            raise no_channel(options.category, {source.category for source in every})
    if not found:
        raise ConfigError(_("no source is configured; tnews add URL adds one"))
    return found


async def _collect(chosen: Sequence[Source], workplace: Workplace) -> list[Checkup]:
    from tnews.net.web import Web
    from tnews.services.checkup import check as look
    from tnews.sources.worker import Parser

    config, found = workplace.config, []
    async with Web(config) as http, Parser() as parser:
        async for checkup in look(chosen, config, http, parser):
            found.append(checkup)
            progress.show(f"{len(found)}/{len(chosen)} {checkup.name} {checkup.error}")
    return found


def _exit_code(found: Sequence[Checkup]) -> int:
    if all(checkup.is_fine for checkup in found):
        return DONE
    asked = [checkup for checkup in found if checkup.verdict != "unset"]
    return OFFLINE if asked and all(checkup.offline for checkup in asked) else SOME_FAILED


def _print_table(found: Sequence[Checkup]) -> None:
    head = (_("items"), _("newest"), _("charset"), _("full"), _("length"), _("secs"))
    out(_line(_("source"), _("state"), _figures(*head)))
    for checkup in found:
        word = _(WORDS[checkup.verdict])
        room = WIDTH - _NAME - _VERDICT - 2
        rest = (
            _figures(*_columns(checkup))
            if checkup.verdict in _MEASURED
            else truncate(checkup.error, room)
        )
        out(_line(checkup.name, word, rest))


def _columns(checkup: Checkup) -> tuple[str, str, str, str, str, str]:
    """What is measured of a source; a "!" behind the charset says that another was declared."""
    lie = "" if is_true(checkup.declared, checkup.charset) else "!"
    return (
        str(checkup.items),
        f"{checkup.newest.astimezone():%Y-%m-%d}" if checkup.newest else "-",
        checkup.charset + lie,
        "-" if checkup.full_text is None else f"{checkup.full_text:.0%}",
        "-" if checkup.characters is None else str(checkup.characters),
        f"{checkup.seconds:.1f}",
    )


def _figures(items: str, newest: str, charset: str, full: str, length: str, secs: str) -> str:
    return " ".join(
        (
            _padded(items, -5),
            _padded(newest, 10),
            _padded(charset, 10),
            _padded(full, -4),
            _padded(length, -6),
            _padded(secs, -5),
        )
    )


def _line(name: str, word: str, rest: str) -> str:
    return f"{_padded(name, _NAME)} {_padded(word, _VERDICT)} {rest}".rstrip()


def _padded(text: str, width: int) -> str:
    """Return `text` in as many cells as `width` says, to the right if it is negative."""
    shown = truncate(text, abs(width))
    space = " " * (abs(width) - cells(shown))
    return shown + space if width > 0 else space + shown


def _tell_proposals(found: Sequence[Checkup]) -> None:
    """Say how many are fine, and the commands that switch the others off and the good ones on."""
    fine = sum(checkup.is_fine for checkup in found)
    tell(_("{fine} of {all} sources are fine").format(fine=fine, all=len(found)))
    good = [c.key for c in found if c.proposal == "on" and not c.is_enabled]
    dead = [c.key for c in found if c.proposal == "off" and c.is_enabled]
    if good:
        tell(_("to switch on what works: {command}").format(command=_command("enable", good)))
    if dead:
        tell(_("to switch off the dead: {command}").format(command=_command("disable", dead)))


def _command(action: str, keys: Sequence[str]) -> str:
    return f"tnews sources {action} {' '.join(keys)}"

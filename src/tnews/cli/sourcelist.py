"""tnews sources list: how each source fares, as a table, in full, for pipes and as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tnews.cli.exits import DONE, SOME_FAILED
from tnews.cli.printing import is_terminal, out, out_fields, out_json_array, tell, terminal_width
from tnews.cli.selection import known_keys
from tnews.locale import _, plural
from tnews.model import FetchState, Source
from tnews.model.pulse import Pulse
from tnews.model.source import UNCHECKED
from tnews.services.failures import words
from tnews.services.health import Health, failing, healths, trend, weekly
from tnews.services.schedule import when_due
from tnews.text.when import ago, ahead, long_time
from tnews.text.wrap import cells, truncate

if TYPE_CHECKING:
    from tnews.cli.arguments import Options
    from tnews.cli.building import Workplace

_KEY, _CHANNEL, _TIME, _WEEK = 20, 10, 15, 8  # cells at most
_NAME = 8
"""Cells that a name has at least."""


class Seen(NamedTuple):
    """A source with all that is known of it; `health` is None where it is well, and `due` where it
    is not asked by itself."""

    source: Source
    state: FetchState
    pulse: Pulse
    counts: tuple[int, int]
    health: Health | None
    due: datetime | None


def list_sources(options: Options, workplace: Workplace) -> int:
    """Run `tnews sources list`: all of them, those in `options.key`, or with --failing the ailing."""
    found = look(_chosen(options, workplace), workplace)
    if options.failing:
        found = [seen for seen in found if seen.health is not None and seen.health.is_ailing]
    now = datetime.now(UTC)
    if options.json:
        out_json_array(_json(seen, now) for seen in found)
    elif not is_terminal():
        _print_fields(found)
    elif options.key and not options.failing:
        for seen in found:
            _print_whole(seen, now)
    else:
        _print_table(found, now)
    if not found:
        told = _("no source is configured; tnews add URL adds one")
        tell(_("all sources are well") if options.failing else told)
    return DONE if found else SOME_FAILED


def look(sources: Sequence[Source], workplace: Workplace) -> list[Seen]:
    """Return `sources` with all that is known of them, in their order."""
    library, now = workplace.library, datetime.now(UTC)
    adaptive = workplace.config.refresh.adaptive
    states, pulses, counts = library.states(), library.pulses(), library.counts().sources
    ill = healths(sources, states, failing(sources, states), now, pulses)
    return [
        Seen(
            source,
            states.get(source.key, FetchState()),
            pulses.get(source.key, Pulse()),
            counts.get(source.key, (0, 0)),
            ill.get(source.key),
            when_due(source, states.get(source.key, FetchState()), now, adaptive=adaptive),
        )
        for source in sources
    ]


def _chosen(options: Options, workplace: Workplace) -> Sequence[Source]:
    """Return the sources to list; of the bundled ones that are off only those chosen, or with
    --all every."""
    from tnews.services.bundled import is_chosen

    configured, written = workplace.config.sources, workplace.written_config
    if options.key:
        every = (*configured, *workplace.offered)
        by_key = {source.key: source for source in every}
        return [by_key[key] for key in dict.fromkeys(known_keys(options.key, every))]
    offered = (
        source
        for source in workplace.offered
        if options.all or (workplace.uses_catalogue and is_chosen(source, written))
    )
    return (*configured, *offered)


def _json(seen: Seen, now: datetime) -> dict[str, object]:
    source, state, pulse, counts, health, due = seen
    times = {
        name: moment.isoformat() if moment else None
        for name, moment in (
            ("checked_at", state.checked_at),
            ("succeeded_at", state.succeeded_at),
            ("due_at", due if state.due_at else None),
            ("newest_at", pulse.newest),
        )
    }
    return {
        "key": source.key,
        "name": source.name,
        "url": source.url,
        "moved_to": state.moved_to or None,
        "kind": source.kind,
        "relay": source.relay,
        "verify_tls": source.http.verify_tls,
        **_own(source),
        "category": source.category,
        "enabled": source.enabled,
        "state": health.condition if health is not None else "well",
        "unread": counts[0],
        "articles": counts[1],
        **times,
        "last_week": pulse.week,
        "per_week_before": None if pulse.before is None else round(pulse.before, 1),
        "trend": trend(pulse, state.succeeded_at, now) or None,
        "failures": state.failures,
        "failure": state.failure if state.failures else "",  # else another's of its host
        "error": words(state, source.url),
        "advice": health.advice if health is not None else "",
    }


def _own(source: Source) -> dict[str, object]:
    """Return what was set for this source alone: of headers the names, of a proxy no password."""
    http = source.http
    return {
        "interval": source.interval // 60 if source.interval_is_chosen else None,
        "headers": [name for name, _value in http.headers],
        "user_agent": http.user_agent or None,
        "timeout": http.timeout or None,
        "proxy": without_password(http.proxy) or None,
        "certificate": http.certificate or None,
    }


def without_password(proxy: str) -> str:
    """Return the address of a proxy as it may be shown: the user's name stays."""
    parts = re.fullmatch(r"([\w+.-]+://)?([^:@/]*)(?::.*)?@(.*)", proxy, re.S)
    return f"{parts[1] or ''}{parts[2]}@{parts[3]}" if parts else proxy


def _print_fields(found: Sequence[Seen]) -> None:
    """Print a row for scripts; what came to be known later stands at the end."""
    for source, state, pulse, _counts, health, _due_at in found:
        out_fields(
            *(source.key, "on" if source.enabled else "off", source.category, source.name),
            *(source.url, words(state, source.url), source.kind, source.relay),
            health.condition if health is not None else "well",
            *(
                moment.isoformat() if moment else ""
                for moment in (state.succeeded_at, pulse.newest)
            ),
            pulse.week,
        )


def _print_table(found: Sequence[Seen], now: datetime) -> None:
    """Print a line for each source, and what is wrong with it below."""
    if not found:
        return
    head = ("", _("key"), _("source"), _("channel"), _("fetched"), _("newest"), _("a week"))
    rows = [head, *(_columns(seen, now) for seen in found)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(head))]
    most = (1, _KEY, widths[2], _CHANNEL, _TIME, _TIME, _WEEK)
    widths = [min(pair) for pair in zip(widths, most, strict=True)]
    others = sum(widths) - widths[2] + len(widths) - 1
    widths[0] = 1  # also where all are well
    widths[2] = max(_NAME, min(widths[2], terminal_width() - 1 - others))
    for row, seen in zip(rows, (None, *found), strict=True):
        shown = [_padded(text, width) for text, width in zip(row[:-1], widths, strict=False)]
        out(" ".join((*shown, " " * (widths[-1] - cells(row[-1])) + row[-1])))
        if seen is not None and seen.health is not None and seen.health.is_ailing:
            for text in filter(None, (seen.health.what, seen.health.advice)):
                out(f"  {text}")


def _columns(seen: Seen, now: datetime) -> tuple[str, ...]:
    """Return mark, key, name, channel, last success, newest article, articles of the last week."""
    source, state, pulse, _counts, health, _due_at = seen
    return (
        health.mark if health is not None else "",
        source.key,
        source.name if source.http.verify_tls else f"{source.name} {UNCHECKED}",
        source.category,
        health.word if health is not None and health.is_off else _ago(state.succeeded_at, now),
        _ago(pulse.newest, now),
        _week(pulse, state, now),
    )


def _week(pulse: Pulse, state: FetchState, now: datetime) -> str:
    return weekly(pulse, state.succeeded_at, now) if pulse.newest is not None else "-"


def _ago(moment: datetime | None, now: datetime) -> str:
    return ago(moment, now.astimezone()) if moment is not None else "-"


def _padded(text: str, width: int) -> str:
    shown = truncate(text, width)
    return shown + " " * (width - cells(shown))


def _print_whole(seen: Seen, now: datetime) -> None:
    """Print all that is known of a source, a fact a line."""
    source, state, pulse, counts, health, _due_at = seen
    out(f"{source.name} ({source.key})")
    facts = [
        (_("state"), health.what if health is not None else _("well")),
        (_("advice"), health.advice if health is not None else ""),
        (_("channel"), source.category),
        (_("address"), source.url),
        (_("has moved to"), state.moved_to),
        *_own_facts(source),
        (_("kind"), source.kind + (f" ← {source.relay}" if source.relay else "")),
        (_("last success"), _moment(state.succeeded_at, now)),
        (_("last attempt"), _moment(state.checked_at, now) if state.failures else ""),
        (_("next fetch"), _due(seen, now)),
        (_("articles"), _("{unread} unread / {total}").format(unread=counts[0], total=counts[1])),
        (_("newest"), _moment(pulse.newest, now)),
        (_("last week"), _in_words(pulse)),
    ]
    widest = max(cells(label) for label, said in facts if said)
    for label, said in facts:
        if said:
            out(f"  {_padded(label, widest)}  {said}")


def _own_facts(source: Source) -> list[tuple[str, str]]:
    """Return what was set for this source alone, named and in words; "" is not set."""
    http = source.http
    certificate = http.certificate if http.verify_tls else _("not checked (verify_tls = false)")
    interval = _("{n} min").format(n=source.interval // 60) if source.interval else ""
    return [
        (_("interval"), interval if source.interval_is_chosen else ""),  # 0: as the next fetch says
        (_("headers"), ", ".join(name for name, _value in http.headers)),
        (_("user agent"), http.user_agent),
        (_("time limit"), _("{n:g} s").format(n=http.timeout) if http.timeout else ""),
        (_("proxy"), without_password(http.proxy)),
        (_("certificate"), certificate),
    ]


def _moment(moment: datetime | None, now: datetime) -> str:
    """Return a time in full, and how long ago it was."""
    if moment is None:
        return ""
    return f"{long_time(moment)} ({ago(moment, now.astimezone())})"


def _due(seen: Seen, now: datetime) -> str:
    """Return when a refresh fetches the source by itself."""
    if not seen.source.enabled or seen.state.gone_at is not None:
        return ""
    if not seen.source.interval:
        return _("only when asked")
    if seen.due is None or seen.due <= now:
        return _("due now")
    return f"{long_time(seen.due)} ({ahead(seen.due, now)})"


def _in_words(pulse: Pulse) -> str:
    if pulse.newest is None:
        return ""
    said = plural("{n} article", "{n} articles", pulse.week).format(n=pulse.week)
    if pulse.before is None:
        return said
    return said + _("; {n:.0f} a week before").format(n=pulse.before)

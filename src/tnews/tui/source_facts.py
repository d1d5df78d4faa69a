"""What the sources screen tells of a source: where it is, why it fails, how much came of it. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.locale.reasons import begun
from tnews.model import FetchState
from tnews.model.pulse import Pulse
from tnews.model.source import SourceHttp
from tnews.services.failures import advice
from tnews.services.health import trend
from tnews.services.schedule import when_due
from tnews.text.when import ahead, short_time

if TYPE_CHECKING:
    from tnews.model import Source
    from tnews.services.health import Health
    from tnews.services.sourcebook import Entry
    from tnews.tui.widgets.source_list import Known

ASKED = ("headers", "user_agent", "proxy", "timeout", "certificate", "verify_tls")
"""The keys of a [[source]] table that say how it is asked: the fields of `SourceHttp`."""


def address_of(entry: Entry, health: Health | None, state: FetchState | None = None) -> str:
    """Return the address of a source, where it has moved, and why nothing comes from there and which
    settings may mend it, if that is so."""
    why = entry.lacking
    if not why and health is not None and health.is_ailing:
        why = health.what
        mend = advice(state.failure) if state is not None and health.is_failing else ""
        why = _("{problem}; {remedy}").format(problem=begun(why), remedy=mend) if mend else why
    url = entry.source.url
    if state is not None and state.moved_to:
        url = f"{url} → {state.moved_to}"
    return f"{url}  {why}" if why else url


def asked_by(source: Source, file: str) -> str:
    """Return which keys in the configuration `file` say how a source is asked, and which of them
    it has. Their values may be secret and long: they stay in the file."""
    usual = SourceHttp()
    own = [key for key in ASKED if getattr(source.http, key) != getattr(usual, key)]
    told = _("Its [[source]] table in {file} may also have {keys}.")
    if own:
        told = _("Its [[source]] table in {file} may also have {keys}; it has {own}.")
    return told.format(file=file, keys=_(", ").join(ASKED), own=_(", ").join(own))


def facts_of(source: Source, known: Known, now: datetime, *, adaptive: bool) -> str:
    """Return in a line how many of its articles are unread and how many there are, when it was
    fetched and will be, of when its newest article is, how many there are a week, and through whom
    they come."""
    unread, total = known.counts.get(source.key, (0, 0))
    state, pulse = known.states.get(source.key, FetchState()), known.pulses.get(source.key, Pulse())
    facts = [_("{unread} unread / {total}").format(unread=unread, total=total)]
    if state.succeeded_at is not None:
        facts.append(_("fetched {time}").format(time=short_time(state.succeeded_at, now)))
    is_asked = source.enabled and source.interval
    due = when_due(source, state, now, adaptive=adaptive) if is_asked else None
    if due is not None and due > now:
        facts.append(_("again {time}").format(time=ahead(due, now)))
    if pulse.newest is not None:
        facts.append(_("newest {time}").format(time=short_time(pulse.newest, now)))
        facts.append(_often(pulse, trend(pulse, state.succeeded_at, now) in ("more", "fewer")))
    if not source.http.verify_tls:
        facts.append(_("certificate not checked"))
    if source.relay:
        facts.append(_("through {relay}").format(relay=source.relay))
    return " · ".join(facts)


def _often(pulse: Pulse, has_changed: bool) -> str:
    if has_changed:
        told = _("{n} a week, {before:.0f} before")
        return told.format(n=pulse.week, before=pulse.before)
    return _("{n} a week").format(n=pulse.week)

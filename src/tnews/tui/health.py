"""How a source fares: a mark and a word for the sidebar, a sentence for the status line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from tnews.locale import _, plural
from tnews.model import FetchState, Source
from tnews.tui.view import AT_HOME
from tnews.tui.when import ago

FAILING = "!"
"""Begins the mark of what fails; so does it in the bar of channels of a small screen."""

LATE = timedelta(hours=6)
"""How long nothing may come of a source, at least, while others are fetched."""


class Health(NamedTuple):
    """What is wrong with a source. `mark` is one cell; `word` at most three characters of Chinese."""

    mark: str
    word: str
    reason: str
    is_failing: bool = False
    is_off: bool = False


def healths(
    sources: Iterable[Source],
    states: Mapping[str, FetchState],
    failing: Collection[str],
    now: datetime,
) -> dict[str, Health]:
    """Return what is wrong with those of `sources` that are not well, by their keys.

    `failing` are those whose failures are worth a mark.
    """
    latest = max((s.succeeded_at for s in states.values() if s.succeeded_at), default=None)
    found = {}
    for source in sources:
        if source.kind in AT_HOME:
            continue
        state = states.get(source.key, FetchState())
        if (health := _health(source, state, source.key in failing, latest, now)) is not None:
            found[source.key] = health
    return found


def _health(
    source: Source,
    state: FetchState,
    is_failing: bool,
    latest: datetime | None,
    now: datetime,
) -> Health | None:
    name = source.name
    if not source.enabled:
        reason = _("{name} is switched off.").format(name=name)
        return Health("-", _("off"), reason, is_off=True)
    if is_failing:
        said = plural("{name} failed: {why}", "{name} failed {n} times: {why}", state.failures)
        reason = said.format(name=name, n=state.failures, why=state.last_error)
        return Health(FAILING, _("failing"), reason, is_failing=True)
    if state.failures:  # so do all others: it is the network
        return None
    if latest is None:  # nothing has been fetched yet: that all are new says nothing
        return None
    if state.checked_at is None:
        return Health("?", _("unfetched"), _("{name} has not been fetched yet.").format(name=name))
    apart = timedelta(seconds=source.interval)
    last = state.succeeded_at
    if apart and last is not None and latest - last > max(LATE, 3 * apart):
        said = _("{name} is late: it was fetched {time}, other sources since then.")
        return Health("~", _("late"), said.format(name=name, time=ago(last, now)))
    return None


def of_channel(sources: Iterable[Source], health: Mapping[str, Health]) -> Health | None:
    """Return what to say of a channel some of whose `sources` fail; None if none does."""
    asked = [source for source in sources if source.enabled]
    bad = [health[s.key] for s in asked if s.key in health and health[s.key].is_failing]
    if not bad:
        return None
    said = plural(
        "{n} of {total} sources fails. {reason}", "{n} of {total} sources fail. {reason}", len(bad)
    )
    reason = said.format(n=len(bad), total=len(asked), reason=bad[0].reason)
    if len(bad) == len(asked):
        return bad[0]._replace(reason=reason if len(bad) > 1 else bad[0].reason)
    return Health(f"{FAILING}{len(bad)}", "", reason)

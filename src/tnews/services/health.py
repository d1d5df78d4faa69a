"""How each source fares, in one place for sidebar, screens, commands and JSON. Pure.

What is wrong is found here from what fetching left behind (`FetchState`) and from how often a
source publishes (`Pulse`), with a mark, words, and what a person can do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tnews.locale import _, plural
from tnews.locale.reasons import begun
from tnews.model import FetchState, Source
from tnews.model.pulse import DAYS, Pulse
from tnews.model.source import AT_HOME
from tnews.services import failures
from tnews.services.failures import words
from tnews.text.when import ago

Condition = Literal["failing", "gone", "partly", "late", "silent", "unfetched", "off"]
"""What is wrong; a channel some of whose sources fail is failing "partly"."""

FAILING = "!"
"""Begins the mark of what fails; so does it in the bar of channels of a small screen."""

GONE = "x"
"""Marks what is not asked any more; every font has it."""

LATE = timedelta(hours=6)
"""How long nothing may come of a source, at least, while others are fetched."""

SILENT = timedelta(days=3)
"""How long a source may publish nothing, at least, before it is called silent."""

GAPS = 5
"""It may also be silent for so many of its usual gaps between two days with articles: weekends and
holidays are longer than one."""

REGULAR = 8
"""Days with articles, of four weeks, from which on a source publishes regularly: twice a week."""

AGAIN = 3
"""Failures in a row from which on waiting alone is no advice."""

STIR = 5
"""Articles a week that make a difference: below that more or fewer are chance."""


class Health(NamedTuple):
    """What is wrong with a source. `mark` is one cell; `word` at most three characters of Chinese.

    `what` says it without the source's name, to stand below it; `advice` is what a person can do,
    "" where waiting is enough.
    """

    condition: Condition
    mark: str
    word: str
    reason: str
    what: str = ""
    advice: str = ""

    @property
    def is_failing(self) -> bool:
        """Whether the last fetch failed."""
        return self.condition == "failing"

    @property
    def is_off(self) -> bool:
        """Whether it is not asked any more: switched off, or gone."""
        return self.condition in ("off", "gone")

    @property
    def is_ailing(self) -> bool:
        """Whether a person should look at it."""
        return self.condition in ("failing", "gone", "late", "silent")


def failing(sources: Iterable[Source], states: Mapping[str, FetchState]) -> frozenset[str]:
    """Return the keys of those of `sources` that are on and failed the last time; what is gone is
    not asked any more."""
    none = FetchState()
    on = [source.key for source in sources if source.enabled and source.kind not in AT_HOME]
    found = ((key, states.get(key, none)) for key in on)
    return frozenset(key for key, state in found if state.failures and state.gone_at is None)


def healths(
    sources: Iterable[Source],
    states: Mapping[str, FetchState],
    failing: Collection[str],
    now: datetime,
    pulses: Mapping[str, Pulse] | None = None,
) -> dict[str, Health]:
    """Return what is wrong with those of `sources` that are not well, by their keys.

    `failing` are those whose failures are worth a mark. Where `pulses` are not known nobody is
    called silent.
    """
    latest = max((s.succeeded_at for s in states.values() if s.succeeded_at), default=None)
    found = {}
    for source in sources:
        if source.kind in AT_HOME:
            continue
        state = states.get(source.key, FetchState())
        pulse = (pulses or {}).get(source.key)
        health = _health(source, state, pulse, source.key in failing, latest, now)
        if health is not None:
            found[source.key] = health
    return found


def _health(
    source: Source,
    state: FetchState,
    pulse: Pulse | None,
    is_failing: bool,
    latest: datetime | None,
    now: datetime,
) -> Health | None:
    key, last = source.key, state.succeeded_at
    if not source.enabled:
        advice = _("tnews sources enable {key} switches it on").format(key=key)
        return _told(source, "off", "-", _("off"), _("is switched off"), advice)
    if state.gone_at is not None:
        what = _("is gone: {why}").format(why=words(state, source.url))
        return _told(source, "gone", GONE, _("gone"), what, _advice_for_gone(source))
    if is_failing:
        said = plural("failed: {why}", "failed {n} times: {why}", state.failures)
        what = said.format(n=state.failures, why=words(state, source.url))
        return _told(source, "failing", FAILING, _("failing"), what, _advice(source, state))
    if state.failures:  # so do all others: it is the network
        return None
    if latest is None:  # nothing has been fetched yet: that all are new says nothing
        return None
    fetch = _("tnews refresh --source {key} fetches it now").format(key=key)
    if state.checked_at is None:
        what = _("has not been fetched yet")
        return _told(source, "unfetched", "?", _("unfetched"), what, fetch)
    if last is not None and _is_late(source, state, latest - last, latest):
        said = _("is late: it was fetched {time}, other sources since then")
        return _told(source, "late", "~", _("late"), said.format(time=ago(last, now)), fetch)
    if (what := _silence(pulse, state)) and source.kind != "rank":
        advice = _("the site may have moved: tnews sources check {key} looks").format(key=key)
        return _told(source, "silent", "~", _("silent"), what, advice)
    return None


def _is_late(source: Source, state: FetchState, since: timedelta, latest: datetime) -> bool:
    """Whether others were fetched so long after a source was due, and `since` it was fetched."""
    apart = timedelta(seconds=source.interval)
    if not apart or since <= max(LATE, 3 * apart):
        return False
    return state.due_at is None or latest - state.due_at > LATE  # rare ones are due rarely


def _told(
    source: Source, condition: Condition, mark: str, word: str, what: str, advice: str
) -> Health:
    reason = _("{name} {what}.").format(name=source.name, what=begun(what))
    return Health(condition, mark, word, reason, what, advice)


def _advice(source: Source, state: FetchState) -> str:
    """Return what can be done about a failure that does not go by itself."""
    mend = failures.advice(state.failure)
    if state.failures < AGAIN:
        return mend
    if mend:
        told = _("{remedy}; to switch it off: tnews sources disable {key}")
        return told.format(remedy=mend, key=source.key)
    told = _("tnews sources check {key} looks closer, tnews sources disable {key} switches it off")
    return told.format(key=source.key)


def _advice_for_gone(source: Source) -> str:
    told = _(
        "tnews add URL if it moved, tnews sources remove {key} if not; tnews sources enable {key} asks once more"
    )
    return told.format(key=source.key)


def _silence(pulse: Pulse | None, state: FetchState) -> str:
    """Say for how long nothing new was in a source that used to publish regularly, "" if it does.

    It counts up to the last fetch: what was not looked at is not silent. Nor is what brings new
    articles under old dates, which `pace_since` knows.
    """
    last = state.succeeded_at
    if pulse is None or pulse.newest is None or last is None or pulse.days < REGULAR:
        return ""
    gap = timedelta(days=DAYS / pulse.days)
    silence = last - max(pulse.newest, state.pace_since or pulse.newest)
    if silence <= max(SILENT, GAPS * gap):
        return ""
    days = round(gap / timedelta(days=1))
    often = _("every day") if days == 1 else _("every {n} days").format(n=days)
    told = _("has had nothing new for {n} days; there used to be something {often}")
    return told.format(n=silence.days, often=often)


Trend = Literal["more", "fewer", "steady", ""]


def trend(pulse: Pulse, last: datetime | None, now: datetime) -> Trend:
    """Return how the articles of the last week compare with those of the weeks before.

    "" where that is not known: the cache does not go back far enough, or the `last` fetch is
    longer ago than a day.
    """
    if pulse.before is None or last is None or now - last > timedelta(days=1):
        return ""
    if pulse.week - pulse.before >= STIR and pulse.week >= 2 * pulse.before:
        return "more"
    if pulse.before - pulse.week >= STIR and pulse.before >= 2 * pulse.week:
        return "fewer"
    return "steady"


_SIGNS: Mapping[Trend, str] = {"more": "↑", "fewer": "↓"}


def weekly(pulse: Pulse, last: datetime | None, now: datetime) -> str:
    """Return how many articles the last week had, ↑ or ↓ before it where that is a change."""
    return f"{_SIGNS.get(trend(pulse, last, now), '')}{pulse.week}"


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
    return Health("partly", f"{FAILING}{len(bad)}", "", reason)

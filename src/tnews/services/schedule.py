"""When a source is asked next. Pure: what is remembered and the time in, a time out.

A person's wish is the base (`[refresh] interval`); what publishes rarely is asked less often, and
what the server and the document say counts. What Retry-After asks for is a least.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zlib import crc32

from tnews.model import ArticleDraft, FetchState, Source
from tnews.model.record import replace

LONGEST = timedelta(hours=24)
"""Longest pause that a source's own slowness makes, and longest delay by its hours and days."""

WISH = timedelta(hours=5)
"""Longest pause that Cache-Control, Expires and ttl make (NetNewsWire's rule): some servers call
a feed of news fresh for a month."""

SHARE = 8
"""A source is asked this often in the time in which it publishes one article: on average the
article is a sixteenth of that late."""

NEWEST = 10
"""Articles of a document whose dates tell how often it publishes."""

SPREAD = 0.1
"""Pauses are longer by up to this share, the same one for a source always: hundreds of sources
that were fetched together do not fall due together for ever. Never shorter: a server's wish is
a least."""

_FIRST_RETRY = timedelta(minutes=5)
_LAST_RETRY = timedelta(hours=6)
_LAST_RETRY_OFFLINE = timedelta(minutes=30)
"""Pauses after failures: the first, doubled each time, the longest; and the longest where there
was no way to the server, which costs it nothing: the network may be back."""

_PASSING = frozenset({"offline", "timeout", "tls", "proxy", "broken", "failed", "defect"})
"""What may be over soon, as a fault of the server may (5xx). What a server refuses (4xx), and a
document that cannot be read, are the same in five minutes: that asks no sooner than usual."""

_AGREES = timedelta(days=2)
"""How much older than its coming an article's date may be to tell how often a source publishes."""

_HOURS = tuple(map(str, range(24)))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


Pace = tuple[datetime | None, int]
"""Since when how many articles came."""


def succeeded(
    source: Source,
    state: FetchState,
    now: datetime,
    *,
    adaptive: bool,
    pace: Pace | None = None,
) -> FetchState:
    """Return `state` with the next time after a fetch that went well, and `pace` if it is known."""
    since, count = pace or (state.pace_since, state.pace_count)
    due = now
    if source.interval:
        due += interval(source, state, now, (since, count), adaptive=adaptive)
        if not source.interval_is_chosen:
            due = beyond(due + (due - now) * _share(source.key), state.skips)
    return replace(
        state, due_at=due, retry_at=None, gone_at=None, pace_since=since, pace_count=count
    )


def failed(
    source: Source, state: FetchState, now: datetime, *, retry_after: float | None = None
) -> FetchState:
    """Return `state` with the next time; `state.failures` and `failure` tell of the failure.

    `retry_after` are the seconds that the server asks for, a least: one that always asks for a
    minute is asked less and less all the same. A source that is gone is not asked by itself any
    more. One that is refused is not asked sooner than one that is well.
    """
    longest = _LAST_RETRY_OFFLINE if state.failure == "offline" else _LAST_RETRY
    pause = min(_FIRST_RETRY * 2 ** min(max(state.failures - 1, 0), 10), longest)
    if not (state.failure in _PASSING or state.failure.startswith("http-5")):
        pause = max(pause, timedelta(seconds=source.interval))
    due = now + pause * (1 + _share(source.key))
    if retry_after is None:
        return replace(state, due_at=due, retry_at=None)
    until = now + timedelta(seconds=retry_after)
    return replace(state, due_at=max(due, until), retry_at=until)


def put_off(source: Source, state: FetchState, now: datetime, other: FetchState) -> FetchState:
    """Return `state` with the next time of a source whose server has just refused the `other` one
    because it wants fewer requests: after it, and not all at once."""
    assert other.due_at is not None  # it failed
    pause = other.due_at - now
    due = now + pause * (1 + _share(source.key))
    return replace(state, due_at=due, retry_at=other.retry_at, failure=other.failure)


def interval(
    source: Source, state: FetchState, now: datetime, pace: Pace, *, adaptive: bool
) -> timedelta:
    """Return the pause until the next fetch of `source`, without its spread.

    A source for which a person chose an interval is taken at their word.
    """
    base = timedelta(seconds=source.interval)
    if source.interval_is_chosen:
        return base
    pause = base
    since, count = pace
    if adaptive and since is not None:
        gap = (now - since) / max(count, 1)
        pause = max(base, min(gap / SHARE, LONGEST))
    wish = timedelta(seconds=max(state.fresh_for, state.ttl, 0))
    return max(pause, min(wish, WISH))


def beyond(due: datetime, skips: str) -> datetime:
    """Return the first time at or after `due` outside the hours and days (GMT) in `skips`.

    At most a day later: who names six days of the week is asked once on each all the same.
    """
    words = set(skips.split())
    for every in (_HOURS, _DAYS):
        if words.issuperset(every):  # no time at all is left
            words.difference_update(every)
    later = due
    while words and later - due < LONGEST:
        in_gmt = later.astimezone(UTC)
        if words.isdisjoint((_HOURS[in_gmt.hour], _DAYS[in_gmt.weekday()])):
            break
        later += timedelta(hours=1)
    return later


def is_due(source: Source, state: FetchState, now: datetime, *, adaptive: bool) -> bool:
    """Say whether `source` is to be fetched by itself now. An interval of 0: only the first time."""
    due = when_due(source, state, now, adaptive=adaptive)
    return due is not None and due <= now


def when_due(
    source: Source, state: FetchState, now: datetime, *, adaptive: bool
) -> datetime | None:
    """Return when `source` is to be fetched by itself, `now` or before if that is now; None: never."""
    if state.gone_at is not None:
        return None
    if source.interval == 0 and state.succeeded_at is not None:
        return None
    if state.due_at is None or _was_set_back(state, now):
        return now
    if state.failures or state.failure or state.succeeded_at is None:
        return state.due_at
    # A pause that was made shorter since counts from the last fetch, not from the next one.
    usual = succeeded(source, state, state.succeeded_at, adaptive=adaptive)
    assert usual.due_at is not None
    return min(state.due_at, usual.due_at)


def asked_again(state: FetchState) -> FetchState:
    """Return `state` of a source that is gone as that of one whose turn it is."""
    return replace(state, gone_at=None, due_at=None, failures=0, last_error="", failure="")


def waits_until(state: FetchState, now: datetime) -> datetime | None:
    """Return before when the server wants no request, or None: neither by itself nor by hand."""
    if state.retry_at is None or state.retry_at <= now or _was_set_back(state, now):
        return None
    return state.retry_at


def _was_set_back(state: FetchState, now: datetime) -> bool:
    """Whether the clock has been set back since the last fetch: what is due is not known then.

    A minute is the clock being put right.
    """
    if state.checked_at is not None:
        return state.checked_at > now + timedelta(minutes=1)
    return state.due_at is not None and state.due_at > now + 2 * LONGEST


def paced(before: FetchState, drafts: Iterable[ArticleDraft], new: int, now: datetime) -> Pace:
    """Return how often a source publishes, by a document of `drafts`, `new` of which were not known;
    `before` is the state before it was fetched.

    Dates tell it: from the tenth newest until now there came ten. Where there are none, or what
    is new is older by its date than by its coming, the last coming tells it.
    """
    dates = sorted((d.published_at for d in drafts if d.published_at is not None), reverse=True)
    dates = [min(date, now) for date in dates[:NEWEST]]
    came = now if new else before.pace_since if before.pace_count == 1 else None
    is_dated = len(dates) > 1 and dates[0] > dates[-1]
    is_first = before.succeeded_at is None  # all that it has is new then
    if is_dated and (is_first or came is None or came - dates[0] < _AGREES):
        return dates[-1], len(dates)
    return came or now, 1


def _share(key: str) -> float:
    """Return the share of its pause by which the source `key` is asked later: 0 to `SPREAD`."""
    return SPREAD * crc32(key.encode()) / 0xFFFFFFFF

"""What the sources screen tells of a source: where it is, why it fails, how much came of it. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.tui.when import short_time

if TYPE_CHECKING:
    from tnews.model import FetchState, Source
    from tnews.services.sourcebook import Entry


def address_of(entry: Entry, state: FetchState | None) -> str:
    """Return the address of a source, and why nothing comes from there if that is so."""
    why = entry.lacking
    if not why and entry.source.enabled and state is not None and state.failures:
        why = state.last_error
    return f"{entry.source.url}  {why}" if why else entry.source.url


def facts_of(
    source: Source,
    counts: tuple[int, int],
    state: FetchState | None,
    newest: datetime | None,
    now: datetime,
) -> str:
    """Return in a line how many of its articles are unread and how many there are (`counts`), when
    it was fetched, of when its `newest` article is, and through whom it comes."""
    unread, total = counts
    facts = [_("{unread} unread / {total}").format(unread=unread, total=total)]
    if state is not None and state.succeeded_at is not None:
        facts.append(_("fetched {time}").format(time=short_time(state.succeeded_at, now)))
    if newest is not None:
        facts.append(_("newest {time}").format(time=short_time(newest, now)))
    if source.relay:
        facts.append(_("through {relay}").format(relay=source.relay))
    return " · ".join(facts)

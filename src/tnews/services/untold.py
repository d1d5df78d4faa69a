"""Which troubles of sources a quiet refresh has not told yet. Pure, but for the last function.

Whoever saw them first, a refresh with words, the reader or a watch: what a quiet one told is
remembered in the cache, and is told again only once the source was well in between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tnews.model import FetchState, Source
from tnews.model.source import AT_HOME
from tnews.services.health import AGAIN, Health, healths

if TYPE_CHECKING:
    from tnews.store import Store

TOGETHER = timedelta(minutes=1)
"""Two sources fetched so shortly after each other had the same network."""


def troubles(sources: Iterable[Source], states: Mapping[str, FetchState]) -> dict[str, int]:
    """Return the keys of `sources` that are a person's business: three failures in a row or more,
    or closed for good; with each a number that its next trouble will not have.

    That is when it was last well, in milliseconds, or when it was closed. That there is no way to a
    source counts where another was reached at that time: a network that is down is nobody's business.
    """
    reached = sorted(state.succeeded_at for state in states.values() if state.succeeded_at)
    found = {}
    for source in sources:
        state = states.get(source.key)
        if state is None or not source.enabled or source.kind in AT_HOME:
            continue
        if state.gone_at is not None:
            found[source.key] = _number(state.gone_at)
        elif state.failures >= AGAIN and not _is_without_network(state, reached):
            found[source.key] = _number(state.succeeded_at)
    return found


def _number(moment: datetime | None) -> int:
    return round(1000 * moment.timestamp()) if moment is not None else 0


def _is_without_network(state: FetchState, reached: Sequence[datetime]) -> bool:
    """Say whether a source failed while no other was `reached`."""
    if state.failure != "offline" or state.checked_at is None:
        return False
    first = bisect_left(reached, state.checked_at - TOGETHER)
    last = bisect_left(reached, state.checked_at + TOGETHER)
    own = (
        state.succeeded_at is not None and first <= bisect_left(reached, state.succeeded_at) < last
    )
    return last - first <= own


def tell_untold(
    store: Store, sources: Sequence[Source], keys: Collection[str], tell: Callable[[Health], None]
) -> None:
    """Hand to `tell` what those of `sources` with these `keys` have that was not told yet.

    It is remembered afterwards: who is killed in between is told twice, rather than not at all.
    What is no trouble any more is forgotten; what the `sources` do not have may be another
    configuration's, which has the same cache. Where nothing can be remembered nothing
    is told: it would be at every time. Raises `StoreError`.
    """
    if store.is_read_only:
        return
    states, told = store.states(), store.told()
    present = troubles(sources, states)
    new = {k: present[k] for k in keys if k in present and present[k] != told.get(k)}
    chosen = [source for source in sources if source.key in new]
    for health in healths(chosen, states, new, datetime.now(UTC)).values():
        tell(health)
    well = {source.key for source in sources} - present.keys()
    after = {key: number for key, number in told.items() if key not in well} | new
    if after != told:
        store.set_told(after)

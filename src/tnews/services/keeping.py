"""Looking after the cache once a day, after a refresh: old articles leave it, state is written.

Runs on the refresh's thread and under its lock, in short transactions with pauses, so that a
mark never waits for it.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from tnews.catalogue import GUIDE_KEY
from tnews.model import ExportError, Kept, Limits, Retention
from tnews.model.settings import Config
from tnews.services import statefile
from tnews.services.readlater import SAVED
from tnews.store import Store

DAY = 86_400

_LONG = 30 * DAY
"""After more than so long since the last time the clock may be wrong: nothing goes before feeds
have brought an article no older than that. Where no feed dates its articles, it is asked again
once, `_SECOND_LOOK` seconds later."""

_SECOND_LOOK = 3600

AT_ONCE = 25
"""Articles taken in one transaction: 20 ms of CPU time."""

PAUSE = 0.02
"""Seconds between two transactions, in which others write."""

_WORTH = 5
"""Less free space than one part in so many is filled by the next articles anyway."""

_KEPT_AT = "kept_at"
_IS_DOUBTED = "keeping_is_doubted"


def retention(config: Config) -> Retention:
    """Return the limits that `config` sets. Saved pages and the guide have none."""
    keep = config.keep
    own = {
        source.key: Limits(
            keep.days if source.keep_days is None else source.keep_days,
            keep.articles if source.keep_articles is None else source.keep_articles,
        )
        for source in config.sources
        if source.keep_days is not None or source.keep_articles is not None
    }
    return Retention(
        Limits(keep.days, keep.articles),
        own,
        keep.mebibytes << 20,
        frozenset((SAVED.key, GUIDE_KEY)),
    )


class Keeper:
    """Takes out of `store` what the limits of `config` say; writes its state into `folder`."""

    def __init__(
        self, store: Store, config: Config, folder: Path, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._folder = folder
        self.rule = retention(config)
        self._feeds = [source.key for source in config.sources if source.kind == "feed"]
        self._clock = clock

    def daily(self, stop: Event) -> Kept:
        """Write the state and prune, unless that was done within a day.

        Once `stop` is set the rest waits for the next time. A clock that jumped ahead must not
        cost the articles that are young by a right one. Raises `ExportError`, at the end and once
        a day, if the state cannot be written.
        """
        now = int(self._clock())
        kept_at = self._store.remembered(_KEPT_AT)
        if self._store.is_read_only or kept_at <= now < kept_at + DAY:
            return Kept()
        problem = None
        try:
            statefile.write(self._store, self._folder, self._clock)
        except ExportError as error:
            problem = error  # a full disk is one reason more to prune
        kept = self._prune_daily(kept_at, now, stop)
        if problem is not None:
            raise problem
        return kept

    def _prune_daily(self, kept_at: int, now: int, stop: Event) -> Kept:
        was_doubted = bool(self._store.remembered(_IS_DOUBTED))
        is_doubted = was_doubted or (kept_at and now > kept_at + _LONG)
        if is_doubted and not self._is_right(now, was_doubted):
            self._store.remember(_IS_DOUBTED, 1)
            self._store.remember(_KEPT_AT, now - DAY + _SECOND_LOOK)
            return Kept()
        self._store.remember(_IS_DOUBTED, 0)
        kept = self.prune(stop)
        if not stop.is_set():
            self._store.remember(_KEPT_AT, now)
        return kept

    def _is_right(self, now: int, was_doubted: bool) -> bool:
        """Whether the clock is known to be right: by it, feeds brought something of late.

        Dates of pages and APIs prove nothing: what says 昨天 or 11-05 is dated by this clock."""
        newest = self._store.newest_date(self._feeds, now + DAY)
        return was_doubted if newest is None else newest > now - _LONG

    def prune(self, stop: Event | None = None) -> Kept:
        """Take out what the limits say now, and forget what nobody has seen for half a year."""
        stop = stop or Event()
        ids = array("q") if self.rule.is_endless else self._store.prunable(self.rule)
        pruned = _in_steps(ids, self._store.prune, stop)
        return Kept(pruned, _in_steps(self._store.forgettable(), self._store.forget, stop))

    def compact(self) -> None:
        """Give the disk back what is free, if that is a fifth of the cache or more."""
        sizes = self._store.sizes()
        if sizes["free"] * _WORTH > sizes["bytes"]:
            self._store.compact()


def _in_steps(ids: array[int], act: Callable[[Sequence[int]], int], stop: Event) -> int:
    """Do `act` with a few of `ids` at a time until `stop`; return the sum of what it says."""
    done = 0
    for start in range(0, len(ids), AT_ONCE):
        done += act(ids[start : start + AT_ONCE])
        if stop.wait(PAUSE):
            break
    return done

"""The search index on the command line: made in sight of the person, or told to be unfinished."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tnews.cli.printing import tell
from tnews.locale import _
from tnews.model import DamageError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from tnews.store import Store
    from tnews.store.index import Progress

LITTLE = 500
"""Articles that are indexed before a refresh ends: 0.2 s."""

SECONDS = 1.0
"""How long a search works on the index before it searches: enough for some 2,500 articles."""


def finish(steps: Iterable[Progress]) -> int:
    """Go through the `steps` of making the index and return how many articles it holds now."""
    from tnews.cli import progress

    done = 0
    try:
        for step in steps:
            done = step.done
            told = _("search index {percent} %").format(percent=100 * done // max(1, step.total))
            progress.show(told)
    finally:
        if done:
            progress.show("")
    return done


def follow(store: Store, cache: Path, *, waits: bool) -> None:
    """After a refresh: index what it brought; where that is much and nobody `waits`, behind."""
    left = store.index_progress()
    if left is None:
        return
    if not waits and left.total - left.done > LITTLE:
        from tnews.cli import behind

        if behind.start(cache):
            return
    catch_up(store)


def catch_up(store: Store) -> None:
    """Make what is missing of the index.

    One that is too damaged to be made anew is told: all else works without it.
    """
    try:
        finish(store.catch_up())
    except DamageError:
        _tell_damage()


def prepare(store: Store) -> None:
    """Before a search: make what is missing of the index if that is little; where so much is
    missing that the search takes longer, say so. It finds the same either way."""
    if store.index_progress() is None:
        return
    if not store.is_read_only:
        until = time.monotonic() + SECONDS
        try:
            for _step in store.catch_up():
                if time.monotonic() > until:
                    break
        except DamageError:
            _tell_damage()
            return
        except StoreError:  # a full disk, say: the search goes without
            pass
    left = store.index_progress()
    if left is not None and left.slows_searches:
        told = _(
            "the search index is being made anew ({percent} % done), so searches take longer; "
            "tnews refresh finishes it"
        )
        tell(told.format(percent=100 * left.done // max(1, left.total)))


def _tell_damage() -> None:
    from tnews.services.condition import index_damaged

    tell(index_damaged())

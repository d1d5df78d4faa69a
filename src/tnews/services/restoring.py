"""Bringing a cache back: from a copy, from a state file, or out of a damaged file.

Nothing is overwritten: what was in its place is moved aside, and its new name told.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ArticleDraft, ConfigError, IdentityKeys
from tnews.model.record import Record
from tnews.services.decide import identity_keys, matches
from tnews.services.lock import RefreshLock, unindexed
from tnews.store import Store

if TYPE_CHECKING:
    from tnews.store.merging import Merged
    from tnews.store.salvage import Salvaged


class Restored(Record):
    """What was done: a state file merged, or a copy put in place and the old file moved aside."""

    merged: Merged | None = None
    aside: Path | None = None


def restore(file: Path, cache: Path) -> Restored:
    """Restore the cache at `cache` from `file`: a copy of a cache, or a state file.

    Raises `ConfigError` if `file` is neither or cannot be read, `StoreError` if it is damaged
    or the cache is open elsewhere, `BusyError` while a refresh runs.
    """
    try:
        is_state = _is_state(file)
    except ConfigError as error:
        raise ConfigError(error.message + _state_files_in(cache.parent)) from error
    with RefreshLock(cache.parent / "refresh.lock"):
        if not is_state:
            with unindexed(cache.parent):
                return Restored(aside=Store.take_copy(cache, file))
        store = Store.open(cache)
        try:
            return Restored(store.merge_state(file, matches))
        finally:
            store.close()


def _is_state(file: Path) -> bool:
    from tnews.store.state import is_state

    try:
        with file.open("rb") as opened:
            is_database = opened.read(16) == b"SQLite format 3\0"
        if is_database:
            return False
        if is_state(file):
            return True
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}").format(file=file, reason=reason(error))
        ) from error
    raise ConfigError(_("{file} is neither a copy of the cache nor a state file").format(file=file))


def _state_files_in(folder: Path) -> str:
    """Return the end of a message that names the state files in `folder`, or ""."""
    from tnews.store import state

    today = state.name(datetime.now().astimezone())
    found = ", ".join(file.name for file in state.files(folder, today))
    return _("; in {folder} lie {files}").format(folder=folder, files=found) if found else ""


def salvage(cache: Path) -> Salvaged | None:
    """Save what can be read of the damaged cache at `cache`; None if it is whole.

    Raises `StoreError` if there is nothing to save, `BusyError` while a refresh runs.
    """
    with RefreshLock(cache.parent / "refresh.lock"), unindexed(cache.parent):
        return Store.salvage(cache, matches, _keys)


def _keys(title: str, url: str) -> IdentityKeys:
    """The keys of an article of which only title and address are known."""
    (keys,) = identity_keys([ArticleDraft("", url, title)])
    return keys

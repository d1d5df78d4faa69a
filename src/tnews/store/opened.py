"""An open cache: the file, the clock, and nothing that is done with them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from tnews.model import DamageError, StoreError
from tnews.store import index
from tnews.store.db import Database
from tnews.store.opening import log_size

Done = TypeVar("Done")

OPEN = 50
"""Articles read last that pruning leaves alone: one of them is on the screen."""


class Opened:
    """What every part of the `Store` works with."""

    def __init__(self, db: Database, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock
        self._opened: deque[int] = deque(maxlen=OPEN)
        self.was_left = False
        """Whether the last tnews did not close the cache, or another has it open now."""
        self.is_index_damaged = False
        """Whether the search index was found damaged: searches look through the texts since."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        why: str = "",
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Open the cache at `path`, make it if it is missing, upgrade it if it is older.

        Its folder is made with access for its owner alone. A file that is not a cache, is
        damaged or belongs to a newer tnews is left as it is. With `read_only` nothing is made
        or changed, and places that cannot be written can be read; `why` is then told whoever
        tries to write. An index that another
        version cut is made anew by `catch_up`, which takes long; until then searches do.
        """
        was_left = log_size(path) > 0
        db = Database(path, read_only=read_only, why=why)
        try:
            if not read_only:
                index.notice_cutter(db)
        except BaseException:
            db.close()
            raise
        store = cls(db, clock)
        store.was_left = was_left
        return store

    def close(self) -> None:
        """Close the cache. What other threads are writing ends first, what they read is stopped."""
        self._db.close()

    def _sparing(self, write: Callable[[], Done]) -> Done:
        """Do `write`; where a damaged search index prevents it, do without the index."""
        try:
            return write()
        except DamageError:
            if not index.forsake_if_damaged(self._db):
                raise
            self.is_index_damaged = True
            return write()

    def _forsake_index(self) -> None:
        """Have the index made anew. Where that cannot be noted now, the next search does."""
        if not self._db.read_only:
            with suppress(StoreError):
                index.forsake(self._db)
        self.is_index_damaged = True

    @property
    def is_read_only(self) -> bool:
        """Whether the cache was opened for reading only."""
        return self._db.read_only

    @property
    def why_read_only(self) -> str:
        """Why the cache was opened for reading only, "" if nobody said."""
        return self._db.why_read_only

    @property
    def _now(self) -> int:
        return int(self._clock())

"""The part of the `Store` that looks after the file: check, backup, rebuild, sizes."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tnews.folders import alone
from tnews.model import ExportError
from tnews.store import index, migrate
from tnews.store.opened import Opened
from tnews.store.opening import require_place

if TYPE_CHECKING:
    from tnews.model import Retention
    from tnews.store.index import Progress
    from tnews.store.merging import Matcher, Merged
    from tnews.store.salvage import KeysOf, Salvaged

_TOLD = "told "
"""How the name in `meta` begins that ends with the key of a source whose trouble was told."""

STATE_FILES = 7
"""Daily state files that are kept."""


class Caring(Opened):
    """Keeps the cache whole."""

    def check(self) -> list[str]:
        """Return the problems found, one line each, [] if none. Reads the whole cache.

        A search index that is not finished is no problem and is not looked at.
        """
        from tnews.store import check

        with self._db.reading() as connection:
            found = check.problems(connection)
            has_index = index.is_ready(connection)
        if not found and has_index and not self._db.read_only:
            with self._db.writing() as connection:
                found = check.index_problems(connection)
        return found

    def check_quickly(self) -> list[str]:
        """Return what is wrong with the pages of the file, but for the order within indexes."""
        from tnews.store import check

        with self._db.reading() as connection:
            return check.file_problems(connection, "quick_check")

    def is_file_damaged(self) -> bool:
        """Say whether anything but the search index is damaged."""
        from tnews.store import check

        with self._db.reading() as connection:
            return bool(check.problems(connection))

    def backup(self, path: Path) -> None:
        """Write a whole copy of the cache to `path`.

        Raises `ExportError` if something is there, or if it cannot be written there.
        """
        require_place(path)
        try:
            with self._db.bare() as connection:
                migrate.copy(connection, path)
        except OSError as error:
            raise ExportError(migrate.no_backup(path, error)) from error

    def index_progress(self) -> Progress | None:
        """Return how many articles the search index holds, or None if it misses none.

        A search reads the texts of those it misses, of all where these are many: it finds the same.
        """
        with self._db.reading() as connection:
            return index.progress(connection)

    def catch_up(self) -> Iterator[Progress]:
        """Index what the search index misses, yielding after each short transaction.

        May be stopped at any step, and by a kill; the next one goes on from there.
        """
        return index.catch_up(self._db)

    def rebuild_index(self) -> Iterator[Progress]:
        """Make the search index anew from the stored texts, as `catch_up` does."""
        return index.rebuild(self._db)

    def tidy(self) -> None:
        """Bring all that was written into the file itself, after much was."""
        self._db.checkpoint()

    def sizes(self) -> Mapping[str, int]:
        """Return what there is: articles, deleted, bookmarked, sources, bytes on disk."""
        from tnews.store import sizes

        with self._db.reading() as connection:
            return sizes.sizes(connection, self._db.path)

    # -- retention ---------------------------------------------------------------------------

    def prunable(self, rule: Retention) -> array[int]:
        """Return the ids of the articles that `rule` takes now, an array("q")."""
        from tnews.store import retention

        with self._db.reading() as connection:
            # A copy: another thread opens articles meanwhile.
            return retention.prunable(connection, rule, frozenset(self._opened), self._now)

    def prune(self, ids: Sequence[int]) -> int:
        """Take `ids` out of the cache in one transaction; return how many were.

        Identity, status and tags stay. What a person marked meanwhile, or opened here, stays
        too. 100 at once keep the transaction short (20 ms).
        """
        from tnews.store import retention

        free = [id for id in ids if id not in self._opened]

        def prune() -> int:
            with self._db.writing() as connection:
                return retention.prune(connection, free, self._now)

        return self._sparing(prune)

    def newest_date(self, sources: Sequence[str], before: int) -> int | None:
        """Return when the newest article of `sources` was published, as they say, that is of
        before the second `before`; None if none says it. 30 ms for 100,000 articles."""
        from tnews.store import retention

        with self._db.reading() as connection:
            return retention.newest_date(connection, sources, before)

    def forgettable(self) -> array[int]:
        """Return the identities of pruned articles nobody touched or listed for half a year."""
        from tnews.store import retention

        with self._db.reading() as connection:
            return retention.forgettable(connection, self._now)

    def forget(self, ids: Sequence[int]) -> int:
        """Forget identities of which nothing else is left, 500 at most; return how many were."""
        from tnews.store import retention

        with self._db.writing() as connection:
            return retention.forget(connection, ids)

    # -- the small state, and a damaged file ----------------------------------------------------

    def marked(self) -> tuple[int, int]:
        """Return how many articles have a status, and when one was changed last (0: never)."""
        with self._db.reading() as connection:
            count, last = connection.execute(
                "SELECT count(*), coalesce(max(changed_at), 0) FROM statuses"
            ).fetchone()
        return int(count), int(last)

    def write_state(self, folder: Path) -> Path:
        """Write today's state file into `folder` and return it; the oldest beyond seven go.

        What a person did, readable: see store/state.py. Of several that write it at once each
        waits for the one before, so that the last has all changes. Raises `ExportError`.
        """
        from tnews.store import state

        moment = datetime.fromtimestamp(self._now).astimezone()
        path = folder / state.name(moment)
        with alone(folder), self._db.reading() as connection:
            state.write(connection, path, moment.isoformat())
        for old in state.files(folder, path.name)[STATE_FILES:]:
            with suppress(OSError):
                old.unlink()
        return path

    def merge_state(self, path: Path, match: Matcher) -> Merged:
        """Take over the state file `path`: of two statuses the newer wins.

        `match` says which article is which. What is not stored yet has its status when it comes.
        """
        from tnews.store import merging

        return merging.merge(self._db.writing, path, match, self._now)

    @staticmethod
    def take_copy(path: Path, copy: Path) -> Path | None:
        """Let a copy made by `backup` be the cache at `path`, which must not be open.

        Return the name that the present one has now, None if there was none. Raises
        `StoreError`, and then nothing has changed.
        """
        from tnews.store import exchange

        return exchange.take_copy(path, copy)

    @staticmethod
    def salvage(path: Path, match: Matcher, keys_of: KeysOf) -> Salvaged | None:
        """Put a new cache with what can be read of the damaged one at `path` in its place.

        The damaged file is moved aside. What a person did is taken from the newest state file
        too, if that is newer. None if the cache is whole. Raises `StoreError` if `path` never was
        a cache, or is open elsewhere; then nothing has changed.
        """
        from tnews.store import rescue

        if rescue.is_whole(path):
            return None
        return rescue.rescue(path, match, keys_of, int(time.time()))

    def compact(self) -> None:
        """Give free pages back to the disk. Whoever writes meanwhile waits: 3 s for 650 MB."""
        with self._db.bare() as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def remembered(self, name: str) -> int:
        """Return the number kept under `name`, 0 if there is none."""
        with self._db.reading() as connection:
            found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return found[0] if found else 0

    def remember(self, name: str, value: int) -> None:
        """Keep a number, such as the time of the last upkeep, under `name`."""
        with self._db.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (name, value))

    def told(self) -> dict[str, int]:
        """Return the sources whose trouble was told to a person, each with its number."""
        with self._db.reading() as connection:
            found = connection.execute(
                "SELECT substr(name, ?), value FROM meta WHERE name GLOB ?",
                (len(_TOLD) + 1, f"{_TOLD}*"),
            )
            return dict(found.fetchall())

    def set_told(self, told: Mapping[str, int]) -> None:
        """Remember these in place of those before."""
        with self._db.writing() as connection:
            connection.execute("DELETE FROM meta WHERE name GLOB ?", (f"{_TOLD}*",))
            rows = [(_TOLD + key, number) for key, number in told.items()]
            connection.executemany("INSERT INTO meta VALUES(?, ?)", rows)

"""The part of the `Store` that looks after the file: check, backup, rebuild, sizes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tnews.model import Retention
from tnews.store import index, migrate
from tnews.store.index import Progress
from tnews.store.opened import Opened
from tnews.store.opening import require_place


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

    def backup(self, path: Path) -> None:
        """Write a whole copy of the cache to `path`.

        Raises `ExportError` if something is there, or if no file can be made there.
        """
        require_place(path)
        with self._db.bare() as connection:
            migrate.copy(connection, path)

    def index_progress(self) -> Progress | None:
        """Return how many articles the search index holds, or None if it misses none.

        While it misses some, a search reads the texts instead and finds the same, slowly.
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
            return retention.prunable(connection, rule, self._opened, self._now)

    def prune(self, ids: Sequence[int]) -> int:
        """Take `ids` out of the cache in one transaction; return how many were.

        Identity, status and tags stay. What a person marked meanwhile, or opened here, stays
        too. 100 at once keep the transaction short (20 ms).
        """
        from tnews.store import retention

        free = [id for id in ids if id not in self._opened]
        with self._db.writing() as connection:
            return retention.prune(connection, free, self._now)

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

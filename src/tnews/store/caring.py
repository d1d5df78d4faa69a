"""The part of the `Store` that looks after the file: check, backup, rebuild, sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

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

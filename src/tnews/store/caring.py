"""The part of the `Store` that looks after the file: check, backup, rebuild, sizes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tnews.store import index, migrate
from tnews.store.opened import Opened
from tnews.store.opening import require_place


class Caring(Opened):
    """Keeps the cache whole."""

    def check(self) -> list[str]:
        """Return the problems found, one line each, [] if none. Reads the whole cache."""
        from tnews.store import check

        with self._db.reading() as connection:
            found = check.problems(connection)
        if not found and not self._db.read_only:
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

    def rebuild_index(self) -> int:
        """Make the search index anew from the stored texts; return how many there are."""
        return index.rebuild(self._db)

    def sizes(self) -> Mapping[str, int]:
        """Return what there is: articles, deleted, bookmarked, sources, bytes on disk."""
        from tnews.store import sizes

        with self._db.reading() as connection:
            return sizes.sizes(connection, self._db.path)

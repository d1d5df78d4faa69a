"""Reading a damaged cache: around the pages that cannot be read, without changing a byte of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tnews.locale import _
from tnews.model import StoreError
from tnews.store.exchange import discard
from tnews.store.failures import UNREADABLE
from tnews.store.migrate import create_tables
from tnews.store.opening import bare
from tnews.store.schema import APPLICATION_ID, MIGRATIONS

_PAGE = 4096  # SQLite's own choice since 3.12, and ours
_NEEDED = {"identities", "articles", "bodies", "statuses", "sources"}


class Wreck:
    """The damaged cache at `path`, opened for reading as well as it can be. A context manager.

    Raises `StoreError` if the file is not, and never was, a cache.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._copy = path.with_name(f"{path.name}.reading")
        self.connection = self._open()
        self.gaps = 0

    def __enter__(self) -> Wreck:
        return self

    def __exit__(self, *_details: object) -> None:
        self.connection.close()
        discard(self._copy)

    def _open(self) -> sqlite3.Connection:
        for mode in ("mode=ro", "mode=ro&immutable=1"):
            connection = _opened(self._path, mode)
            if connection is not None:
                if _is_ours(connection):
                    return connection if _is_defined(connection) else self._redefined(connection)
                is_foreign = _names(connection) and not _names(connection) >= _NEEDED
                connection.close()
                if is_foreign:
                    raise self._nothing()
        try:
            for whole_page in (False, True):
                _mend(self._path, self._copy, whole_page=whole_page)
                connection = _opened(self._copy, "mode=ro")
                if connection is not None:
                    if _names(connection) >= _NEEDED and _holds_rows(connection):
                        return connection
                    connection.close()
        except BaseException:
            discard(self._copy)
            raise
        discard(self._copy)
        raise self._nothing()

    def _redefined(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Return a connection to a copy whose tables are defined as those of a new cache.

        What lost its definition alone still has its rows. `connection` itself where an older
        tnews, with other columns, made the cache.
        """
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == len(MIGRATIONS):
            try:
                _copy(self._path, self._copy)
                _define(self._copy)
            except UNREADABLE:
                discard(self._copy)
            else:
                if (redefined := _opened(self._copy, "mode=ro")) is not None:
                    connection.close()
                    return redefined
        return connection

    def _nothing(self) -> StoreError:
        return StoreError(
            _(
                "nothing of a cache of tnews was found in {path}; it was left as it is: move it "
                "away, then tnews doctor --restore FILE brings a backup or a state file back"
            ).format(path=self._path)
        )

    def columns(self, table: str) -> list[str]:
        """Return the columns of `table`, [] if there is no such table."""
        rows = self.connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return [name for (name,) in rows]

    def number(self, statement: str) -> int:
        """Return the number that `statement` asks for, 0 where it cannot be read."""
        try:
            row = self.connection.execute(statement).fetchone()
        except UNREADABLE:
            return 0
        return row[0] if row and isinstance(row[0], int) else 0

    def highest(self) -> int:
        """Return an id that no article is above."""
        known = [
            self.number("SELECT seq FROM sqlite_sequence WHERE name = 'identities'"),
            *(self.number(f"SELECT max(id) FROM {table}") for table in sorted(_NEEDED)),
        ]
        return max(known) or self._path.stat().st_size // 20  # a row takes more bytes than that

    def rows(self, table: str, columns: list[str], key: str, high: int) -> Iterator[tuple[object]]:
        """Yield the rows of `table` with `key` in 1 to `high` that can be read, `key` first.

        A range that fails is halved until what fails is one number: each page that is lost costs
        two questions for every row it held, 10 µs each.
        """
        statement = f"""SELECT {key}, {", ".join(columns)} FROM {table}
            WHERE {key} BETWEEN ? AND ? ORDER BY {key}"""
        ranges = [(1, high)]
        if not self._is_reached(table, key, high):
            ranges = []
            self.gaps += 1
        while ranges:
            low, high = ranges.pop()
            last = low - 1
            try:
                for row in self.connection.execute(statement, (low, high)):
                    yield row
                    last = row[0]
                continue
            except UNREADABLE:
                low = last + 1
            if low >= high:
                self.gaps += 1
                continue
            middle = (low + high) // 2
            ranges += [(middle + 1, high), (low, middle)]

    def _is_reached(self, table: str, key: str, high: int) -> bool:
        """Whether any of a hundred numbers can be asked for: not if the table's root is lost."""
        for number in range(1, high + 1, max(1, high // 100)):
            try:
                self.connection.execute(f"SELECT 1 FROM {table} WHERE {key} = ?", (number,))
            except UNREADABLE:
                continue
            return True
        return False


def _opened(path: Path, mode: str) -> sqlite3.Connection | None:
    """Return a connection whose schema can be read, or None."""
    try:
        connection = bare(path, mode)
    except UNREADABLE:
        return None
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        # Else a file that is shorter than its header says is refused as a whole.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UNREADABLE:
        connection.close()
        return None
    return connection


def _names(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application == APPLICATION_ID) and _names(connection) >= _NEEDED


def _holds_rows(connection: sqlite3.Connection) -> bool:
    """Whether the tables of a mended copy are where its schema says."""
    try:
        connection.execute("SELECT id, source_id, seen_at FROM identities LIMIT 1").fetchone()
        row = connection.execute("SELECT title, url FROM articles LIMIT 1").fetchone()
    except UNREADABLE:
        return False
    return row is None or all(isinstance(value, str) for value in row)


def _is_defined(connection: sqlite3.Connection) -> bool:
    """Whether the definitions of the needed tables can be read: one that cannot has no columns."""
    return all(
        connection.execute("SELECT 1 FROM pragma_table_info(?)", (table,)).fetchone()
        for table in _NEEDED
    )


def _define(copy: Path) -> None:
    """Define the tables of the file `copy` as those of a new cache are, where they lie."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        create_tables(new)
        wanted = new.execute("SELECT sql, name FROM sqlite_master WHERE sql <> ''").fetchall()
    with closing(bare(copy, "mode=rw")) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany("UPDATE sqlite_master SET sql = ? WHERE name = ?", wanted)


def _copy(path: Path, copy: Path) -> None:
    """Copy a file and its log."""
    discard(copy)
    shutil.copyfile(path, copy)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))


def _mend(path: Path, copy: Path, *, whole_page: bool) -> None:
    """Make a copy of the file at `path` with the header, or the first page, of a new cache.

    Tables lie where they lie in a new cache unless an older tnews made this one.
    """
    _copy(path, copy)
    new = copy.with_name(f"{copy.name}.new")
    try:
        new.touch(mode=0o600)
        with closing(bare(new, "mode=rw")) as connection:
            create_tables(connection)
        with new.open("rb") as file:
            begin = bytearray(file.read(_PAGE))
    finally:
        discard(new)
    begin[24:28] = begin[92:96] = (1).to_bytes(4, "big")  # change counter = version valid for
    begin[28:32] = (copy.stat().st_size // _PAGE).to_bytes(4, "big")
    begin[32:40] = bytes(8)  # no free pages
    with copy.open("r+b") as file:
        file.write(begin if whole_page else begin[:100])

"""Opening the cache file: making it, checking that it is ours, and falling back to reading."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tnews.folders import alone
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ExportError, StoreError
from tnews.store.bodies import finds
from tnews.store.failures import UNREADABLE, is_damage
from tnews.store.migrate import create_tables, migrate, no_backup, version_of
from tnews.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

WAIT = 10.0  # seconds for another program's write to end
BREATH = 0.01  # seconds between two tries to get what SQLite does not wait for
_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",  # KiB
    "PRAGMA journal_size_limit = 67108864",  # a large import must not leave a large -wal
    # Debian's SQLite overwrites what is deleted with zeros by default: emptying the index of
    # 100,000 articles takes 2.7 s so, else 0.14 s. FAST does where it costs no writing.
    "PRAGMA secure_delete = FAST",
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection to the existing file at `path`, ready for use.

    `mode` is the query part of an SQLite URI: "mode=rw", "mode=ro" or more.
    """
    connection = bare(path, mode)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.create_function("finds", 3, finds, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def bare(path: Path, mode: str, wait: float = WAIT) -> sqlite3.Connection:
    """Return a connection as SQLite makes it; it waits `wait` seconds for others to write."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,  # transactions are begun by hand: IMMEDIATE
        check_same_thread=False,  # only so that one thread can close what the others opened
    )


def open_for_writing(path: Path) -> Place:
    """Make the cache at `path` ready for reading and writing and return how to connect to it.

    Folder and file are made if missing. Raises `StoreError` or `sqlite3.Error`; whatever lies
    at `path` and is not a cache of this version or an older one is left alone.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            with alone(path.parent):
                if not path.exists():  # another process may have been faster, and use it already
                    _create(path)
        _refuse_empty(path)
    except OSError as error:
        raise StoreError(
            _("the cache {path} cannot be made: {reason}").format(path=path, reason=reason(error))
        ) from error
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise StoreError(
            _("the cache cannot be written: {path}; check its permissions or --data-dir").format(
                path=path
            )
        )
    _refuse_foreign_log(path)
    with closing(bare(path, "mode=rw")) as connection:
        migrate(connection, path)
        _write_ahead(connection)
        _require_search(connection)
    return Place(path, "mode=rw")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Have writes go to a log. SQLite waits for no other process here, whatever its time limit."""
    end = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(BREATH)
        else:
            return


class Place(NamedTuple):
    """What connections are made to, and in which mode. `copy` goes when all of them are closed."""

    path: Path
    mode: str
    copy: TemporaryDirectory[str] | None = None


def open_for_reading(path: Path) -> Place:
    """Check the cache at `path` and return how it can be read.

    On a full disk, or in a place that cannot be written, SQLite cannot keep its shared memory
    file (-shm). Without a log (-wal) the file is read as it stands. With one it must not be: a
    checkpoint that was broken off left it half old and half new, and what came last is in the
    log alone. Then SQLite keeps that memory to itself and nobody else gets at the cache
    meanwhile; where the file cannot be written, which that takes, a copy of both is read. So is
    one of a cache of an older version, upgraded.
    """
    if not path.exists():
        raise StoreError(_("there is no cache at {path} yet").format(path=path))
    _refuse_empty(path)
    try:
        return _in_place(path)
    except _OlderError:
        return _copied(path)


class _OlderError(Exception):
    """The cache is of an older version."""


def _in_place(path: Path) -> Place:
    try:
        return _readable(Place(path, "mode=ro"))
    except sqlite3.OperationalError:
        if not log_size(path):
            return _readable(Place(path, "mode=ro&immutable=1"))
    if os.access(path, os.W_OK):
        with suppress(sqlite3.OperationalError):  # no such way on Windows
            return _readable(Place(path, "mode=rw&vfs=unix-excl"))
    return _copied(path)


def _copied(path: Path) -> Place:
    """Copy the cache and its log into a temporary folder and return how to read them there, upgraded."""
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    try:
        folder = TemporaryDirectory(prefix="tnews-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_copy(path, error) from error
    copy = Path(folder.name, path.name)
    try:
        copyfile(path, copy)
        if log_size(path):
            copyfile(log_of(path), log_of(copy))
        with closing(bare(copy, "mode=rw")) as connection:
            migrate(connection, copy, backs_up=False)
        return _readable(Place(copy, "mode=rw", folder))
    except BaseException as error:
        folder.cleanup()
        if isinstance(error, OSError):
            raise _no_copy(path, error) from error
        raise


def _no_copy(path: Path, error: OSError) -> StoreError:
    told = _(
        "the cache {path} cannot be written, and there is no room for a copy to read: {reason}"
    )
    return StoreError(told.format(path=path, reason=reason(error)))


def _readable(place: Place) -> Place:
    with closing(bare(place.path, place.mode)) as connection:
        if version_of(connection, place.path) < len(MIGRATIONS):
            raise _OlderError
        _require_search(connection)
    return place


def _require_search(connection: sqlite3.Connection) -> None:
    """Raise `sqlite3.Error` where SQLite has no FTS5. A damaged index may not keep out a reader."""
    try:
        connection.execute("SELECT rowid FROM ft LIMIT 0")
    except UNREADABLE as error:
        if not is_damage(error):
            raise


def _refuse_empty(path: Path) -> None:
    """An empty file opens as an empty database: a lost cache would look like a new one."""
    if path.is_file() and path.stat().st_size == 0:
        raise StoreError(
            _(
                "the cache {path} is empty; tnews doctor --restore FILE brings a backup back, "
                "--salvage begins anew with the newest state file"
            ).format(path=path)
        )


def log_of(path: Path) -> Path:
    """Return the path of the log of the cache at `path`."""
    return path.with_name(f"{path.name}-wal")


def log_size(path: Path) -> int:
    """Return how many bytes the log beside the cache at `path` has, 0 where there is none.

    The last of several programs to close the cache removes the log at any moment.
    """
    try:
        return log_of(path).stat().st_size
    except OSError:  # what else is wrong with the place, opening the cache tells
        return 0


def _refuse_foreign_log(path: Path) -> None:
    """Raise `StoreError` if, with the log that lies beside it, the file is no cache of ours.

    Asked without the right to write: closing a connection that may write would copy the log
    of another database into the cache.
    """
    if log_size(path):
        with closing(bare(path, "mode=ro")) as connection:
            version_of(connection, path)


def require_place(path: Path) -> None:
    """Raise `ExportError` unless a copy of the cache can be written as the new file `path`.

    Tried before anything is copied: what is wrong here is the name, not the cache.
    """
    try:
        if path.exists():
            raise ExportError(_("{path} exists; choose another name").format(path=path))
        trial = path.with_name(path.name + ".part")
        trial.touch(mode=0o600)
        trial.unlink()
    except OSError as error:
        raise ExportError(no_backup(path, error)) from error


def _create(path: Path) -> None:
    """Make the cache beside its place and link it there: it is whole, or it is not there."""
    for suffix in ("-wal", "-shm", "-journal"):
        # Left behind when only the cache was deleted; SQLite would apply it to the new one.
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    try:
        with closing(bare(new, "mode=rw")) as connection:
            create_tables(connection)
        place(new, path)
    finally:
        new.unlink(missing_ok=True)


def place(new: Path, path: Path) -> None:
    """Give `new` the name `path`, unless another process was faster."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            new.rename(path)

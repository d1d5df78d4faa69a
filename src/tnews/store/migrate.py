"""Bringing a cache to the schema of this version: backup first, then one transaction."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import StoreError
from tnews.store.failures import as_write_failure
from tnews.store.schema import APPLICATION_ID, MIGRATIONS
from tnews.text.tokens import CUTTER_VERSION


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of the cache at `path`.

    Raises `StoreError` if the file belongs to another program or to a newer tnews.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise StoreError(
            _("{path} is not a cache of tnews; move it away or choose another --data-dir").format(
                path=path
            )
        )
    if version > len(MIGRATIONS):
        raise StoreError(
            _("the cache {path} was made by a newer tnews; upgrade tnews to read it").format(
                path=path
            )
        )
    return int(version)


def create_tables(connection: sqlite3.Connection) -> None:
    """Make all tables in an empty database."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _run(connection, 0)
    connection.execute("INSERT INTO meta VALUES('cutter', ?)", (CUTTER_VERSION,))
    connection.execute(
        "DELETE FROM meta WHERE name = 'indexed_to'"
    )  # of no article none is missing
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, path: Path, *, backs_up: bool = True) -> None:
    """Bring the cache at `path` to this version; its copy `PATH.v<N>.bak` is made before, unless it
    is itself a copy.

    Foreign keys must be off in `connection`, so that a migration may rebuild a table. Of two
    processes one migrates and the other waits. The copy is made through a connection of its
    own, because no copy can be made inside a transaction.
    """
    if version_of(connection, path) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection, path)  # another process may have been faster
        if version < len(MIGRATIONS):
            if backs_up:
                with closing(
                    sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
                ) as old:
                    _back_up(old, path.with_name(f"{path.name}.v{version}.bak"))
            _run(connection, version)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError(_("the cache {path} could not be upgraded").format(path=path))
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    try:
        copy(connection, target, replace=True)
    except OSError as error:
        raise StoreError(no_backup(target, error)) from error


def no_backup(target: Path, error: OSError) -> str:
    """Say that the copy `target` was not made, and why."""
    told = _("the backup {path} cannot be written: {reason}")
    return told.format(path=target, reason=reason(error))


def _run(connection: sqlite3.Connection, version: int) -> None:
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def copy(connection: sqlite3.Connection, target: Path, *, replace: bool = False) -> None:
    """Write a whole, compact copy of the cache to `target`, which appears when it is complete.

    Raises OSError if `target` exists (unless `replace`) or cannot be written.
    """
    if target.exists() and not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as file:  # SQLite leaves it to the system when the disk has it
            os.fsync(file.fileno())
        part.replace(target)
    except sqlite3.Error as error:
        if (failure := as_write_failure(error)) is not None:
            raise failure from error
        raise
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):  # nothing was made where nothing can be written
                left.unlink(missing_ok=True)

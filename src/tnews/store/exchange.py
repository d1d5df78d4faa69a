"""Putting another file in the place of the cache. The one that was there gets another name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import StoreError
from tnews.store import check, migrate
from tnews.store.failures import in_plain_words
from tnews.store.opening import bare, place

_BESIDE = ("-wal", "-shm", "-journal")


def require_copy(path: Path) -> None:
    """Raise `StoreError` unless the file at `path` is a whole cache of this version or an older."""
    with in_plain_words(path), closing(bare(path, "mode=ro")) as connection:
        migrate.version_of(connection, path)
        if problems := check.file_problems(connection):
            raise StoreError(
                _("the copy {path} is damaged: {problem}").format(path=path, problem=problems[0])
            )


def take_copy(path: Path, copy: Path) -> Path | None:
    """Let a copy of the cache `copy` be the cache at `path`.

    What was there is moved aside, and its new name returned. Raises `StoreError`, and then
    nothing has changed: `copy` is no whole cache, or the present one is in use.
    """
    require_copy(copy)
    part = path.with_name(f"{path.name}.restoring")
    try:
        part.unlink(missing_ok=True)
        try:
            with in_plain_words(copy), closing(bare(copy, "mode=ro")) as connection:
                migrate.copy(connection, part)
        except OSError as error:
            raise _not_replaced(path, error) from error
        return exchange(path, part, "before-restore")
    finally:
        part.unlink(missing_ok=True)


def exchange(path: Path, new: Path, word: str) -> Path | None:
    """Put `new` at `path`; return the name that what was there has now, None if nothing was.

    Killed at any moment, there is a cache at `path`: without one the next start makes an empty.
    """
    settle(path)
    aside = None
    try:
        if path.exists() or path.is_symlink():
            aside = _free_name(path, word)
            for suffix in _BESIDE:
                old = path.with_name(path.name + suffix)
                with suppress(FileNotFoundError):
                    if suffix == "-shm" or (suffix == "-wal" and not old.stat().st_size):
                        old.unlink()  # of no use without a program that has it open
                    else:
                        old.rename(aside.with_name(aside.name + suffix))
            if _name_also(path, aside):
                new.replace(path)
                return aside
        place(new, path)
    except OSError as error:
        raise _not_replaced(path, error) from error
    return aside


def _not_replaced(path: Path, error: OSError) -> StoreError:
    told = _("the cache {path} cannot be replaced: {reason}")
    return StoreError(told.format(path=path, reason=reason(error)))


def settle(path: Path) -> None:
    """Bring the log of the cache at `path` into its file, so that it can be moved.

    Raises `StoreError` if another program has it open. Whatever is no cache, or too damaged to
    be opened, is left as it is.
    """
    if not path.is_file():
        return
    try:
        with closing(bare(path, "mode=ro")) as connection:
            migrate.version_of(connection, path)
        with closing(bare(path, "mode=rw", wait=0.1)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except (StoreError, UnicodeDecodeError):
        return
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(
                _("the cache is open in another tnews ({path}); close it and try again").format(
                    path=path
                )
            ) from error


def _name_also(path: Path, aside: Path) -> bool:
    """Give what is at `path` the name `aside`; say whether it has its old name still."""
    if path.is_file() and not path.is_symlink():
        with suppress(OSError):  # a file system without hard links
            os.link(path, aside)
            return True
    path.rename(aside)
    return False


def _free_name(path: Path, word: str) -> Path:
    """Return the name for what is moved aside: with today's date, numbered if that is taken."""
    name = f"{path.name}.{word}-{datetime.now().astimezone():%Y-%m-%d}"
    number, free = 1, path.with_name(name)
    while free.exists():
        number += 1
        free = path.with_name(f"{name}-{number}")
    return free


def discard(path: Path) -> None:
    """Remove a file of our own making, and what SQLite left beside it."""
    for suffix in (*_BESIDE, ""):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

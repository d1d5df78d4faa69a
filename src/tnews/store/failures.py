"""SQLite's errors in plain words: the only place that turns `sqlite3.Error` into `StoreError`."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tnews.locale import _
from tnews.model import DamageError, StoreError

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: Python reads SQLite's own messages, in which pieces of the
file stand, as UTF-8."""


_NO_ROOM = sqlite3.SQLITE_IOERR_SHMSIZE
"""What opening a cache raises on a full disk: its shared memory cannot grow."""

_OF_READING = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
)

_UNCODED = ("Could not decode to UTF-8", "invalid fts5 file format")
"""Damage that SQLite and Python tell without a code."""


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Raise whatever SQLite raises inside as a `StoreError` about the cache at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        kind = DamageError if is_damage(error) else StoreError
        raise kind(explain(error, path)) from error
    except UnicodeDecodeError as error:
        raise DamageError(_message(sqlite3.SQLITE_CORRUPT).format(path=path)) from error
    except (UnicodeEncodeError, OverflowError) as error:  # from binding a value to a statement
        raise StoreError(_("this cannot be stored: {reason}").format(reason=error)) from error


def explain(error: sqlite3.Error, path: Path) -> str:
    """Return one line: what is wrong with the cache at `path` and what to do."""
    if "no such module: fts5" in str(error):
        return _("this Python's SQLite lacks full-text search (FTS5); use another Python build")
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code = sqlite3.SQLITE_FULL if code == _NO_ROOM else code & 0xFF
    if is_damage(error):
        code = sqlite3.SQLITE_CORRUPT
    return _message(code).format(path=path, reason=error)


def as_write_failure(error: sqlite3.Error) -> OSError | None:
    """Return `error` as the system's own if it says that a file could not be written, else None.

    SQLite does not say which file; whoever writes another one than the cache knows.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    if code in (sqlite3.SQLITE_FULL, _NO_ROOM):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if code & 0xFF == sqlite3.SQLITE_IOERR and code not in _OF_READING:
        return OSError(errno.EIO, os.strerror(errno.EIO))
    return None


def is_damage(error: Exception) -> bool:
    """Say whether SQLite met damaged pages, of tables or of the search index, or no UTF-8."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith(_UNCODED):
        return True
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT


def _message(code: int) -> str:
    """Return the message for a primary result code of SQLite."""
    if code == sqlite3.SQLITE_FULL:
        return _("the disk with the cache is full ({path}); make room and try again")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return _("the cache cannot be written: {path}; check its permissions or --data-dir")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("the cache is in use by another program ({path}); try again in a moment")
    if code == sqlite3.SQLITE_NOTADB:
        return _(
            "{path} is not a cache of tnews, or its beginning is damaged; choose another "
            "--data-dir, or try tnews doctor --salvage"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return _(
            "the cache is damaged: {path}; tnews doctor --salvage saves what can be read, "
            "--restore FILE brings a backup back"
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return _("the cache cannot be opened: {path}; check its permissions or --data-dir")
    if code == sqlite3.SQLITE_IOERR:
        return _("the disk with the cache cannot be read or written ({path}): {reason}")
    return _("the cache failed ({path}): {reason}")

"""One refresh at a time per data folder, and one process that makes the search index behind it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import BusyError, StoreError


class RefreshLock:
    """Held by the process: freed when it ends or dies. Raises `BusyError` where another has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> None:
        try:
            self._file = self._path.open("a")
            _lock_file(self._file)
        except BlockingIOError:
            self.__exit__()
            raise BusyError(
                _("another refresh is running; try again when it has finished")
            ) from None
        except OSError as error:
            self.__exit__()
            raise StoreError(
                _("cannot write {path}: {reason}").format(path=self._path, reason=reason(error))
            ) from None

    def __exit__(self, *_details: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


INDEX = "index.lock"
"""Held by who makes the search index behind a refresh."""

_WANTED = "index.wanted"
"""Held by who wants nobody to do that."""

_PATIENCE = 10.0
"""Seconds until the index is left alone: its steps take 40 ms, that of a very long text seconds."""


@contextmanager
def unindexed(folder: Path) -> Iterator[None]:
    """Have nobody make the index of the cache in `folder` behind: who does ends, and is waited for.

    Its process outlives the command that began it, so a person does not know of it, and could not
    close it. Raises `BusyError` if it does not end.
    """
    with _held(folder / _WANTED), _held(folder / INDEX):
        yield


def is_wanted(folder: Path) -> bool:
    """Say whether who makes the index behind is to leave the cache in `folder` alone."""
    with suppress(BusyError), RefreshLock(folder / _WANTED):
        return False
    return True


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a lock as soon as it is free."""
    until = time.monotonic() + _PATIENCE
    while True:
        lock = RefreshLock(path)
        try:
            lock.__enter__()
            break
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
    try:
        yield
    finally:
        lock.__exit__()


def _lock_file(file: IO[str]) -> None:
    """Lock `file` for this process or raise BlockingIOError."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

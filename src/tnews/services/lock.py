"""One refresh at a time per data folder."""

from __future__ import annotations

import sys
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

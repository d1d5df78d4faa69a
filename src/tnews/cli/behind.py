"""Work that nobody waits for: a process of its own makes the search index when a refresh has brought much.

Run as a module with the path of the cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from tnews.model import TnewsError

_NICENESS = 10
"""It steps aside for whoever does something (POSIX nice)."""


def start(cache: Path) -> bool:
    """Have the cache at `cache` indexed behind; return whether a process could be started for it.

    It is in a session of its own, so that closing the terminal does not end it. Whatever ends it
    all the same: the next one goes on where it was, and a search finds everything meanwhile.
    """
    if sys.platform == "win32":
        return False
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tnews.cli.behind", str(cache.resolve())],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # no process, no memory, no descriptor
        return False
    process.returncode = 0  # that it outlives this one is no mistake to be warned of
    return True


def main() -> None:
    """Make what is missing of the index, unless another process is at it or wants the cache."""
    from tnews.services.lock import INDEX, RefreshLock, is_wanted
    from tnews.store import Store

    cache = Path(sys.argv[1])
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with (
        suppress(TnewsError),  # BusyError: another process is at it
        RefreshLock(cache.with_name(INDEX)),
        closing(Store.open(cache)) as store,
    ):
        for _step in store.catch_up():
            if is_wanted(cache.parent):
                return
        store.tidy()


if __name__ == "__main__":
    main()

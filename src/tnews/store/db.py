"""Connections and transactions: one connection a thread, one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tnews.locale import _
from tnews.model import StoreError
from tnews.store import opening
from tnews.store.failures import in_plain_words
from tnews.store.turns import Turns

_PATIENCE = 10.0
"""Seconds that closing waits for the threads at work."""

_STEPS = 10_000
"""Steps of SQLite's machine between two looks whether an answer is wanted still: 1 ms of a scan."""

_NUDGE = 0.05
"""Seconds between two interruptions of a thread that reads on."""

_GLANCE = 0.002
"""Seconds between two tries to begin to write while another process does. SQLite's own wait
grows to 0.1 s: it would sleep through the pauses of a refresh."""

_PAUSE = 0.005
"""Seconds that work of many transactions waits after each: longer than a glance."""


class Database:
    """The cache file. Everything SQLite raises inside its transactions becomes `StoreError`."""

    def __init__(self, path: Path, *, read_only: bool, why: str = "") -> None:
        self.path = path
        self.read_only = read_only
        self.why_read_only = why
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._busy: set[threading.Thread] = set()
        self._lock = threading.Condition()
        self._writer = Turns()
        self._is_closed = False
        with in_plain_words(path):
            self._place = (
                opening.open_for_reading(path) if read_only else opening.open_for_writing(path)
            )

    @contextmanager
    def reading(self, is_wanted: Callable[[], bool] | None = None) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the cache. Never waits for a writer.

        A statement under way raises soon after `is_wanted` says that its answer is not.
        """
        with in_plain_words(self.path), self._at_work() as connection:
            connection.execute("BEGIN")
            if is_wanted is not None:
                connection.set_progress_handler(lambda: not is_wanted(), _STEPS)
            try:
                yield connection
            finally:
                connection.set_progress_handler(None, 0)
                connection.rollback()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or on any error nothing.

        `durable` is for what a person did: it comes before all other writers that wait, and
        waits until the disk has it, so that it survives a power cut. Fetched articles need
        only be whole.
        """
        if self.read_only:
            told = _("the cache is open for reading only: {path}").format(path=self.path)
            raise StoreError(self.why_read_only or told)
        with (
            self._writer.turn(urgent=durable),
            in_plain_words(self.path),
            self._at_work() as connection,
        ):
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            _begin(connection)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def give_way(self) -> None:
        """Let the writers of other processes have a turn: called between the transactions of
        work that has many. Those of this process get theirs by themselves."""
        time.sleep(_PAUSE)

    def checkpoint(self) -> None:
        """Bring what is in the -wal into the cache file and empty it, as far as nobody reads it."""
        with self._writer.turn(), in_plain_words(self.path), self._at_work() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            connection.execute("PRAGMA busy_timeout = 0")
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.execute(f"PRAGMA busy_timeout = {opening.WAIT * 1000:.0f}")

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """The thread's connection outside a transaction, for what cannot run inside one."""
        with in_plain_words(self.path), self._at_work() as connection:
            yield connection

    @contextmanager
    def _at_work(self) -> Iterator[sqlite3.Connection]:
        """The thread's connection, which nobody closes meanwhile."""
        thread = threading.current_thread()
        with self._lock:
            if self._is_closed:
                raise StoreError(_("the cache is closed"))
            connection = self._connection_of(thread)
            self._busy.add(thread)
        try:
            yield connection
        finally:
            with self._lock:
                self._busy.discard(thread)
                self._lock.notify_all()

    def _connection_of(self, thread: threading.Thread) -> sqlite3.Connection:
        connection = self._connections.get(thread)
        if connection is None:
            for ended in [t for t in self._connections if not t.is_alive()]:
                self._connections.pop(ended).close()
            connection = self._connections[thread] = opening.connect(
                self._place.path, self._place.mode
            )
        return connection

    def close(self) -> None:
        """Close every thread's connection: what is being written ends first, reading is stopped.

        A connection must not be closed under a thread that is inside SQLite, so one that does
        not come out in `_PATIENCE` seconds keeps its own until the process ends.
        """
        has_turn = self._writer.acquire(timeout=_PATIENCE)
        with self._lock:
            self._is_closed = True
            for _nudge in range(int(_PATIENCE / _NUDGE)):
                if not self._busy:
                    break
                for thread in self._busy:
                    self._connections[thread].interrupt()
                self._lock.wait(_NUDGE)
            for thread in self._connections.keys() - self._busy:
                self._connections.pop(thread).close()
        if self._place.copy is not None:
            self._place.copy.cleanup()
        if has_turn:
            self._writer.release()


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write, after waiting at most `opening.WAIT` seconds for another process to end its write.

    A deferred transaction that turns into a writer can fail at once; an immediate one waits.
    """
    deadline = time.monotonic() + opening.WAIT
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > deadline:
                    raise
                time.sleep(_GLANCE)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {opening.WAIT * 1000:.0f}")

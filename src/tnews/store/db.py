"""Connections and transactions: one connection a thread, one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tnews.locale import _
from tnews.model import StoreError
from tnews.store.failures import in_plain_words
from tnews.store.opening import connect, open_for_reading, open_for_writing

_PATIENCE = 10.0
"""Seconds that closing waits for the threads at work."""

_NUDGE = 0.05
"""Seconds between two interruptions of a thread that reads on."""


class Database:
    """The cache file. Everything SQLite raises inside its transactions becomes `StoreError`."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._busy: set[threading.Thread] = set()
        self._lock = threading.Condition()
        self._writer = threading.Lock()
        self._is_closed = False
        with in_plain_words(path):
            self._mode = open_for_reading(path) if read_only else open_for_writing(path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the cache. Never waits for a writer."""
        with in_plain_words(self.path), self._at_work() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or on any error nothing.

        `durable` waits until the disk has it: what a person did survives a power cut, fetched
        articles need only be whole.
        """
        if self.read_only:
            raise StoreError(_("the cache is open for reading only: {path}").format(path=self.path))
        with self._writer, in_plain_words(self.path), self._at_work() as connection:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            # A deferred transaction that turns into a writer can fail at once; this one waits.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

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
            connection = self._connections[thread] = connect(self.path, self._mode)
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
        if has_turn:
            self._writer.release()

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


class Database:
    """The cache file. Everything SQLite raises inside its transactions becomes `StoreError`."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._lock = threading.Lock()
        self._writer = threading.Lock()
        self._is_closed = False
        with in_plain_words(path):
            self._mode = open_for_reading(path) if read_only else open_for_writing(path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the cache. Never waits for a writer."""
        with in_plain_words(self.path):
            connection = self._connection()
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
        with self._writer, in_plain_words(self.path):
            connection = self._connection()
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
        with in_plain_words(self.path):
            yield self._connection()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        connection = self._connections.get(thread)
        if connection is None:
            with self._lock:
                if self._is_closed:
                    raise StoreError(_("the cache is closed"))
                for ended in [t for t in self._connections if not t.is_alive()]:
                    self._connections.pop(ended).close()
                connection = self._connections[thread] = connect(self.path, self._mode)
        return connection

    def close(self) -> None:
        """Close every thread's connection. No other thread may be inside a transaction."""
        with self._lock:
            self._is_closed = True
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

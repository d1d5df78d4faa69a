"""A lock that is handed on in order, so that one who waits is not overtaken for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A lock whose waiters get it in the order they came, urgent ones before all others.

    A `threading.Lock` goes to whoever asks first after it is free: a refresh that writes one
    batch after another would take it again before a mark that waits has woken up.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._is_held = False
        self._urgent: deque[Lock] = deque()
        self._others: deque[Lock] = deque()

    def acquire(self, timeout: float = -1, *, urgent: bool = False) -> bool:
        """Wait for the lock, at most `timeout` seconds if that is not -1; say whether it came."""
        line = self._urgent if urgent else self._others
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return True
            turn = Lock()
            turn.acquire()
            line.append(turn)
        try:
            return turn.acquire(timeout=timeout) or not self._withdrawn(line, turn)
        except BaseException:  # interrupted: nobody would ever hand the lock on
            if not self._withdrawn(line, turn):
                self.release()
            raise

    def _withdrawn(self, line: deque[Lock], turn: Lock) -> bool:
        """Wait no longer; False if the lock came at the last moment and is held."""
        with self._guard:
            if turn in line:
                line.remove(turn)
                return True
        return False

    def release(self) -> None:
        """Hand the lock to the next in line."""
        with self._guard:
            line = self._urgent or self._others
            if line:
                line.popleft().release()
            else:
                self._is_held = False

    @contextmanager
    def turn(self, *, urgent: bool = False) -> Iterator[None]:
        """Hold the lock."""
        self.acquire(urgent=urgent)
        try:
            yield
        finally:
            self.release()

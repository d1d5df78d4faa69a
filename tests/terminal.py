"""A real terminal for a real process: start it in a pty, press keys, read what it paints."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence

_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")

PATIENCE = 120.0
"""Seconds until what does not come is given up."""


class Terminal:
    """`tnews` with `arguments` in a pty of `columns` x `lines`. A context manager: ends it."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        lines: int = 40,
    ) -> None:
        self.painted = b""
        self._has_ended = False
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ.update(environment)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            size = struct.pack("HHHH", lines, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execv(sys.executable, [sys.executable, "-m", "tnews", *arguments])

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_details: object) -> None:
        if not self._has_ended:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)

    def wait(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until `text` has been painted since the last key."""
        end = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < end, f"no {text!r} in:\n{self.text[-3000:]}"
            self.read(0.1)

    def press(self, *keys: str) -> None:
        """Press keys one after another; what was painted before is forgotten."""
        for key in keys:
            self.painted = b""
            os.write(self._fd, key.encode())
            self.read(0.3)
            self._settle()

    def wait_closed(self, seconds: float = PATIENCE) -> int:
        """Read until the process has ended and return its exit code."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._has_ended = True
                while self.read(0):  # its last words
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it did not end:\n{self.text[-3000:]}")

    @property
    def text(self) -> str:
        """What was painted since the last key, without escape sequences."""
        return _ESCAPES.sub(b"", self.painted).decode("utf-8", "replace")

    def _settle(self) -> None:
        while self.read(0.15):
            pass

    def read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.painted += data
        return bool(data)

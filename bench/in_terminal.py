"""A program in a pty: when it paints what, how much it writes for a key, how much memory it takes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60.0
"""Seconds until what does not come is given up."""

QUIET = 0.025
"""Seconds without output after which a key has been answered."""

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][0-9A-B]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
)


class Pressed(NamedTuple):
    """What came of a key: ms to the first byte and to the last, and bytes."""

    first: float
    last: float
    bytes: int


class Terminal:
    """`command` in a terminal of `columns` x `lines`. A context manager: ends it."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, lines: int = 40) -> None:
        self.command = command
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TNEWS_LANG="zh_CN")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execv(command[0], command)
        self.painted = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_details: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.close(self._fd)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def read(self, seconds: float) -> bytes:
        """Return what comes within `seconds`, b"" if nothing does or the program has ended."""
        if not select.select([self._fd], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            return b""
        self.painted += data
        return data

    def until(self, text: str) -> float:
        """Read until `text` has been painted since the last key; return the ms since the start."""
        while text.encode() not in without_escapes(self.painted):
            if not self.read(PATIENCE):
                raise SystemExit(f"{self.command}: no {text!r} within {PATIENCE:.0f} s")
        return (time.perf_counter() - self.started) * 1000

    def settle(self, seconds: float = 0.5) -> None:
        """Read until nothing comes for `seconds`, or for three times as long: a cursor may blink."""
        end = time.perf_counter() + 3 * seconds
        while self.read(seconds) and time.perf_counter() < end:
            pass

    def press(self, key: str) -> Pressed:
        """Press `key` and read until it has been answered."""
        self.painted = b""
        since = time.perf_counter()
        os.write(self._fd, key.encode())
        first = last = 0.0
        while self.read(QUIET if first else PATIENCE):
            last = (time.perf_counter() - since) * 1000
            first = first or last
        return Pressed(first, last, len(self.painted))

    def type(self, text: str) -> None:
        """Send `text`, and wait for nothing; what was painted before is forgotten."""
        self.painted = b""
        self.send(text)

    def send(self, text: str) -> None:
        """Send `text`, and wait for nothing."""
        os.write(self._fd, text.encode())

    @property
    def memory(self) -> float:
        """Resident memory of the program and its children, MiB."""
        return sum(_resident(pid) for pid in _family(self.pid))


def without_escapes(painted: bytes) -> bytes:
    """Return what was painted without the commands to the terminal: words stand as they are read."""
    return _ESCAPES.sub(b"", painted)


def _family(pid: int) -> list[int]:
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [pid, *(one for child in children.split() for one in _family(int(child)))]
    return [pid]


def _resident(pid: int) -> float:
    with suppress(OSError):
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    return 0.0

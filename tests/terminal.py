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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import idle

_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]")

PATIENCE = 120.0
"""Seconds until what does not come is given up."""

_TAKEN = b"\x1b[?1004h"
"""What Textual writes once the terminal is set up for it: tell me when you have the focus."""

_LOOK = 0.01 if idle.KNOWS else 0.06
"""Seconds between two looks at a program that has been given a key; longer where nothing but
what it paints tells whether it works."""

_CALM = 5
"""Looks after which it has done with the key: a screen is painted within 17 ms."""

_ESC = 35
"""The same after Esc: for 100 ms it may be the beginning of another
key, and for as long before that of an answer of the terminal."""

_LONGEST = 10.0
"""Seconds after which the next key is pressed whatever it does."""


NOWHERE = "http://127.0.0.1:9"


def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home, and no way to the internet."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE)
    return {
        **proxies,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TNEWS_LANG": "zh_CN",
        "PYTHONWARNINGS": "ignore",
    }


class Terminal:
    """`tnews` with `arguments` in a pty of `columns` x `lines`. A context manager: ends it.

    With `ambiguous` (1 or 2) it answers what is asked of it: “ takes so many cells, and it draws
    pictures by the protocols of `draws`, "kitty" and "sixel", in cells of 10 x 20 pixels.
    """

    def __init__(
        self,
        arguments: Sequence[str] | str,
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        lines: int = 40,
        ambiguous: int | None = None,
        draws: Sequence[str] = (),
    ) -> None:
        self.painted = b""
        self.everything = b""
        self._ambiguous = ambiguous
        self._draws = draws
        self._has_ended = False
        self._silence: int | None = None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)  # what nohup makes of it is handed on
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.update(environment)
            for name in [name for name, value in environment.items() if not value]:
                del os.environ[name]
            size = struct.pack("HHHH", lines, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            # Not execv: readline, which pytest loads, has put COLUMNS=80 behind os.environ's back.
            known = dict(os.environ)
            if isinstance(arguments, str):  # a line for the shell
                os.execve("/bin/sh", ["/bin/sh", "-c", arguments], known)
            os.execve(sys.executable, [sys.executable, "-m", "tnews", *arguments], known)
        os.set_blocking(self._fd, False)  # what is ready may be taken back before it is read

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_details: object) -> None:
        if not self._has_ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)
        if self._silence is not None:
            os.close(self._silence)

    def wait(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until `text` has been painted since the last key."""
        self.wait_for(lambda: text in self.text, seconds, text)

    def wait_reader(self, text: str) -> None:
        """Read until the reader has taken over and painted `text`, which its curtain may show, too."""
        self.wait_for(lambda: text.encode() in self.everything.partition(_TAKEN)[2], what=text)

    def wait_for(
        self, condition: Callable[[], bool], seconds: float = PATIENCE, what: str = "sign of life"
    ) -> None:
        """Read until `condition` holds."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"no {what!r} in:\n{self.text[-3000:]}"
            self.read(0.1)

    def press(self, *keys: str) -> None:
        """Press keys one after another; what was painted before is forgotten."""
        for key in keys:
            self.painted = b""
            os.write(self._fd, key.encode())
            self._settle(is_esc=key == "\x1b")

    def wait_closed(self, seconds: float = PATIENCE) -> int:
        """Read until the process has ended and return its exit code."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.1)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._has_ended = True
                while self.read(0):  # its last words
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it did not end:\n{self.text[-3000:]}")

    @property
    def modes(self) -> list[Any]:
        """The modes of the terminal (termios)."""
        return termios.tcgetattr(self._fd)

    @property
    def text(self) -> str:
        """What was painted since the last key, without escape sequences."""
        return _ESCAPES.sub(b"", self.painted).decode("utf-8", "replace")

    def _settle(self, *, is_esc: bool) -> None:
        """Read until the program waits for something, and paints nothing, for some looks."""
        end = time.monotonic() + _LONGEST
        looks = 0
        while looks < (_ESC if is_esc else _CALM) and time.monotonic() < end:
            is_busy = self.read(_LOOK) or idle.is_busy(self.pid)
            looks = 0 if is_busy else looks + 1

    def read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.painted += data
        self.everything += data
        if self._ambiguous is not None:
            self._answer(data, self._ambiguous)
        return bool(data)

    def _answer(self, data: bytes, ambiguous: int) -> None:
        """Say where the cursor is before and behind a “, and what the terminal can do."""
        if b"\x1b[6n\xe2\x80\x9c\x1b[6n" in data:
            self.type(b"\x1b[4;1R\x1b[4;%dR" % (1 + ambiguous))
        if b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\" in data and "kitty" in self._draws:
            self.type(b"\x1b_Gi=31;OK\x1b\\")
        if b"\x1b[16t" in data and self._draws:
            self.type(b"\x1b[6;20;10t")
        if b"\x1b[c" in data:
            self.type(b"\x1b[?62;4;22c" if "sixel" in self._draws else b"\x1b[?62;22c")

    def type(self, data: bytes) -> None:
        """Send bytes, as a terminal does."""
        os.write(self._fd, data)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        os.close(self._fd)
        self._fd, self._silence = os.pipe()

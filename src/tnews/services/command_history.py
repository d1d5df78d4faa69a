"""What was typed into the reader's command line: a file of lines, the newest last."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tnews.model.clean import clean_line

FILE = "commands.txt"
"""Its name in the data folder."""

MOST = 200
"""Lines that are remembered, the newest."""

LONGEST = 400
"""Characters of a line that are remembered."""

_READ = 1 << 20
"""Bytes of a file that are read at all: no reader writes as many."""


class CommandHistory:
    """The lines of the past, read when they are first wanted; each new one is written at once.

    Without a path they are remembered as long as the reader is open. Nothing here raises: a file
    that cannot be read or written costs the past lines and nothing else.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The past lines, the newest first, each once."""
        if self._lines is None:
            self._lines = self._read()
        return self._lines

    def add(self, line: str) -> None:
        """Remember `line` as the newest one."""
        line = clean_line(line, LONGEST)
        if line and self.lines[:1] != [line]:
            self._lines = [line, *(one for one in self.lines if one != line)][:MOST]
            self._write(self._lines)

    def forget(self) -> None:
        """Remember nothing of the past, and leave no file of it."""
        self._lines = []
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _read(self) -> list[str]:
        if self._path is None:
            return []
        try:
            with self._path.open("rb") as file:
                text = file.read(_READ).decode("utf-8", "replace")
        except OSError:
            return []
        lines = [clean_line(line, LONGEST) for line in text.split("\n")]
        return list(dict.fromkeys(line for line in reversed(lines) if line))[:MOST]

    def _write(self, lines: list[str]) -> None:
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with suppress(OSError):
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write("".join(f"{line}\n" for line in reversed(lines)).encode())
            fresh.replace(self._path)

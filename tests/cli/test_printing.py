"""The way out: how wide it is."""

import os
import shutil
import sys
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

import pytest

from tnews.cli.printing import terminal_width

pty = pytest.importorskip("pty", reason="needs POSIX")
termios = pytest.importorskip("termios", reason="needs POSIX")


@pytest.fixture
def terminal() -> Iterator[TextIO]:
    """What writes to a terminal of 53 columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 53))
    with os.fdopen(theirs, "w") as stdout:
        yield stdout
    os.close(ours)


@pytest.mark.parametrize("said", [None, "", "0", "-3", "wide", "²", "20"])
def test_the_width_is_what_the_standard_library_says(
    terminal: TextIO, said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "__stdout__", terminal)
    monkeypatch.delenv("COLUMNS", raising=False)
    if said is not None:
        monkeypatch.setenv("COLUMNS", said)
    assert terminal_width() == shutil.get_terminal_size().columns == (20 if said == "20" else 53)


def test_what_is_no_terminal_has_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "stdout", StringIO())
    assert terminal_width() == 80

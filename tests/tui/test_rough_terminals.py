"""Terminals of any size, of changing size, and none at all: no crash, no hang, a clear line."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

from terminal import Terminal, environment

KEYS = "j\r?qTjqzzhh,q/a"
"""An article, the help, a theme, zen, the channels, the settings, a search."""


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 40), (60, 1), (400, 120)])
def test_every_key_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    columns, lines = size
    with Terminal(["--demo"], environment(tmp_path), columns=columns, lines=lines) as terminal:
        terminal.wait_for(lambda: b"\x1b[?1049h" in terminal.everything)
        terminal.press(KEYS, "\x11")
        assert terminal.wait_closed() == 0
        assert "Error" not in terminal.text


def test_a_storm_of_sizes(tmp_path: Path) -> None:
    sizes = random.Random(5)
    with Terminal(["--demo"], environment(tmp_path), columns=80, lines=24) as terminal:
        terminal.wait("篇新文章")
        terminal.press("\r")
        for _size in range(100):
            terminal.resize(sizes.randint(1, 200), sizes.randint(1, 60))
            terminal.read(0)
        terminal.resize(90, 30)
        terminal.press("?")
        terminal.wait("筛选")
        terminal.press("\x1b")
        terminal.press("\x11")
        assert terminal.wait_closed() == 0


def test_a_terminal_that_moves_no_cursor(tmp_path: Path) -> None:
    with Terminal(["--demo"], {**environment(tmp_path), "TERM": "dumb"}) as terminal:
        assert terminal.wait_closed() == 2
        assert "tnews list" in terminal.text
        assert b"\x1b[" not in terminal.everything


@pytest.mark.parametrize("redirection", ["</dev/null", "<&-", ">/dev/null", "| cat"])
def test_without_a_terminal_on_one_side(tmp_path: Path, redirection: str) -> None:
    command = f"'{sys.executable}' -m tnews --demo {redirection}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env={**os.environ, **environment(tmp_path), "TERM": "xterm"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == ""
    assert "tnews list" in done.stderr
    assert done.stderr.count("\n") == 1
    assert redirection == "| cat" or done.returncode == 2


def test_errors_elsewhere_leave_the_screen_here(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    command = f"exec '{sys.executable}' -m tnews --demo 2>'{errors}'"
    with Terminal(command, environment(tmp_path), columns=80, lines=24) as terminal:
        terminal.wait("篇新文章")
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
    assert errors.read_text() == ""

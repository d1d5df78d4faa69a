"""How the reader ends: at once, in order, also when the terminal goes first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

import pty

from textual.app import App

from killing import children, has_ended
from terminal import Terminal, environment
from tnews.model import Article, Query
from tnews.store import Store
from tnews.tui.driver import TerminalDriver


def demo(tmp_path: Path) -> Terminal:
    options = ["--demo", "--data-dir", str(tmp_path / "cache")]
    return Terminal(options, environment(tmp_path), columns=80, lines=24)


def stored(tmp_path: Path) -> list[Article]:
    store = Store.open(tmp_path / "cache" / "tnews.db", read_only=True)
    found = list(store.articles(Query()))
    store.close()
    return found


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: int) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait("篇新文章")
        terminal.press("m")
        terminal.wait("收藏")
        os.kill(terminal.pid, number)
        assert terminal.wait_closed() == 0
        assert b"\x1b[?1049l" in terminal.everything, "the terminal is given back"
    assert [one.status.bookmarked_at is not None for one in stored(tmp_path)].count(True) == 1


def test_a_closed_window_ends_it_and_keeps_the_note(tmp_path: Path) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait("篇新文章")
        terminal.press("e")
        terminal.wait("Ctrl+S")
        terminal.press("没写完")
        terminal.wait("完")  # what was typed and not read yet goes with the window
        terminal.hang_up()
        assert terminal.wait_closed() == 0
    assert [one.status.note for one in stored(tmp_path) if one.status.note] == ["没写完"]


@pytest.mark.parametrize(("ending", "code"), [("", 120), ("curtain.lower()", 0)])
def test_what_cannot_be_written_to_a_closed_window_is_dropped(ending: str, code: int) -> None:
    person, own = pty.openpty()
    said = (
        "import sys; from tnews.tui import curtain; sys.stdin.readline();"
        f"sys.stdout.write('half a line'); {ending}"
    )
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        [sys.executable, "-c", said], stdin=subprocess.PIPE, stdout=own, env=usual
    )
    os.close(own)
    os.close(person)
    process.communicate(b"go on\n")
    assert process.returncode == code


async def test_who_suspends_when_the_reader_has_ended_is_not_brought_back_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "__stdin__", SimpleNamespace(fileno=lambda: 0, isatty=lambda: False))
    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    try:
        driver = TerminalDriver(App[None]())
        assert signal.SIG_DFL not in [signal.getsignal(number) for number in numbers]
        driver.close()
        assert {signal.getsignal(number) for number in numbers} == {signal.SIG_DFL}
    finally:
        for number, was in zip(numbers, before, strict=True):
            signal.signal(number, was)


def test_killed_in_a_refresh_it_has_kept_its_marks_and_leaves_no_process(tmp_path: Path) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait("篇新文章")
        terminal.press("r")
        terminal.press("m")
        terminal.wait("收藏")
        helpers = children(terminal.pid)
        os.kill(terminal.pid, signal.SIGKILL)
        assert terminal.wait_closed() == -signal.SIGKILL
        assert all(has_ended(helper) for helper in helpers)
    assert [one.status.bookmarked_at is not None for one in stored(tmp_path)].count(True) == 1

"""A pager and an editor in a real terminal: they have it to themselves, and give it back in order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")


from terminal import Terminal

NOWHERE = "http://127.0.0.1:9"


def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home, and no way to the internet."""
    return {
        **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TNEWS_LANG": "zh_CN",
        "PYTHONWARNINGS": "ignore",
    }


ASKS = (
    "import sys, termios\n"
    "tty = open('/dev/tty')\n"
    "is_cooked = bool(termios.tcgetattr(tty)[3] & termios.ICANON)\n"
    "what = open(sys.argv[1], encoding='utf-8').read() if sys.argv[1:] else sys.stdin.read()\n"
    "print('PROGRAM', 'cooked' if is_cooked else 'raw', len(what), flush=True)\n"
    "print('HEARD', tty.readline().strip(), flush=True)\n"
)
"""A program that says how it found the terminal, and waits for a line of the person."""


def test_pager_and_editor_take_turns_with_the_reader(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(ASKS, "utf-8")
    words = {**environment(tmp_path), "PAGER": f"{sys.executable} {program}"}
    words["VISUAL"] = words["PAGER"]
    with Terminal(["--demo"], words, columns=80, lines=24) as terminal:
        terminal.wait("篇新文章")
        for key in ("P", "E"):
            terminal.press(key)
            terminal.wait("PROGRAM cooked")
            terminal.press("jjq\r")
            terminal.wait("HEARD jjq")
            terminal.wait("湖畔日报")
        terminal.press("?")
        terminal.wait("帮助")
        terminal.press("q")
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0


def test_a_pager_that_fails_is_one_line_in_the_reader(tmp_path: Path) -> None:
    words = {**environment(tmp_path), "PAGER": f"{sys.executable} -c 'raise SystemExit(7)'"}
    with Terminal(["--demo"], words, columns=100, lines=24) as terminal:
        terminal.wait("篇新文章")
        terminal.press("P")
        terminal.wait("退出码 7")
        terminal.press("q", "q")
        assert terminal.wait_closed() == 0


def test_a_dialogue_line_by_line(tmp_path: Path) -> None:
    with Terminal(["read", "--demo", "--limit", "3"], environment(tmp_path)) as terminal:
        terminal.wait("编号或字母：")
        assert b"\x1b" not in terminal.painted
        terminal.press("2\r")
        terminal.wait("正文完")
        terminal.press("/竹桥\r")
        terminal.wait("共 ")
        terminal.press("q\r")
        assert terminal.wait_closed() == 0
        assert b"\x1b" not in terminal.painted

"""Which colours are really written, by what the terminal and the environment say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

import kept_demo
from terminal import Terminal, environment

_STYLE = re.compile(rb"\x1b\[([\d;:]*)m")


def written(kept: Path, said: Mapping[str, str], theme: str = "ink") -> bytes:
    """Open an article, its help, a search and the themes; return everything that was written."""
    with (kept / "config.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[reader]\ntheme = "{theme}"\n')
    around = {**environment(kept), **said}
    with Terminal(kept_demo.options(kept), around, columns=100, lines=30) as terminal:
        terminal.wait_reader(kept_demo.FIRST)
        terminal.press("\r", "m", "?", "\x1b", "T", "j", "\x1b", "/", "桥")
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
        return terminal.everything


def kinds(data: bytes) -> set[str]:
    """Which kinds of colour there are in `data`."""
    found = set()
    for style in _STYLE.findall(data):
        if re.search(rb"[34]8[;:]2", style):
            found.add("true")
        elif re.search(rb"[34]8[;:]5", style):
            found.add("256")
        elif re.search(rb"(?:^|;)(?:3[0-7]|4[0-7]|9[0-7]|10[0-7])(?:;|$)", style):
            found.add("16")
    return found


TRUE = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("said", "theme", "expected"),
    [
        (TRUE, "ink", {"true"}),
        ({**TRUE, "NO_COLOR": "1"}, "ink", set()),
        (TRUE, "mono", set()),
        (TRUE, "terminal", {"16"}),
        ({"COLORTERM": "", "TERM": "xterm-256color"}, "paper", {"256"}),
        ({"COLORTERM": "", "TERM": "linux"}, "paper", {"16"}),
        ({"COLORTERM": "", "TERM": "xterm-ghostty"}, "paper", {"true"}),
    ],
)
def test_colours_that_are_written(
    kept: Path, said: Mapping[str, str], theme: str, expected: set[str]
) -> None:
    assert kinds(written(kept, said, theme)) == expected

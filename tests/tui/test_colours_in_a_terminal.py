"""Which colours are really written, by what the terminal and the environment say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

from terminal import Terminal, environment

_STYLE = re.compile(rb"\x1b\[([\d;:]*)m")


def written(tmp_path: Path, said: Mapping[str, str], theme: str = "ink") -> bytes:
    """Open an article, its help, a search and the themes; return everything that was written."""
    config = tmp_path / "colours.toml"
    config.write_text(f'[reader]\ntheme = "{theme}"\n', "utf-8")
    around = {**environment(tmp_path), "TNEWS_CONFIG": str(config), **said}
    with Terminal(["--demo"], around, columns=100, lines=30) as terminal:
        terminal.wait("篇新文章")
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
    tmp_path: Path, said: Mapping[str, str], theme: str, expected: set[str]
) -> None:
    assert kinds(written(tmp_path, said, theme)) == expected

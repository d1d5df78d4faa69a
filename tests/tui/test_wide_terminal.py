"""A terminal in which “ takes two cells: asked before the reader starts, and painted straight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")


from painted import HALF, Painted
from terminal import Terminal, environment
from tnews.text import ambiguous


@pytest.fixture(autouse=True)
def counted_as_two() -> Iterator[None]:
    """The emulated screen counts as the terminal does."""
    ambiguous.use(2)
    yield
    ambiguous.use(1)


def demo(tmp_path: Path, columns: int = 120, lines: int = 40) -> Terminal:
    return Terminal(["--demo"], environment(tmp_path), columns=columns, lines=lines, ambiguous=2)


def test_everything_stands_straight(tmp_path: Path) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait("篇新文章")
        terminal.press("\r", "?", "\x1b")
        before = len(terminal.everything)
        terminal.resize(119, 40)  # it paints everything again
        terminal.press("j")
        painted = Painted(119, 40).feed(terminal.everything[before:])
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
    assert painted.beyond == 0
    assert HALF not in painted.text
    assert "“" in painted.text
    assert not set("●★※│─╭▆") & set(painted.text)
    assert painted.column(22).strip() == "", "the edge between channels and list"


def test_keys_typed_before_the_reader_came(tmp_path: Path) -> None:
    with demo(tmp_path, 80, 24) as terminal:
        terminal.type(b"?")
        terminal.wait("上翻半页")
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
        assert b";3R" not in terminal.everything, "nothing that it answered was echoed"


def test_an_answer_that_comes_late(tmp_path: Path) -> None:
    with Terminal(["--demo"], environment(tmp_path), columns=100, lines=30) as terminal:
        terminal.wait("篇新文章")
        terminal.wait("●")
        terminal.painted = b""
        terminal.type(b"\x1b[4;1R\x1b[4;3")
        terminal.type(b"R\x1b[?62c")
        terminal.wait("◉")
        terminal.press("q")
        assert terminal.wait_closed() == 0

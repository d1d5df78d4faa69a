"""A terminal in which “ takes two cells: asked before the reader starts, and painted straight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")


from rich.cells import cell_len
from textual.geometry import Region
from textual.widget import Widget

from cached_room import TITLES, Cache, draft
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
        painted = Painted(120, 40).feed(terminal.everything)
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
    assert painted.beyond == 0
    assert HALF not in painted.text
    assert "“" in painted.text
    assert not set("●★※│─╭▆") & set(painted.text)
    rows = painted.column(22)[:-1]  # the last line says what was brought
    assert rows.strip() == "", "the edge between channels and list"


def test_keys_typed_before_the_reader_came(tmp_path: Path) -> None:
    with demo(tmp_path, 80, 24) as terminal:
        terminal.type(b"?")
        terminal.wait("筛选")
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


@pytest.mark.parametrize("columns", [38, 40, 61, 80, 100, 141])
async def test_every_line_is_as_wide_as_its_widget(cache: Cache, columns: int) -> None:
    title = "“引号”——与……省略号·间隔号①②③→←★●×°é的标题"
    cache.add(next(iter(TITLES)), draft(900, title, f"{title}。" * 40))
    async with cache.app().run_test(size=(columns, 30)) as pilot:
        for key in ("enter", "m", "?", "escape", "T", "escape", "slash", "“", "escape", "z"):
            await pilot.press(key)
            screen = pilot.app.screen
            for widget in screen.walk_children(Widget):
                if widget.is_on_screen and not widget.children:
                    size = widget.region.size
                    strips = widget.render_lines(Region(0, 0, *size))
                    wrong = [one.text for one in strips if cell_len(one.text) != size.width]
                    assert (key, widget.css_identifier, wrong) == (key, widget.css_identifier, [])

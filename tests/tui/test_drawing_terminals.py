"""Pictures in terminals that draw them: what is written to them, byte for byte."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="needs pseudo-terminals")

import kept_demo
import sixel_reader
from drawn import opened
from painted import Painted
from terminal import PATIENCE, Terminal, environment
from tnews.tui.kitty import DIACRITICS, PLACEHOLDER

COLUMNS, LINES = 120, 40
SENT = re.compile(rb"\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\")
DELETED = re.compile(rb"\x1b_Ga=d,d=I,q=2,i=(\d+)\x1b\\")
CELLS = re.compile(rf"{PLACEHOLDER}([{''.join(DIACRITICS)}])([{''.join(DIACRITICS)}])")
SIXELS = re.compile(rb"\x1b7\x1b\[(\d+);(\d+)H(\x1bP[^\x1b]*\x1b\\)\x1b8")


def until(terminal: Terminal, condition: Callable[[], object]) -> None:
    """Read what is painted until `condition` holds."""
    for _ in range(int(PATIENCE / 0.1)):
        if condition():
            return
        terminal.read(0.1)
    raise AssertionError(f"it did not happen:\n{terminal.text[-2000:]}")


def bridge(kept: Path, *draws: str, **variables: str) -> Terminal:
    """The demonstration's article about a bridge, open, its picture asked for."""
    terminal = Terminal(
        kept_demo.options(kept),
        {**environment(kept), **variables},
        columns=COLUMNS,
        lines=LINES,
        ambiguous=1,
        draws=draws,
    )
    terminal.wait_reader(kept_demo.FIRST)
    terminal.press("/竹桥", "\r")
    terminal.wait("1 条")
    terminal.press("\r")
    terminal.press("z", "I")
    return terminal


def sent(everything: bytes) -> dict[int, tuple[dict[str, str], bytes]]:
    """The pictures that were sent to kitty by their numbers: what was said of each, and its PNG."""
    found: dict[int, tuple[dict[str, str], bytes]] = {}
    said: dict[str, str] = {}
    data = b""
    for control, payload in SENT.findall(everything):
        pairs = dict(pair.split("=") for pair in control.decode().split(","))
        if pairs.get("a") == "q":
            continue
        if "a" in pairs:
            said, data = pairs, b""
        data += payload
        if pairs["m"] == "0":
            found[int(said["i"])] = said, base64.standard_b64decode(data)
    return found


def shown(everything: bytes) -> str:
    return everything.decode("utf-8", "replace")


@pytest.mark.parametrize("variables", [{"TERM": "xterm-kitty"}, {"TERM_PROGRAM": "ghostty"}])
def test_kitty_is_sent_the_picture_once_and_shows_it_at_placeholders(
    kept: Path, variables: dict[str, str]
) -> None:
    with bridge(kept, "kitty", "sixel", **variables) as terminal:
        until(terminal, lambda: PLACEHOLDER in shown(terminal.everything))
        terminal.press("\x04", "\x04", "\x15")  # half pages down and up: the text scrolls
        ((number, (said, png)),) = sent(terminal.everything).items()
        columns, rows = int(said["c"]), int(said["r"])
        assert (said["a"], said["U"], said["q"], said["f"]) == ("T", "1", "2", "100")
        assert (columns, rows) == (64, 20)  # 640 x 400 pixels
        assert opened(png).size == (640, 400)
        painted = shown(terminal.everything)
        cells = {
            (DIACRITICS.index(row), DIACRITICS.index(column))
            for row, column in CELLS.findall(painted)
        }
        assert cells == {(row, column) for row in range(rows) for column in range(columns)}
        colour = f"38;2;{number >> 16};{number >> 8 & 255};{number & 255}"
        before = re.findall(rf"\x1b\[([\d;]*)m{PLACEHOLDER}", painted)
        assert before
        assert all(colour in codes for codes in before)
        assert b"\x1bP" not in terminal.everything
        terminal.press("I")
        assert DELETED.findall(terminal.everything) == [b"%d" % number]


def test_kitty_forgets_the_picture_when_the_reader_is_left(kept: Path) -> None:
    with bridge(kept, "kitty", TERM="xterm-kitty") as terminal:
        until(terminal, lambda: PLACEHOLDER in shown(terminal.everything))
        (number,) = sent(terminal.everything)
        terminal.press("\x11")
        assert terminal.wait_closed() == 0
        deleted = DELETED.search(terminal.everything)
        assert deleted is not None
        assert int(deleted[1]) == number
        left = terminal.everything.rindex(b"\x1b[?1049l")
        assert deleted.start() < left


def test_with_256_colours_kitty_is_told_by_one_of_them(kept: Path) -> None:
    few = {"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty", "COLORTERM": ""}
    with bridge(kept, "kitty", **few) as terminal:
        until(terminal, lambda: PLACEHOLDER in shown(terminal.everything))
        (number,) = sent(terminal.everything)
        painted = shown(terminal.everything)
        assert re.search(rf"\x1b\[[\d;]*38;5;{number}[\d;]*m{PLACEHOLDER}", painted)


def test_sixels_are_painted_over_the_blocks_once_nothing_moves(kept: Path) -> None:
    with bridge(kept, "sixel") as terminal:
        terminal.press("\x04")
        until(terminal, lambda: SIXELS.search(terminal.everything))
        (row, column, data) = SIXELS.findall(terminal.everything)[-1]
        picture, facts = sixel_reader.read(data)
        assert picture.size == (640, 396)  # up to whole sixels
        assert facts["p2"] == 1
        assert picture.getpixel((290, 5)) == pytest.approx((233, 206, 178), abs=8)
        grid = Painted(COLUMNS, LINES).feed(terminal.everything).text.split("\n")
        assert "晨雾里的竹桥" in grid[int(row) - 1 + 20], "its caption stands below its 20 rows"
        count = len(SIXELS.findall(terminal.everything))
        terminal.press("j")
        until(terminal, lambda: len(SIXELS.findall(terminal.everything)) > count)
        assert int(SIXELS.findall(terminal.everything)[-1][0]) == int(row) - 1
        assert SIXELS.findall(terminal.everything)[-1][1] == column
        terminal.press("I")
        terminal.press("j", "k")
        assert SIXELS.findall(terminal.painted) == []


def test_no_sixel_is_painted_into_a_dialog(kept: Path) -> None:
    with bridge(kept, "sixel") as terminal:
        terminal.press("\x04")
        until(terminal, lambda: SIXELS.search(terminal.everything))
        terminal.press("?")
        assert SIXELS.findall(terminal.painted) == []
        terminal.press("\x1b")
        until(terminal, lambda: SIXELS.search(terminal.painted))


@pytest.mark.parametrize("draws", [("kitty",), ()])
def test_others_are_painted_blocks(kept: Path, draws: tuple[str, ...]) -> None:
    """Also who knows kitty's graphics without its placeholders, as Konsole and WezTerm do."""
    with bridge(kept, *draws) as terminal:
        until(terminal, lambda: "▀▀▀" in terminal.text)
        assert b"\x1bP" not in terminal.everything
        assert not sent(terminal.everything)


def test_nothing_is_asked_where_pictures_are_off(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[reader]\nimages = "off"\n')
    variables = {**environment(tmp_path), "TNEWS_CONFIG": str(config)}
    with Terminal(["--demo"], variables, ambiguous=1) as terminal:
        terminal.wait("篇新文章")
        assert b"\x1b_G" not in terminal.everything
        assert b"\x1b[16t" not in terminal.everything

"""What was typed into the command line is remembered, and nothing about it raises."""

import stat
import sys
from pathlib import Path

import pytest

from tnews.services.command_history import LONGEST, MOST, CommandHistory


def test_the_newest_comes_first_and_each_line_once(tmp_path: Path) -> None:
    past = CommandHistory(tmp_path / "commands.txt")
    for line in ("open 消费", "12", "open 消费", "theme paper"):
        past.add(line)
    assert past.lines == ["theme paper", "open 消费", "12"]
    assert CommandHistory(tmp_path / "commands.txt").lines == past.lines


def test_no_more_than_two_hundred_are_kept(tmp_path: Path) -> None:
    past = CommandHistory(tmp_path / "commands.txt")
    for number in range(MOST + 50):
        past.add(str(number))
    again = CommandHistory(tmp_path / "commands.txt").lines
    assert (len(again), again[0], again[-1]) == (MOST, "249", "50")


@pytest.mark.skipif(sys.platform == "win32", reason="no modes")
def test_it_is_for_the_person_alone(tmp_path: Path) -> None:
    CommandHistory(tmp_path / "commands.txt").add("search 私事")
    assert stat.S_IMODE((tmp_path / "commands.txt").stat().st_mode) == 0o600


def test_a_line_is_one_clean_line(tmp_path: Path) -> None:
    past = CommandHistory(tmp_path / "commands.txt")
    past.add("search a\nb\x1b[31m" + "x" * 9999)
    (line,) = CommandHistory(tmp_path / "commands.txt").lines
    assert line.startswith("search a b")
    assert len(line) <= LONGEST


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"x" * (3 << 20), b"\n\n\n"])
def test_a_strange_file_is_no_trouble(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "commands.txt").write_bytes(content)
    past = CommandHistory(tmp_path / "commands.txt")
    past.add("12")
    assert past.lines[0] == "12"


def test_where_nothing_can_be_written_it_is_remembered_for_now(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    past = CommandHistory(tmp_path / "folder" / "commands.txt")
    past.add("12")
    assert past.lines == ["12"]


def test_what_is_forgotten_leaves_no_file(tmp_path: Path) -> None:
    past = CommandHistory(tmp_path / "commands.txt")
    past.add("search 私事")
    past.forget()
    past.forget()
    assert past.lines == []
    assert list(tmp_path.iterdir()) == []

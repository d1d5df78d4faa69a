"""Answers of a terminal among keys."""

from __future__ import annotations

import os
import pty
import select
import termios
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.tui import modes, terminal
from tnews.tui.terminal import Answers, sift

WIDE = b"\x1b[4;1R\x1b[4;3R"
WHO = b"\x1b[?62;4;22c"
KITTY = b"\x1b_Gi=31;OK\x1b\\"
CELL = b"\x1b[6;21;9t"
KEYS = [
    b"j",
    b"k",
    "中".encode(),
    b"\r",
    b"\x1b[A",
    b"\x1b[5~",
    b"\x1b[200~",
    b"\x1b[1;5C",
    b"\x1bOP",
]


@pytest.mark.parametrize(
    ("data", "answers"),
    [
        (WIDE, Answers(2)),
        (b"\x1b[4;1R\x1b[4;2R", Answers(1)),
        (b"\x1b[4;80R\x1b[5;2R", Answers(0)),  # it went on in the next line
        (WIDE + WHO, Answers(2, features=(62, 4, 22))),
        (KITTY + CELL, Answers(kitty=True, cell=(9, 21))),
        (b"\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\", Answers()),
        (b"\x1b[?6c", Answers(0, features=(6,))),
    ],
)
def test_what_the_terminal_says(data: bytes, answers: Answers) -> None:
    assert sift(data, Answers()) == (answers, b"", b"")


@given(st.lists(st.sampled_from(KEYS)), st.lists(st.sampled_from(KEYS)), st.data())
def test_no_key_is_lost_wherever_the_answers_are_cut(
    before: list[bytes], after: list[bytes], data: st.DataObject
) -> None:
    sent = b"".join(before) + WIDE + KITTY + CELL + WHO + b"".join(after)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=4)))
    answers, keys, rest = Answers(), b"", b""
    for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        answers, came, rest = sift(rest + sent[start:end], answers)
        keys += came
    assert answers == Answers(2, kitty=True, cell=(9, 21), features=(62, 4, 22))
    assert keys + rest == b"".join(before) + b"".join(after)


@given(st.binary(max_size=80))
def test_bytes_that_are_no_answer_come_out_as_they_went_in(noise: bytes) -> None:
    answers, keys, rest = sift(noise, Answers())
    if answers == Answers():
        assert keys + rest == noise


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard input and output are a terminal that answers nothing; gives its other end."""
    person, own = pty.openpty()
    with os.fdopen(own, "r+b", buffering=0) as file:
        monkeypatch.setattr(terminal, "sys", SimpleNamespace(stdin=file, stdout=file))
        monkeypatch.setattr(modes, "sys", SimpleNamespace(stdin=file))
        monkeypatch.setattr(modes, "_before", None)
        monkeypatch.setattr(terminal, "_asked", terminal._Asked())
        yield person
    os.close(person)


def test_what_is_typed_before_the_reader_came_is_handed_on(typing: int) -> None:
    terminal.ask({"TERM": "xterm"})
    assert terminal.is_waiting()
    os.write(typing, b"j\r\x13\x11")
    select.select([terminal.sys.stdin], [], [], 10)  # it takes its time through the terminal
    terminal.collect()
    assert terminal.typed() == b"j\r\x13\x11"


def test_the_terminal_is_as_it_was_when_the_reader_never_came(typing: int) -> None:
    before = termios.tcgetattr(terminal.sys.stdin)
    modes.hush()
    modes.hush()
    hushed = termios.tcgetattr(terminal.sys.stdin)
    assert not hushed[3] & (termios.ECHO | termios.ICANON)
    modes.give_back()
    assert termios.tcgetattr(terminal.sys.stdin) == before


def test_once_the_driver_reads_nobody_else_takes_keys_away(typing: int) -> None:
    terminal.ask({"TERM": "xterm"})
    assert terminal.is_waiting()
    modes.give_back()
    os.write(typing, b"jj\n")
    select.select([terminal.sys.stdin], [], [], 10)
    terminal.collect()
    assert terminal.typed() == b""
    assert os.read(terminal.sys.stdin.fileno(), 9) == b"jj\n"

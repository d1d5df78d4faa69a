"""What the terminal is asked before Textual starts, and how its answers are told from keys.

`ask` writes every question at once and returns; Textual is imported meanwhile, which takes longer
than a terminal needs. `collect` then takes what has arrived, without waiting. What comes later
is sifted out of the keys by our driver (`driver.py`) and taken over while the reader runs.

A question is an escape sequence in `ask`; its answer is one row of `_ANSWERS` and a field of
`Answers`. Standard library only: this runs before the first paint.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tnews.tui import modes

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 64
"""Bytes of the longest answer: a longer beginning of one is none."""

PATIENCE = 0.1
"""Seconds that `give_up` waits for answers, which would else be typed into the shell."""

LATEST = 10.0
"""Seconds after the questions in which an answer is told from keys."""

_WHERE = b"\x1b[6n"
_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""May it be sent a picture of one pixel? (kitty's graphics protocol, “Querying support”)"""
_CELL = b"\x1b[16t"
_WHO = b"\x1b[c"
_SAMPLE = "“".encode()


class Answers(NamedTuple):
    """What the terminal said; a field that it did not answer (yet) has its default."""

    ambiguous: int = 0
    """Cells that “ takes, 1 or 2; 0: not said."""
    kitty: bool = False
    """Whether it draws kitty's graphics."""
    cell: tuple[int, int] = (0, 0)
    """How wide and high a cell is, in pixels; (0, 0): not said."""
    features: tuple[int, ...] = ()
    """What it can do, by its DA1 report (ECMA-48 8.3.24): 4 is sixel. The last answer of all."""


def _ambiguous(answers: Answers, found: re.Match[bytes]) -> Answers:
    """“ is as wide as the cursor went between two reports; in another line nothing is known."""
    row, column, row_after, column_after = map(int, found.groups())
    width = column_after - column
    return answers._replace(ambiguous=width if row == row_after and width in (1, 2) else 0)


def _kitty(answers: Answers, found: re.Match[bytes]) -> Answers:
    return answers._replace(kitty=found[1] == b"OK")


def _cell(answers: Answers, found: re.Match[bytes]) -> Answers:
    return answers._replace(cell=(int(found[2]), int(found[1])))


def _features(answers: Answers, found: re.Match[bytes]) -> Answers:
    numbers = found[1].split(b";")
    return answers._replace(features=tuple(int(one) for one in numbers if one))


_Reading = Callable[[Answers, "re.Match[bytes]"], Answers]

_ANSWERS: tuple[tuple[re.Pattern[bytes], _Reading], ...] = (
    (re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R\x1b\[(\d{1,5});(\d{1,5})R"), _ambiguous),
    (re.compile(rb"\x1b_Gi=31;([ -~]{0,50})\x1b\\"), _kitty),
    (re.compile(rb"\x1b\[6;(\d{1,4});(\d{1,4})t"), _cell),
    (re.compile(rb"\x1b\[\?([\d;]{1,40})c"), _features),
)

_BEGUN = re.compile(
    rb"\x1b\[\d{1,5};\d{1,5}R(\x1b(\[[\d;]{0,12})?)?\Z|\x1b(\[\??[\d;]{0,40})?\Z"
    rb"|\x1b_(G[ -~]{0,56})?\x1b?\Z"
)
"""The beginning of an answer at the end of what was read: the rest may follow."""


class _Asked:
    """The terminal while it owes answers."""

    def __init__(self) -> None:
        self.is_waiting = False
        self.since = 0.0
        self.answers = Answers()
        self.rest = b""


_asked = _Asked()


def sift(data: bytes, answers: Answers) -> tuple[Answers, bytes, bytes]:
    """Return `answers` with those in `data`, then what is no answer, then the beginning of one."""
    for pattern, reading in _ANSWERS:
        found = pattern.search(data)
        if found is not None:
            answers = reading(answers, found)
            data = data[: found.start()] + data[found.end() :]
    begun = _BEGUN.search(data)
    if begun is None or answers.features or len(data) - begun.start() > LONGEST:
        return answers, data, b""
    return answers, data[: begun.start()], data[begun.start() :]


def ask(
    environment: Mapping[str, str], *, first_line: bytes | None = None, pictures: bool = False
) -> None:
    """Write the questions, if there is a terminal that answers; nothing is echoed from here on.

    `first_line` paints the first line of the screen again where something is on show already;
    None: nothing is, and the cursor stands somewhere in the shell's lines. `pictures`: it is asked
    what it can draw, too.
    """
    if environment.get("TERM", "dumb") == "dumb" or not _is_terminal():
        return
    modes.hush()
    drawing = _KITTY + _CELL if pictures else b""  # who prints the first paints over it at once
    if first_line is None:
        question = b"\x1b7\x1b[m" + _WHERE + _SAMPLE + _WHERE + drawing + b"\x1b8\x1b[K"
    else:
        question = b"\x1b[H" + _WHERE + _SAMPLE + _WHERE + drawing + b"\x1b[H" + first_line
    with suppress(OSError):
        os.write(sys.stdout.fileno(), question + _WHO)
        _asked.is_waiting, _asked.since = True, time.monotonic()
        _asked.answers = Answers()  # those of the reader that ran before


def _is_terminal() -> bool:
    try:
        return os.isatty(sys.stdin.fileno()) and os.isatty(sys.stdout.fileno())
    except (AttributeError, ValueError, OSError):  # closed, or none at all
        return False


def is_waiting() -> bool:
    """Whether answers may still come."""
    if _asked.is_waiting and not _asked.rest and time.monotonic() - _asked.since > LATEST:
        _asked.is_waiting = False
    return _asked.is_waiting


def hear(data: bytes) -> tuple[Answers, bytes]:
    """Return the answers by now and what of `data`, the bytes that have come, are keys.

    The beginning of an answer is kept for the next call; if none comes, `b""` gives it back.
    """
    before = _asked.rest
    _asked.answers, keys, _asked.rest = sift(before + data, _asked.answers)
    if not data:
        keys, _asked.rest = keys + _asked.rest, b""
    if _asked.answers.features:
        _asked.is_waiting = False
    return _asked.answers, keys


def known() -> Answers:
    """Return what was answered by now, without looking."""
    return _asked.answers


def collect() -> Answers:
    """Return what was answered by now, without waiting. What else has come is kept as typed.

    Nothing is read any more once the driver has taken over: it hands on the keys.
    """
    if _asked.is_waiting and modes.are_ours() and (data := _read(0.0)):
        _answers, keys = hear(data)
        _typed.append(keys)
    return _asked.answers


_typed: list[bytes] = []


def typed() -> bytes:
    """Return the keys that came between the questions and the reader, once."""
    keys = b"".join(_typed)
    _typed.clear()
    return keys


def give_up() -> None:
    """Give the terminal back where the reader never came: no answer must reach the shell."""
    if not modes.are_ours():
        return
    while _asked.is_waiting and (data := _read(PATIENCE)):
        hear(data)
    _asked.is_waiting = False
    modes.give_back()


def _read(seconds: float) -> bytes:
    try:
        descriptor = sys.stdin.fileno()
        ready, _, _ = select.select([descriptor], [], [], seconds)
        return os.read(descriptor, 1 << 16) if ready else b""
    except (ValueError, OSError):
        return b""

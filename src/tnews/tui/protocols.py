"""How the terminal can draw pictures: what it said, and what its name says."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tnews.services.pictures import Protocol
    from tnews.tui.terminal import Answers

SIXEL = 4
"""The feature of a DA1 report that says a terminal draws sixels (DEC STD 070)."""

CELL = (10, 20)
"""Pixels of a cell that says nothing of itself, as the VT340 had them."""

_NAMES = ("kitty", "ghostty")
"""Terminals that draw pictures at placeholders. Others answer that they know kitty's graphics,
and do not know these: WezTerm and Konsole draw sixels well."""


def protocol(
    setting: Literal["auto", "kitty", "sixel", "blocks"],
    answers: Answers,
    environment: Mapping[str, str],
) -> Protocol:
    """Return how pictures are drawn: as the setting says, else the best the terminal can."""
    if setting != "auto":
        return setting
    said = " ".join(environment.get(name, "") for name in ("TERM", "TERM_PROGRAM")).lower()
    if answers.kitty and (any(name in said for name in _NAMES) or "KITTY_PID" in environment):
        return "kitty"
    return "sixel" if SIXEL in answers.features else "blocks"


def cell(answers: Answers) -> tuple[int, int]:
    """Return the width and height of a cell in pixels: as the system knows it, or the terminal says."""
    return next((found for found in (_known(), answers.cell) if _is_cell(*found)), CELL)


def _known() -> tuple[int, int]:
    """Return what the system was told with the size of the window (also over ssh)."""
    with suppress(ImportError, OSError, ValueError, AttributeError):  # Windows, no terminal
        import fcntl
        import struct
        import termios

        assert sys.__stdout__ is not None
        told = fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, bytes(8))
        rows, columns, width, height = struct.unpack("HHHH", told)
        if rows and columns:
            return width // columns, height // rows
    return 0, 0


def _is_cell(width: int, height: int) -> bool:
    """Whether a cell can have this size: some say nonsense."""
    return 4 <= width <= height <= 4 * width <= 400

"""One line on stderr that says how far something is; only where a person sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tnews.cli.printing import terminal_width
from tnews.model.visible import visible
from tnews.text.wrap import truncate

_CLEAR = "\r\x1b[K"
"""Carriage return, erase to the end of the line (ECMA-48 EL)."""


def show(text: str) -> None:
    """Show `text` in place of the line before, cut to the terminal; "" takes the line away."""
    if sys.stderr.isatty():
        shown = truncate(visible(text), terminal_width() - 1)
        print(f"{_CLEAR}{shown}", end="", file=sys.stderr, flush=True)


@contextmanager
def during(text: str) -> Iterator[None]:
    """Show `text` as long as the work inside lasts."""
    show(text)
    try:
        yield
    finally:
        show("")

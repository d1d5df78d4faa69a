"""How a stored text looks on the screen where the settings say so: its script, its quotation marks.

What is shown has as many characters as what is stored; copying, searching and the cache know
nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.model.settings import ReaderSettings

Face = Callable[[str], str]
"""Gives a text, one paragraph, the look it has on the screen; as many characters as it has."""


def face_of(settings: ReaderSettings) -> Face:
    """Return what gives texts their look; the same for the same settings."""
    return _face(settings.script, settings.quotes)


def as_it_is(text: str) -> str:
    """The look of a text that is shown as it is stored."""
    return text


@cache
def _face(script: str, quotes: str) -> Face:
    if script == "keep" and quotes == "keep":
        return as_it_is
    if script == "keep":
        from tnews.text.quotes import corner  # where it is switched on, and the tables below, too

        return corner
    from tnews.text.script import simplified, traditional

    other = traditional if script == "traditional" else simplified
    if quotes == "keep":
        return other
    from tnews.text.quotes import corner

    return lambda text: corner(other(text))

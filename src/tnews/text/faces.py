"""How a stored text looks on the screen where the settings say so: its quotation marks.

What is shown has as many characters as what is stored; copying, searching and the cache know
nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.model.settings import ReaderSettings

Face = Callable[[str], str]
"""Gives a text, one paragraph, the look it has on the screen; as many characters as it has."""


def face_of(settings: ReaderSettings) -> Face:
    """Return what gives texts their look."""
    if settings.quotes == "keep":
        return _as_it_is
    from tnews.text.quotes import corner  # where it is switched on

    return corner


def _as_it_is(text: str) -> str:
    return text

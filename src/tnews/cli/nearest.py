"""The nearest right word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable

from tnews.locale import _


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that names the word of `known` nearest to `word`, or ""."""
    from difflib import get_close_matches  # only a mistake needs it

    close = get_close_matches(word, list(known), 1)
    return _('; did you mean "{name}"?').format(name=close[0]) if close else ""

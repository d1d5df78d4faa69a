"""The nearest right word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable

from tnews.locale import _

_LIKE = 0.6
"""The share of characters two words have in common, in their order, at least."""

_LIKE_SHORT = 0.5
"""The same for 频道 of two characters: 财径 is 财经. Of two letters one is no likeness."""


def nearest(word: str, names: Iterable[str]) -> str:
    """Return the one of `names` most like `word`, the first of several, or "" if none is.

    Case and 简 or 繁 count for nothing. Of the equally like, the one with more of the same
    characters wins, whatever their order, then the one with more of them in place.
    """
    from difflib import SequenceMatcher  # only a mistake needs them

    from tnews.text.fold import fold

    said = fold(word)
    least = _LIKE_SHORT if len(said) == 2 and not said.isascii() else _LIKE
    best, found = (least, 0.0, 0), ""
    compared = SequenceMatcher(b=said, autojunk=False)
    for name in names:
        known = fold(name)
        compared.set_seq1(known)
        if (alike := compared.quick_ratio()) < best[0]:
            continue  # the other one, which is slower, is no higher
        in_place = sum(one == other for one, other in zip(said, known, strict=False))
        if (likeness := (compared.ratio(), alike, in_place)) > best:
            best, found = likeness, name
    return found


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return the end of a message that names the word of `names` nearest to `word`, or ""."""
    name = nearest(word, names)
    return _('; did you mean "{name}"?').format(name=name) if name else ""

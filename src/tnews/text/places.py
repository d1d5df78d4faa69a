"""A reading place: the share of a text above what is in sight, in characters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

WORDS = 12
"""Characters by which a place is found again in another text."""


def place_of(paragraph: int, offset: int, texts: Sequence[str]) -> float:
    """Return the place of `offset` in paragraph number `paragraph`, from 0 to less than 1."""
    whole = sum(map(len, texts))
    before = sum(map(len, texts[:paragraph])) + offset
    return min(before, whole - 1) / whole if whole else 0.0


def at(place: float, texts: Sequence[str]) -> tuple[int, int]:
    """Return the paragraph and the offset in it where `place` is; (0, 0) for an empty text."""
    whole = sum(map(len, texts))
    left = min(round(place * whole), whole - 1)
    for number, end in enumerate(accumulate(map(len, texts))):
        if left < end:
            return number, left - (end - len(texts[number]))
    return 0, 0


def found_again(number: int, offset: int, texts: Sequence[str], other: Sequence[str]) -> int | None:
    """Return which paragraph of `other` has the words that stand at a place of `texts`."""
    paragraph = texts[number]
    if other[number : number + 1] == [paragraph]:
        return number
    if paragraph in other:
        return list(other).index(paragraph)
    words = paragraph[offset : offset + WORDS]
    return next((n for n, text in enumerate(other) if words and words in text), None)


def moved(place: float, texts: Sequence[str], other: Sequence[str]) -> float:
    """Return the place in `other` of what stands at `place` in `texts`: its top if it is gone.

    The beginning and the end (0 and 1) stay what they are.
    """
    if not 0.0 < place < 1.0 or not any(texts):
        return place
    number, offset = at(place, texts)
    found = found_again(number, offset, texts, other)
    if found is None:
        return 0.0
    if other[found] != texts[number]:
        offset = other[found].find(texts[number][offset : offset + WORDS])
    return place_of(found, offset, other)

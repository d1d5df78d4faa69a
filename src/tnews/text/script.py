"""A text in the other script, 简 or 繁, for the screen: `simplified` and `traditional`. Pure.

As many characters as before. Phrases decide where a character has several forms (头发 is 頭髮,
出发 is 出發): the longest one that is known at each place, else the character by itself, as
OpenCC does, from whose data the tables are. Read when first used: 15 ms, 4 MB.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_TO_TRADITIONAL = "to_traditional.txt"
_TO_SIMPLIFIED = "to_simplified.txt"

_KEPT = 4096
"""Short texts (titles in lists) whose other script is remembered."""

_SHORT = 120


def traditional(text: str) -> str:
    """Return `text` in traditional characters as used in Taiwan; its words stay.

    A text that is traditional already (it has characters that only are, and none that only is
    simplified) stays as it is.
    """
    return _short(text, True) if len(text) <= _SHORT else _converted(text, True)


def simplified(text: str) -> str:
    """Return `text` in simplified characters; one that has no character that is only traditional
    stays as it is, 乾 in 乾隆 and 著 in 著名 included."""
    return _short(text, False) if len(text) <= _SHORT else _converted(text, False)


@lru_cache(_KEPT)
def _short(text: str, is_traditional: bool) -> str:
    return _converted(text, is_traditional)


def _converted(text: str, is_traditional: bool) -> str:
    has_traditional = not _only(_TO_SIMPLIFIED).isdisjoint(text)
    if not is_traditional and not has_traditional:
        return text
    if is_traditional and has_traditional and _only(_TO_TRADITIONAL).isdisjoint(text):
        return text
    table = _table(_TO_TRADITIONAL if is_traditional else _TO_SIMPLIFIED)
    phrases, longest = table.phrases, table.longest
    shown = text.translate(table.characters)
    parts: list[str] = []
    at = done = 0
    end = len(text) - 1
    while at < end:
        size = longest.get(text[at : at + 2], 0)
        while size:
            if (phrase := phrases.get(text[at : at + size])) is not None:
                # Without a result of its own it is what its characters become.
                parts += (shown[done:at], phrase or shown[at : at + size])
                at = done = at + size
                break
            size = size - 1 if size > 2 else 0
        else:
            at += 1
    return "".join([*parts, shown[done:]])


class _Table(NamedTuple):
    """What one script becomes in the other."""

    characters: Mapping[int, int]
    phrases: Mapping[str, str]
    """What phrases become; "" for what their characters do."""
    longest: Mapping[str, int]
    """The length of the longest phrase that begins with these two characters."""


@cache
def _table(name: str) -> _Table:
    _head, old, new, _both, *lines = _lines(name)
    phrases: dict[str, str] = {}
    longest: dict[str, int] = {}
    for line in lines:
        phrase, _tab, becomes = line.partition("\t")
        phrases[phrase] = becomes
        head = phrase[:2]
        if len(phrase) > longest.get(head, 0):
            longest[head] = len(phrase)
    return _Table(str.maketrans(old, new), phrases, longest)


@cache
def _only(name: str) -> frozenset[str]:
    """Return the characters that a table changes and that no text in its other script has."""
    _head, old, _new, both, *_phrases = _lines(name)
    return frozenset(old).difference(both)


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").splitlines()

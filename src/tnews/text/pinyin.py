"""Finding Chinese words by what is typed without an input method: 收藏 by sc, shouc, shoucang. Pure.

The table of readings takes 1 ms and is loaded when the first character is looked up.
"""

from __future__ import annotations

from functools import cache

from tnews.text.fold import fold

LONGEST = 40
"""Characters of what is typed, and of a word, that are compared: more is no name."""

WHOLE, READ, INITIALS, INSIDE = 0, 1, 2, 3
"""How well something fits: its beginning as it is written, all of it by pinyin, its beginning by
pinyin, a piece of it."""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    from tnews.text.pinyin_table import READINGS

    found: dict[str, tuple[str, ...]] = {}
    for word in READINGS.split():
        characters = word.lstrip("abcdefghijklmnopqrstuvwxyz")
        syllable = word[: len(word) - len(characters)]
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return found


def readings(character: str) -> tuple[str, ...]:
    """Return the syllables that `character` is read by, without tones, ü as v; () if none is known."""
    return _table().get(character, ())


def fit(typed: str, name: str) -> int | None:
    """Return how well `typed` fits `name`, 0 best; None if it does not.

    Both are folded. Letters may stand for characters: a whole syllable or its first letter, the
    last one cut anywhere. Spaces in `typed` count for nothing unless it is written so in `name`.
    """
    if typed in name:
        return WHOLE if name.startswith(typed) else INSIDE
    letters = "".join(typed.split())[:LONGEST]
    if not letters or not letters[0].isascii() or name.isascii():
        return INSIDE if letters and _fits_words(letters, name) else None
    name = name[:LONGEST]
    for at in range(len(name)):
        if fits := _reads(letters, name, at):
            return INSIDE if at else fits
    return None


def _reads(letters: str, name: str, at: int) -> int | None:
    """Return whether `letters` are read from place `at` of `name` on: `READ` to its end,
    `INITIALS` to one of its characters, None not at all."""
    found = None
    ends = {0}  # how much of the letters the characters so far may have taken
    for place, character in enumerate(name[at:], at + 1):
        if character == " ":
            continue
        taken = set()
        for end in ends:
            rest = letters[end:]
            if not rest:
                continue
            for spoken in (character, *readings(character)):
                if spoken.startswith(rest):
                    if place == len(name):
                        return READ
                    found = INITIALS
                if rest.startswith(spoken):
                    taken.add(end + len(spoken))
                if rest[0] == spoken[0]:
                    taken.add(end + 1)
        if not taken:
            break
        ends = taken
    return found


def _fits_words(letters: str, name: str) -> bool:
    """Whether `letters` are the beginnings of the words of a name in letters: "mlr" mark list read."""
    words = name.replace("_", " ").split()
    return 1 < len(letters) <= len(words) and all(
        word[0] == letter for word, letter in zip(words, letters, strict=False)
    )


def fit_best(typed: str, names: tuple[str, ...]) -> int | None:
    """Return how well `typed` fits the best of `names`, which are folded; None if none."""
    found = [one for name in names if (one := fit(typed, name)) is not None]
    return min(found, default=None)


def folded(typed: str) -> str:
    """Return what was typed as `fit` wants it."""
    return fold(typed.strip())[:LONGEST]

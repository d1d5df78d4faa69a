"""The piece of a text that shows why a search found it."""

from __future__ import annotations

import re

from tnews.text.variants import pattern

_WIDTH = 80  # characters: about two lines of Chinese at 80 columns
_BEFORE = _WIDTH // 3
_CANNOT_BEGIN = re.compile(r"[\s，。、；：？！）》」』】”’…—·,.;:?!)\]%]+")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def snippet(text: str, wanted: tuple[str, ...]) -> str:
    """Return one line of `text` around the first of the folded terms `wanted`.

    A third of it stands before the term; it begins neither inside a Latin word nor with a
    mark that cannot begin a line. If no term is in `text`, its first sentence.
    """
    found = [match.start() for term in wanted if (match := pattern(term).search(text))]
    if not found:
        sentence = _SENTENCE.match(text.lstrip())
        return _line(text.lstrip(), 0, min(_WIDTH, sentence.end() if sentence else 0))
    at = min(found)
    start = max(0, min(at - _BEFORE, len(text) - _WIDTH))
    return _line(text, _start(text, start, at), start + _WIDTH)


def _start(text: str, start: int, at: int) -> int:
    """Move `start` on, at most to `at`, to where a line may begin."""
    if start and text[start - 1].isascii() and text[start - 1].isalnum():
        while start < at and text[start].isascii() and text[start].isalnum():
            start += 1
    mark = _CANNOT_BEGIN.match(text, start, at)
    return mark.end() if start and mark else start


def _line(text: str, start: int, end: int) -> str:
    piece = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{piece}{'…' if end < len(text.rstrip()) else ''}"

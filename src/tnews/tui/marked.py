"""Text cut where a search hit it, ready to be drawn. Pure; what a hit is, `text.hits` knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.tui.looks import shown

if TYPE_CHECKING:
    from tnews.text.query import Field

Part = tuple[str, bool]
"""Text, and whether it is a hit."""


def marked(text: str, words: str, field: Field = "", stored: str = "") -> list[Part]:
    """Cut `text`, which is a `field` of an article, at the hits of the search `words`.

    Where it is the beginning of what `stored` looks like, the hits are those of the stored text.
    """
    return marked_lines([text], words, field, stored)[0]


def marked_lines(
    lines: Sequence[str], words: str, field: Field = "", stored: str = ""
) -> list[list[Part]]:
    """Cut the `lines` of one text; a hit may go from one line into the next."""
    if not words:
        return [[(line, False)] for line in lines]
    from tnews.text.hits import hits  # the first paint searches nothing

    spans = hits(_sought("".join(lines), stored), words, field)
    result: list[list[Part]] = []
    begin = 0
    for line in lines:
        end = begin + len(line)
        parts: list[Part] = []
        at = begin
        for start, stop in spans:
            start, stop = max(start, begin), min(stop, end)
            if start < stop:
                parts += [(line[at - begin : start - begin], False)] if at < start else []
                parts.append((line[start - begin : stop - begin], True))
                at = stop
        if at < end or not parts:
            parts.append((line[at - begin :], False))
        result.append(parts)
        begin = end
    return result


def _sought(text: str, stored: str) -> str:
    """Return the stored characters of `text`, which may end with a mark for what was cut off."""
    looks = shown(stored)
    for size in (len(text), len(text) - 1):
        if size > 0 and looks[:size] == text[:size]:
            return stored[:size] + text[size:]
    return text

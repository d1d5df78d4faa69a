"""Text cut where a search hit it, ready to be drawn. Pure; what a hit is, `text.hits` knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tnews.tui.looks import shown

if TYPE_CHECKING:
    from tnews.text.query import Field

Part = tuple[str, bool]
"""Text, and whether it is a hit."""


def marked(text: str, words: str, field: Field = "") -> list[Part]:
    """Cut `text`, which is a `field` of an article, at the hits of the search `words`."""
    return marked_lines([text], words, field)[0]


def marked_lines(lines: Sequence[str], words: str, field: Field = "") -> list[list[Part]]:
    """Cut the `lines` of one text; a hit may go from one line into the next.

    What is returned looks as the settings say; hits are those of the stored text.
    """
    looks = shown("".join(lines))
    if not words:
        return [[(looks[end - len(line) : end], False)] for line, end in _ends(lines)]
    from tnews.text.hits import hits  # the first paint searches nothing

    spans = hits("".join(lines), words, field)
    result: list[list[Part]] = []
    begin = 0
    for _line, end in _ends(lines):
        parts: list[Part] = []
        at = begin
        for start, stop in spans:
            start, stop = max(start, begin), min(stop, end)
            if start < stop:
                parts += [(looks[at:start], False)] if at < start else []
                parts.append((looks[start:stop], True))
                at = stop
        if at < end or not parts:
            parts.append((looks[at:end], False))
        result.append(parts)
        begin = end
    return result


def _ends(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each line and where in the text it ends."""
    end = 0
    for line in lines:
        end += len(line)
        yield line, end

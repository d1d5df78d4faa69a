"""The piece of a snippet that shows, in little room, what a search found."""

from __future__ import annotations

from tnews.text.breaking import may_break
from tnews.text.hits import hits
from tnews.text.wrap import cells

LEAD = 4
"""Characters shown before the hit where there is room for little."""


def from_hit(snippet: str, words: str, width: int) -> str:
    """Return `snippet` from shortly before its first hit, if that would not be in sight in `width`
    cells.

    It begins where a line may begin: neither with a closing mark nor inside a Latin word; and
    late enough for the whole hit to be in sight, between two "…".
    """
    start, end = next(iter(hits(snippet, words)), (0, 0))
    if not start or cells(snippet[:end]) < width:
        return snippet
    first = max(1, start - LEAD)
    while first < start and (
        cells(f"…{snippet[first:end]}…") > width or not may_break(snippet, first, frozenset())
    ):
        first += 1
    return "…" + snippet[first:].lstrip()

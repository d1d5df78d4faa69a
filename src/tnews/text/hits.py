"""Where the terms of a search stand in a text: what lists and the reader highlight."""

from __future__ import annotations

from tnews.text.fold import fold
from tnews.text.terms import parse


def hits(text: str, query_text: str) -> list[tuple[int, int]]:
    """Return the ranges of `text` that the search `query_text` found.

    Half-open, ascending, neither overlapping nor touching; excluded terms are not marked.
    """
    folded = fold(text)
    return _joined(
        sorted(span for term in parse(query_text).wanted for span in _occurrences(folded, term))
    )


def _occurrences(folded: str, term: str) -> list[tuple[int, int]]:
    found = []
    start = folded.find(term)
    while start >= 0:
        found.append((start, start + len(term)))
        start = folded.find(term, start + len(term))
    return found


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

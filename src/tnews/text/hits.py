"""Where the words of a search stand in a text: what lists and the reader highlight."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tnews.text.query import named, parse
from tnews.text.variants import pattern

if TYPE_CHECKING:
    from tnews.text.query import Field


def hits(text: str, query_text: str, field: Field = "") -> list[tuple[int, int]]:
    """Return the ranges of `text` that the search `query_text` found.

    Half-open, ascending, neither overlapping nor touching; excluded terms are not marked.
    `field` says what `text` is: "" a body, "title", or a field that a search may name.
    """
    wanted = _wanted(query_text, field)
    return _joined(
        sorted(match.span() for term in wanted for match in pattern(term).finditer(text))
    )


@lru_cache(64)
def _wanted(query_text: str, field: Field) -> tuple[str, ...]:
    parsed = parse(query_text)
    match field:
        case "":
            return parsed.wanted
        case "title":
            return parsed.wanted_in_title
        case _:
            return named(parsed, field)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

"""Advertisements between the rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.text.listing import addresses, moments, names

if TYPE_CHECKING:
    from tnews.text.listing.outline import Outline
    from tnews.text.listing.rows import Row

_LABELS = frozenset({"广告", "廣告", "推广", "推廣", "赞助", "贊助", "ad", "广 告"})
_MOSTLY = 0.6


def is_labelled(outline: Outline, row: Row) -> bool:
    """Whether the row calls itself an advertisement, by its names or a word in it."""
    inside = (row.element, *outline.inside(row.element))
    return any(map(names.is_advert, inside)) or any(
        piece.text.strip("[]【】()（） ").lower() in _LABELS for piece in outline.texts(row.element)
    )


def without(outline: Outline, found: Sequence[Row], now: datetime) -> list[Row]:
    """Return the rows without advertisements.

    Besides those that say so: links to other sites without a date where most rows have one.
    """
    kept = [row for row in found if not is_labelled(outline, row)]
    shown = moments.of_texts(outline, kept, now) if kept else []
    if sum(map(bool, shown)) < _MOSTLY * len(kept):
        return kept
    home = addresses.site(outline.url)
    return [
        row
        for row, moment in zip(kept, shown, strict=True)
        if moment or addresses.site(row.url) == home
    ]

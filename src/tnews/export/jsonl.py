"""JSON Lines: one article a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from tnews.export.record import as_json
from tnews.model.visible import visible_json

if TYPE_CHECKING:
    from tnews.model import Article

SUFFIX = ".jsonl"
ENCODING = "utf-8"


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write one JSON object a line and return how many."""
    count = 0
    for article in articles:
        count += 1
        out.write(visible_json(as_json(article)) + "\n")
    return count

"""JSON: one array of articles, written as they come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from tnews.export.record import as_json
from tnews.model.visible import visible_json

if TYPE_CHECKING:
    from tnews.model import Article

SUFFIX = ".json"
ENCODING = "utf-8"


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write one JSON array, an article a line, and return how many."""
    count = 0
    out.write("[")
    for count, article in enumerate(articles, 1):
        out.write(",\n" if count > 1 else "\n")
        out.write(visible_json(as_json(article)))
    out.write("\n]\n" if count else "]\n")
    return count

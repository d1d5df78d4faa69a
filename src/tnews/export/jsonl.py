"""JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from tnews.export.record import as_json

if TYPE_CHECKING:
    from tnews.model import Article

SUFFIX = ".jsonl"
ENCODING = "utf-8"


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write one JSON object a line and return how many."""
    count = 0
    for article in articles:
        count += 1
        out.write(json.dumps(as_json(article), ensure_ascii=False) + "\n")
    return count

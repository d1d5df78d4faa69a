"""CSV (RFC 4180): a header, then one article a row, every value in quotes.

A file begins with a byte order mark: without it Excel reads Chinese as the system's old
code page. A value that a spreadsheet would run as a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from tnews.export.record import as_json

if TYPE_CHECKING:
    from tnews.model import Article

SUFFIX = ".csv"
ENCODING = "utf-8-sig"

COLUMNS = (
    "id", "title", "url", "source", "source_name", "category", "section", "origin", "author",
    "editor", "published_at", "first_seen_at", "updated_at", "read", "bookmarked", "note",
    "tags", "full_text", "characters", "text",
)  # fmt: skip

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")  # full-width ones are run as well


def write(articles: Iterable[Article], out: TextIO) -> int:
    """Write the header and a row an article; return how many articles."""
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(COLUMNS)
    count = 0
    for article in articles:
        count += 1
        record = as_json(article)
        rows.writerow([cell(record[column]) for column in COLUMNS])
    return count


def cell(value: Any) -> str:
    """Return `value` as text that no spreadsheet takes for a formula; None is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text

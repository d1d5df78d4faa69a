"""The search language: what a person typed, as a tree. Nothing here knows a database.

docs/search.md says what it understands. Any string can be read; a mistake is a `Problem` with
its place in the typed text, never an exception.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tnews.text.query.nodes import (
    And,
    Field,
    Flag,
    Node,
    Not,
    Or,
    Parsed,
    Problem,
    Since,
    State,
    Until,
    Word,
)
from tnews.text.query.parser import DEPTH_LIMIT, TERM_LIMIT, TEXT_LIMIT, Reader
from tnews.text.query.synonyms import meant_by

__all__ = [
    "DEPTH_LIMIT",
    "TERM_LIMIT",
    "TEXT_LIMIT",
    "And",
    "Field",
    "Flag",
    "Node",
    "Not",
    "Or",
    "Parsed",
    "Problem",
    "Since",
    "State",
    "Until",
    "Word",
    "both",
    "meant_by",
    "named",
    "parse",
]


def parse(text: str, now: datetime | None = None) -> Parsed:
    """Read the search `text`. 昨天 and 3天内 are seen from `now` (aware; default: this moment)."""
    reader = Reader(text, now)
    root = reader.read()
    words = list(_positive(root)) if root is not None else []
    plain = dict.fromkeys(term for word in words if not word.field for term in meant_by(word))
    titles = dict.fromkeys(
        term for word in words if word.field in ("", "title") for term in meant_by(word)
    )
    return Parsed(root, reader.problem, tuple(plain), tuple(titles), reader.closing)


def named(parsed: Parsed, field: Field) -> tuple[str, ...]:
    """Return the words that were looked for in `field`, folded, without the excluded ones."""
    words = _positive(parsed.root) if parsed.root is not None else ()
    return tuple(dict.fromkeys(word.text for word in words if word.field == field))


def both(first: str, second: str) -> str:
    """Return one search for what `first` and `second` find both."""
    if not first.strip() or not second.strip():
        return first + second
    return f"({first}{parse(first).closing}) ({second}{parse(second).closing})"


def _positive(node: Node) -> Iterator[Word]:
    """Yield the words that are not excluded, from the left."""
    if isinstance(node, Word):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _positive(part)

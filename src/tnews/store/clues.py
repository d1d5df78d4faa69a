"""Clues: what is quickly asked of the index and found in every article that a search finds.

What a clue finds is read to see whether it is right: 45 µs a text. That is worth it where the
clue finds few articles and the search itself takes long: a letter, a digit and the commonest
ideographs are in every text, and FTS5 then compares their places in each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from tnews.model.record import Record
from tnews.store.formula import near
from tnews.text.grams import grams
from tnews.text.query import And, Or, Word, meant_by
from tnews.text.rarity import thinned

if TYPE_CHECKING:
    from tnews.text.query import Node

_FEW = 50
_SELDOM = 1000
"""`_FEW` texts, and 1 more for so many articles, are read in less time than a search takes."""

_ORDERED = 2000
"""Articles of a clue that costs nothing which are put in the order of a list to read the first."""

_MORE = 2
"""So many times as many if the first of a list are wanted: most of them are right."""

_PIECE = 5
"""Characters in a row to look for: without the commonest of them few pieces are in more than 150
of 100,000 articles."""

_LONG = 4
"""Characters of the shortest phrase that is looked for so: without it takes half as long again."""

_SAMPLE = 16
_LUCK = 8
"""The newest 1 of `_SAMPLE` articles tell whether a piece is rare: there it may be twice as often
as its share of all, and `_LUCK` times more."""


class Clue(Record):
    """What the FTS5 expression `match` finds in `table` holds all that a search finds."""

    table: Literal["grams", "ft"]
    match: str


def clues(root: Node | None) -> list[Clue]:
    """Return clues for the formula `root`, the best first."""
    parts = root.parts if isinstance(root, And) else (root,)
    found = [Clue("grams", match)] if (match := _grams(root)) else []
    return found + [Clue("ft", match) for match in _phrases(parts)]


def few(total: int) -> int:
    """Return how many of `total` articles had better be read than searched for."""
    return _FEW + total // _SELDOM


def followed(
    connection: sqlite3.Connection, clue: Clue, total: int, *, is_ordered: bool
) -> list[int] | None:
    """Return the articles that `clue` finds, or None if it costs more than it saves.

    `is_ordered` says that only the first of a list are wanted.
    """
    if clue.table == "grams":
        return _found(connection, clue, _ORDERED if is_ordered else few(total))
    (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    border = newest - total // _SAMPLE
    most = few(total) * (_MORE if is_ordered else 1)
    sample = _found(connection, clue, _LUCK + 2 * most // _SAMPLE, first=border + 1)
    if sample is None:
        return None
    rest = _found(connection, clue, most - len(sample), last=border)
    return None if rest is None else sample + rest


def _found(
    connection: sqlite3.Connection,
    clue: Clue,
    most: int,
    first: int = 0,
    last: int = 2**63 - 1,
) -> list[int] | None:
    """Return the articles of the ids from `first` to `last`, None if there are more than `most`."""
    rows = connection.execute(
        f"""SELECT rowid FROM {clue.table} WHERE {clue.table} MATCH ?
        AND rowid BETWEEN ? AND ? LIMIT ?""",
        (clue.match, first, last, most + 1),
    )
    ids = list(map(itemgetter(0), rows))
    return None if len(ids) > most else ids


def _grams(node: Node | None) -> str:
    """Return what finds every article of `node` by its letters and digits, or ""."""
    match node:
        case Word(_, field) if field in ("", "title"):
            return _joined([_all_of(grams(term)) for term in meant_by(node)], " OR ")
        case And(parts):
            known = [match for part in parts if (match := _grams(part))]
            return _joined(known, " AND ")
        case Or(parts):
            return _joined(list(map(_grams, parts)), " OR ")
    return ""


def _all_of(pieces: str) -> str:
    return _joined([f'"{piece}"' for piece in pieces.split()], " AND ")


def _joined(matches: Sequence[str], joint: str) -> str:
    """Return the expressions as one; "" if one of them is."""
    return f"({joint.join(matches)})" if matches and all(matches) else ""


def _phrases(parts: Sequence[Node | None]) -> list[str]:
    """Return the rarest characters of a phrase, which every text with `parts` holds, the commonest
    of these left out. Nothing of short phrases, nor of letters and digits alone."""
    words = [
        part
        for part in parts
        if isinstance(part, Word)
        and part.field in ("", "title")
        and len(part.text) >= _LONG
        and len(meant_by(part)) == 1
        and not (part.text.isascii() and grams(part.text))
    ]
    if not words:
        return []
    pieces = [(thinned(word.text, _PIECE), word.field) for word in words]
    piece, field = min(pieces, key=lambda one: one[0].commonness)
    return [near(field, piece.before, piece.after)]

"""What two versions of a text say differently: clauses kept, added, dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from tnews.text.fold import fold

Change = Literal["kept", "added", "dropped"]

_CLAUSE = re.compile(r"[^，。；：！？,;!?\n]*[，。；：！？,;!?]*[”’」』）)]*\n?")
"""A clause with its marks, and with the end of its line."""

_FINE = 250_000
"""Characters by characters up to which a passage is compared letter by letter, 40 ms."""

_LEAST = 0.4
"""Letters in common, as a share, below which two passages are shown as other ones at all."""

_CLAUSES = 2000
"""Clauses of each text that are compared."""


class Piece(NamedTuple):
    """A run of text. `change` is what the second version does with it: kept, added, dropped.

    What is kept is as the second version has it.
    """

    change: Change
    text: str


def differences(one: str, other: str) -> list[Piece]:
    """Return how `other` differs from `one`, in the order of `other`.

    The two scripts, widths, cases, marks and white space are no difference. The pieces kept
    and added, joined, are `other`; those kept and dropped say what `one` says.
    """
    left, right = _clauses(one), _clauses(other)
    # difflib's autojunk stays on: what is repeated all over a text anchors nothing. Without it
    # 4,000 characters of one clause over and over take 100 s.
    matcher = SequenceMatcher(None, [_key(c) for c in left], [_key(c) for c in right])
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        before, after = "".join(left[a:b]), "".join(right[c:d])
        if tag == "equal":
            pieces.append(Piece("kept", after))
        else:
            pieces += _passage(before, after)
    return list(_joined(pieces))


def is_same(pieces: Sequence[Piece]) -> bool:
    """Say whether nothing is added or dropped."""
    return all(piece.change == "kept" for piece in pieces)


def _clauses(text: str) -> list[str]:
    """Return the clauses of `text`; what comes after the first 2,000 is one more."""
    found = [clause for clause in _CLAUSE.findall(text) if clause]
    rest = "".join(found[_CLAUSES:])
    return [*found[:_CLAUSES], rest] if rest else found


def _key(clause: str) -> str:
    return "".join(filter(str.isalnum, fold(clause)))


def _passage(before: str, after: str) -> Iterator[Piece]:
    """Yield the pieces of a passage that became another: word by word where they are near."""
    if 0 < len(before) * len(after) <= _FINE:
        matcher = SequenceMatcher(None, fold(before), fold(after))
        if matcher.ratio() >= _LEAST:
            for tag, a, b, c, d in matcher.get_opcodes():
                if tag == "equal":
                    yield Piece("kept", after[c:d])
                else:
                    yield from _changed(before[a:b], after[c:d])
            return
    yield from _changed(before, after)


def _changed(before: str, after: str) -> Iterator[Piece]:
    """Yield what was dropped, then what was added; marks and spaces alone are no change."""
    if _key(before):
        yield Piece("dropped", before)
    if after:
        yield Piece("added" if _key(after) else "kept", after)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind."""
    for change, run in groupby(pieces, key=lambda piece: piece.change):
        yield Piece(change, "".join(piece.text for piece in run))

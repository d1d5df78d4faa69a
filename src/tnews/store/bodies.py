"""The texts of articles as they lie in their table (`model.packing`): read, compared, shown in part."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews import model
from tnews.locale import _
from tnews.model.packing import GB18030, are_blocks, load
from tnews.store.batches import id_batches, marks
from tnews.text.fold import fold
from tnews.text.variants import pattern

if TYPE_CHECKING:
    from tnews.model import Block

BEGINNING = 120
"""Characters of a text that a list may show: three lines of 80 cells."""

_FRONT = 1500
"""Bytes in which they nearly always stand, behind captions and headings."""

_TEXT = re.compile(r'\["(\w+)","((?:[^"\\]|\\.)*)')
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")


def decode(stored: bytes) -> tuple[Block, ...]:
    """Return the blocks of `stored`, or one that says so if the disk has damaged them."""
    data = load(stored)
    if not are_blocks(data):
        return (
            model.Block("p", _("the stored text of this article is damaged; run tnews doctor")),
        )
    from tnews.model.packed import made  # a list has no blocks

    return made(data or ())


def beginnings(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the first `BEGINNING` characters of the texts of those of `ids` that have one.

    Only the front of what is stored is unpacked: 20 µs a text instead of 90.
    """
    found = {}
    for batch in id_batches(ids):
        sql = f"SELECT id, blocks FROM bodies WHERE id IN ({marks(batch)})"
        for id, stored in connection.execute(sql, batch):
            if said := _beginning(stored):
                found[id] = said
    return found


def _beginning(stored: bytes) -> str:
    """Return how a stored text begins, "" if it is empty or damaged."""
    is_short = stored.startswith(GB18030)
    try:
        front = zlib.decompressobj().decompress(memoryview(stored)[is_short:], _FRONT)
        text = front.decode("gb18030" if is_short else "utf-8", errors="ignore")
    except (zlib.error, TypeError, AttributeError):
        return ""
    parts = []
    length = 0
    for found in _TEXT.finditer(text):
        if found[1] not in ("img", "table") and (part := found[2]):
            if "\\" in part:
                part = _ESCAPE.sub(_unescaped, part)
            parts.append(part)
            length += len(part)
            if length >= BEGINNING:
                break
    return " ".join(" ".join(parts).split())[:BEGINNING]


def _unescaped(escape: re.Match[str]) -> str:
    """Return what an escape of JSON stands for, a blank for what has no place in a line."""
    return escape[1] if escape[1] in '"\\/' else " "


def search_text(stored: bytes) -> str:
    """Return `model.plain_text` of the blocks: what the index was given. "" if damaged."""
    try:
        return "\n".join(text for _kind, text, _href, _links in load(stored) or () if text)
    except (TypeError, ValueError):  # asked for less than `are_blocks`: searches read many
        return ""


def is_same(stored: bytes | None, other: bytes) -> bool:
    """Say whether both hold the same blocks, whichever way they were written."""
    return stored == other or (stored is not None and load(stored) == load(other))


def finds(term: str, line: str, stored: bytes | None) -> bool:
    """Say whether the folded `term` is in a line or, where they are given, in stored blocks.

    A function of SQL, for what the index cannot tell.
    """
    if term in fold(line):
        return True
    return stored is not None and pattern(term).search(search_text(stored)) is not None


def is_whole(stored: bytes) -> bool:
    """Say whether `stored` can be read."""
    return are_blocks(load(stored))

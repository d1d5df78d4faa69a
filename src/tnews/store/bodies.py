"""The text of an article as it lies in the table: blocks as JSON, in GB18030, compressed.

GB18030 writes every character there is, and a Chinese one in two bytes where UTF-8 takes
three: compressed it is 17 % smaller, and made in two thirds of the time.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tnews import model
from tnews.locale import _
from tnews.store.batches import id_batches, marks
from tnews.text.fold import fold
from tnews.text.variants import pattern

if TYPE_CHECKING:
    from tnews.model import Block

_LEVEL = 6  # 3.5 KB of Chinese to 1.7 KB; level 9 saves nothing

BEGINNING = 120
"""Characters of a text that a list may show: three lines of 80 cells."""

_FRONT = 1500
"""Bytes in which they nearly always stand, behind captions and headings."""

_TEXT = re.compile(r'\["(\w+)","((?:[^"\\]|\\.)*)')
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")

_GB18030 = b"g"
"""Stands before what is in GB18030. Versions 1 and 2 of the schema wrote UTF-8 and no mark."""


def encode(blocks: tuple[Block, ...]) -> bytes:
    """Return `blocks` as they are stored."""
    data = [
        [block.kind, block.text, block.href, [[a.start, a.end, a.url] for a in block.links]]
        for block in blocks
    ]
    import json

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _GB18030 + zlib.compress(text.encode("gb18030"), _LEVEL)


def decode(stored: bytes) -> tuple[Block, ...]:
    """Return the blocks of `stored`, or one that says so if the disk has damaged them."""
    data = _load(stored)
    if not _are_blocks(data):
        return (
            model.Block("p", _("the stored text of this article is damaged; run tnews doctor")),
        )
    return tuple(
        model.Block(kind, text, href, tuple(model.Link(*link) for link in links))
        for kind, text, href, links in data or ()
    )


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
    is_short = stored.startswith(_GB18030)
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
        return "\n".join(text for _kind, text, _href, _links in _load(stored) or () if text)
    except (TypeError, ValueError):  # asked for less than `_are_blocks`: searches read many
        return ""


def is_same(stored: bytes | None, other: bytes) -> bool:
    """Say whether both hold the same blocks, whichever way they were written."""
    return stored == other or (stored is not None and _load(stored) == _load(other))


def finds(term: str, line: str, stored: bytes | None) -> bool:
    """Say whether the folded `term` is in a line or, where they are given, in stored blocks.

    A function of SQL, for what the index cannot tell.
    """
    if term in fold(line):
        return True
    return stored is not None and pattern(term).search(search_text(stored)) is not None


def is_whole(stored: bytes) -> bool:
    """Say whether `stored` can be read."""
    return _are_blocks(_load(stored))


def _load(stored: bytes) -> list[list[Any]] | None:
    """Return the blocks as lists, or None if the bytes are not what was stored."""
    import json  # 1 ms, and lists read no text

    try:
        if stored.startswith(_GB18030):
            text = zlib.decompress(memoryview(stored)[1:]).decode("gb18030")
        else:
            text = zlib.decompress(stored).decode()
        data: list[list[Any]] = json.loads(text)
    except (zlib.error, ValueError, TypeError, AttributeError, RecursionError):
        return None  # SQLite keeps a text or a number where bytes belong, too
    return data


def _are_blocks(data: list[list[Any]] | None) -> bool:
    """Say whether these are blocks as `encode` writes them: damage may still be JSON."""
    if data is None:
        return False
    try:
        return all(
            [*map(type, block)] == [str, str, str, list]
            and all([*map(type, link)] == [int, int, str] for link in block[3])
            for block in data
        )
    except TypeError:
        return False

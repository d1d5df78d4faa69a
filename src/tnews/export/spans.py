"""A block's text cut at its links and cells, white space at the ends left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.model import Block

Stretch = tuple[int, int]
"""First and last-plus-one character of a block's text."""


def spans(block: Block, stretch: Stretch | None = None) -> Iterator[tuple[str, str]]:
    """Yield (text, address or "") for `stretch` of the text, default all; the texts add up to it.

    Where links overlap the earlier one has the text.
    """
    at, end = trimmed(block, stretch or (0, len(block.text)))
    for link in sorted(block.links, key=lambda link: link.start):
        first, last = max(link.start, at), min(link.end, end)
        if first >= last or not block.text[first:last].strip():
            continue
        if at < first:
            yield block.text[at:first], ""
        yield block.text[first:last], link.url
        at = last
    if at < end:
        yield block.text[at:end], ""


def trimmed(block: Block, stretch: Stretch) -> Stretch:
    """Return `stretch` without the white space at its ends."""
    start, end = stretch
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def rows(block: Block) -> list[list[Stretch]]:
    """Return the cells of a table block, row by row; a row is a line, cells are parted by tabs."""
    table = []
    start = 0
    for line in block.text.split("\n"):
        row = []
        for cell in line.split("\t"):
            row.append((start, start + len(cell)))
            start += len(cell) + 1
        if line.strip():
            table.append(row)
    return table

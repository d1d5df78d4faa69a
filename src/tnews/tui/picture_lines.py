"""Where among the lines of an article its pictures are. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from tnews.model import Block
from tnews.tui.passage import Line


class Hung(NamedTuple):
    """A picture whose rows are all in sight: its address, the line of its first row, and how far
    in that begins, in cells from the text's left edge."""

    url: str
    line: int
    inset: int


def block_of(line: Line) -> int:
    """Return the block a line shows, its picture included; -1 if it shows none."""
    return line.picture[0] if line.picture is not None else line.block


def renewed(
    lines: Sequence[Line],
    blocks: Sequence[Block],
    urls: Collection[str],
    set_block: Callable[[int], list[Line]],
) -> list[Line]:
    """Return `lines` with those of the pictures at `urls` set again."""
    wanted = {i for i, block in enumerate(blocks) if block.kind == "img" and block.href in urls}
    result: list[Line] = []
    done = -1
    for line in lines:
        block = block_of(line)
        if block not in wanted:
            result.append(line)
        elif block != done:
            result += set_block(block)
            done = block
    return result


def near(
    lines: Sequence[Line], blocks: Sequence[Block], top: int, height: int, reach: int
) -> list[str]:
    """Return the addresses of the pictures in sight, then of those up to `reach` lines from it."""
    found: dict[str, bool] = {}
    for number in range(max(0, top - reach), min(len(lines), top + height + reach)):
        block = block_of(lines[number])
        if block >= 0 and blocks[block].kind == "img" and (url := blocks[block].href):
            found[url] = found.get(url, False) or top <= number < top + height
    return sorted(found, key=lambda url: not found[url])


def whole(lines: Sequence[Line], blocks: Sequence[Block], top: int, height: int) -> list[Hung]:
    """Return the pictures that are in sight from their first row to their last."""
    found = []
    for number in range(top, min(len(lines), top + height)):
        picture = lines[number].picture
        if picture is None or picture[1] != 0:
            continue
        end = number
        while end < len(lines) and lines[end].picture == (picture[0], end - number):
            end += 1
        if end <= top + height:
            found.append(Hung(blocks[picture[0]].href, number, len(lines[number].pieces[0][0])))
    return found

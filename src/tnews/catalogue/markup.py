"""The guide's markup: plain lines that become blocks. Not for text from outside.

# heading            > quote            a fence ``` begins and ends preformatted lines
- item               1. item            any other line is a paragraph; empty lines are free
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tnews.model import Block

_FENCE = "```"
_NUMBERED = re.compile(r"\d+\. ")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of `text`, one a line, a fenced part being one. An open fence is closed."""
    return tuple(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    fenced: list[str] | None = None
    for line in [*lines, ""]:
        if line.startswith(_FENCE):
            if fenced:
                yield Block("pre", "\n".join(fenced))
            fenced = [] if fenced is None else None
        elif fenced is not None:
            fenced.append(line)
        elif line.strip():
            yield _line(line.strip())
    if fenced:
        yield Block("pre", "\n".join(fenced).rstrip("\n"))


def _line(line: str) -> Block:
    if line.startswith("# "):
        return Block("h", line[2:])
    if line.startswith("> "):
        return Block("quote", line[2:])
    if line.startswith("- "):
        return Block("li", f"· {line[2:]}")
    return Block("li" if _NUMBERED.match(line) else "p", line)

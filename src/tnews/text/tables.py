"""HTML tables: those that hold data become rows of text, those that only lay out a page do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

from tnews.model import clean_text
from tnews.text.nesting import tags

_LAYOUT = tags("table img ul ol pre blockquote figure h1 h2 h3 h4 h5 h6 video iframe form")
_UNREAD = tags("script style noscript")
_LONGEST_CELL = 300
_MOST_ROWS = 1000


def rows(table: LexborNode) -> list[str]:
    """Return the rows of a data table, cells parted by tabs; [] for a table that is layout.

    Data means at least two rows and two columns, cells of at most 300 characters, and no
    pictures, lists, headings or tables within them.
    """
    lines: list[list[str]] = []
    stack = list(children(table))[::-1]
    while stack:
        node = stack.pop()
        if node.tag in ("td", "th"):
            cell = _cell(node)
            if cell is None or not lines:
                return []
            lines[-1].append(cell)
            continue
        if node.tag in _LAYOUT:
            return []
        if node.tag == "tr":
            lines.append([])
            if len(lines) > _MOST_ROWS:
                return []
        if node.tag != "caption":
            stack.extend(list(children(node))[::-1])
    lines = [line for line in lines if any(line)]
    if len(lines) < 2 or max(map(len, lines)) < 2:
        return []
    return ["\t".join(line) for line in lines]


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the children of `node`, texts and comments included."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _cell(cell: LexborNode) -> str | None:
    """Return the text of a cell on one line, or None if the cell is not data."""
    words: list[str] = []
    length = 0
    stack = list(children(cell))[::-1]
    while stack:
        node = stack.pop()
        if node.tag in _LAYOUT or length > _LONGEST_CELL:
            return None
        if node.tag == "-text":
            text = clean_text(node.text_content or "")
            words.append(text)
            length += len(text.strip())
        elif node.tag in ("br", "p", "div", "li"):
            words.append(" ")
        if node.tag not in _UNREAD:
            stack.extend(list(children(node))[::-1])
    return " ".join("".join(words).split())

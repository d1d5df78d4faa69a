"""Rows: which part of a page belongs to which link, whatever it is built of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.text.listing.anchors import Anchor
    from tnews.text.listing.outline import Element, Outline, Piece

_LONGEST_TAIL = 30  # pieces of text after a row that may still belong to it


@dataclass(slots=True, eq=False)
class Row:
    """One entry of a list: the largest element with no other entry in it, and what follows.

    Its texts are the pieces `first` … `last`; what stands between the row before and this
    one begins at `before`.
    """

    element: Element
    anchors: list[Anchor]
    first: int
    last: int
    before: int

    @property
    def container(self) -> Element | None:
        """The element that holds the rows."""
        return self.element.parent

    @property
    def url(self) -> str:
        """The address of the entry."""
        return self.anchors[0].url


def rows(anchors: Sequence[Anchor]) -> list[Row]:
    """Return the rows of `anchors`, one for each address and place, in page order."""
    inside: dict[Element, set[str]] = defaultdict(set)
    for anchor in anchors:
        for element in (anchor.element, *anchor.element.ancestors()):
            urls = inside[element]
            if anchor.url in urls or len(urls) > 1:
                if len(urls) > 1:
                    break  # so have all around it
                continue
            urls.add(anchor.url)
    found: dict[Element, Row] = {}
    for anchor in anchors:
        element = anchor.element
        while element.parent is not None and len(inside[element.parent]) == 1:
            element = element.parent
        row = found.setdefault(element, Row(element, [], element.first, element.last, 0))
        row.anchors.append(anchor)
    made = sorted(found.values(), key=lambda row: row.element.index)
    extend(made)
    return made


def again(found: Sequence[Row], more: Sequence[Anchor] = ()) -> list[Row]:
    """Return the rows that the links of `found`, and `more`, make when all others are left out."""
    links = [anchor for row in found for anchor in row.anchors]
    return rows(sorted((*links, *more), key=lambda anchor: anchor.element.index))


def extend(made: Sequence[Row]) -> None:
    """Give each row the texts between it and the next one in the same container.

    `<dt>` with its `<dd>`, a heading with its paragraph, a link in a line of text. The last
    row gets as much as the others mostly have.
    """
    by_container: dict[Element | None, list[Row]] = defaultdict(list)
    for row in made:
        by_container[row.container].append(row)
    for container, siblings in by_container.items():
        end = container.last if container else siblings[-1].last
        tails = []
        for row, following in pairwise(siblings):
            row.last = min(following.element.first, row.element.last + _LONGEST_TAIL)
            following.before = row.element.last
            tails.append(row.last - row.element.last)
        usual = Counter(tails).most_common(1)[0][0] if tails else 0
        siblings[-1].last = min(siblings[-1].element.last + usual, end)
        siblings[0].before = container.first if container else siblings[0].first


def heading_before(outline: Outline, container: Element, first: Row) -> str:
    """Return the short line right before the rows of `container` that may be their heading, or "".

    In the container itself, or before it in an element not much larger.
    """
    if first.before < first.element.first:
        return _heading(outline.pieces[first.before : first.element.first])
    most = 4 * (container.last - container.first) + 40
    for outer in container.ancestors():
        if outer.last - outer.first > most:
            break
        if outer.first < container.first:
            return _heading(outline.pieces[max(outer.first, container.first - 4) : container.first])
    return ""


def _heading(pieces: list[Piece]) -> str:
    lines = [
        piece.text for piece in pieces if piece.text.strip(">»›·| ") not in ("更多", "more", "")
    ]
    return lines[-1] if lines and len(lines[-1]) <= 16 else ""

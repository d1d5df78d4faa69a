"""Entries of a list whose own looks say too little: a short title, another shape of row.

They stand in the container of the others and lead to the same sort of address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tnews.text.listing import addresses, names
from tnews.text.listing.rows import Row, again

if TYPE_CHECKING:
    from tnews.text.listing.anchors import Anchor
    from tnews.text.listing.outline import Element


def filled(found: list[Row], usable: Sequence[Anchor]) -> list[Row]:
    """Return the rows with those of the same containers whose titles were too short to tell."""
    by_container: dict[Element | None, list[Row]] = defaultdict(list)
    for row in found:
        by_container[row.container].append(row)
    shapes = {addresses.template(row.url) for row in found}
    hosts = {urlsplit(row.url).hostname for row in found}
    taken = {row.url for row in found}
    more: list[Anchor] = []
    for container, siblings in by_container.items():
        if container is None or len(siblings) < 2:
            continue
        tag = Counter(row.element.tag for row in siblings).most_common(1)[0][0]
        held = {row.element for row in siblings}
        for element, members in _children(container, usable).items():
            if element.tag != tag or element in held:
                continue
            fit = [
                anchor
                for anchor in members
                if anchor.url not in taken
                and urlsplit(anchor.url).hostname in hosts
                and _fits(anchor, shapes)
            ]
            if fit:
                pick = max(fit, key=lambda anchor: len(anchor.title))
                more.append(pick)
                taken.add(pick.url)
    return again(found, more) if more else found


def _fits(anchor: Anchor, shapes: set[str]) -> bool:
    if len(anchor.title) < 2 or names.is_crumb(anchor.title):
        return False
    return addresses.template(anchor.url) in shapes or (anchor.is_strong and anchor.is_article_like)


def _children(container: Element, usable: Sequence[Anchor]) -> dict[Element, list[Anchor]]:
    """Return the usable links under each child of `container`."""
    found: dict[Element, list[Anchor]] = defaultdict(list)
    for anchor in usable:
        if anchor.element is container or not container.holds(anchor.element):
            continue
        for element in (anchor.element, *anchor.element.ancestors()):
            if element.parent is container:
                found[element].append(anchor)
                break
    return found

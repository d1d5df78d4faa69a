"""The CSS path of rows that were found: short, readable, and checked to find the same again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.text.listing.anchors import Anchor
    from tnews.text.listing.outline import Element, Outline
    from tnews.text.listing.rows import Row

_SOUND = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_HASHED = re.compile(r"\d")
_NAMED = re.compile("[.#]")
_HIGHEST = 8


def selector_of(outline: Outline, found: Sequence[Row], links: Sequence[Anchor]) -> str:
    """Return a selector that as the option `list` finds the entries of `found`; "" if none does.

    The shortest that finds exactly these among all that hold one of `links`; else the one
    that comes nearest.
    """
    wanted = {row.element for row in found}
    places = sorted(link.element.index for link in links if link.title)
    by_tag: dict[str, list[Element]] = defaultdict(list)
    for element in sorted(wanted, key=lambda element: element.index):
        by_tag[element.tag].append(element)
    parts = [_nearest(outline, some, wanted, places) for some in by_tag.values()]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _nearest(outline: Outline, own: list[Element], wanted: set[Element], places: list[int]) -> str:
    best, best_score = "", 0.0
    for path in _paths(own):
        got = {
            element
            for element in outline.select(path)
            if bisect_left(places, element.end) > bisect_left(places, element.index)
        }
        if got.issuperset(own) and got <= wanted:
            return path
        hits = len(got.intersection(own))
        if hits and (score := 2 * hits / (len(got) + len(own))) > best_score:
            best, best_score = path, score
    return best


def _paths(elements: list[Element]) -> Iterator[str]:
    """Yield paths to `elements`: the short before the long, those by names before all others.

    A path of bare tags may find more on tomorrow's page than on today's.
    """
    for numbered in (False, True):
        paths = list(_upwards(elements, numbered))
        yield from (path for path in paths if _NAMED.search(path))
        yield from (path for path in paths if not _NAMED.search(path))


def _upwards(elements: list[Element], numbered: bool) -> Iterator[str]:
    level = elements
    path = _step(level, numbered)
    yield path
    for _height in range(_HIGHEST):
        level = list(dict.fromkeys(e.parent for e in level if e.parent is not None))
        if not level:
            return
        step = _step(level, numbered)
        if _NAMED.search(step):
            yield f"{step} {path}"
        path = f"{step} > {path}"
        yield path
        if "#" in step:
            return


def _step(elements: list[Element], numbered: bool) -> str:
    """Return what `elements` have in common: the id of one, or a class of all, or the tag."""
    first = elements[0]
    if any(element.tag != first.tag for element in elements):
        return "*"
    # HTML has tags that CSS has no word for.
    tag = first.tag if _SOUND.fullmatch(first.tag) else "*"
    if len(elements) == 1 and _SOUND.fullmatch(first.id) and not _HASHED.search(first.id):
        return f"{tag}#{first.id}"
    shared = [
        name
        for name in first.classes
        if _SOUND.fullmatch(name) and all(name in element.classes for element in elements)
    ]
    plain = [name for name in shared if not _HASHED.search(name)]
    if best := (plain or shared)[:1]:
        return f"{tag}.{best[0]}"
    if numbered and len(elements) == 1 and first.tag != "body":
        return f"{tag}:nth-child({_place(first)})"
    return tag


def _place(element: Element) -> int:
    """Return which child of its parent `element` is, counted from 1."""
    place, node = 1, element.node.prev
    while node is not None:
        place += bool(node.is_element_node)
        node = node.prev
    return place

"""On which line of a TOML document a value stands: tomllib does not say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]
"""Where a value stands in the document: ("reader", "measure"), ("source", 2, "url")."""


def line_of(text: str, place: Place) -> int:
    """Return the line of the valid document `text` where `place`, or else its table, begins."""
    return lines_of(text, [place])[0]


def lines_of(text: str, places: Iterable[Place]) -> list[int]:
    """Return the lines of several places.

    Each statement of TOML is a valid document too, so a piece that does not parse is a value
    that goes on in the next line.
    """
    found: dict[Place, int] = {}
    table: Place = ()
    counts: dict[str, int] = {}  # of the tables of each array: [[source]]
    piece, start = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        piece = (piece + line + "\n").lstrip(" \t")
        try:
            inside = list(_places(tomllib.loads(piece)))
        except tomllib.TOMLDecodeError:
            continue
        if piece.startswith("["):  # a header: nothing else begins so
            header = tuple(key for key in inside[-1] if isinstance(key, str))
            if piece.startswith("[[") and len(header) == 1:
                counts[header[0]] = counts.get(header[0], 0) + 1
            count = counts.get(header[0], 0)
            table = (header[0], count - 1, *header[1:]) if count else header
            inside = [()]
        for inner in inside:
            found.setdefault((*table, *inner), start)
        piece, start = "", number + 1
    return [_line(found, place) for place in places]


def _line(found: Mapping[Place, int], place: Place) -> int:
    while place and place not in found:
        place = place[:-1]
    return found.get(place, 1)


def _places(value: object, depth: int = 3) -> Iterator[Place]:
    """Yield the place of every key and list item in `value`, outer ones first."""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items if depth else ():
        yield (key,)
        yield from ((key, *rest) for rest in _places(inner, depth - 1))

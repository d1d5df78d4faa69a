"""How wide the zones are: what is usual in so many columns, and what a person made of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Class = Literal["wide", "normal", "narrow"]
"""Three zones, list and article, or one zone at a time."""

Zone = Literal["sidebar", "list", "reader"]

CLASSES: tuple[tuple[int, Class], ...] = ((0, "narrow"), (70, "normal"), (110, "wide"))
"""Columns from which on the screen is of a class."""

LEAST: Mapping[Zone, int] = {"sidebar": 14, "list": 24, "reader": 30}
"""Cells below which nothing of a zone can be read."""

MOST = 260
"""Columns that the zones fill; of more they stand in the middle."""

EDGE = 1
"""Cells between two zones, where they are dragged."""

SCROLLBAR = 1
"""Cells at the right that the scrollbar covers when there is one; kept free when there is none."""

STEP = 2
"""Cells by which a key changes a width: a Chinese character."""


def class_of(columns: int) -> Class:
    """Return the class of a screen of so many columns."""
    return next(name for least, name in reversed(CLASSES) if columns >= least)


def usual(zone: Zone, columns: int) -> int:
    """Return the width of the sidebar or the list where nobody has changed it."""
    if zone == "sidebar":
        return 24 if columns < 160 else 28
    if class_of(columns) == "normal":
        return min(44, columns * 2 // 5)
    return max(42, min(72, columns * 9 // 25))


def widths(columns: int, kept: Mapping[str, int]) -> dict[Zone, int]:
    """Return the cells of sidebar and list in a screen of `columns`; the article has the rest.

    `kept` are those that a person chose, "wide.list" and the like. No zone is squeezed below
    `LEAST`: the list gives way before the sidebar. {} on a narrow screen, where one zone has all.
    """
    name = class_of(columns)
    if name == "narrow":
        return {}
    chosen: dict[Zone, int] = {
        zone: max(LEAST[zone], kept.get(f"{name}.{zone}", usual(zone, columns)))
        for zone in ("sidebar", "list")
    }
    room = min(columns, MOST) - LEAST["reader"] - EDGE
    if name == "normal":
        return {zone: min(width, room) for zone, width in chosen.items()}
    room -= EDGE
    sidebar = min(chosen["sidebar"], room - LEAST["list"])
    return {"sidebar": sidebar, "list": min(chosen["list"], room - sidebar)}


def changed(zone: Zone, width: int, columns: int, kept: Mapping[str, int]) -> dict[str, int]:
    """Return `kept` with another width of the sidebar or the list, as far as there is room."""
    key = f"{class_of(columns)}.{zone}"
    asked = {**kept, key: max(LEAST[zone], width)}
    # What does not fit is not kept: the next step back shall be seen.
    return {**asked, key: widths(columns, asked)[zone]}

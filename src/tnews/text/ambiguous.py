"""How wide the terminal draws ambiguous characters: “ ” … — · ● ★ × and lines of boxes.

Unicode (UAX #11, class A) leaves it to the terminal: one cell, or two where it is set up for
Chinese. rich, and Textual with it, know one only; `use` makes them count two everywhere.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Literal
from unicodedata import east_asian_width

from rich import cells
from rich._unicode_data import load as _load

from tnews.text.wrap import forget_sizes

Width = Literal[1, 2]

_REACH = (
    range(0xA1, 0x3000),
    range(0xE000, 0xF900),
    range(0xFFFD, 0xFFFE),
    range(0x1F100, 0x1F1AE),
)
"""Where Unicode 17 has ambiguous characters outside its private planes: 1.5 ms instead of 100."""

_ASCII = frozenset(map(chr, range(0x20, 0x7F)))

_is_single = cells._is_single_cell_widths
_width: Width = 1


def width() -> Width:
    """Return how many cells an ambiguous character takes."""
    return _width


def use(size: Width) -> bool:
    """Count ambiguous characters as `size` cells from now on; False if they were already.

    Before anything is measured, or what was measured has to be measured again.
    """
    global _width
    if size == _width:
        return False
    _width = size
    # rich asks these two; `segment` has the second by its own name.
    setattr(cells, "load_cell_table", _wide_table if size == 2 else _load)  # noqa: B010
    single = _ASCII.issuperset if size == 2 else _is_single
    for module in (cells, sys.modules.get("rich.segment")):
        if module is not None:
            setattr(module, "_is_single_cell_widths", single)  # noqa: B010
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()
    if segment := sys.modules.get("rich.segment"):
        segment.Segment._split_cells.cache_clear()
    forget_sizes()
    return True


@cache
def _wide_table(unicode_version: str = "auto") -> cells.CellTable:
    """Return rich's table with ambiguous characters of two cells."""
    table = _load(unicode_version)
    known = [range(start, end + 1) for start, end, _size in table.widths]
    found: list[tuple[int, int, int]] = list(table.widths)
    at = 0
    for reach in _REACH:
        for code in reach:
            while at < len(known) and known[at].stop <= code:
                at += 1
            if at < len(known) and code in known[at]:
                continue  # without width (marks that combine), or wide already
            if east_asian_width(chr(code)) == "A":
                found.append((code, code, 2))
    narrow = frozenset(char for char in table.narrow_to_wide if east_asian_width(char) != "A")
    return table._replace(widths=sorted(found), narrow_to_wide=narrow)

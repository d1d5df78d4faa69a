"""Signs at fixed places."""

from __future__ import annotations

from unicodedata import east_asian_width

import pytest

from tnews.text.wrap import cells
from tnews.tui.marks import NARROW, WIDE, marks


def test_where_ambiguous_characters_take_two_cells_no_mark_is_one() -> None:
    assert [mark for mark in WIDE if east_asian_width(mark) not in ("N", "Na")] == []


@pytest.mark.parametrize("mark", NARROW)
def test_a_mark_takes_one_cell(mark: str) -> None:
    assert cells(mark) == 1


def test_the_usual_terminal_has_the_usual_marks() -> None:
    assert marks() is NARROW

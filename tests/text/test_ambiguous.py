"""Characters whose width is up to the terminal, of one cell and of two."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import set_cell_size, split_text
from rich.segment import Segment

from tnews.text import ambiguous
from tnews.text.wrap import cells, lines, truncate

AMBIGUOUS = "“”‘’—…·①★●×°→─│▌é"


@pytest.fixture(autouse=True)
def two_cells() -> Iterator[None]:
    ambiguous.use(2)
    yield
    ambiguous.use(1)


@pytest.mark.parametrize("char", AMBIGUOUS)
def test_an_ambiguous_character_takes_two_cells(char: str) -> None:
    assert cells(char) == 2


@pytest.mark.parametrize(
    ("text", "size"), [("abc", 3), ("中文", 4), ("e\u0301", 1), ("☎️", 2), ("✓", 1)]
)
def test_the_width_of_others_stays(text: str, size: int) -> None:
    assert cells(text) == size


def test_one_cell_again() -> None:
    ambiguous.use(1)
    assert [cells(char) for char in AMBIGUOUS] == [1] * len(AMBIGUOUS)


@pytest.mark.parametrize("text", ["×÷×÷", "“湖”", "│─│"])
def test_textual_cuts_where_the_terminal_does(text: str) -> None:
    left, right = split_text(text, 3)
    assert (cells(left), cells(right)) == (3, cells(text) - 3)
    assert cells(set_cell_size(text, 3)) == 3
    one, other = Segment(text).split_cells(3)
    assert (cells(one.text), cells(other.text)) == (3, cells(text) - 3)


@given(st.text(st.sampled_from(AMBIGUOUS + "湖州，。abc1 "), max_size=60), st.integers(2, 40))
def test_no_line_is_wider_than_its_width(text: str, width: int) -> None:
    ambiguous.use(2)
    assert all(cells(line.rstrip()) <= width for line in lines(text, width))
    assert cells(truncate(text, width)) <= width


@given(st.characters(min_codepoint=0xA1, max_codepoint=0x2FFF))
def test_every_ambiguous_character_of_unicode(char: str) -> None:
    ambiguous.use(2)
    if east_asian_width(char) == "A" and not combining(char) and cells(char):
        assert cells(char) == 2

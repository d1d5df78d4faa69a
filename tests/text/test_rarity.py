"""The rarest characters of a phrase."""

from hypothesis import given
from hypothesis import strategies as st

from tnews.text.rarity import rarest


def test_rare_characters_are_preferred_to_common_ones() -> None:
    assert rarest("的是腔溃疡了的", 3) == "腔溃疡"


def test_digits_and_marks_are_common() -> None:
    assert rarest("2019，腔溃疡", 2) == "腔溃"


@given(st.text(min_size=1, max_size=40), st.integers(1, 6))
def test_it_is_a_piece_of_the_term(term: str, length: int) -> None:
    piece = rarest(term, length)
    assert piece in term
    assert len(piece) == min(length, len(term))

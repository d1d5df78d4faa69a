"""The rarest characters of a phrase, without the commonest of them."""

from hypothesis import given
from hypothesis import strategies as st

from tnews.text.rarity import Thinned, thinned
from tnews.text.tokens import cut


def test_rare_characters_are_preferred_to_common_ones() -> None:
    assert thinned("的在中国溃疡", 3) == Thinned("", "国", "溃疡")


def test_the_commonest_of_them_is_left_out() -> None:
    assert thinned("一腔溃的疡一", 4) == Thinned("腔溃", "的", "疡")
    assert thinned("的腔溃疡", 4) == Thinned("", "的", "腔溃疡")


def test_digits_and_marks_are_common() -> None:
    assert thinned("2019，腔溃疡", 4) == Thinned("", "，", "腔溃疡")


@given(st.text(min_size=2, max_size=40), st.integers(2, 6))
def test_it_is_a_piece_of_the_term(term: str, length: int) -> None:
    piece = thinned(term, length)
    whole = piece.before + piece.left_out + piece.after
    assert whole in term
    assert len(whole) == min(length, len(term))
    assert len(piece.left_out) == 1
    assert not (piece.before and piece.after) or len(cut(piece.left_out).split()) == 1

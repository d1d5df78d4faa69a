"""Pieces of letters and digits: a text has all the pieces of the terms in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.grams import grams

TEXTS = st.text("ab1中é -")


@pytest.mark.parametrize(
    ("folded", "pieces"),
    [
        ("", ""),
        ("中国新闻 5g pc 港1", ""),
        ("iphone15发布", "e15 hon iph ne1 one pho"),
        ("aaaaa", "aaa"),
        ("2021年08月02日", "021 202"),
        ("ab\nc ab-cd", ""),
        ("café 3.14", "caf"),
    ],
)
def test_three_in_a_row_are_a_piece(folded: str, pieces: str) -> None:
    assert grams(folded) == pieces


@given(before=TEXTS, term=TEXTS, after=TEXTS)
def test_a_text_has_the_pieces_of_what_is_in_it(before: str, term: str, after: str) -> None:
    assert set(grams(term).split()) <= set(grams(before + term + after).split())


@given(TEXTS)
def test_what_is_not_in_a_text_is_none_of_its_pieces(text: str) -> None:
    assert all(piece in text and len(piece) == 3 for piece in grams(text).split())

import re

from hypothesis import given
from hypothesis import strategies as st

from tnews.text.fold import fold
from tnews.text.fold_table import FROM
from tnews.text.variants import pattern

TEXTS = st.text(
    st.one_of(st.sampled_from("软軟体體aAａＡ.[]^-髮發发"), st.sampled_from(FROM)), max_size=30
)


@given(TEXTS, st.text("软体aa.[]^-发", min_size=1, max_size=3).map(fold))
def test_finds_what_folding_would_find(text: str, term: str) -> None:
    found = [match.span() for match in pattern(term).finditer(text)]
    assert found == [match.span() for match in re.finditer(re.escape(term), fold(text))]


@given(st.sampled_from(FROM))
def test_knows_every_character_of_the_table(character: str) -> None:
    assert pattern(fold(character)).fullmatch(character)

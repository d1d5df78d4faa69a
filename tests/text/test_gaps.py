"""The gap between Chinese and Latin: where it belongs and where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.gaps import gaps
from tnews.text.shown import Put, with_puts


@pytest.mark.parametrize(
    "marked",
    [
        "用_Python_写的",
        "涨_15.7%_以上",
        "降至_-3.5℃_的",
        "约_¥9,999_元",
        "用_C++_语言",
        "于_2021—2025_年",
        "听_Beyoncé_唱",
        "在_Москва_的",
        "已有 5 个",
        "说，Python。好",
        "（A）股",
        "甲、乙",
        "京-津",
        "５Ｇ网",
        "plain words",
        "",
    ],
)
def test_a_gap_stands_where_marked_and_nowhere_else(marked: str) -> None:
    text = marked.replace("_", "")
    places = gaps(text)
    assert "".join("_" * (at in places) + char for at, char in enumerate(text)) == marked


@given(st.text(st.sampled_from("中文aB1é%+-$。， "), max_size=30))
def test_a_gap_has_no_space_and_no_pause_beside_it(text: str) -> None:
    for at in gaps(text):
        assert 0 < at < len(text)
        assert not {text[at - 1], text[at]} & set(" 。，")


puts = st.lists(st.builds(Put, st.integers(0, 12), st.text("[1] ", min_size=1)), max_size=5)


@given(puts)
def test_what_is_put_in_changes_no_place(found: list[Put]) -> None:
    stored = "abcdefghijkl"
    shown = with_puts(stored, found)
    for at, char in enumerate(stored):
        assert shown.text[shown.to_shown(at)] == char
        assert shown.to_stored(shown.to_shown(at)) == at
    assert shown.to_stored(len(shown.text)) == len(stored)
    assert len(shown.text) == len(stored) + sum(len(put.text) for put in found)
    places = [shown.to_stored(at) for at in range(len(shown.text))]
    assert places == sorted(places)

"""What a title is about, and how alike two titles are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.fold import fold
from tnews.text.keywords import MOST, are_alike, covered, terms


def test_pairs_of_ideographs_and_words_of_letters() -> None:
    assert terms("湖畔書店，iPhone 15 的秋天") == ["湖畔", "畔书", "书店", "iphone", "秋天"]


def test_what_carries_grammar_or_numbers_is_no_term() -> None:
    assert terms("我们的 2026 年 5 月了") == []


def test_a_name_that_overlaps_itself_covers_its_characters() -> None:
    assert covered("林一舟谈林一舟", ["林一", "一舟"]) == 6
    assert covered("林一舟谈书", ["林一", "一舟"]) == 3
    assert covered("林一舟", ["书店"]) == 0


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("湖州天气预报 11月27日", "湖州天气预报 11月28日", True),
        ("湖畔書店清晨開門", "湖畔书店清晨开门", True),
        ("早报：第一〇二期", "早报：第九十八期", True),
        ("湖畔书店清晨开门", "湖畔书店的第十个冬天", False),
        ("", "", True),
        ("2026", "书店", False),
        ("书", "书", True),
    ],
)
def test_titles_that_say_the_same_but_for_numbers(title: str, other: str, alike: bool) -> None:
    assert are_alike(title, other) is alike


@given(st.text(max_size=300))
def test_terms_stand_in_the_folded_title_and_are_few(title: str) -> None:
    found = terms(title)
    assert len(set(found)) == len(found) <= MOST
    assert all(term in fold(title) for term in found)
    assert covered(fold(title), found) <= len(title)
    assert are_alike(title, title)

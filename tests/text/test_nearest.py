import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.fold import fold
from tnews.text.nearest import nearest

CHANNELS = ["要闻", "科技", "财经", "经济", "互联网", "教育"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("财径", "财经"),
        ("經濟", "经济"),
        ("经财", "财经"),
        ("科支", "科技"),
        ("互连网", "互联网"),
        ("教育x", "教育"),
        ("财", "财经"),
        ("体育馆", ""),
        ("", ""),
    ],
)
def test_the_nearest_channel(word: str, name: str) -> None:
    assert nearest(word, CHANNELS) == name


def test_of_two_letters_one_is_no_likeness() -> None:
    assert nearest("is", ["it", "as"]) == ""
    assert nearest("lst", ["last", "list"]) == "last"


def test_of_the_equally_like_the_one_with_more_in_place_wins() -> None:
    assert nearest("科技园", ["新科技", "科技新"]) == "科技新"


@given(st.text(), st.lists(st.text()))
def test_it_is_one_of_the_names_or_nothing(word: str, names: list[str]) -> None:
    assert nearest(word, names) in (*names, "")


@given(st.text(min_size=1), st.lists(st.text()))
def test_a_name_itself_is_the_nearest(word: str, names: list[str]) -> None:
    assert fold(nearest(word, [*names, word])) == fold(word)

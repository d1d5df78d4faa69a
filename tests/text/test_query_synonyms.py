import pytest

from tnews.text.fold import fold
from tnews.text.hits import hits
from tnews.text.query import Word, meant_by, parse
from tnews.text.query.synonyms import _GROUPS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("软件", ("软件", "软体")),
        ("軟體", ("软体", "软件")),
        ("宇航员", ("宇航员", "航天员", "太空人")),
        ("列印", ("列印", "打印")),
        ("打印", ("打印",)),
        ("软件园", ("软件园",)),
        ('"软件"', ("软件",)),
        ("影片", ("影片",)),
    ],
)
def test_a_whole_word_finds_what_it_is_called_elsewhere(typed: str, meant: tuple[str, ...]) -> None:
    assert parse(typed).wanted == meant


def test_names_are_not_widened() -> None:
    assert meant_by(Word("特朗普", "author")) == ("特朗普",)


def test_both_words_are_marked() -> None:
    assert hits("軟體与软件", "软件") == [(0, 2), (3, 5)]


def test_every_word_is_folded_and_in_one_line() -> None:
    words = _GROUPS.replace(">", " ").split()
    assert words == [fold(word) for word in words]
    left = [word for line in _GROUPS.splitlines() for word in line.partition(" > ")[0].split()]
    assert len(left) == len(set(left))

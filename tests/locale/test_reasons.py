import errno
import os

import pytest

from tnews.locale import choose
from tnews.locale.reasons import begun, inside, reason


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOENT, "there is no such file or folder"),
        (errno.ENOSPC, "the disk is full"),
        (errno.ELOOP, os.strerror(errno.ELOOP)),
    ],
)
def test_a_common_error_has_words_of_its_own(number: int, told: str) -> None:
    choose("en")
    assert reason(OSError(number, os.strerror(number))) == told


def test_an_error_without_a_number_says_itself() -> None:
    assert reason(OSError("cannot rewind")) == "cannot rewind"


@pytest.mark.parametrize(
    ("sentence", "beginning"),
    [
        ("It refuses.", "It refuses"),
        ("它拒绝连接。", "它拒绝连接"),
        ("it refuses", "it refuses"),
        ("", ""),
    ],
)
def test_a_sentence_that_goes_on_has_no_stop(sentence: str, beginning: str) -> None:
    assert begun(sentence) == beginning


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("There is no host named a.example.", "there is no host named a.example"),
        ("The answer broke off.", "the answer broke off"),
        ("Theatre.example refuses connections.", "Theatre.example refuses connections"),
        ("the server has a fault (500)", "the server has a fault (500)"),
        ("a.example 拒绝连接。", "a.example 拒绝连接"),
        ("Is the network up?", "Is the network up?"),
        ("", ""),
    ],
)
def test_behind_a_colon_there_is_neither_capital_nor_stop(sentence: str, said: str) -> None:
    assert inside(sentence) == said
    assert inside(said) == said

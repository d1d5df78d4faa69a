import errno
import os

import pytest

from tnews.locale import choose
from tnews.locale.reasons import begun, reason


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

"""kitty's graphics, byte for byte as its specification has them."""

from __future__ import annotations

import base64
import re
from unicodedata import bidirectional, category, combining, decomposition

from hypothesis import given
from hypothesis import strategies as st

from tnews.text.wrap import cells
from tnews.tui.kitty import CHUNK, DIACRITICS, MOST, deletion, placeholders, transmission
from tnews.tui.screens.picturing import SHARE

SEQUENCE = re.compile(r"\x1b_G(?P<control>[^;\x1b]*)(?:;(?P<payload>[^\x1b]*))?\x1b\\")


@given(st.binary(min_size=1, max_size=20_000))
def test_a_picture_is_sent_in_chunks(png: bytes) -> None:
    matches = [SEQUENCE.fullmatch(part) for part in transmission(77, png, 40, 12)]
    found = [match for match in matches if match is not None]
    assert len(found) == len(matches)
    payloads = [match["payload"] for match in found]
    assert base64.standard_b64decode("".join(payloads)) == png
    assert all(len(payload) == CHUNK for payload in payloads[:-1])
    assert CHUNK % 4 == 0
    head, *others = [match["control"].split(",") for match in found]
    assert [*head[:7]] == ["a=T", "U=1", "q=2", "f=100", "i=77", "c=40", "r=12"]
    assert all(set(control) <= {"q=2", "m=0", "m=1"} for control in others)
    assert [control[-1] for control in (head, *others)] == ["m=1"] * (len(found) - 1) + ["m=0"]


def test_a_picture_is_forgotten_with_its_data() -> None:
    assert deletion(77) == "\x1b_Ga=d,d=I,q=2,i=77\x1b\\"


def test_a_row_says_row_and_column_of_each_cell() -> None:
    # The example of the specification: 2 x 2 cells.
    assert placeholders(0, 2) == "\U0010eeee\u0305\u0305\U0010eeee\u0305\u030d"
    assert placeholders(1, 2) == "\U0010eeee\u030d\u0305\U0010eeee\u030d\u030d"


def test_a_placeholder_is_one_cell_wide() -> None:
    for row in range(MOST):
        assert cells(placeholders(row, MOST)) == MOST


FUSED = {
    *range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x313, 0x314, 0x342, 0x653, 0x654,
}  # fmt: skip
"""Marks that the specification leaves out: normalization may fuse them with a letter."""


def test_the_marks_are_those_of_the_specification() -> None:
    # rowcolumn-diacritics.txt: Mn, class 230, NSM, without a decomposition; nothing below U+082E
    # has joined them since Unicode 6.0, of which it is made.
    marks = [
        char
        for char in map(chr, range(0x300, 0x82E))
        if (category(char), combining(char), bidirectional(char)) == ("Mn", 230, "NSM")
        and not decomposition(char)
        and ord(char) not in FUSED
    ]
    assert marks == list(DIACRITICS)


def test_there_are_marks_for_the_widest_column_and_the_highest_picture() -> None:
    assert MOST >= 120  # [reader] measure
    assert int(120 * SHARE) <= MOST  # of a screen of 120 lines

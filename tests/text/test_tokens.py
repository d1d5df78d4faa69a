from hashlib import blake2b

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tnews.text.fold import fold
from tnews.text.tokens import CUTTER_VERSION, cut

TEXT = st.text(st.sampled_from("中国zzab a9\t\n，.《й한ไ𠀀𠀁𠐀é+2d"), max_size=12)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("中国", "4e2d 56fd"),
        ("5g手", "0035 0067 624b"),
        ("a b\n", "0061 0020 0062 000a"),
        ("𠀀é", "d840 dc00 00e9"),
        ("", ""),
    ],
)
def test_cuts(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@given(st.text())
def test_every_unit_of_utf_16_is_one_ascii_token(text: str) -> None:
    tokens = cut(text)
    units = len(text.encode("utf-16-be")) // 2
    assert len(tokens.split(" ") if tokens else []) == units
    assert tokens.replace(" ", "").isalnum() or not text
    assert tokens.isascii()


@given(TEXT, TEXT)
@example("a", "\n")
@example("9", "\t")
def test_is_found_exactly_where_its_tokens_are_a_phrase(piece: str, text: str) -> None:
    assert (piece in text) == (f" {cut(piece)} " in f" {cut(text)} " if piece else True)


def test_another_cut_or_table_needs_another_version() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    digest = blake2b(cut(fold(every)).encode(), digest_size=8).hexdigest()
    assert (CUTTER_VERSION, digest) == (2, "e7583aff67e01e92"), (
        "raise CUTTER_VERSION: the index is rebuilt"
    )

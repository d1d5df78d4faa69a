import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.terms import TERM_LIMIT, TEXT_LIMIT, Terms, parse


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("手机 芯片", ("手机", "芯片"), ()),
        ("手机　芯片", ("手机", "芯片"), ()),
        ('"晴天 有云"', ("晴天 有云",), ()),
        ("“晴天 有云” 「多 云」", ("晴天 有云", "多 云"), ()),
        ('"有云', ("有云",), ()),
        ('"a b"c', ("a b", "c"), ()),
        ("手机 -芯片 －屏幕", ("手机",), ("芯片", "屏幕")),
        ('-"a b" c', ("c",), ("a b",)),
        ("手机 -", ("手机",), ()),
        ("手机* **", ("手机", "*"), ()),
        ("ＡＩ 晶體", ("ai", "晶体"), ()),
        ("title:雨 AND (风) NEAR", ("title:雨", "and", "(风)", "near"), ()),
        ("雨 雨", ("雨",), ()),
        ("雨\t风\n云", ("雨", "风", "云"), ()),
        ('"雨\n风"', ("雨 风",), ()),
        ("\x1b[31m雨\x00", ("雨",), ()),
        ('"" “” * - " "', (), ()),
        ("", (), ()),
        ("-雨", (), ("雨",)),
    ],
)
def test_parses(text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    assert parse(text) == Terms(wanted, unwanted)


def test_reads_no_more_than_the_limits() -> None:
    long = parse("雨" * 3000)
    assert long.is_cut
    assert long.wanted == ("雨" * TEXT_LIMIT,)
    many = parse(" ".join(map(str, range(100))))
    assert many.is_cut
    assert len(many.wanted) == TERM_LIMIT


@given(st.text(max_size=500))
def test_terms_are_folded_pieces_on_one_line(text: str) -> None:
    terms = parse(text)
    for term in (*terms.wanted, *terms.unwanted):
        assert term
        assert not set("\n\t\x1b") & set(term)
        assert not term.isspace()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.encodings import damage, declared, is_true, real

CHINESE = "湖边的早晨，竹桥上有人走过。今天的新闻说，市场里的人都在谈论经济。"


@pytest.mark.parametrize(
    ("body", "header", "wanted"),
    [
        (b'<?xml version="1.0" encoding="GBK"?>', "", "gbk"),
        (b"<meta charset=utf-8>", "", "utf-8"),
        (b'<meta http-equiv=x content="text/html; charset=gb2312">', "", "gb2312"),
        (b"<meta charset=utf-8>", "GBK", "gbk"),
        (b"<p>none", "", ""),
    ],
)
def test_what_is_declared(body: bytes, header: str, wanted: str) -> None:
    assert declared(body, header) == wanted


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf_16_le"])
def test_what_it_is(codec: str) -> None:
    text = (
        f"<html><p>{CHINESE if codec != 'big5hkscs' else '這是會議的報導，記者說明經濟情況。' * 3}"
    )
    assert real(text.encode(codec)) == codec.removesuffix("-sig")


def test_a_document_in_two_charsets_is_mixed() -> None:
    mixed = f"<p>{CHINESE * 3}\n".encode() + f"<p>{CHINESE}\n".encode("gb18030")
    assert real(mixed) == "mixed"


def test_a_name_may_be_another_of_the_same() -> None:
    assert is_true("gb2312", "gb18030")
    assert is_true("", "gb18030")
    assert not is_true("utf-8", "gb18030")


@pytest.mark.parametrize("wrong", ["gb18030", "cp1252"])
def test_wrong_decoding_is_damage(wrong: str) -> None:
    assert damage(CHINESE.encode().decode(wrong, "replace")) > 0.02
    assert damage(CHINESE) == 0.0


@given(st.binary(max_size=200), st.sampled_from(["", "gbk", "x-unknown", "utf-8"]))
def test_any_bytes_have_an_answer(body: bytes, header: str) -> None:
    assert real(body, header)
    assert 0.0 <= damage(body.decode("utf-8", "replace")) <= 1.0

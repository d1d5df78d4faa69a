"""The boundary: whatever goes in, nothing a terminal obeys comes out."""

import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.model import ArticleDraft, Block, Link, clean, clean_line, clean_text, clean_url

DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\x1b[31m红\x1b[0m", "红"),
        ("前\x1b]0;标题\x07后", "前后"),
        ("前\x1b]52;c;eA==\x1b\\后", "前后"),
        ("前\x1b]0;没有结尾", "前0;没有结尾"),
        ("前\x9b31m后", "前后"),
        ("前\x9d0;x\x9c后", "前后"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("右\u202e左", "右左"),
        ("零\u200b宽\ufeff\u00ad", "零宽"),
        ("e\u0301", "é"),
        ("[图] [bold]{}[/]", "[图] [bold]{}[/]"),
        ("👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️"),
        ("全角，。“”　ＡＢ", "全角，。“”　ＡＢ"),
        ("z" + "\u0301" * 40, "ź" + "\u0301" * 8),
        ("ก" + "\u0e49" * 40, "ก" + "\u0e49" * 8),
        ("前\x9d一\x9d二\x9c后", "前一后"),
        ("前\x90\x98\x9e\x9f后", "前后"),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    "flood",
    [
        "a" + "\u0327\u0301" * 200_000,
        "א" + "\u05b0\u0591" * 200_000,
        "a" + "\U0001d165\U0001d16e" * 200_000,
        "文" + "\x9d" * 500_000,
        "文" + "\x90\x98x" * 200_000,
        ("\x1b]" + "x" * 4095) * 200,
        "\x1b[" + "0" * 1_000_000,
        "\x1b[" * 300_000,
        "—" * 1_000_000,
        ("=" * 499 + "新") * 2000,
    ],
    ids=lambda flood: ascii(flood[:6]),
)
def test_a_flood_is_cleaned_in_time(flood: str) -> None:
    with at_most(2):  # a fifth of a second; minutes with what grows as the square
        once = clean_text(flood)
        assert clean_text(once) == once


def test_a_long_row_of_signs_stays() -> None:
    row = "━" * 1200 + "👨‍👩‍👧❤️" * 300
    assert clean_text(row) == row


@given(st.text(alphabet=st.characters() | st.sampled_from("\x1b[]\x9b\x9d\x07m0;\\\u202e中文")))
def test_always_clean_and_stable(raw: str) -> None:
    once = clean_text(raw)
    assert not DANGEROUS.search(once)
    assert clean_text(once) == once
    line = clean_line(raw)
    assert not DANGEROUS.search(line)
    assert "\n" not in line
    assert len(line) <= 300
    assert clean_line(line) == line


@pytest.mark.parametrize(
    "url",
    ["https://example.com/a?b=1#c", "http://[::1]:8080/x", "https://例子.中国/新闻"],
)
def test_good_urls(url: str) -> None:
    assert clean_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "file:///etc/passwd", "exec:touch x", "//example.com/x",
        "http://", "http://a b/", "http://a/\x1b[0m", "http://user:pass@example.com/",
        "http://example.com:port/", "http://[::1/", 'http://a/"x', "http://a/\\b",
        "https://example.com/" + "x" * 3000,
    ],
)  # fmt: skip
def test_bad_urls(url: str) -> None:
    assert clean_url(url) == ""


@given(
    st.from_regex(r"https?://[A-Za-z0-9.-]{0,9}(:[0-9]{0,6})?([/?#][!-~]{0,20})?", fullmatch=True)
    | st.text(alphabet="hts:/@[].?#%0aB\\é ").map("http://".__add__)
)
def test_a_plain_address_is_judged_as_every_other(url: str) -> None:
    checked = clean._checked.__wrapped__
    with mock.patch.object(clean, "_PLAIN_URL", "(?!)"):
        expected = checked(url)
    assert checked(url) == expected


def test_links_keep_their_words_when_the_text_is_cleaned() -> None:
    text = "看\u200b这里\x1b[0m吧"
    start = text.index("这")
    block = Block("p", text, links=(Link(start, start + 2, "https://example.com/"),))
    assert block.text == "看这里吧"
    assert block.text[block.links[0].start : block.links[0].end] == "这里"


def test_a_link_to_nowhere_safe_is_dropped() -> None:
    assert Block("p", "点这里", links=(Link(0, 3, "javascript:x"),)).links == ()


@given(st.text(), st.text(), st.text())
def test_records_are_clean(a: str, b: str, c: str) -> None:
    draft = ArticleDraft(a, b, c, (Block("pre", a), Block("p", b)), origin=c, editor=a)
    shown = [draft.uid, draft.url, draft.title, draft.text, draft.origin, draft.editor]
    assert not DANGEROUS.search("".join(shown))
    assert "\n" not in draft.blocks[1].text

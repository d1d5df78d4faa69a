from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.fold import fold
from tnews.text.query import (
    DEPTH_LIMIT,
    TERM_LIMIT,
    TEXT_LIMIT,
    And,
    Flag,
    Node,
    Not,
    Or,
    Since,
    Until,
    Word,
    both,
    parse,
)

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def words(*texts: str) -> Node:
    return And(tuple(Word(text) for text in texts))


def phrase(text: str) -> Word:
    return Word(text, is_exact=True)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("手机 芯片", words("手机", "芯片")),
        ("手机　芯片", words("手机", "芯片")),
        ("雨\t风\n云", words("雨", "风", "云")),
        ('"晴天 有云"', phrase("晴天 有云")),
        ("“晴天 有云” 「多 云」", And((phrase("晴天 有云"), phrase("多 云")))),
        ('"有云', phrase("有云")),
        ('"a b"c', And((phrase("a b"), Word("c")))),
        ('"雨\n风"', phrase("雨 风")),
        ("手机 -芯片 －屏幕", And((Word("手机"), Not(Word("芯片")), Not(Word("屏幕"))))),
        ('-"a b" c', And((Not(phrase("a b")), Word("c")))),
        ("-(a b)", Not(words("a", "b"))),
        ("NOT a", Not(Word("a"))),
        ("手机 -", Word("手机")),
        ("手机 - 芯片", words("手机", "芯片")),
        ("手机* **", words("手机", "*")),
        ("ＡＩ 晶體", words("ai", "晶体")),
        ("\x1b[31m雨\x00", Word("雨")),
        ("a OR b c", Or((Word("a"), words("b", "c")))),
        ("a ＯＲ b | c", Or((Word("a"), Word("b"), Word("c")))),
        ("a or b a|b", words("a", "or", "b", "a|b")),
        ("a AND b", words("a", "b")),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("（甲 OR 乙） f(x)", And((Or((Word("甲"), Word("乙"))), Word("f(x)")))),
        ("(f(x) OR b", Or((Word("f(x)"), Word("b")))),
        ("((a OR b))", Or((Word("a"), Word("b")))),
        ("快讯（图） a)b", words("快讯(图)", "a)b")),
        ("http://a.cn/b:c 12:30 foo:bar", words("http://a.cn/b:c", "12:30", "foo:bar")),
        ("title:雨", Word("雨", "title")),
        ("標題：“雨 風”", Word("雨 风", "title", is_exact=True)),
        ("来源:浙江 -作者：张", And((Word("浙江", "source"), Not(Word("张", "author"))))),
        ("責編:李 标签:AI", And((Word("李", "editor"), Word("ai", "tag")))),
        ("頻道：國際", Word("国际", "category")),
        ("title:(雨 OR 风)", Or((Word("雨", "title"), Word("风", "title")))),
        ("is:unread -是：收藏", And((Flag("unread"), Not(Flag("bookmarked"))))),
        ("is:已讀 有:筆記", And((Flag("read"), Flag("note")))),
        ("", None),
        ("-", None),
        ('"" “” * - " "', Word("*")),
        ("(((", None),
    ],
)
def test_reads(text: str, root: Node | None) -> None:
    found = parse(text, NOW)
    assert found.problem is None
    assert found.root == root


@pytest.mark.parametrize(
    ("text", "problem", "start", "end"),
    [
        ("雨 title:", "title: needs a value right behind it, as in title:地震", 2, 8),
        ("來源： 浙江", "來源： needs a value", 0, 3),
        ("is:unraed", "did you mean unread?", 3, 9),
        ("是:xyz", "there are unread", 2, 5),
        ("雨 after:昨日昨日", "is no date", 8, 12),
        ("after:2026-02-30", "is no date", 6, 16),
        ("图）", "） closes nothing", 1, 2),
        (")", ") closes nothing", 0, 1),
        ("OR a", "OR needs something on both sides", 0, 2),
        ("(a OR)", "OR needs something on both sides", 3, 5),
        ("a | | b", "| needs something on both sides", 2, 3),
        ("a AND", "AND needs something on both sides", 2, 5),
        ("a NOT", "NOT needs something behind it", 2, 5),
        ("天" * (TEXT_LIMIT + 3), str(TEXT_LIMIT), TEXT_LIMIT, TEXT_LIMIT + 3),
        ("a " * TERM_LIMIT + "b", str(TERM_LIMIT), 2 * TERM_LIMIT, 2 * TERM_LIMIT + 1),
        ("(" * (DEPTH_LIMIT + 1), str(DEPTH_LIMIT), DEPTH_LIMIT, DEPTH_LIMIT + 1),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, problem: str, start: int, end: int) -> None:
    found = parse(text).problem
    assert found is not None
    assert problem in found.message
    assert (found.start, found.end, found.column) == (start, end, start + 1)


def test_what_could_be_read_beside_a_mistake_is_there() -> None:
    found = parse("雨 is:nothing -云 OR title:风 )")
    assert found.problem is not None
    assert found.wanted == ("雨",)
    assert found.wanted_in_title == ("雨", "风")


def test_a_date_is_a_part_of_the_tree() -> None:
    day = datetime(2026, 11, 1), datetime(2026, 11, 2)
    start, end = (moment.astimezone(UTC) for moment in day)
    assert parse("date:2026-11-01").root == And((Since(start), Until(end)))
    assert parse("自:2026-11-01").root == Since(start)
    assert parse("before:2026-11-01").root == Until(start)
    assert parse("至：2026-11-01").root == Until(end)
    assert parse("自:2026-11-01T09:30").root == Since(start + timedelta(hours=9, minutes=30))
    assert parse("在:3天内", NOW).root == Since(NOW - timedelta(3))
    assert parse("before:3天", NOW).root == Until(NOW - timedelta(3))


@pytest.mark.parametrize("first", ["a", "a OR b", '"a b', "(a OR b", "", " "])
@pytest.mark.parametrize("second", ["c", "c OR d", "“c", ""])
def test_both_searches_are_one(first: str, second: str) -> None:
    parts = [part for part in (parse(first).root, parse(second).root) if part is not None]
    together = And(tuple(parts)) if len(parts) == 2 else parts[0] if parts else None
    assert parse(both(first, second)).root == together


WORDS = "title: 来源： is: 未读 after: 昨天 2026 雨 軟體 f(x) http:// 𠮷 有: date: \x00 \x1b["
PIECES = st.sampled_from(
    [*'()（）-－"“”「」:：|* \t\n', " OR ", " AND ", "NOT ", *WORDS.split(" ")]
)


@given(st.one_of(st.text(max_size=500), st.lists(PIECES, max_size=60).map("".join)))
def test_any_string_can_be_read(text: str) -> None:
    found = parse(text, NOW)
    for word in (*found.wanted, *found.wanted_in_title):
        assert word
        assert word == fold(word)
        assert not set("\n\t\x1b\x00") & set(word)
    if found.problem:
        assert 0 <= found.problem.start < found.problem.end <= len(text)
    if len(text) < TEXT_LIMIT - 2 * DEPTH_LIMIT:
        closed = parse(text + found.closing, NOW)
        assert (closed.root, closed.closing) == (found.root, "")

"""Completing a search while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import locale
from tnews.text.fold import fold
from tnews.text.query import parse
from tnews.text.query.completion import Completion, Names, complete
from tnews.text.query.names import FIELD_OF

NAMES = Names(
    channels=("要闻", "消费"),
    sources=("湖畔日报", "IT之家", "The Paper", "快讯(早)", "-半", '"引号"社'),
    authors=("林一舟",),
    editors=("FG003",),
    tags=("待读",),
)


@pytest.fixture(autouse=True)
def _chinese() -> None:
    locale.choose("zh_CN")


def texts(text: str, at: int | None = None, *, asked: bool = False) -> list[str]:
    found = complete(text, len(text) if at is None else at, NAMES, asked=asked)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("标", "标题:"),
        ("ti", "title:"),
        ("責", "责编:"),
        ("竹桥 来", "竹桥 来源:"),
        ("竹桥 -频", "竹桥 -频道:"),
        ("(桥 OR 作", "(桥 OR 作者:"),
        ("频道:消", "频道:消费 "),
        ("来源：湖", "来源：湖畔日报 "),
        ("source:之", "source:IT之家 "),
        ("source:the", 'source:"The Paper" '),
        ('来源:"The P', '来源:"The Paper" '),
        ("来源:快", '来源:"快讯(早)" '),
        ("作者:", "作者:林一舟 "),
        ("责编:fg", "责编:FG003 "),
        ("标签:", "标签:待读 "),
        ("是:", "是:未读 "),
        ("is:", "is:unread "),
        ("is:未", "is:未读 "),
        ("未", "是:未读 "),
        ("日期:昨", "日期:昨天 "),
        ("after:", "after:today "),
        ("本", "日期:本周 "),
    ],
)
def test_what_is_offered_first(typed: str, first: str) -> None:
    assert texts(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "竹桥", "竹桥 ", '"标', "频道:消费", "标题:标", "网址:"])
def test_where_nothing_is_offered(typed: str) -> None:
    assert texts(typed) == []


def test_who_asks_is_offered_every_field() -> None:
    assert texts("竹桥 ", asked=True)[:3] == ["竹桥 标题:", "竹桥 来源:", "竹桥 频道:"]


def test_in_taiwan_fields_look_as_they_do_there() -> None:
    found = complete("標", 1, NAMES, language="zh_TW")
    assert found[0] == Completion("標題:", 3, "標題:", "标题里的词")


def test_what_stands_behind_the_cursor_stays() -> None:
    assert complete("频道:消 竹桥", 4, NAMES)[0] == Completion("频道:消费 竹桥", 5, "频道:消费")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_all_that_is_offered_is_understood(language: str) -> None:
    fields = complete("", 0, NAMES, asked=True, language=language)
    assert len(fields) == 12
    for field in fields:
        assert fold(field.text.rstrip(":")) in FIELD_OF
        for value in complete(field.text, field.at, NAMES, language=language):
            assert parse(value.text).problem is None
            assert parse(value.text).root is not None


@given(
    st.text(st.sampled_from('标题来源频道:：是未读 -"“”()ab昨'), max_size=20), st.integers(0, 20)
)
def test_any_text_can_be_completed_anywhere(text: str, at: int) -> None:
    at = min(at, len(text))
    for one in complete(text, at, NAMES, asked=True):
        assert one.text.endswith(text[at:])
        assert 0 < one.at <= len(one.text)

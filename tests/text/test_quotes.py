"""Quotation marks as corner brackets: pairs only, nested ones in turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.quotes import corner


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("他说：“好的。”", "他说：「好的。」"),
        ("“‘十四五’规划”出台", "「『十四五』规划」出台"),
        ("‘甲“乙”丙’", "『甲「乙」丙』"),
        ("“他说“好”，我听见了”", "「他说『好』，我听见了」"),
        ("“甲”与“乙”", "「甲」与「乙」"),
        ("“这一段还没有完", "“这一段还没有完"),
        ("没有开头的”引号", "没有开头的”引号"),
        ("“甲‘乙”丙’", "「甲‘乙」丙’"),
        ("他用‘don’t’这个词", "他用『don’t』这个词"),
        ("it’s 很好", "it’s 很好"),
        ("“plain English”", "“plain English”"),
        ('直的"引号"不变', '直的"引号"不变'),
        ("", ""),
    ],
)
def test_pairs_become_brackets(stored: str, shown: str) -> None:
    assert corner(stored) == shown


@given(st.text(st.sampled_from("“”‘’甲a，"), max_size=30))
def test_it_is_as_long_and_its_brackets_are_nested(text: str) -> None:
    shown = corner(text)
    assert len(shown) == len(text)
    open_brackets = ""
    for char in shown:
        if char in "「『":
            open_brackets += char
        elif char in "」』":
            assert open_brackets
            assert open_brackets[-1] == {"」": "「", "』": "『"}[char]
            open_brackets = open_brackets[:-1]
    assert not open_brackets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.catalogue.markup import blocks
from tnews.model import Block


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一段话", [Block("p", "一段话")]),
        ("# 标题", [Block("h", "标题")]),
        ("> 引文", [Block("quote", "引文")]),
        ("- 一项", [Block("li", "· 一项")]),
        ("12. 第十二项", [Block("li", "12. 第十二项")]),
        ("3.5 公里", [Block("p", "3.5 公里")]),
        ("#不是标题", [Block("p", "#不是标题")]),
        ("```\n$ ls\n  a\n\n# b\n```", [Block("pre", "$ ls\n  a\n\n# b")]),
        ("```\n没有关上", [Block("pre", "没有关上")]),
        ("```\n```", []),
        ("\n \n", []),
        ("一\n\n二", [Block("p", "一"), Block("p", "二")]),
    ],
)
def test_a_line_becomes_a_block(text: str, expected: list[Block]) -> None:
    assert list(blocks(text)) == expected


@given(st.lists(st.text("山水一二。，", min_size=1)))
def test_plain_lines_are_never_lost(lines: list[str]) -> None:
    assert [block.text for block in blocks("\n\n".join(lines))] == lines

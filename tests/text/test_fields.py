from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import Block
from tnews.text.fields import Fields, split

BODY = "市政府昨天下午召开会议，讨论了今年的供水计划。" * 6
AT_0930 = datetime(2021, 8, 2, 1, 30, tzinfo=UTC)


def paragraphs(*lines: str) -> list[Block]:
    return [Block("p", line) for line in lines]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("来源：浙江日报", Fields(origin="浙江日报")),
        ("稿件来源: 浙江日报 作者: 王小明", Fields(origin="浙江日报", author="王小明")),
        ("文｜王小明", Fields(author="王小明")),
        ("2021-08-02 09:30 来源：浙江日报", Fields(origin="浙江日报", published_at=AT_0930)),
        ("发布时间：2021年8月2日 上午9:30", Fields(published_at=AT_0930)),
        ("發佈來源：某報", Fields()),
        ("來源：聯合新聞 責編：陳大文", Fields(origin="聯合新聞", editor="陳大文")),
    ],
)
def test_info_line_at_the_head(line: str, fields: Fields) -> None:
    found, rest = split(paragraphs(line, BODY))
    assert found == fields
    assert len(rest) == (1 if fields != Fields() else 2)


@pytest.mark.parametrize(
    ("line", "editor"),
    [
        ("责任编辑：FG003", "FG003"),
        ("（责任编辑：FG003）", "FG003"),
        ("【责任编辑:王小明 】", "王小明"),
        ("[编辑：王小明]", "王小明"),
        ("责编 | 王小明", "王小明"),
        ("责任编辑：王小明_NB1234", "王小明"),
    ],
)
def test_editor_at_the_tail(line: str, editor: str) -> None:
    found, rest = split(paragraphs(BODY, line))
    assert found == Fields(editor=editor)
    assert rest == tuple(paragraphs(BODY))


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络",
        "来源：https://a.cn/1",
        "他说来源：不明",
        "来源于生活的故事",
        "编辑：今天我们来谈谈。",
        "2021-08-02",
        "记者：今年情况怎样",
        "正文：文：无",
        "来源：",
        "作者：作者：",
        "时间：2021-08-02 地点：北京",
    ],
)
def test_nothing_is_invented(line: str) -> None:
    blocks = paragraphs(line, BODY, BODY)
    assert split(blocks) == (Fields(), tuple(blocks))


def test_line_with_more_than_labels_stays() -> None:
    blocks = paragraphs(BODY, "编辑：王小明 校对：李小红")
    assert split(blocks) == (Fields(editor="王小明"), tuple(blocks))


def test_bracket_that_ends_the_last_paragraph_is_read_and_stays() -> None:
    blocks = paragraphs(BODY + "（来源：浙江日报 编辑：王小明）")
    assert split(blocks) == (Fields(origin="浙江日报", editor="王小明"), tuple(blocks))


def test_lines_in_the_middle_are_text() -> None:
    blocks = paragraphs(*[BODY] * 6, "来源：浙江日报", *[BODY] * 7)
    assert split(blocks) == (Fields(), tuple(blocks))


def test_repeated_title_goes() -> None:
    blocks = paragraphs("全市 供水计划公布", BODY)
    assert split(blocks, "全市供水计划公布")[1] == tuple(blocks[1:])


def test_body_of_nothing_else_stays() -> None:
    blocks = paragraphs("来源：浙江日报")
    assert split(blocks) == (Fields(origin="浙江日报"), tuple(blocks))


@given(
    st.lists(st.text(alphabet="来源：作者责任编辑 （）2021-080930/|x。", max_size=40), max_size=12)
)
def test_blocks_only_get_fewer(lines: list[str]) -> None:
    blocks = paragraphs(*lines)
    _, rest = split(blocks, "来源")
    assert all(block in blocks for block in rest)
    assert len(rest) <= len(blocks)

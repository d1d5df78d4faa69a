"""Headings: those of the page, and paragraphs that are guessed to be some."""

import pytest

from tnews.model import Block
from tnews.text.headings import Heading, guessed, headings

LONG = "湖水很静，山也很静，人在湖边走，影子在水里走，走着走着就不知道是人带着影子还是影子带着人。"


def paragraphs(*texts: str) -> list[Block]:
    return [Block("p", text) for text in texts]


def test_short_paragraphs_above_long_ones_are_headings() -> None:
    found = guessed(paragraphs(LONG, "湖边的早市", LONG, "山里的茶园", LONG))
    assert found == {1, 3}


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况", "（一）农业", "1. 起步", "第三章 收获", "二、改革开放以来的三个阶段",
    ],
)  # fmt: skip
def test_one_with_a_number_is_enough(text: str) -> None:
    assert guessed(paragraphs(LONG, text, LONG)) == {1}


@pytest.mark.parametrize(
    "text",
    [
        "他走了。", "真的吗？", "“走吧。”", "记者 张三", "本报通讯员李四", "来源：新华网", "2025年7月1日", "（完）",
        "▲早市一角", "图1", "湖边早市 本报资料图", "韩某/晚报", "第一届茶园大会在湖边的广场举行三百多人参加了开幕仪式",
        "1.5", "plain",
    ],
)  # fmt: skip
def test_what_is_no_heading(text: str) -> None:
    assert not guessed(paragraphs(LONG, text, LONG, text[:-1] + "山" + text[-1], LONG)) & {1}


def test_a_single_short_paragraph_is_a_remark() -> None:
    assert not guessed(paragraphs(LONG, "湖边的早市", LONG))


def test_nothing_is_guessed_where_the_page_marks_headings() -> None:
    marked = [Block("h", "早市"), *paragraphs(LONG, "湖边的早市", LONG, "山里的茶园", LONG)]
    assert guessed(marked) == {2, 4}, "one marked heading may be the title"
    assert not guessed([*marked, Block("h", "茶园"), *paragraphs(LONG)])


def test_a_caption_is_no_heading() -> None:
    image = Block("img", "", "https://example.com/a.jpg")
    found = guessed(
        [image, *paragraphs("湖边的早市", LONG), image, *paragraphs("山里的茶园", LONG)]
    )
    assert not found


def test_levels_follow_the_numbers() -> None:
    blocks = [
        Block("h", "一、湖"),
        *paragraphs(LONG, "（一）早市", LONG, "（二）晚市", LONG),
        Block("h", "二、山"),
        Block("h", "尾声"),
        *paragraphs(LONG),
    ]
    assert headings(blocks) == [
        Heading(0, "一、湖", 1),
        Heading(2, "（一）早市", 2, is_guess=True),
        Heading(4, "（二）晚市", 2, is_guess=True),
        Heading(6, "二、山", 1),
        Heading(7, "尾声", 1),
    ]

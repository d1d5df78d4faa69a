"""The one-line bars at any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cached_room import Cache, ready, room, said, until
from tnews.text.wrap import cells
from tnews.tui.view import ALL, View
from tnews.tui.widgets import bars
from tnews.tui.widgets.bars import ChannelBar, StatusBar

NAMES = ["全部", "未读", "收藏", "要闻", "互联网", "IT", "健康", "使用指南"]
VIEWS = [
    (View("category", name) if i else ALL, name, str(i * 7 or "")) for i, name in enumerate(NAMES)
]


def shown(width: int, current: int) -> str:
    bar = ChannelBar()
    bar._views, bar._current = VIEWS, VIEWS[current][0]
    return "".join(text for text, _part in bar.lines(width)[0])


def test_the_first_and_the_current_channel_are_always_in_sight() -> None:
    assert "全部" in shown(80, 7)
    assert "使用指南 49" in shown(80, 7)
    assert shown(40, 7).startswith(" 全部  ‹")
    assert "使用指南 49" in shown(40, 7)


def test_a_sign_says_that_more_lie_to_the_right() -> None:
    assert shown(40, 0).endswith("›")
    assert not shown(200, 0).endswith("›")


@given(st.integers(10, 150), st.integers(0, len(NAMES) - 1))
def test_the_bar_is_never_too_wide(width: int, current: int) -> None:
    assert cells(shown(width, current)) <= width


@given(st.integers(20, 120))
def test_help_and_quit_are_hinted_before_all_others(width: int) -> None:
    hints = [("j", "移动"), ("/", "搜索"), ("?", "帮助"), ("q", "退出")]
    (line,) = StatusBar(hints).lines(width)
    text = "".join(text for text, _part in line)
    assert cells(text) <= width
    assert "帮助" in text
    assert "退出" in text


@given(st.integers(20, 60), st.sampled_from(["", "刷新完成，60 篇新文章，三个来源没有回答"]))
def test_what_stands_at_the_right_does_not_touch_what_is_before_it(width: int, said: str) -> None:
    status = StatusBar([("n N", "逐处"), ("?", "帮助"), ("q", "退出")])
    status._text = said
    status._right = "第 1/1 处  25%"
    (line,) = status.lines(width)
    text = "".join(text for text, _part in line)
    assert cells(text) <= width
    assert text.partition("第 1/1 处")[0].endswith(" ")


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (40, " 演示的来源不能修改。               演示 "),
        (60, " 演示的来源不能修改。           演示  3 家 · 未读 60 / 60 篇 "),
        (23, " 演示的来源不能修改。  "),
    ],
)
def test_a_message_is_read_before_what_stands_at_the_right(width: int, told: str) -> None:
    status = StatusBar([("?", "帮助"), ("q", "退出")])
    status._text = "演示的来源不能修改。"
    status._right = "演示  3 家 · 未读 60 / 60 篇"
    (line,) = status.lines(width)
    text = "".join(text for text, _part in line)
    assert text.split() == told.split()
    assert cells(text) == width


async def test_a_message_said_twice_passes_too(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "MESSAGE_SECONDS", 0.1)
    async with cache.app().run_test(size=(140, 40)) as pilot:
        await ready(pilot)
        status = room(pilot.app).status
        for _ in range(2):
            status.say("说了两遍")
        await until(pilot, lambda: "说了两遍" not in said(pilot))

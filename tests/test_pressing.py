"""What has no key is typed: no sentence says to press a command."""

import pytest

from tnews.locale.pressing import with_keys


@pytest.mark.parametrize(
    ("sentence", "key", "told"),
    [
        ("没有网络。按 {key} 重试。", "R", "没有网络。按 R 重试。"),
        ("没有网络。按 {key} 重试。", ":刷新", "没有网络。输入 :刷新 回车重试。"),
        ("按{key:空格}往下翻页", ":续读", "输入 :续读 回车往下翻页"),
        ("按 {key:z}，边栏退下", ":专注", "输入 :专注 回车，边栏退下"),
        ("按 {key} 打开命令行", ":", "按 : 打开命令行"),
        ("{key}：加标签", ":标签", ":标签：加标签"),
        ("Press {key} for it.", ":demo", "Type :demo and Enter for it."),
        ("{key} opens them", ":related", ":related opens them"),
    ],
)
def test_a_key_is_pressed_and_a_command_typed(sentence: str, key: str, told: str) -> None:
    assert with_keys(sentence, {"key": key}, usual=True) == told


def test_in_traditional_characters_too() -> None:
    told = with_keys("按 {key} 重試。", {"key": ":重試"}, traditional=True)
    assert told == "輸入 :重試 後按 Enter 重試。"


def test_a_place_of_another_field_stays() -> None:
    assert with_keys("{n:,} 篇，按 {key} 显示", {"key": "."}) == "{n:,} 篇，按 . 显示"


def test_a_place_that_is_not_named_may_have_what_is_usual_there() -> None:
    assert with_keys("按 {open:Enter} 打开", {}, usual=True) == "按 Enter 打开"

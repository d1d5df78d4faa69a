import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.differences import Piece, differences, is_same

TEXT = "市图书馆昨天宣布，从下月起延长开放。\n自习室不再需要预约，先到先得。"


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.replace("圖", "图").replace("图", "圖").replace("馆", "館"),
        TEXT.replace("，", "、").replace("。", "．").replace("\n", ""),
        TEXT.replace("自习室", " 自习室 "),
    ],
)
def test_script_width_marks_and_spaces_are_no_difference(other: str) -> None:
    assert is_same(differences(TEXT, other))
    assert "".join(piece.text for piece in differences(TEXT, other)) == other


def test_a_clause_added() -> None:
    other = TEXT.replace("自习室", "馆长说，读者盼望已久。自习室")
    assert Piece("added", "馆长说，读者盼望已久。") in differences(TEXT, other)
    assert not is_same(differences(TEXT, other))


def test_a_clause_dropped() -> None:
    dropped = [
        p.text for p in differences(TEXT, TEXT.replace("，先到先得", "")) if p[0] == "dropped"
    ]
    assert dropped == ["先到先得。"]


def test_a_word_changed_inside_a_clause() -> None:
    pieces = differences(TEXT, TEXT.replace("昨天", "今天"))
    assert [piece for piece in pieces if piece.change != "kept"] == [
        Piece("dropped", "昨"),
        Piece("added", "今"),
    ]


def test_a_clause_that_became_another_is_shown_whole() -> None:
    changed = [
        p for p in differences("天晴。\n甲乙丙丁戊。", "天晴。\n子丑寅卯辰。") if p.change != "kept"
    ]
    assert changed == [Piece("dropped", "甲乙丙丁戊。"), Piece("added", "子丑寅卯辰。")]


def test_from_nothing_and_to_nothing() -> None:
    assert differences("", "") == []
    assert differences("", "新。") == [Piece("added", "新。")]
    assert differences("旧。", "") == [Piece("dropped", "旧。")]


texts = st.text(alphabet="甲乙丙丁，。\n A1", max_size=60)


@given(texts, texts)
def test_what_is_kept_and_added_is_the_second_version(one: str, other: str) -> None:
    pieces = differences(one, other)
    assert "".join(piece.text for piece in pieces if piece.change != "dropped") == other


@given(texts, texts)
def test_what_is_kept_and_dropped_says_what_the_first_says(one: str, other: str) -> None:
    def letters(text: str) -> str:
        return "".join(filter(str.isalnum, text)).casefold()

    pieces = differences(one, other)
    assert letters("".join(p.text for p in pieces if p.change != "added")) == letters(one)


def test_a_clause_over_and_over_is_compared_too() -> None:
    one, other = "无，" * 300, "无，有，" * 150
    pieces = differences(one, other)
    assert "".join(piece.text for piece in pieces if piece.change != "dropped") == other


def test_a_clause_that_is_common_is_kept_beside_one_that_is_not() -> None:
    one = "".join(f"第{n}回，且听下回分解。" for n in range(300))
    kept = [piece.text for piece in differences(one, one + "完。") if piece.change == "kept"]
    assert kept == [one]

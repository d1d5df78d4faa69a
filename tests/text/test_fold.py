import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.fold import fold, fold_article
from tnews.text.fold_table import FROM, TO


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("漢語", "汉语"),
        ("頭髮與發展", "头发与发展"),
        ("裡裏", "里里"),
        ("ＡＢｃ１！", "abc1!"),
        ("全　角", "全 角"),
        ("Ünïted ÀÉ", "ünïted àé"),
        ("МОСКВА ΑΘΗΝΑ", "москва αθηνα"),
        ("İ", "İ"),  # its lower case is two characters
        ("ㄅㄆ ﾊﾟ ㎡ ½", "ㄅㄆ ﾊﾟ ㎡ ½"),
        ("カナ 한글 ไทย", "カナ 한글 ไทย"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(), st.text())
def test_folds_each_character_by_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text(st.sampled_from(f"一，Ａ漢\U0002b740\U0010ffff-]^\\\0{FROM[::7]}")))
def test_an_article_is_folded_in_the_same_way(text: str) -> None:
    assert fold_article(text) == fold(text)


def test_an_article_of_every_character_is_folded_in_the_same_way() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert fold_article(every) == fold(every)
    for at in range(0, len(FROM), 50):
        assert fold_article(FROM[at : at + 50]) == TO[at : at + 50]


def test_no_character_folds_into_one_that_folds() -> None:
    assert len(FROM) == len(TO) == len(set(FROM))
    assert not set(FROM) & set(TO)


def test_needs_no_conversion_package() -> None:
    code = "import sys, tnews.text.fold; sys.exit('opencc' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

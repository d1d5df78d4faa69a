"""Chinese words by letters: initials, syllables, pieces of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.pinyin import INITIALS, INSIDE, READ, WHOLE, fit, fit_best, readings


@pytest.mark.parametrize(
    ("typed", "name", "wanted"),
    [
        ("xf", "消费", READ), ("xiaofei", "消费", READ), ("xiao fei", "消费", READ),
        ("xiaof", "消费", READ), ("xfei", "消费", READ), ("x", "消费", INITIALS),
        ("xf", "行放长", INITIALS), ("sx", "刷新", READ), ("shoucang", "收藏", READ), ("sc", "收藏", READ),
        ("shouc", "收藏", READ), ("cang", "收藏", INSIDE), ("消", "消费", WHOLE), ("费", "消费", INSIDE),
        ("chong", "重做", INITIALS), ("cz", "重做", READ), ("zz", "重做", READ),
        ("it", "it之家", WHOLE), ("itzj", "it之家", READ), ("zhijia", "it之家", INSIDE),
        ("nv", "女性", INITIALS), ("mark", "mark list read", WHOLE), ("list", "mark list read", INSIDE),
        ("mlr", "mark_list_read", INSIDE), ("xg", "消费", None), ("xfx", "消费", None),
        ("消g", "消费", None), ("z", "mark", None), ("费消", "消费", None),
    ],
)  # fmt: skip
def test_how_well_it_fits(typed: str, name: str, wanted: int | None) -> None:
    assert fit(typed, name) == wanted


def test_a_character_with_several_readings_has_all_of_them() -> None:
    assert {"xing", "hang"} <= set(readings("行"))
    assert readings("a") == ()


def test_the_best_of_several_names_counts() -> None:
    assert fit_best("sx", ("refresh", "刷新当前频道")) == INITIALS
    assert fit_best("refresh", ("refresh", "刷新当前频道")) == WHOLE
    assert fit_best("qq", ("refresh", "刷新当前频道")) is None


CHARACTERS = st.text(
    st.sampled_from("消费收藏刷新重行了女频道阅读简体中文"), min_size=1, max_size=8
)


@given(CHARACTERS, st.data())
def test_any_reading_of_each_character_is_found(name: str, data: st.DataObject) -> None:
    spoken = [data.draw(st.sampled_from(readings(character))) for character in name]
    assert fit("".join(spoken), name) in (READ, INITIALS)
    assert fit("".join(syllable[0] for syllable in spoken), name) == READ


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_may_be_typed(typed: str, name: str) -> None:
    assert fit(typed, name) in (WHOLE, READ, INITIALS, INSIDE, None)

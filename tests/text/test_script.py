"""A text in the other script: phrases decide, and what is in it already stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.script import simplified, traditional


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("头发长了，出发吧", "頭髮長了，出發吧"),
        ("皇后与后天", "皇后與後天"),
        ("公里处的里面", "公里處的裡面"),
        ("干杯，干部，干净", "乾杯，幹部，乾淨"),
        ("制造制度", "製造制度"),
        ("理发与发展", "理髮與發展"),
        ("面条，面对", "麵條，面對"),
        ("符合中国", "符合中國"),
        ("他看着地图", "他看著地圖"),
        ("《红楼梦》里的人物", "《紅樓夢》裡的人物"),
        ("v2.0 软件、信息", "v2.0 軟件、信息"),
        ("這是繁體，皇后在後面", "這是繁體，皇后在後面"),
        ("plain 123", "plain 123"),
        ("", ""),
    ],
)
def test_traditional(stored: str, shown: str) -> None:
    assert traditional(stored) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("頭髮與發展", "头发与发展"),
        ("裡面與裏面", "里面与里面"),
        ("乾隆年間，乾淨", "乾隆年间，干净"),
        ("他看著這本著名的書", "他看着这本著名的书"),
        ("衞視與衛視", "卫视与卫视"),
        ("「為什麼」", "「为什么」"),
        ("乾隆的著作", "乾隆的著作"),
        ("简体的后面", "简体的后面"),
        ("", ""),
    ],
)
def test_simplified(stored: str, shown: str) -> None:
    assert simplified(stored) == shown


CHARS = "头发后里干面制钟谷台乾著於後裡髮發這是繁体中国的A1，。「」\U00020bb7👍"


@given(st.text(st.sampled_from(CHARS), max_size=200))
def test_each_character_keeps_its_place(text: str) -> None:
    for look in (traditional, simplified):
        shown = look(text)
        assert len(shown) == len(text)
        for at, char in enumerate(text):
            if char < "\u3400":
                assert shown[at] == char


@given(st.text(st.sampled_from(CHARS), max_size=60))
def test_twice_changes_nothing_more(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)

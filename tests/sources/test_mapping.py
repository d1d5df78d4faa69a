"""The mapping language: what each piece of it means, and that no value is too odd for it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.sources.mapping import (
    MappingError,
    condition,
    expression,
    path,
    template,
    text_of,
)

ANSWER: Any = {
    "date": "20260305",
    "list": [{"data": [{"id": 1}, {"id": 2}]}, {"data": {"id": 3}}, {"data": None}, 7],
    "odd": {"a.b": {"": 5}, "中 文": 6, "$": 8},
    "map": {"x": {"n": 1}, "y": {"n": 2}},
    "empty": {
        "null": None,
        "text": "",
        "blank": " \n",
        "list": [],
        "object": {},
        "zero": 0,
        "no": False,
    },
}
ITEM: Any = {
    "id": 7,
    "title": "一 & 二/三?",
    "url": "https://a.cn/?x=%20",
    "tags": ["甲", "乙", None, 3],
    "ok": True,
}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("", ITEM),
        ("id", 7),
        (" id ", 7),
        ("tags[0]", "甲"),
        ("tags[-1]", 3),
        ("tags[4]", None),
        ("tags[-5]", None),
        ("tags[*]", ["甲", "乙", 3]),
        ("nowhere", None),
        ("id.deeper", None),
        ("title[0]", None),
        ("id[*]", []),
        ("$.date", "20260305"),
        ("$", ANSWER),
        ("$.list[*].data.id", [3]),
        ("$.list[*].data", [{"id": 1}, {"id": 2}, {"id": 3}]),
        ("$.list[*].data[*].id", [1, 2]),
        ("$.list[0].data[1].id", 2),
        ('$["list"][0].data[0]', {"id": 1}),
        ("$.map[*].n", [1, 2]),
        ('$.odd["a.b"][""]', 5),
        ("$.odd.中 文", 6),
        ("$.odd.$", 8),
        ("$.empty.no", False),
    ],
)
def test_a_path_leads_to(where: str, found: object) -> None:
    assert path(where).find(ITEM, ANSWER) == found


@pytest.mark.parametrize(
    "text",
    ["a..b", ".a", "a.", "a[", "a[x]", "a]", "[1]b", "$.", "a[1", 'a["b]', "a[--1]", "$a.b["],
)
def test_no_path(text: str) -> None:
    with pytest.raises(MappingError, match="is no path"):
        path(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id|title", "7"),
        (
            "nowhere|$.empty.null|$.empty.text|$.empty.blank|$.empty.list|$.empty.object|title",
            "一 & 二/三?",
        ),
        ("$.empty.zero|id", "0"),
        ("ok", ""),
        ("tags", "甲、乙、3"),
        ("$.map", ""),
        ("第 {id} 号", "第 7 号"),
        ("{{{id}}}", "{7}"),
        ("{nowhere|id}-{$.date}", "7-20260305"),
        ("x{nowhere}|y{id}", "y7"),
        ("{nowhere}", ""),
        ("{ok}", ""),
        ("url|https://b.cn/{id}", "https://a.cn/?x=%20"),
        ("https://b.cn/fixed", "https://b.cn/fixed"),
    ],
)
def test_an_expression_says(text: str, said: str) -> None:
    assert expression(text).text(ITEM, ANSWER) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "https://a.cn/{title}?q={title}",
            "https://a.cn/%E4%B8%80%20%26%20%E4%BA%8C%2F%E4%B8%89%3F?q=%E4%B8%80%20%26%20%E4%BA%8C%2F%E4%B8%89%3F",
        ),
        ("https://a.cn/{+title}", "https://a.cn/一 & 二/三?"),
        ("{url}&id={id}", "https://a.cn/?x=%20&id=7"),
        ("url", "https://a.cn/?x=%20"),
        ("nowhere|tags", "甲"),
        ("https://a.cn/{nowhere}|url", "https://a.cn/?x=%20"),
    ],
)
def test_addresses_are_percent_encoded(text: str, said: str) -> None:
    assert expression(text).url(ITEM, ANSWER) == said


@pytest.mark.parametrize(
    "text", ["a|", "|a", "a||b", "{a", "a}", "{a{b}", "x" * 3000, "{a|}b{c..d}"]
)
def test_no_expression(text: str) -> None:
    with pytest.raises(MappingError):
        expression(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("id==7", True),
        ("id == 7 ", True),
        ("id!=7", False),
        ("id==6|7", True),
        ("id!=6|8", True),
        ("ok==true", True),
        ("$.empty.no==false", True),
        ("$.empty.text==", True),
        ("$.empty.null==", False),
        ("nowhere==1", False),
        ("nowhere!=1", False),
        ("tags[*]==乙", True),
        ("tags!=乙", False),
        ("tags==3", True),
        ("$.map==x", False),
        ("nowhere|id==7", True),
        ("$.date==20260305", True),
    ],
)
def test_a_test_holds(text: str, holds: bool) -> None:
    assert condition(text).holds(ITEM, ANSWER) is holds


@pytest.mark.parametrize("text", ["", "id", "id=7", "==7", "a..b==7", "a|==7"])
def test_no_test(text: str) -> None:
    with pytest.raises(MappingError):
        condition(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("\ud800x", "\ufffdx"),
        (1.0, "1"),
        (1.5, "1.5"),
        (float("inf"), ""),
        (float("nan"), ""),
        (10**19, "1" + "0" * 19),
        (True, ""),
        (None, ""),
        ({"a": 1}, ""),
        ([["a"], "b"], "b"),
        ("  a ", "a"),
    ],
)
def test_a_value_as_text(value: object, text: str) -> None:
    assert text_of(value) == text


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc") | st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=15,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            ".",
            "[0]",
            "[*]",
            "[-1]",
            "$",
            "|",
            "{",
            "}",
            "+",
            '["',
            '"]',
            "==",
            "!=",
            "://",
            " ",
            "一",
        ]
    )
    | st.text(max_size=2),
    max_size=10,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(PIECES, JSON, JSON)
def test_any_text_on_any_value_gives_a_text_or_says_that_it_is_no_expression(
    text: str, item: Any, answer: Any
) -> None:
    for make in (expression, condition):
        try:
            made: Any = make(text)
        except MappingError:
            continue
        if make is condition:
            assert made.holds(item, answer) in (True, False)
        else:
            assert isinstance(made.text(item, answer), str)
            assert isinstance(made.url(item, answer), str)
            assert all(isinstance(one, str) for one in made.texts(item, answer))


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_a_hole_never_breaks_out_of_its_part_of_an_address(value: str) -> None:
    parts = urlsplit(template("https://a.cn/x/{v}/y?q={v}").find({"v": value}, None, is_url=True))
    said = text_of(value)
    assert (parts.netloc, parts.fragment) == ("a.cn", "")
    assert [unquote(piece) for piece in parts.path.split("/")] == ["", "x", said, "y"]
    assert unquote(parts.query.removeprefix("q=")) == said


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["a", "中", "x y", "0", "-"]), min_size=1, max_size=6), JSON)
def test_a_path_of_names_is_found_again(names: list[str], value: Any) -> None:
    nested = value
    for name in reversed(names):
        nested = {name: nested}
    found = path(".".join(names)).find(nested, None)
    assert json.dumps(found) == json.dumps(value)

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import OptionError
from tnews.sources import feed, page
from tnews.sources.selectors import (
    ARTICLE_OPTIONS,
    FIELDS,
    LIST_OPTIONS,
    article_selectors,
    check_article,
    check_list,
    list_selectors,
)

GOOD: dict[str, Any] = {
    "list": "ul.news li",
    "link": "a.title@data-url",
    "title": "@data-title",
    "date": "time@datetime",
    "exclude": [".ad", "p.tip"],
    "next": "a.next",
    "pages": 20,
    "body": "div.text",
    "drop": "p.tail",
    "article": {"title": "h1", "source": "span.from", "published": "time@datetime", "drop": ["i"]},
}


def test_good_options_pass() -> None:
    page.check(GOOD)
    page.check({})
    feed.check({name: GOOD[name] for name in ARTICLE_OPTIONS})


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("list", "ul[", "“ul\\[” is not a CSS selector"),
        ("list", "", "not a CSS selector"),
        ("list", ["li"], "must be a CSS selector"),
        ("list", "li@title", "not a CSS selector"),
        ("link", 1, "must be a CSS selector"),
        ("link", "a[@href", "not a CSS selector"),
        ("title", "", "not a CSS selector"),
        ("date", "::@x", "not a CSS selector"),
        ("next", True, "must be"),
        ("exclude", [".ad", ","], "not a CSS selector"),
        ("exclude", {"a": "b"}, "must be a CSS selector"),
        ("exclude", ["a"] * 51, "more than 50"),
        ("pages", 21, "from 0 to 20"),
        ("pages", -1, "from 0 to 20"),
        ("pages", "2", "whole number"),
        ("pages", True, "whole number"),
        ("pages", 1.5, "whole number"),
        ("body", "//div", "not a CSS selector"),
        ("body", None, "must be a CSS selector"),
        ("drop", [1], "must be a CSS selector"),
        ("article", "h1", "must be a table"),
        ("article", {"titel": "h1"}, "“titel” is unknown; did you mean “title”"),
        ("article", {"zzz": "h1"}, "“zzz” is unknown; known: title source"),
        ("article", {"source": "a["}, "source: “a\\[” is not a CSS selector"),
        ("article", {"drop": ["a["]}, "drop: “a\\["),
    ],
)
def test_wrong_value_names_its_option(option: str, value: object, said: str) -> None:
    with pytest.raises(OptionError, match=said) as caught:
        page.check({option: value})
    assert caught.value.option == option


def test_options_become_selectors() -> None:
    assert article_selectors(GOOD) == {
        "body": "div.text",
        "drop": ["p.tail"],
        "title": "h1",
        "source": "span.from",
        "published": "time@datetime",
    }
    assert article_selectors({}) == {}
    assert list_selectors(GOOD) == {
        name: GOOD[name] for name in ("list", "link", "title", "date", "exclude", "next")
    }


def test_drop_of_a_mapping_is_no_selector() -> None:
    options = {"fields": {"id": "id"}, "drop": ["type==ad"], "article": {"drop": "i"}}
    assert article_selectors(options) == {"drop": ["i"]}


def test_every_option_says_what_it_is_for() -> None:
    assert {**LIST_OPTIONS, **ARTICLE_OPTIONS} == page.OPTIONS
    assert feed.OPTIONS == ARTICLE_OPTIONS
    assert all(text.endswith(".") for text in page.OPTIONS.values())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(page.OPTIONS)), VALUES, max_size=4))
def test_any_options_pass_or_are_named(options: dict[str, object]) -> None:
    problem = ""
    try:
        check_list(options)
        check_article(options)
        list_selectors(options)
        article_selectors(options)
    except OptionError as error:
        problem = error.option
    assert not problem or problem in options

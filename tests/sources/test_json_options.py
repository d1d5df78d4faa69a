"""What a configuration may say of an API, and how each mistake is told."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.api_room import source_of
from tnews.model import ConfigError, OptionError
from tnews.sources import json as json_kind
from tnews.sources import jsonoptions, rank

GOOD: dict[str, Any] = {"items": "data", "fields": {"title": "title", "url": "url"}}
POSTED = {**GOOD, "json": {"a": 1}}
KEY = {"param": "key", "env": "NEWS_KEY"}
DETAIL = {"url": "https://a.cn/{id}", "content": "body"}


@pytest.mark.parametrize(
    "options",
    [
        {"fields": {"content": ""}},
        {"fields": {"title": "a|b{c}"}, "items": ""},
        {"method": "POST"},
        {"form": {"a": [1, "b", True]}},
        {"json": {"a": {"b": [1, 1.5, "c"]}}},
        {"json": [1]},
        {"params": {"a": 1, "b": ["x", "y"]}},
        {"api_key": {"header": "Authorization", "prefix": "Bearer ", "file": "~/.key"}},
        {"api_key": {"param": "k", "command": ["pass", "news"]}},
        {"api_key": {"field": "k", "env": "K"}, "form": {}},
        {"page": {"param": "p", "first": 0, "max": 3, "size": 20}},
        {"page": {"url": "https://a.cn/list_{page}.json"}},
        {"offset": {"field": "o", "size": 20}, "json": {}},
        {"cursor": {"param": "c", "path": "data[-1].id"}},
        {"older": "https://a.cn/before/{$.date}"},
        {"older": "$.paging.next"},
        {"detail": {**DETAIL, "params": {"a": "{id}", "b": 2}, "link": "url", "credit": "by"}},
        {"detail": {**DETAIL, "ok": "c==0", "error": "m", "empty": ["c==1"], "between": ["a"]}},
        {"wrap": "jsonp", "between": ["a", "b"], "ok": "a==1", "error": "b", "empty": ["a!=1"]},
        {"headers": {"User-Agent": "x", "Cookie": "a=b; c=d"}},
        {"body": "div.text", "article": {"source": ".from"}},
        {"skip": 2, "drop": ["a==1|2"], "date": "day"},
    ],
)
def test_what_can_be_said(options: dict[str, Any]) -> None:
    json_kind.check({**GOOD, **options})


@pytest.mark.parametrize(
    ("options", "option", "words"),
    [
        ({"items": 5}, "items", "must be a path"),
        ({"items": "a..b"}, "items", "“a..b” is no path"),
        ({"fields": None}, "fields", "must be a table"),
        (
            {"fields": {"titel": "x", "title": "y"}},
            "fields",
            "“titel” is unknown; did you mean “title”?",
        ),
        ({"fields": {"zzz": "x", "title": "y"}}, "fields", "“zzz” is unknown; known: id title"),
        ({"fields": {"url": "x"}}, "fields", "title is missing"),
        ({"fields": {"title": 3}}, "fields", "title: must be a path like data.list"),
        ({"fields": {"title": "{a"}}, "fields", "title: “{a” has a brace without its other half"),
        ({"fields": {"title": "x{a..b}"}}, "fields", "title: “a..b” is no path"),
        ({"skip": -1}, "skip", "must be a whole number from 0 to 10000"),
        ({"skip": True}, "skip", "must be a whole number"),
        ({"drop": "a==1"}, "drop", "must be a list of tests"),
        ({"drop": ["a=1"]}, "drop", "“a=1” is no test; write it like code==200"),
        ({"ok": "code"}, "ok", "is no test"),
        ({"error": "msg"}, "error", "is of use only with ok"),
        ({"empty": []}, "empty", "must be a list of tests"),
        ({"params": {"a": {}}}, "params", "a: must be a string or a number"),
        ({"params": "a=b"}, "params", "must be a table"),
        ({"headers": {"Ho st": "x"}}, "headers", "“Ho st” is no name of a header"),
        ({"headers": {"host": "x"}}, "headers", "the header host is set by tnews"),
        ({"headers": {"X": "a\r\nb"}}, "headers", "X: must be a string without line breaks"),
        ({"method": "PUT"}, "method", "must be one of GET POST"),
        ({"method": "GET", "json": {}}, "method", "a body is posted"),
        ({"json": {"d": datetime.date(2026, 3, 5)}}, "json", "must be a table or list of strings"),
        ({"json": {"d": [float("nan")]}}, "json", "must be a table or list of strings"),
        ({"json": {}, "form": {}}, "form", "there is json already"),
        ({"api_key": "qzxk"}, "api_key", "must be a table"),
        ({"api_key": {"param": "k"}}, "api_key", "needs one of env file command"),
        ({"api_key": {"env": "K"}}, "api_key", "needs one of param field header"),
        ({"api_key": {**KEY, "header": "X"}}, "api_key", "needs one of param field header"),
        ({"api_key": {**KEY, "evn": "K"}}, "api_key", "“evn” is unknown; did you mean “env”?"),
        (
            {"api_key": {"param": "k", "env": "a-qzxk"}},
            "api_key",
            "env: must be the name of an environment variable, not the key itself",
        ),
        ({"api_key": {"param": "k", "file": "key"}}, "api_key", "file: must be a whole path"),
        (
            {"api_key": {"param": "k", "command": "pass x"}},
            "api_key",
            "command: must be a list of strings",
        ),
        (
            {"api_key": {"field": "k", "env": "K"}},
            "api_key",
            "field is for what is posted; write param",
        ),
        ({"page": {"first": 1}}, "page", "needs one of param field url"),
        ({"page": {"param": "p", "max": 0}}, "page", "max: must be a whole number from 1 to 1000"),
        ({"page": {"url": "https://{page}/"}}, "page", "url: must be an address like"),
        ({"page": {"param": "p"}, "older": "$.n"}, "older", "there is page already"),
        ({"cursor": {"param": "c"}}, "cursor", "path is missing"),
        ({"older": "ftp://a.cn/{$.d}"}, "older", "not a web address"),
        ({"older": ""}, "older", "must be a string"),
        ({"detail": {"url": "https://a.cn/{id}"}}, "detail", "needs one of content"),
        ({"detail": {"content": "body"}}, "detail", "needs one of url"),
        (
            {"detail": {**DETAIL, "contnet": "x"}},
            "detail",
            "“contnet” is unknown; did you mean “content”?",
        ),
        ({"detail": {**DETAIL, "params": {"a": "{b"}}}, "detail", "params: a: “{b” has a brace"),
        ({"wrap": "xml"}, "wrap", "must be one of jsonp"),
        ({"between": ["a", "b", "c"]}, "between", "must be a list of strings"),
        ({"body": ">>"}, "body", "CSS selector"),
    ],
)
def test_mistakes_are_told(options: dict[str, Any], option: str, words: str) -> None:
    with pytest.raises(OptionError) as caught:
        json_kind.check({**GOOD, **options})
    assert caught.value.option == option
    assert words in caught.value.message


def test_fields_are_needed() -> None:
    with pytest.raises(OptionError, match="is missing") as caught:
        json_kind.check({})
    assert caught.value.option == "fields"


def test_the_file_names_line_and_option(tmp_path: Path) -> None:
    table = 'kind = "json"\nurl = "https://a.cn/"\nfields = {title = "t"}\nok = "code"'
    with pytest.raises(ConfigError, match=r"line 5: .*ok.*no test"):
        source_of(table, "", tmp_path)


def test_a_ranked_list_has_no_options_of_articles() -> None:
    assert set(rank.OPTIONS) < set(json_kind.OPTIONS)
    assert not {"page", "older", "detail"} & set(rank.OPTIONS)
    rank.check(GOOD)
    with pytest.raises(OptionError):
        rank.check({})


def test_every_option_has_a_check_and_a_line_of_help() -> None:
    own = set(json_kind.OPTIONS) - {"body", "article"}
    assert own == set(jsonoptions._CHECKS)
    assert all(text.strip() for text in json_kind.OPTIONS.values())


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["url", "param", "env", "content", "title", "path", "max"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(json_kind.OPTIONS)), VALUES)
def test_any_value_of_any_option_is_right_or_an_option_error(option: str, value: Any) -> None:
    try:
        json_kind.check({**GOOD, option: value})
    except OptionError as error:
        name = error.option
        assert name in json_kind.OPTIONS

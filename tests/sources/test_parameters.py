"""Parameters of an address: set without touching the others, hidden where they are secret."""

from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.sources.parameters import (
    hidden,
    is_same_origin,
    with_params,
    without_params,
    without_query,
)

URL = "https://a.cn/x?sign=%2f%2B&p=1&p=2&%E9%94%AE=v&flag#part"


def test_the_others_stay_as_they_are_written() -> None:
    assert with_params(URL, {}) == URL
    assert with_params(URL, {"p": 3}) == "https://a.cn/x?sign=%2f%2B&%E9%94%AE=v&flag&p=3#part"
    assert with_params(URL, {"键": "a b&"}).endswith("&%E9%94%AE=a+b%26#part")
    assert (
        with_params("https://a.cn/", {"a": [1, "b"], "c": True}) == "https://a.cn/?a=1&a=b&c=true"
    )
    assert without_params(URL, ["p", "键"]) == "https://a.cn/x?sign=%2f%2B&flag#part"
    assert without_query(URL) == "https://a.cn/x"


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=4))
def test_every_parameter_arrives(params: dict[str, str]) -> None:
    made = with_params("https://a.cn/?a=1", params)
    known = {name.encode(errors="replace").decode() for name in params}
    if len(known) == len(params):
        said = parse_qs(urlsplit(made).query, keep_blank_values=True)
        for name, value in params.items():
            plain = name.encode(errors="replace").decode()
            assert said[plain] == [value.encode(errors="replace").decode()]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://a.cn/x", "https://A.cn:443/y", True),
        ("http://a.cn/", "http://a.cn:80", True),
        ("http://a.cn/", "https://a.cn/", False),
        ("https://a.cn/", "https://a.cn:8443/", False),
        ("https://a.cn/", "https://b.a.cn/", False),
        ("https://a.cn/", "https://a.cn.evil.example/", False),
        ("rsshub://x/y", "rsshub://x/z", True),
    ],
)
def test_origins(one: str, other: str, is_same: bool) -> None:
    assert is_same_origin(one, other) is is_same


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("a abc b", "abc", "a *** b"),
        ("abcd xabc", "abc", "abcd xabc"),
        ("x%3Dlongenough%26", "longenough", "x%3D***%26"),
        ("?k=a%2fb+c&x", "a/b c", "?k=***&x"),
        ("?u=%3Fk%3D%25E4%25B8%2580", "一", "?u=%3Fk%3D%25E4%25B8%2580"),
        ("nothing", "", "nothing"),
    ],
)
def test_hiding(text: str, key: str, said: str) -> None:
    assert hidden(text, secret=key) == said


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="*"), min_size=8),
    st.text(max_size=9),
)
def test_a_long_secret_is_always_hidden(secret: str, around: str) -> None:
    once = quote(secret, safe="")
    for form in (secret, once, quote(once, safe="")):
        assert form not in hidden(f"{around}{form}{around}", secret=secret)


def test_a_secret_in_a_query_is_hidden_as_it_is_sent() -> None:
    made = with_params("https://a.cn/", {"key": "a b/+ü-4711"})
    assert hidden(made, secret="a b/+ü-4711") == "https://a.cn/?key=***"
    assert parse_qsl(urlsplit(made).query) == [("key", "a b/+ü-4711")]

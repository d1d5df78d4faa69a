import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import clean_url
from tnews.text import links
from tnews.text.links import absolute, canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.cn/news/1.html?id=7",
        "http://example.cn/news/1.html?id=7",
        "https://EXAMPLE.cn:443/news/1.html?id=7#comments",
        "https://m.example.cn/news/1.html/?id=7",
        "https://example.cn/news/1.html?utm_source=rss&id=7&spm=1.2.3",
        "https://example.cn/news/1.html?id=7&from=timeline&isappinstalled=0",
        "https://example.cn/news/1.html?id=7&ts=1627867821&share_token=abc&source=rss",
    ],
)
def test_one_article_has_one_identity(url: str) -> None:
    assert canonical(url) == "example.cn/news/1.html?id=7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.cn/?id=1", "https://a.cn/?id=2"),
        ("https://a.cn/v?t=1", "https://a.cn/v?t=2"),
        ("https://a.cn/v?from=101", "https://a.cn/v?from=102"),
        ("https://a.cn/#/article/1", "https://a.cn/#/article/2"),
        ("https://a.cn:8080/1", "https://a.cn/1"),
        ("https://news.a.cn/1", "https://a.cn/1"),
        ("https://m.cn/1", "https://cn/1"),
    ],
)
def test_two_articles_have_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_escapes_are_compared_in_one_form() -> None:
    assert canonical("http://a.cn/新闻") == canonical("http://a.cn/%e6%96%b0%E9%97%BB")


@given(
    st.from_regex(r"https?://(www\.|m\.|\.)?[a-z0-9.-]{0,9}(/[A-Za-z0-9/._~-]*)?", fullmatch=True)
    | st.text(alphabet="hts:/awm.cn-_%?#A1 新").map("http://".__add__)
)
def test_a_plain_address_is_identified_as_every_other(url: str) -> None:
    with mock.patch.object(links, "_PLAIN", re.compile("(?!)")):
        expected = canonical(url)
    assert canonical(url) == expected


def test_front_page_is_its_host() -> None:
    assert canonical("https://www.a.cn/") == "a.cn"


@pytest.mark.parametrize("url", ["", "x", "mailto:a@b.cn", "http://[::1", "http://a.cn:99999/"])
def test_no_address_has_no_identity(url: str) -> None:
    assert canonical(url) == ""


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("b.html", "https://a.cn/d/b.html"),
        ("/b c", "https://a.cn/b%20c"),
        ("//img.cn/1.jpg", "https://img.cn/1.jpg"),
        ("?page=2", "https://a.cn/d/c.html?page=2"),
        ("\n http://x.cn/\ty ", "http://x.cn/y"),
        ("http://x.cn/a|b", "http://x.cn/a%7Cb"),
        ("http://x.cn/新闻", "http://x.cn/新闻"),
        ("", ""),
        ("#top", ""),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AAAA", ""),
        ("file:///etc/passwd", ""),
        ("http://user:pass@x.cn/", ""),
        ("http://x.cn\\@y.cn/", ""),
        ("http://x y.cn/", ""),
        ("http://[::1", ""),
        ("http://x.cn/\u202e", ""),
    ],
)
def test_references_become_safe_addresses(href: str, expected: str) -> None:
    assert absolute(href, "https://a.cn/d/c.html") == expected


def test_reference_without_base() -> None:
    assert absolute("//img.cn/1.jpg", "") == "https://img.cn/1.jpg"
    assert absolute("1.jpg", "") == ""


@given(st.text(), st.text())
def test_they_never_raise_and_give_nothing_unclean(href: str, base: str) -> None:
    url = absolute(href, base)
    assert url == clean_url(url)
    canonical(href).encode()


@given(st.text(alphabet="abc/?&=#%.:新 "))
def test_identity_does_not_depend_on_the_scheme(rest: str) -> None:
    assert canonical("http://a.cn/" + rest) == canonical("https://www.a.cn/" + rest)

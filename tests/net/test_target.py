"""net.target: a plain address is taken apart as httpx takes it apart, and httpx is asked for others."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import FetchError
from tnews.net import target
from tnews.net.target import Address, web_address

PIECES = st.sampled_from(
    [
        *"abzAZ09-._~!$&()*+,;=:@%/?#[]'|{}",
        "xn--",
        "//",
        "/.",
        "/..",
        "%2e",
        "%E6",
        "cn",
        "127.0.0.1",
    ]
)
HOSTS = st.one_of(
    st.sampled_from(["a.cn", "www.a-b.com.cn", "localhost", "127.0.0.1", "1.2.3.4", "xn--fiq.cn"]),
    st.lists(PIECES, min_size=1, max_size=5).map("".join),
    st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){3}", fullmatch=True),
)
ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080", ":0", ":99999", ":08"]),
    st.lists(PIECES, max_size=8).map(lambda pieces: "/" + "".join(pieces)),
)


def by_httpx(text: str) -> Address:
    return target._taken_apart(httpx.URL(text).copy_with(fragment=None))


@given(ADDRESSES)
@settings(max_examples=600, deadline=None)
def test_a_plain_address_means_what_httpx_says(text: str) -> None:
    if target._PLAIN.fullmatch(text):
        assert target._parse(text) == by_httpx(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8080/feed/0.xml",
        "https://www.news.example/a/b.html?x=1&y=%E6%96%B0",
        "https://a-b.example/",
        "http://localhost/x#top",
        "https://a.example//x/",
    ],
)
def test_usual_addresses_are_plain(text: str) -> None:
    assert target._PLAIN.fullmatch(text)
    assert web_address(text) == by_httpx(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://a.example",
        "http://a.example/a/../b",
        "http://a.example/a/.b",
        "http://xn--fiq228c.example/",
        "http://新闻.example/",
        "http://a.example/新",
        "http://me:pw@a.example/",
        "http://1.2.3/",
        "http://256.1.1.1/",
        "http://[::1]/",
        "http://A.example/",
        "http://a.example/%zz",
    ],
)
def test_others_are_for_httpx(text: str) -> None:
    assert not target._PLAIN.fullmatch(text)


def test_a_usual_port_is_left_out() -> None:
    assert web_address("https://a.example:443/x") == web_address("https://a.example/x")
    assert web_address("http://a.example:443/x").port == 443


def test_name_and_password_are_taken_out_of_the_text() -> None:
    url = web_address("https://m%40e:p%3Aw@a.example:8443/x?y")
    assert target.authorization(url, url) == {"authorization": "Basic bUBlOnA6dw=="}
    assert str(target.without_userinfo(url)) == "https://a.example:8443/x?y"
    assert target.printable(url.text) == "https://a.example:8443/x?y"


def test_a_host_in_brackets_keeps_them_on_the_wire() -> None:
    assert web_address("http://[::1]:8080/").netloc == "[::1]:8080"


@pytest.mark.parametrize(
    "text", ["", "x", "http://", "http://a b/", "http://1.2.3.999/", "//a.cn/"]
)
def test_no_address_is_told(text: str) -> None:
    with pytest.raises(FetchError):
        web_address(text)


def test_plain_addresses_need_no_httpx() -> None:
    code = (
        "import sys, tnews.net.client as c, tnews.net.target as t;"
        "t.web_address('https://a.example/x'); assert 'httpx' not in sys.modules;"
        "t.web_address('https://新闻.example/'); assert 'httpx' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

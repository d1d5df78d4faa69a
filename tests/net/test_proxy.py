"""net.proxy: where the proxy comes from, what it is used for, what is said of a wrong one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import ConfigError
from tnews.net import proxy
from tnews.net.proxy import Proxy, find, parse


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:7890", Proxy("http", "127.0.0.1", 7890)),
        ("127.0.0.1:7890", Proxy("http", "127.0.0.1", 7890)),
        ("HTTPS://proxy.example/", Proxy("https", "proxy.example", 443)),
        ("http://me:p%40ss@[::1]:8080", Proxy("http", "::1", 8080, "me", "p@ss")),
    ],
)
def test_addresses(address: str, expected: Proxy) -> None:
    assert parse(address, "[http] proxy") == expected


@pytest.mark.parametrize(
    "address",
    [
        "ftp://me:secret@h:1",
        "http://",
        "http://h:99999",
        "http://h:0",
        "http://[::1",
        "://",
        "http://代理:1",
    ],
)
def test_a_wrong_address_is_named_without_its_password(address: str) -> None:
    with pytest.raises(ConfigError, match="proxy is not a proxy address") as caught:
        find(address)
    assert "secret" not in caught.value.message


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_configuration_error(text: str) -> None:
    with suppress(ConfigError):
        assert parse(text, "x").host


def test_socks_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match="socksio"):
        find("socks5://127.0.0.1:1080")


def test_socks_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "find_spec", lambda name: object())
    assert parse("socks5h://127.0.0.1", "x") == Proxy("socks5h", "127.0.0.1", 1080)


def test_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://a.example:1")
    monkeypatch.setenv("all_proxy", "http://b.example:2")
    monkeypatch.setenv("no_proxy", "inner.example,10.0.0.7")
    found = find("")
    assert found.choose("https", "news.example") == Proxy("http", "a.example", 1)
    assert found.choose("http", "news.example") == Proxy("http", "b.example", 2)
    assert found.choose("https", "www.inner.example") is None
    assert found.choose("http", "10.0.0.7") is None


def test_all_proxy_is_not_read_where_it_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://a.example:1")
    monkeypatch.setenv("https_proxy", "http://a.example:1")
    monkeypatch.setenv("all_proxy", "gopher://b.example:2")
    assert find("").choose("https", "news.example") == Proxy("http", "a.example", 1)


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "gopher://b.example:2")
    with pytest.raises(ConfigError, match="all_proxy"):
        find("")


def test_the_configured_proxy_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://a.example:1")
    assert find("c.example:3").choose("http", "news.example") == Proxy("http", "c.example", 3)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1"])
def test_this_machine_is_asked_directly(host: str) -> None:
    assert find("c.example:3").choose("http", host) is None


def test_no_proxy_at_all() -> None:
    assert find("").choose("https", "news.example") is None

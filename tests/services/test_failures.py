"""The words for a failure: stored in one language, read in another."""

from __future__ import annotations

import pytest

from tnews import locale
from tnews.locale import _
from tnews.model import FetchError, FetchState
from tnews.services.failures import _WORDS, advice, told, words

pytestmark = pytest.mark.usefixtures("language")

URL = "https://news.example:8443/feed"


def test_words_in_the_readers_language_stay() -> None:
    state = FetchState(last_error="证书已过期（2026-01-01）", failure="tls", failures=1)
    locale.choose("zh_CN")
    assert words(state, URL) == "证书已过期（2026-01-01）"
    locale.choose("en")
    assert words(state, URL) == "no trusted encrypted connection to news.example can be made"


def test_a_status_is_told_in_the_readers_language() -> None:
    state = FetchState(
        last_error="there is nothing at this address (404); check the address",
        failure="http-404",
        failures=1,
    )
    locale.choose("zh_TW")
    assert "404" in words(state, URL)
    assert "there is" not in words(state, URL)


@pytest.mark.parametrize("code", ["", "failed", "defect", "http-", "http-x", "of-tomorrow"])
def test_what_the_code_does_not_say_the_stored_words_do(code: str) -> None:
    locale.choose("zh_CN")
    state = FetchState(last_error="the API reports an error", failure=code, failures=1)
    assert words(state, URL) == "the API reports an error"


def test_without_a_failure_there_is_nothing_to_say() -> None:
    assert words(FetchState(), URL) == ""


def test_every_code_has_words_in_every_language() -> None:
    for language in ("zh_CN", "zh_TW"):
        locale.choose(language)
        assert all(_(meaning) != meaning for meaning in _WORDS.values())


@pytest.mark.parametrize(
    ("code", "setting"),
    [
        ("tls", "certificate or verify_tls in its [[source]] table"),
        ("http-401", "headers or user_agent in its [[source]] table"),
        ("http-403", "headers or user_agent in its [[source]] table"),
        ("http-407", "proxy in [http]"),
        ("proxy", "proxy in [http]"),
        ("http-404", ""),
        ("timeout", ""),
        ("", ""),
    ],
)
def test_settings_that_may_mend_a_failure_are_named(code: str, setting: str) -> None:
    locale.choose("en")
    assert setting in advice(code)
    assert bool(advice(code)) == bool(setting)


def test_an_error_is_told_with_what_may_mend_it() -> None:
    locale.choose("en")
    assert told(FetchError("It is refused.", code="timeout")) == "it is refused"
    assert told(FetchError("It is refused.", code="tls")) == f"it is refused; {advice('tls')}"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model.source import feed_identity, source_url


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://example.com/feed", "https://example.com/feed"),
        ("rsshub://36kr/news?limit=9", "rsshub://36kr/news?limit=9"),
        ("rsshub:///36kr/news", "rsshub://36kr/news"),
        ("rsshub://", ""),
        ("rsshub://a b", ""),
        ("rsshub://me:secret@host/x", ""),
        ("ftp://example.com/", ""),
        ("", ""),
    ],
)
def test_addresses_of_sources(text: str, wanted: str) -> None:
    assert source_url(text) == wanted


@given(st.text(max_size=40))
def test_it_is_stable_and_always_a_known_scheme(rest: str) -> None:
    for text in (rest, f"rsshub://{rest}"):
        url = source_url(text)
        assert source_url(url) == url
        assert not url or url.lower().startswith(("http://", "https://", "rsshub://"))


def test_one_feed_has_many_addresses_but_parameters_count() -> None:
    assert feed_identity("http://www.Example.com/feed/") == feed_identity(
        "https://example.com/feed"
    )
    assert feed_identity("http://a/rss?from=it") != feed_identity("http://a/rss?from=edu")
    assert feed_identity("rsshub://36kr/news/") == feed_identity("rsshub://36kr/news")
    assert feed_identity("rsshub://36kr/news") != feed_identity("http://36kr/news")

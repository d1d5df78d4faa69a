import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.text.selecting import is_css, parted


@pytest.mark.parametrize(
    ("selector", "parts"),
    [
        ("ul.news li", ("ul.news li", "")),
        ("time@datetime", ("time", "datetime")),
        (" a.t @data-url ", ("a.t", "data-url")),
        ("@title", ("", "title")),
        ('a[href*="@x.cn"]', ('a[href*="@x.cn"]', "")),
    ],
)
def test_selector_is_parted(selector: str, parts: tuple[str, str]) -> None:
    assert parted(selector) == parts


@pytest.mark.parametrize("css", ["a", "ul.news > li:nth-child(2)", "div, p", "[data-x='1']"])
def test_sound_css(css: str) -> None:
    assert is_css(css)


@pytest.mark.parametrize("css", ["", "  ", "ul[", "a,", "li:not(", "//div/a", "\ud800", "a" * 501])
def test_unsound_css(css: str) -> None:
    assert not is_css(css)


@given(st.text(max_size=60))
def test_any_text_is_judged(css: str) -> None:
    assert is_css(css) in (True, False)
    assert isinstance(parted(css), tuple)

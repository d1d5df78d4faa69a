import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model.clean import clean_url
from tnews.model.outlet import site_of
from tnews.model.record import replace
from tnews.model.story import Story, Version


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.sina.com.cn/a/1", "sina.com.cn"),
        ("https://www.lake.example:8080/1", "lake.example"),
        ("http://lake.example", "lake.example"),
        ("https://a.b.gov.cn/", "b.gov.cn"),
        ("https://gov.cn/", "gov.cn"),
        ("https://x.io/", "x.io"),
        ("http://127.0.0.1:80/1", "127.0.0.1"),
        ("http://localhost/1", "localhost"),
        ("", "key"),
    ],
)
def test_site(url: str, site: str) -> None:
    assert site_of(url, "key") == site


@given(st.text())
def test_every_address_that_an_article_can_have_has_a_site(raw: str) -> None:
    assert site_of(clean_url("http://" + raw), "key")


def version(id: int, source: str, origin: str = "") -> Version:
    return Version(
        id, source, source.upper(), origin, "标题", f"https://{source}.example/", None, 9
    )


def test_an_outlet_goes_by_its_origin_and_a_second_one_by_its_source() -> None:
    story = Story((version(1, "a", "新华社"), version(2, "b", "新华社"), version(3, "c")))
    assert story.names() == ("新华社", "B", "C")
    assert story.labels() == {1: "新华社", 2: "B", 3: "C"}
    assert story.outlets == 3


def test_two_channels_of_one_site_are_named_once() -> None:
    story = Story((version(1, "a"), version(2, "a")))
    assert story.names() == ("A",)
    assert story.outlets == 1


def test_sources_of_one_site_keep_their_names_and_are_one_outlet() -> None:
    other = replace(version(2, "a"), source="a-news", source_name="A要闻")
    taken = replace(version(4, "a", "新华社"), source="a-news", source_name="A要闻")
    story = Story((version(1, "a"), other))
    assert story.labels() == {1: "A", 2: "A要闻"}
    assert (story.names(), story.outlets) == (("A",), 1)
    story = Story((version(3, "a", "新华社"), taken))
    assert story.labels() == {3: "新华社", 4: "新华社"}, "the 来源 says more than the source"

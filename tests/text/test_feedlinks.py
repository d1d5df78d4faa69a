from hypothesis import given
from hypothesis import strategies as st

from tnews.text.feedlinks import feed_links

BASE = "https://example.com/blog/"


def test_only_alternates_with_a_feed_type_count() -> None:
    page = """
    <link rel=stylesheet href=a.css><link rel="alternate" hreflang="en" href="/en">
    <link rel="alternate" type="application/rss+xml" href="feed.xml">
    <LINK TYPE='application/atom+xml; charset=utf-8' REL='Alternate home' HREF='//b.example/a?x=1&amp;y=2'>
    <link rel="alternate" type="application/feed+json" href="feed.json" />
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" type="application/rss+xml" href="feed.xml">
    """
    assert feed_links(page, BASE) == [
        "https://example.com/blog/feed.xml",
        "https://b.example/a?x=1&y=2",
        "https://example.com/blog/feed.json",
    ]


def test_comments_come_last() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'
    page = link.format("文章评论", "/1") + link.format("x", "/comments/2") + link.format("x", "/3")
    assert feed_links(page, BASE) == [
        "https://example.com/3",
        "https://example.com/1",
        "https://example.com/comments/2",
    ]


@given(st.text("<link rel=alternate'\"/>href!- ", max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(feed_links(text, BASE), list)


def test_hostile_pages_take_no_time() -> None:
    for piece in ("<link ", "<link rel='", '<link a="', "<link " + "a" * 1990, "<"):
        assert feed_links(piece * (1_000_000 // len(piece)), BASE) == []

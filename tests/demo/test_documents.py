import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest

from tnews.demo.documents import Document, build
from tnews.demo.edition import DemoArticle, load
from tnews.demo.feeds import FORMATS, feed_url

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SITE = "http://127.0.0.1:1"
CHANNELS = load(SITE, NOW)
DOCUMENTS = build(CHANNELS, SITE)
FEEDS = [channel for channel in CHANNELS if channel.format in FORMATS]
ONE = Document("text/plain", "湖".encode(), NOW)
DATE = "Fri, 02 Jan 2026 03:04:05 GMT"


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "unchanged"),
    [
        ("", "", False),
        (ONE.etag, "", True),
        (ONE.etag.removeprefix("W/"), "", True),
        (f'"other", {ONE.etag}', "", True),
        ("*", "", True),
        ('"other"', "", False),
        ('"other"', DATE, False),
        (ONE.etag, "Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("", DATE, True),
        ("", "Sat, 03 Jan 2026 03:04:05 GMT", True),
        ("", "Fri, 02 Jan 2026 03:04:04 GMT", False),
        ("", "yesterday", False),
        ("", "Fri, 02 Jan 2026 03:04:05 -0000", False),
    ],
)
def test_a_conditional_request(if_none_match: str, if_modified_since: str, unchanged: bool) -> None:
    assert ONE.is_unchanged(if_none_match, if_modified_since) is unchanged


def test_validators_tell_one_body_from_another() -> None:
    later = Document("text/plain", "畔".encode(), NOW + timedelta(hours=8))
    assert ONE.last_modified == DATE
    assert ONE.etag != later.etag
    assert gzip.decompress(ONE.gzipped) == ONE.body
    assert ONE.gzipped == ONE.gzipped


def test_every_link_of_every_page_leads_to_a_document() -> None:
    for document in DOCUMENTS.values():
        if document.content_type.startswith("text/html"):
            for address in re.findall(r'(?:href|src)="([^"#]*)"', document.body.decode()):
                assert address.removeprefix(SITE) in DOCUMENTS


def page(url: str) -> str:
    return DOCUMENTS[url.removeprefix(SITE)].body.decode()


def test_home_names_every_feed_and_a_channel_its_own() -> None:
    alternate = re.compile(r'<link rel="alternate" type="application/[^"]+" title="[^"]+" href="')
    assert len(alternate.findall(page("/"))) == len(FEEDS) == 10
    for channel in CHANNELS:
        channel_page = page(channel.url)
        assert len(alternate.findall(channel_page)) == (channel in FEEDS)
        if channel in FEEDS:
            assert feed_url(channel) in page("/")
            assert feed_url(channel) in channel_page
        for article in channel.articles:
            assert article.url in channel_page


@pytest.mark.parametrize("key", ["xiaofei", "jiankang"])
def test_an_article_page_has_the_shape_of_a_chinese_news_page(key: str) -> None:
    channel = next(channel for channel in CHANNELS if channel.key == key)
    for article in channel.articles:
        first = page(article.url)
        parts = [
            "<nav>",
            f'<a href="/">资讯</a> &gt; <a href="{channel.url}">{channel.name}</a>',
            f"<h1>{article.title}</h1>",
            f"来源：{article.origin}",
            f"发布时间：{article.published_at:%Y-%m-%d %H:%M:%S}",
            article.parts[0][:40],
            f"责任编辑：{article.editor}",
            "相关阅读",
            "<footer>",
            "版权所有",
        ]
        assert sorted(first.index(part) for part in parts) == [first.index(part) for part in parts]
        assert first.count("责任编辑") == 1
        assert first.count("<h1>") == 1
        assert (article.body in first) == (key == "jiankang")


def test_a_channel_without_a_feed_writes_its_sections_in_bold() -> None:
    article = one_of("xiaofei", "first-bicycle")
    assert "<h2>按路选车</h2>" in article.body
    assert "<p><strong>按路选车</strong></p>" in page(article.url)
    assert "<h2>按路选车</h2>" not in page(article.url)


def test_an_article_on_two_pages_leads_from_one_to_the_other() -> None:
    article = one_of("xiaofei", "summer-tea")
    first, second = page(article.page_url(1)), page(article.page_url(2))
    assert article.page_url(2) == f"{SITE}/xiaofei/summer-tea_2.html"
    assert f'<a href="{article.page_url(2)}">下一页</a>' in first
    assert f'<a href="{article.page_url(1)}">上一页</a>' in second
    assert "下一页" not in second
    assert ("冷泡的分寸" in first, "热饮的讲究" in first) == (True, False)
    assert ("冷泡的分寸" in second, "热饮的讲究" in second) == (False, True)
    assert sum(len(other.parts) > 1 for channel in CHANNELS for other in channel.articles) == 1


def one_of(key: str, slug: str) -> DemoArticle:
    articles = next(channel.articles for channel in CHANNELS if channel.key == key)
    return next(article for article in articles if article.slug == slug)

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest

from tnews.demo.documents import Document, build
from tnews.demo.edition import load
from tnews.demo.feeds import feed_url

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SITE = "http://127.0.0.1:1"
CHANNELS = load(SITE, NOW)
DOCUMENTS = build(CHANNELS)
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


def test_home_names_every_feed_and_a_channel_its_own() -> None:
    home = DOCUMENTS["/"].body.decode()
    alternate = re.compile(r'<link rel="alternate" type="application/[^"]+" title="[^"]+" href="')
    assert len(alternate.findall(home)) == len(CHANNELS)
    for channel in CHANNELS:
        assert feed_url(channel) in home
        page = DOCUMENTS[channel.url.removeprefix(SITE)].body.decode()
        assert len(alternate.findall(page)) == 1
        assert feed_url(channel) in page
        for article in channel.articles:
            assert article.url in page


def test_an_article_page_has_the_shape_of_a_chinese_news_page() -> None:
    channel = next(channel for channel in CHANNELS if channel.key == "xiaofei")
    article = channel.articles[0]
    page = DOCUMENTS[article.url.removeprefix(SITE)].body.decode()
    parts = [
        "<nav>",
        '<a href="/">资讯</a> &gt; ',
        f"<h1>{article.title}</h1>",
        f"来源：{article.origin}",
        f"发布时间：{article.published_at:%Y-%m-%d %H:%M:%S}",
        article.body,
        f"责任编辑：{article.editor}",
        "相关阅读",
        "<footer>",
    ]
    assert sorted(page.index(part) for part in parts) == [page.index(part) for part in parts]
    assert page.count("责任编辑") == 1
    assert page.count("<h1>") == 1

import json
import re
from calendar import timegm
from datetime import UTC, datetime
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.demo.edition import DemoChannel, load
from tnews.demo.feeds import FORMATS, feed_title, feed_url
from tnews.model.record import replace

SITE = "http://127.0.0.1:1"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
CHANNELS = [channel for channel in load(SITE, NOW) if channel.format in FORMATS]
WHOLE = [channel for channel in CHANNELS if channel.format != "rss-summary"]


def entries(channel: DemoChannel) -> list[dict[str, str]]:
    """The feed's articles as a reader's library sees them."""
    feed = FORMATS[channel.format]
    body = feed.write(channel, feed_url(channel))
    if channel.format == "json":
        document = json.loads(body)
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        assert document["title"] == feed_title(channel)
        return [
            {
                "guid": item["id"],
                "url": item["url"],
                "title": item["title"],
                "date": item["date_published"],
                "author": item["authors"][0]["name"],
                "channel": item["tags"][0],
                "body": item["content_html"],
            }
            for item in document["items"]
        ]
    headers = {"content-type": feed.content_type, "content-location": channel.url}
    parsed = feedparser.parse(body, response_headers=headers)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.feed.title == feed_title(channel)
    assert parsed.version == ("atom10" if channel.format == "atom" else "rss20")
    return [
        {
            "guid": entry.id,
            "url": entry.link,
            "title": entry.title,
            "date": datetime.fromtimestamp(timegm(entry.published_parsed), UTC).isoformat(),
            "author": entry.author,
            "channel": entry.tags[0].term,
            "origin": entry.source.title,
            "body": entry.content[0].value if "content" in entry else "",
            "summary": entry.summary,
        }
        for entry in parsed.entries
    ]


def text(html: str) -> str:
    """The text of a body, whatever entities its writer used."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", html)))


@pytest.mark.parametrize("channel", WHOLE, ids=[channel.key for channel in WHOLE])
def test_a_feed_says_all_about_every_article(channel: DemoChannel) -> None:
    found = entries(channel)
    assert len(found) == len(channel.articles)
    for entry, article in zip(found, channel.articles, strict=True):
        assert entry["guid"] == article.guid
        assert entry["url"] == article.url
        assert entry["title"] == article.title
        assert entry["author"] == article.author
        assert entry["channel"] == channel.name
        assert entry.get("origin", article.origin) == article.origin
        assert datetime.fromisoformat(entry["date"]) == article.published_at
        assert text(article.body) in text(entry["body"])
        assert f"责任编辑：{article.editor}" in entry["body"]


def test_a_feed_of_summaries_keeps_the_texts_to_itself() -> None:
    (channel,) = [channel for channel in CHANNELS if channel.format == "rss-summary"]
    for entry, article in zip(entries(channel), channel.articles, strict=True):
        assert (entry["body"], entry["summary"]) == ("", article.summary)
        assert len(article.summary) < len(text(article.body)) / 3


def test_every_format_is_shown() -> None:
    assert {channel.format for channel in CHANNELS} == set(FORMATS)
    assert len(CHANNELS) == 10


def test_gb2312_is_told_by_the_header_alone() -> None:
    channel = next(channel for channel in CHANNELS if channel.format == "rss-gb2312")
    feed = FORMATS[channel.format]
    body = feed.write(channel, feed_url(channel))
    assert body.startswith(b'<?xml version="1.0"?>')
    assert "charset=GB2312" in feed.content_type
    assert channel.name in body.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "rss-summary"])
@given(words=PRINTABLE)
def test_any_text_comes_back_as_it_was(name: str, words: str) -> None:
    title, body = f"标{words}题", f"<p>导{words}语</p>"
    pattern = CHANNELS[0].articles[0]
    article = replace(pattern, title=title, parts=(body,), carries_fields=False)
    written = FORMATS[name].write(replace(CHANNELS[0], articles=(article,)), "http://127.0.0.1/")
    if name == "json":
        item = json.loads(written)["items"][0]
        texts = [item["title"], item["content_html"]]
    else:
        charset = "gb2312" if name == "rss-gb2312" else "utf-8"
        texts = [node.text or "" for node in ElementTree.fromstring(written.decode(charset)).iter()]
    assert title in texts
    assert any(body in one for one in texts)

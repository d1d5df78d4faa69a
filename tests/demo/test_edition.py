import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from importlib import resources

from tnews.demo.edition import CHANNELS, PAGE_BREAK, DemoArticle, load, pictures

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SITE = "http://127.0.0.1:1"


def articles() -> list[DemoArticle]:
    return [article for channel in load(SITE, NOW) for article in channel.articles]


def plain(html: str) -> str:
    return re.sub(r"\s|<[^>]+>", "", html)


def test_twelve_channels_in_the_order_of_the_site() -> None:
    assert " ".join(channel.name for channel in load(SITE, NOW)) == (
        "首页 动态 消费 创业 汽车 商业 房产 互联网 IT 健康 通信 教育"
    )


def test_every_channel_has_four_articles_or_more_newest_first() -> None:
    for channel in load(SITE, NOW):
        assert len(channel.articles) >= 4
        dates = [article.published_at for article in channel.articles]
        assert dates == sorted(dates, reverse=True)
    assert len(articles()) >= 48


def test_titles_guids_urls_and_dates_are_unique() -> None:
    found = articles()
    for name in ("title", "slug", "guid", "url", "published_at"):
        assert len({getattr(article, name) for article in found}) == len(found), name


def test_every_article_is_worth_reading_and_no_paragraph_is_told_twice() -> None:
    paragraphs: list[str] = []
    for article in articles():
        assert 250 <= len(plain(article.body)) <= 2500, article.title
        assert len(article.summary) >= 20, article.title
        assert "<" not in article.summary
        assert "" not in (article.origin, article.author, article.editor)
        paragraphs += re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", article.body)
    assert len(set(paragraphs)) == len(paragraphs) > 400


def test_ages_reach_from_ten_minutes_to_nine_days() -> None:
    ages = [NOW - article.published_at for article in articles()]
    assert timedelta(minutes=10) <= min(ages) <= timedelta(minutes=15)
    assert timedelta(days=8) <= max(ages) <= timedelta(days=9)


def test_guids_stay_when_time_and_address_change() -> None:
    later = load("http://127.0.0.1:2", NOW + timedelta(days=400))
    assert [article.guid for article in articles()] == [
        article.guid for channel in later for article in channel.articles
    ]


def test_no_placeholder_is_left_and_links_lead_to_the_site() -> None:
    found = articles()
    urls = {article.url for article in found} | {f"{SITE}/pictures/{name}" for name in pictures()}
    for article in found:
        assert "{site}" not in article.body
        assert "{published}" not in article.body
        assert PAGE_BREAK not in article.body
        for address in re.findall(r'(?:href|src)="([^"]*)"', article.body):
            assert address in urls


def test_the_feature_carries_its_own_fields() -> None:
    features = [article for article in articles() if article.carries_fields]
    assert len(features) == 1
    body = features[0].body.strip()
    assert len(plain(body)) >= 1500
    assert body.startswith("<p>来源：湖畔日报　发布时间：2026-01-02 10:53</p>")
    assert body.endswith("<p>责任编辑：FG003</p>")


def test_bodies_show_every_kind_of_block_and_sign() -> None:
    bodies = "".join(article.body for article in articles())
    for tag in ("h2", "h3", "ul", "ol", "blockquote", "table", "figcaption", "pre", "code", "a"):
        assert f"<{tag}" in bodies, tag
    for sign in ("15.7%", "-3.5℃", "¥9,999", "“", "《", "……", "——", "「", "『", "🚗", "Decimal"):
        assert sign in bodies, sign


def test_some_articles_are_in_traditional_characters() -> None:
    traditional = [article for article in articles() if "時" in article.body]
    assert len(traditional) >= 4
    assert not any("时" in article.body for article in traditional)


class TagBalance(HTMLParser):
    """Collects tags that close what is not open, or are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def test_bodies_are_well_nested() -> None:
    for article in articles():
        checker = TagBalance()
        checker.feed(article.body)
        checker.close()
        assert (checker.open, checker.faults) == ([], []), article.title


def test_channels_are_files_and_every_file_is_a_channel() -> None:
    folder = resources.files("tnews.demo") / "articles"
    assert {entry.name for entry in folder.iterdir()} == {f"{key}.toml" for key in CHANNELS}

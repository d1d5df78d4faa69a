"""The fast reader, with feedparser as its oracle: both say the same of whatever is well formed."""

import pytest
from hypothesis import HealthCheck, given, settings

from cpu_time import at_most
from sources.feed_writer import feeds
from tnews.sources import arbiter, expatfeed, xmlfeed
from tnews.sources.entry import Entry, drafts

URL = "https://a.cn/feed.xml"


def comparable(entry: Entry) -> Entry:
    """Without the end tags of elements that have none, which only feedparser writes, and with the
    author's name alone: feedparser has it in one of two places."""
    bodies = [body._replace(value=body.value.replace("</br>", "")) for body in entry.bodies]
    title = entry.title.replace("</br>", "")
    (draft,) = drafts([entry._replace(title="标题")])
    return entry._replace(title=title, bodies=tuple(bodies), author=draft.author)


def says_something(entry: Entry) -> bool:
    return bool(entry.title or entry.bodies or entry.url)


@given(feeds())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_reads_as_feedparser_does(xml: str) -> None:
    reading = expatfeed.read(xml, URL)
    assert reading is not None
    title, entries = arbiter.read(xml, URL)
    assert reading.title == title.replace("</br>", "")
    expected = [comparable(entry) for entry in entries if says_something(entry)]
    assert [comparable(entry) for entry in reading.entries] == expected


@pytest.mark.parametrize(
    "xml",
    [
        "<rss><channel><item><title>一</title></channel></rss>",
        "<rss><channel><item><title>&nbsp;</title></item></channel></rss>",
        "<rss><channel><item><title>\x1b</title></item></channel></rss>",
        "<rss><channel><item a='1' a='2'/></channel></rss>",
        "",
        "<html><body><item><title>一</title></item></body></html>",
        "<entry xmlns='http://www.w3.org/2005/Atom'><title>一</title></entry>",
        f"<rss><channel>{'<a>' * 2000}{'</a>' * 2000}</channel></rss>",
    ],
)
def test_what_is_not_well_formed_or_no_feed_is_refused(xml: str) -> None:
    assert expatfeed.read(xml, URL) is None


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]>',
    ],
)
def test_a_document_type_is_refused_before_it_is_read(declared: str) -> None:
    assert expatfeed.read(f"{declared}<rss><channel><title>一</title></channel></rss>", URL) is None


def test_a_prefix_nobody_declared_means_what_it_usually_does() -> None:
    item = "<item><dc:creator>王小明</dc:creator><content:encoded>一</content:encoded></item>"
    reading = expatfeed.read(f"<rss><channel>{item}</channel></rss>", URL)
    assert reading is not None
    (entry,) = reading.entries
    assert (entry.author, entry.bodies[0].value) == ("王小明", "一")


def test_a_link_that_says_nothing_leaves_the_guid_in_its_place() -> None:
    item = "<item><title>一</title><link></link><guid>https://a.cn/1</guid></item>"
    reading = expatfeed.read(f"<rss><channel>{item}</channel></rss>", URL)
    assert reading is not None
    assert reading.entries[0].url == "https://a.cn/1"


def test_a_base_holds_inside_its_element_only() -> None:
    entries = "".join(
        f"<entry{base}><title>一</title><link href='1'/></entry>"
        for base in (" xml:base='https://b.cn/x/'", "")
    )
    reading = expatfeed.read(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", URL)
    assert reading is not None
    assert [entry.url for entry in reading.entries] == ["https://b.cn/x/1", "https://a.cn/1"]


def test_an_address_alone_is_no_better_author_than_a_name() -> None:
    item = "<item><title>一</title><author>王小明</author><author>a@b.cn</author></item>"
    reading = expatfeed.read(f"<rss><channel>{item}</channel></rss>", URL)
    assert reading is not None
    assert reading.entries[0].author == "王小明"


@pytest.mark.parametrize(
    "piece",
    [
        "<item/>",
        "<item><title>一</title></item>",
        "<a b='c'/>",
        "<a xmlns:b='c'>",
        "&lt;",
        "<![CDATA[<]]>",
        "<title>",
        "<title><b>",
    ],
)
def test_floods_are_read_in_time(piece: str) -> None:
    with at_most(8):  # two seconds; what is quadratic takes minutes
        expatfeed.read(f"<rss><channel>{piece * (3_000_000 // len(piece))}</channel></rss>", URL)


MANY = 20_000


@pytest.mark.parametrize(
    "inner",
    [
        "".join(f"<category term='{number}'/>" for number in range(MANY)),
        f"<media:keywords>{','.join(map(str, range(MANY)))}</media:keywords>",
        f"<author>a b</author><author>{'a@' * MANY} b</author>",
    ],
    ids=["categories", "keywords", "addresses"],
)
def test_floods_in_one_item_are_read_in_time(inner: str) -> None:
    with at_most(2):
        assert expatfeed.read(f"<rss><channel><item>{inner}</item></channel></rss>", "") is not None


def test_a_flood_of_namespaces_is_told_in_time() -> None:
    many = " ".join(f"xmlns:p{number}='u'" for number in range(MANY))
    feeds_inside, declaring = "<feed></feed>" * MANY, "<a xmlns:b='c'/>" * MANY
    with at_most(2):
        expatfeed.read(f"<feed {many}>{feeds_inside}</feed>", "")
        expatfeed.read(f"<rss {many}>{declaring}</rss>", "")


@pytest.mark.parametrize(
    "guid", ["?a=1&amp;b=2", "<![CDATA[?a=1&b=2]]>", "<![CDATA[?a=1&amp;b=2]]>", "a&lt;b"]
)
def test_an_article_of_a_broken_feed_is_that_of_the_whole_one(guid: str) -> None:
    item = f"<item><title>标题</title><guid isPermaLink='false'>{guid}</guid>"
    whole = f"<rss version='2.0'><channel><title>t</title>{item}</item></channel></rss>"
    broken = whole.replace("</item>", "<b><i></b></item>")
    assert expatfeed.read(broken, "") is None
    uids = [xmlfeed.read(text, "")[1][0].uid for text in (whole, broken)]
    assert uids[0] == uids[1]

"""Feeds of every dialect and charset, whole and damaged, through the reader in this process."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import ArticleDraft, Block, ParseError, clean_line, clean_text
from tnews.sources.document import LARGEST, read

URL = "https://a.cn/feed.xml"
AT_0930 = datetime(2021, 8, 2, 1, 30, tzinfo=UTC)
TEXT = "市政府昨天下午召开会议，讨论了今年的供水计划，有关部门介绍了情况。"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = '<?xml version="1.0"?>', tail: str = "</channel></rss>") -> str:
    return (
        f'{head}<rss version="2.0" {NAMESPACES}><channel><title>频道</title>{"".join(items)}{tail}'
    )


def item(title: str = "标题", guid: str = "g1", more: str = "") -> str:
    return f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>{more}</item>"


def drafts(document: str | bytes, charset: str = "") -> tuple[ArticleDraft, ...]:
    body = document.encode() if isinstance(document, str) else document
    return read(body, {"url": URL, "charset": charset})[1]


RSS_20 = rss(
    "<item><title>标题</title><link>https://a.cn/1</link><guid>g1</guid>"
    f"<pubDate>Mon, 02 Aug 2021 09:30:00 +0800</pubDate><description><![CDATA[<p>{TEXT}</p>]]></description></item>"
)
RSS_091 = (
    '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    f'<rss version="0.91"><channel><title>频道</title><item><title>标题</title><link>https://a.cn/1</link>'
    f"<description>{TEXT}</description></item></channel></rss>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    f'{NAMESPACES}><channel rdf:about="https://a.cn/"><title>频道</title></channel>'
    '<item rdf:about="https://a.cn/1"><title>标题</title><link>https://a.cn/1</link>'
    f"<dc:date>2021-08-02T09:30:00+08:00</dc:date><description>{TEXT}</description></item></rdf:RDF>"
)
ATOM_10 = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>频道</title><entry><id>g1</id><title>标题</title>'
    '<link href="/1"/><updated>2021-08-02T01:30:00Z</updated>'
    f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>'
)
ATOM_XHTML = (
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>频道</a:title><a:entry><a:id>g1</a:id>'
    '<a:title>标题</a:title><a:link href="https://a.cn/1"/><a:updated>2021-08-02T01:30:00Z</a:updated>'
    f'<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></a:content>'
    "</a:entry></a:feed>"
)
ATOM_03 = (
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>频道</title><entry><id>g1</id>'
    '<title>标题</title><link rel="alternate" href="https://a.cn/1"/><issued>2021-08-02T09:30:00+08:00</issued>'
    f'<content mode="escaped" type="text/html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>'
)
JSON_11 = (
    '{"version":"https://jsonfeed.org/version/1.1","title":"频道","items":[{"id":"g1","url":"https://a.cn/1",'
    f'"title":"标题","date_published":"2021-08-02T09:30:00+08:00","content_html":"<p>{TEXT}</p>"}}]}}'
)


@pytest.mark.parametrize(
    "document",
    [RSS_20, RSS_091, RDF, ATOM_10, ATOM_XHTML, ATOM_03, JSON_11],
    ids=["rss20", "rss091", "rdf", "atom10", "atom-xhtml", "atom03", "json11"],
)
def test_every_dialect_is_read(document: str) -> None:
    title, (draft,), _notes = read(document.encode(), {"url": URL})
    assert title == "频道"
    assert (draft.title, draft.url) == ("标题", "https://a.cn/1")
    assert draft.blocks == (Block("p", TEXT),)
    assert draft.published_at == (None if document is RSS_091 else AT_0930)


@pytest.mark.parametrize(
    ("head", "encoding", "charset"),
    [
        ("", "gbk", "GB2312"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb18030", ""),
        ('<?xml version="1.0" encoding="gb2312"?>', "utf-8", "gb2312"),
        ('<?xml version="1.0" encoding="utf-8"?>', "gbk", "utf-8"),
        ('<?xml version="1.0" encoding="Big5"?>', "big5", ""),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", ""),
        ("", "gbk", ""),
        ("", "big5", "iso-8859-1"),
    ],
)
def test_every_charset_is_read(head: str, encoding: str, charset: str) -> None:
    title = "行政院今日宣布新的經濟政策" if "big5" in encoding else "朱镕基说我们的工作"
    document = rss(item(title), head=head).replace("频道", "title")
    (draft,) = drafts(document.encode(encoding), charset)
    assert draft.title == title


BAD_PLACES = [
    "\x1b[31m",
    "\x00",
    "\x0b",
    "\x9b2J",
    "\u202e",
    "&#27;",
    "&#x1b;",
    "&#0;",
    "&#xFFFF;",
    "&#xD800;",
]


@pytest.mark.parametrize(
    "bad",
    [
        *BAD_PLACES,
        "&" + "#" + "9" * 5000 + ";",
        "&nbsp;",
        "&unknown;",
        "&",
        "a&b=c",
        "\ufffe",
        "<br>",
        "</b>",
        "< ",
    ],
)
def test_bad_character_between_good_items_keeps_both(bad: str) -> None:
    made = drafts(rss(item(f"前{bad}后", "1"), item("平安", "2")))
    assert [draft.uid for draft in made] == ["1", "2"]
    assert made[1].title == "平安"
    assert made[0].title.startswith("前")
    assert made[0].title.endswith("后")


def test_wrong_tag_costs_no_neighbour() -> None:
    assert "平安" in [
        draft.title for draft in drafts(rss("<item><title>a</titel></item>", item("平安")))
    ]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    head = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd"><!-- ]> " -->]>'
    )
    (draft,) = drafts(rss(item("甲&b;&x;乙"), head=head))
    assert draft.title == "甲&b;&x;乙"


@pytest.mark.parametrize(
    "head", ["\n\n <?xml version='1.0'?>", "\ufeff", "<br />\n<b>Warning</b>: x in y<br />"]
)
@pytest.mark.parametrize("tail", ["</channel></rss>", "</channel></rss><script>x</script>"])
def test_what_stands_around_the_feed_is_ignored(head: str, tail: str) -> None:
    assert len(drafts(rss(item(), head=head, tail=tail))) == 1


def test_cut_off_feed_keeps_its_whole_items() -> None:
    made = drafts(rss(item(guid="1"), item(guid="2"), tail="<item><title>半"))
    assert [draft.uid for draft in made] == ["1", "2"]


def test_section_that_looks_like_markup_is_text() -> None:
    more = "<description><![CDATA[<p>写 &lt;/rss> 和 </item> 吧</p><!-- x -->]]></description>"
    (draft,) = drafts(rss(item(more=more)))
    assert draft.text == "写 </rss> 和 吧"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \n\0", "empty"),
        (b"<!doctype html><html><head><title>x</title></head></html>", "web page"),
        (b"<div>404</div>", "web page"),
        (b"<opml version='2.0'></opml>", "OPML"),
        (b"plain words", "not a feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 50, "not a feed"),
        (b"<rss><channel><title>x", "cut off"),
        (b"<rss><channel><item><title", "cut off"),
        (b'{"items": [', "cut off"),
        (b'{"a": 1}', "not a JSON Feed"),
        (b"[" * 100_000, "too deep"),
        (b"\x1f\x8b" + b"\0" * 50, "damaged"),
        (gzip.compress(bytes(LARGEST + 1)), "bomb"),
        (gzip.compress(RSS_20.encode())[:-20], "cut off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_feed_is_told_in_plain_words(body: bytes, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        drafts(body)


def test_undeclared_gzip_is_unpacked() -> None:
    assert len(drafts(gzip.compress(RSS_20.encode()))) == 1


def test_undeclared_gzip_may_have_several_members_and_padding() -> None:
    body = RSS_20.encode()
    members = gzip.compress(body[:200]) + gzip.compress(body[200:])
    assert len(drafts(members + bytes(512))) == 1


@pytest.mark.parametrize(
    "empty", [rss(), "<rss/>", '{"items":[]}', "<feed xmlns='http://www.w3.org/2005/Atom'/>"]
)
def test_feed_without_items_is_a_feed(empty: str) -> None:
    assert drafts(empty) == ()


def test_all_fields_are_mapped() -> None:
    body = f"<p>{TEXT}</p>" * 20
    (draft,) = drafts(
        rss(
            "<item><title>甲&lt;b&gt;乙&lt;/b&gt;</title><link> /1?a=1&amp;b=2 </link><guid isPermaLink='false'>42</guid>"
            "<dc:creator>王小明</dc:creator><dc:source>浙江日报</dc:source>"
            "<category>财经</category><category>财经</category><category>股市</category>"
            "<category>http://a.cn/t</category><category>债市</category><category>汇市</category>"
            "<pubDate>2021-08-02 09:30:00</pubDate><media:thumbnail url='/1.jpg'/>"
            f"<description>摘要</description><content:encoded><![CDATA[{body}<p>责任编辑：FG003</p>]]></content:encoded></item>"
        )
    )
    assert draft == ArticleDraft(
        uid="42",
        url="https://a.cn/1?a=1&b=2",
        title="甲乙",
        blocks=(Block("p", TEXT),) * 20,
        is_full_text=True,
        origin="浙江日报",
        author="王小明",
        editor="FG003",
        published_at=AT_0930,
        category="财经 · 股市 · 债市",
        image="https://a.cn/1.jpg",
    )


def test_fields_in_the_body_fill_only_what_the_feed_leaves_open() -> None:
    body = f"<p>来源：某报 作者：甲乙丙 发布时间：2020-01-01 08:00</p><p>{TEXT}</p>"
    more = f"<dc:creator>王小明</dc:creator><description><![CDATA[{body}]]></description>"
    (draft,) = drafts(rss(item(more=more)))
    assert (draft.origin, draft.author) == ("某报", "王小明")
    assert draft.published_at == datetime(2020, 1, 1, 0, 0, tzinfo=UTC)
    assert draft.text == TEXT


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("news@anji.example (安吉新闻)", "安吉新闻"),
        ("news@anji.example(安吉新闻)", "安吉新闻"),
        ("王小明 &lt;wang@anji.example&gt;", "王小明"),
        ("news@anji.example", ""),
        ("news@anji.example (a) (b)", "news@anji.example (a) (b)"),
        ("王小明 (安吉)", "王小明 (安吉)"),
        ("王小明 wang@anji.example", "王小明 wang@anji.example"),
    ],
)
def test_of_an_address_with_a_name_the_name_is_the_author(said: str, name: str) -> None:
    (draft,) = drafts(rss(item(more=f"<author>{said}</author>")))
    assert draft.author == name


def test_titleless_item_is_named_after_its_text() -> None:
    (draft,) = drafts(rss(f"<item><guid>1</guid><description>{TEXT * 3}</description></item>"))
    assert draft.title == (TEXT * 3)[:40] + "…"


def test_guid_is_the_link_only_if_it_is_an_address() -> None:
    made = drafts(
        rss(
            "<item><title>一</title><guid>https://a.cn/1</guid></item>",
            "<item><title>二</title><guid>7</guid></item>",
        )
    )
    assert [(draft.uid, draft.url) for draft in made] == [
        ("https://a.cn/1", "https://a.cn/1"),
        ("7", ""),
    ]


@pytest.mark.parametrize(
    ("body", "is_full"),
    [
        (f"<description>{TEXT}</description>", False),
        (f"<description>{TEXT * 15}</description>", True),
        (f"<description>{TEXT * 15}……</description>", False),
        (f"<description>{TEXT * 15} 阅读全文 »</description>", False),
        (f"<content:encoded>{TEXT}</content:encoded>", True),
        (f"<content:encoded>{TEXT} [...]</content:encoded>", False),
    ],
)
def test_full_text_is_told_from_a_summary(body: str, is_full: bool) -> None:
    assert drafts(rss(item(more=body)))[0].is_full_text is is_full


def test_plain_text_content_is_not_markup() -> None:
    document = (
        ATOM_10.replace('type="html"', 'type="text"')
        .replace("&lt;p&gt;", "用 &lt;b&gt; 加粗。")
        .replace("&lt;/p&gt;", "")
    )
    assert drafts(document)[0].text == f"用 <b> 加粗。{TEXT}"


def test_newest_thousand_are_kept_in_document_order() -> None:
    days = [f"<pubDate>{2000 + number % 60}-06-01</pubDate>" for number in range(1200)]
    made = drafts(rss(*(item(guid=str(number), more=day) for number, day in enumerate(days))))
    assert len(made) == 1000
    assert [int(draft.uid) for draft in made] == sorted(int(draft.uid) for draft in made)
    assert min(draft.published_at for draft in made if draft.published_at).year == 2010


def test_flood_of_items_is_cut_before_it_is_parsed() -> None:
    made = drafts(rss(*(item(guid=str(number)) for number in range(20_000))))
    assert len(made) == 1000


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "<author>",
                "&#27;",
            ]
        ),
        st.sampled_from(
            [
                "<guid>",
                "<link>",
                "<description>",
                "<entry>",
                "</feed>",
                "<!DOCTYPE x [",
                "<?p ?>",
                "\x1b]0;",
                "\u202e",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(
    st.sampled_from(["<rss>", "<feed>", "<rdf:RDF>", "{", ""]),
    PIECES,
    st.sampled_from(["</channel></rss>", ""]),
)
@settings(max_examples=150, deadline=None)
def test_any_pieces_give_clean_drafts_or_a_parse_error(root: str, inner: str, tail: str) -> None:
    try:
        made = drafts(root + inner + tail)
    except ParseError:
        return
    for draft in made:
        assert draft.title == clean_line(draft.title) != ""
        assert draft.text == clean_text(draft.text)


def test_an_item_that_feedparser_trips_over_costs_itself_alone() -> None:
    stone = "<item><textinput><name>x</name></textinput></item>"
    feed = f"<rss><channel><b><item><title>一</title></item>{stone}<item><title>二</title></item></channel></rss>"
    assert [draft.title for draft in read(feed.encode(), {}).drafts] == ["一", "二"]
    with pytest.raises(ParseError, match="KeyError"):
        read(f"<rss><channel><b>{stone}</channel></rss>".encode(), {})


@pytest.mark.parametrize("title", ["标题", "一 & 二 < 三&nbsp;\x1b", "<b>标题"])
def test_feedparser_is_loaded_for_wrong_tags_alone(title: str) -> None:
    told = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys; from tnews.sources.document import read; read(sys.stdin.buffer.read(), {}); "
            "print('feedparser' in sys.modules)",
        ],
        input=rss(item(title)).encode(),
        capture_output=True,
        check=True,
    )
    assert told.stdout.strip() == (b"True" if title.startswith("<") else b"False")

"""OPML: subscriptions survive the way out and back; nothing hostile comes in."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.export import opml
from tnews.export.opml import OpmlFeed, read_opml, write_opml
from tnews.model.errors import ConfigError
from tnews.model.source import Source


def _source(url: str, name: str = "名", category: str = "科技", kind: str = "feed") -> Source:
    return Source(key=url, url=url, name=name, category=category, kind=kind)


def _written(*sources: Source) -> bytes:
    out = io.StringIO()
    write_opml(sources, out)
    return out.getvalue().encode()


def _read(body: str) -> tuple[list[OpmlFeed], list[str]]:
    feeds, skipped, _is_cut = read_opml(f'<opml version="2.0"><body>{body}</body></opml>'.encode())
    return feeds, skipped


def test_sources_come_back_grouped_by_category() -> None:
    sources = [
        _source("https://a.example/feed?x=1&y=2", 'A & <B> "C"', "科技"),
        _source("https://b.example/feed", "乙", "财经"),
        _source("https://c.example/feed", "丙", "科技"),
    ]
    feeds, skipped, _is_cut = read_opml(_written(*sources))
    assert [feed.name for feed in feeds] == ['A & <B> "C"', "丙", "乙"]
    assert [feed.category for feed in feeds] == ["科技", "科技", "财经"]
    assert feeds[0].url == "https://a.example/feed?x=1&y=2"
    assert skipped == []


def test_routes_of_rsshub_come_back() -> None:
    feeds, skipped, _is_cut = read_opml(_written(_source("rsshub://zhihu/daily?limit=5")))
    assert [feed.url for feed in feeds] == ["rsshub://zhihu/daily?limit=5"]
    assert skipped == []


def test_other_kinds_are_links() -> None:
    document = _written(_source("https://a.example/news", kind="page"))
    assert b'type="link" text="\xe5\x90\x8d" url="https://a.example/news"' in document
    assert read_opml(document) == ([], ["名: not a feed"], False)


@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.text(max_size=20), st.text(max_size=20)),
        unique_by=lambda row: row[0],
        max_size=5,
    )
)
def test_any_source_comes_back(rows: list[tuple[int, str, str]]) -> None:
    sources = [_source(f"https://example.com/{n}", name, group) for n, name, group in rows]
    feeds, skipped, _is_cut = read_opml(_written(*sources))
    assert skipped == []
    assert {(feed.url, feed.name, feed.category) for feed in feeds} == {
        (source.url, source.name or "example.com", source.category) for source in sources
    }


def test_the_first_folder_is_the_category() -> None:
    feeds, _skipped = _read(
        '<outline text="科技"><outline text="深"><outline text="a" xmlUrl="https://a.example/"/>'
        '</outline></outline><outline title="b" xmlUrl="https://b.example/" category="/财经/股,/x"/>'
        '<outline xmlUrl="https://c.example/"/>'
    )
    assert feeds == [
        OpmlFeed("https://a.example/", "a", "科技"),
        OpmlFeed("https://b.example/", "b", "财经"),
        OpmlFeed("https://c.example/", "c.example", ""),
    ]


@pytest.mark.parametrize(
    "address",
    ["exec:touch /tmp/x", "|touch x", "file:///etc/passwd", "javascript:x", "filter:a:http://b",
     "-oX", "http://user:secret@a.example/", "ftp://a.example/", "http://"],
)  # fmt: skip
def test_other_addresses_are_listed_and_left_out(address: str) -> None:
    feeds, skipped = _read(
        f'<outline text="坏" xmlUrl="{address}"/><outline xmlUrl="https://a.example/"/>'
    )
    assert [feed.url for feed in feeds] == ["https://a.example/"]
    assert len(skipped) == 1
    assert skipped[0].startswith("坏: ")
    assert "secret" not in skipped[0]


def test_equal_addresses_come_once() -> None:
    feeds, skipped = _read('<outline text="a" xmlUrl="https://a.example/"/>' * 3)
    assert (len(feeds), skipped) == (1, [])


def test_names_are_cleaned() -> None:
    feeds, _skipped = _read(
        '<outline text="a&#27;]0;b&#7;\u202ec&#x9b;1m&#0;&#xD800;&#9999999;" xmlUrl="https://a.example/"/>'
    )
    assert feeds[0].name == "a]0;bc1m"


def test_bare_ampersands_and_html_entities_do_no_harm() -> None:
    feeds, _skipped = _read(
        '<outline text="a &nbsp; b" xmlUrl="https://a.example/?x=1&y=2&amp;z=3"/>'
    )
    assert feeds == [OpmlFeed("https://a.example/?x=1&y=2&z=3", "a &nbsp; b", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    declared = "GB2312" if encoding == "gb18030" else encoding
    document = (
        f'<?xml version="1.0" encoding="{declared}"?><opml><body>'
        '<outline text="新华每日电讯科技新闻" xmlUrl="https://a.example/"/></body></opml>'
    )
    feeds, _skipped, _is_cut = read_opml(document.encode(encoding))
    assert feeds[0].name == "新华每日电讯科技新闻"


@pytest.mark.parametrize(
    "dtd",
    ['<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
     '<!DOCTYPE opml SYSTEM "file:///etc/passwd">', '<!DOCTYPE opml>'],
)  # fmt: skip
def test_a_dtd_is_refused(dtd: str) -> None:
    with pytest.raises(ConfigError, match="DTD"):
        read_opml(f'{dtd}<opml><body><outline text="&b;"/></body></opml>'.encode())


def test_what_stands_before_a_break_is_kept() -> None:
    feeds, skipped, _is_cut = read_opml(
        b'<opml><body><outline xmlUrl="https://a.example/"/><outline text='
    )
    assert [feed.url for feed in feeds] == ["https://a.example/"]
    assert len(skipped) == 1
    assert skipped[0].startswith("the document breaks off")


@pytest.mark.parametrize(
    ("document", "is_cut"),
    [
        ('<opml><outline xmlUrl="https://a.example/"/></opml>', False),
        ('<opml><outline xmlUrl="https://a.example/"/>', True),
        ('<opml><outline xmlUrl="exec:x"/></opml>', False),
        ("<opml>" + '<outline xmlUrl="https://a.example/%d"/>' * 5 % (1, 2, 3, 4, 5), True),
    ],
)
def test_what_breaks_off_or_is_too_long_is_cut(
    document: str, is_cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opml, "FEED_LIMIT", 4)
    assert read_opml(document.encode()).is_cut is is_cut


@pytest.mark.parametrize(
    "text",
    [
        'https://a.example/feed 科技 "~甲"\n',
        "\n# mine\n\n  http://a.example/feed?a=1&b=2\nhttps://b.example/\n",
    ],
)
def test_a_list_of_addresses_is_told_how_it_becomes_opml(text: str) -> None:
    with pytest.raises(ConfigError, match=r"newsboat -e > feeds\.opml"):
        read_opml(text.encode())


@pytest.mark.parametrize("text", ["see https://a.example/\n", "# only a comment\n"])
def test_other_text_is_no_list_of_addresses(text: str) -> None:
    with pytest.raises(ConfigError, match="is no XML"):
        read_opml(text.encode())


def test_a_break_is_placed_as_an_editor_counts() -> None:
    _feeds, skipped, _is_cut = read_opml(b"\n \n\n<opml><body>\n<outline text=\n")
    assert "line 5 is" in skipped[0]


@pytest.mark.parametrize("reference", ["&", "&#1;", "&nbsp;"])
def test_a_flood_of_references_is_read_in_time(reference: str) -> None:
    data = b"<opml>" + (reference * (2_000_000 // len(reference))).encode()
    with at_most(0.8):  # 0.2 to 0.4; bare ones took 1.7
        read_opml(data)


@pytest.mark.parametrize("data", [b"", b"hello", b"<rss><channel/></rss>", b"\xff\xfe", b"<opml"])
def test_other_documents_are_refused(data: bytes) -> None:
    with pytest.raises(ConfigError, match="not OPML"):
        read_opml(data)


def test_depth_and_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 20_000
    feeds, _skipped = _read(
        '<outline text="a">' * depth
        + '<outline xmlUrl="https://a.example/"/>'
        + "</outline>" * depth
    )
    assert feeds[0].category == "a"
    monkeypatch.setattr(opml, "FEED_LIMIT", 3)
    feeds, skipped = _read("".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(9)))
    assert (len(feeds), skipped) == (3, ["more than 3 entries; the rest is left out"])


def test_a_huge_document_is_refused() -> None:
    with pytest.raises(ConfigError, match="larger than 8 MiB"):
        read_opml(b" " * (opml.SIZE_LIMIT + 1))


@given(
    st.binary(max_size=200)
    | st.text(alphabet='<>/="& opmloutinexmlUrl:h\n', max_size=200).map(str.encode)
)
def test_any_bytes_give_feeds_or_a_plain_error(data: bytes) -> None:
    with suppress(ConfigError):
        feeds, _skipped, _is_cut = read_opml(b"<opml>" + data)
        assert all(feed.url.startswith("http") for feed in feeds)

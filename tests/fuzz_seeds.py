"""What fuzzing begins with: documents written for this project, by what they are."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from command_line import rss
from sources import api_shapes
from text import pages_of_other_shapes, pages_of_ours, pages_of_portals
from tnews.demo import documents, edition, subscriptions
from tnews.export.opml import write_opml
from tnews.model import ArticleDraft, Block, Link
from tnews.sources import wire

_LARGEST = 100_000
"""Bytes of a seed: of larger documents the beginning."""

_OF_CORPUS = 300
"""Files taken of the measuring data of one sort."""

_SITE = "http://a.example"

TEXTS = (
    "记者 李明\t责任编辑：王芳　来源：青石日报　2026年3月5日 08:30",
    "青石镇图书馆上周六重新开门，三百多位居民（含60名孩子）排着队走进了这座“老楼”……",
    "價格上漲 15.3%，總計 4,200 万元；https://a.example/very/long/path?query=1&b=2#end 完。",
    "👨‍👩‍👧 👍🏽 🇨🇳🇨 e\u0301 か\u3099 한글 ไทย ﷽ x̨̛̺͍ﬃ ①②③ ㊣",
    "Hello, world. It's 12:30, isn't it? -- (see [1]) A/B-test_case",
    "今天 10分钟前 昨天 08:00 11-05 2025/12/31 23:59:59 Sun, 20 Sep 2026 08:00:00 GMT",
    "台风 OR (地震 -演习) 标题:\"浙江 日报\" 来源:新华社 since:2026-01-01 until:昨天 未读 收藏",
    "((标题：颱風 | 書店) -作者:张 ) 3天内 \"湖边的书店\" tag:待读 channel:体育",
    "data.list[0].id|share_url|https://a.cn/{id}?x={+raw}|$.date|list[*].data[\"a.b\"][-1]",
    "code==200|0", "status!=ok",
)  # fmt: skip


@cache
def made(sort: str) -> tuple[bytes, ...]:
    """Return the seeds of a sort: feed, page, json, text, toml, opml, packed, wire, state, kept."""
    return tuple(_MAKERS[sort]())


def of(sort: str) -> tuple[bytes, ...]:
    """Return these and, with TNEWS_CORPUS set, files of the measuring data."""
    return (*made(sort), *_of_corpus(sort))


@cache
def _site() -> tuple[documents.Document, ...]:
    channels = edition.load(_SITE, datetime(2026, 9, 20, tzinfo=UTC))
    return tuple(documents.build(channels, _SITE).values())


def _served(*media: str) -> list[bytes]:
    found = [d.body for d in _site() if any(name in d.content_type for name in media)]
    return sorted({body[:_LARGEST] for body in found})[::3]


def _feeds() -> list[bytes]:
    items = rss("书店", *("<b>第一</b>", "第二 &amp; 三", "&#20013;文"))[1].encode()
    atom = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"'
        ' xml:base="http://a.example/"><title type="html">频&amp;道</title><link rel="self" href="f"/>'
        "<entry><id>tag:a,1</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>题<b>目</b>"
        "</div></title><link href='/1'/><updated>2026-03-05T08:00:00+08:00</updated><author><name>李明"
        "</name></author><content type='html'>&lt;p&gt;正文&lt;/p&gt;</content><summary>摘要</summary>"
        "<category term='体育'/></entry></feed>"
    ).encode()
    rdf = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x">'
        "<title>频道</title></channel><item rdf:about='http://a.example/1'><title>标题</title>"
        "<link>http://a.example/1</link><dc:date>2026-03-05</dc:date><dc:creator>李明</dc:creator>"
        "<description><![CDATA[<p>正文</p>]]></description></item></rdf:RDF>"
    ).encode()
    return [*_served("rss", "atom", "xml", "rdf"), items, atom, rdf, *_json()[-1:]]


def _pages() -> list[bytes]:
    cases = (*pages_of_ours.CASES, *pages_of_portals.CASES, *pages_of_other_shapes.CASES)
    return [*_served("html"), *(case.html.encode()[:_LARGEST] for case in cases)]


def _json() -> list[bytes]:
    answers = [
        said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        for shape in api_shapes.ALL
        for said in shape.routes.values()
        if not callable(said)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "频道",
        "items": [{"id": 1, "url": "http://a.example/1", "title": "标题", "content_html": "<p>文</p>",
                   "date_published": "2026-03-05T08:00:00+08:00", "authors": [{"name": "李明"}],
                   "tags": ["体育"]}],
    }  # fmt: skip
    return [*(answer.encode() for answer in answers), json.dumps(feed).encode()]


def _texts() -> list[bytes]:
    story = "\n".join(pages_of_ours.STORY)
    return [*(text.encode() for text in TEXTS), story.encode(), "\n".join(TEXTS).encode()]


def _toml() -> list[bytes]:
    example = Path(__file__).parents[1] / "config.example.toml"
    tables = [f"catalogue = false\n{shape.config}" for shape in api_shapes.ALL]
    bare = '[[source]]\nname = "a"\nurl = "http://a.example/"\n[keys]\nquit = ["q"]\n[[view]]\nname = "b"\nquery = "c"\n'
    return [example.read_bytes(), bare.encode(), *(table.encode() for table in tables)]


def _opml() -> list[bytes]:
    out = io.StringIO()
    channels = edition.load(_SITE, datetime(2026, 9, 20, tzinfo=UTC))
    write_opml(subscriptions.subscriptions(channels, _SITE), out)
    nested = (
        '<opml version="1.0"><body><outline text="新闻"><outline text="一" xmlUrl="http://a.example/&amp;x"/>'
        '<outline title="二" xmlUrl="exec:touch x" category="/甲/乙,/丙"/></outline></body></opml>'
    )
    return [out.getvalue().encode(), nested.encode()]


def _packed() -> list[bytes]:
    text = "\n".join(TEXTS).encode() * 20
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    return [
        gzip.compress(text, mtime=0),
        gzip.compress(text[:99], mtime=0) + gzip.compress(text[99:], mtime=0),
        zlib.compress(text),
        raw.compress(text) + raw.flush(),
        zlib.compress(bytes(3_000_000), 9),
    ]


def _wire() -> list[bytes]:
    draft = ArticleDraft(
        uid="7",
        url="https://a.example/7",
        title="标题",
        blocks=(
            Block("p", "看这里", links=(Link(1, 3, "https://a.example/8"),)),
            Block("img", "图"),
        ),
        published_at=datetime(2026, 3, 5, tzinfo=UTC),
    )
    answer = wire.pack_parsed(wire.Parsed("频道", (draft,) * 2, {"next": "http://a.example/2"}))
    least = b'{"title":"","notes":{},"drafts":[{"uid":"","url":"","title":"","published_at":null,'
    least += b'"bytes":0,"characters":0,"digest":""}]}'  # short: more mutants touch a number
    return [answer, wire.RESULT.pack(len(least), 0) + least, wire.pack_error("x", is_spent=True)]


def _state() -> list[bytes]:
    lines: list[dict[str, object]] = [
        {"tnews": "state", "version": 1, "written_at": "2026-09-20T12:00:00+08:00"},
        {"subscription": "a", "number": 1, "name": "A", "url": "http://a.example/", "category": "新闻"},
        {"source": "a", "keys": "0011223344556677::8899aabbccddeeff", "changed_at": 1700000000,
         "read": True, "bookmarked_at": 1700000000, "note": "记", "tags": ["待读"], "position": 0.5,
         "kept_unread": True, "title": "标题", "url": "http://a.example/1"},
        {"source": "a", "reads": [["0011223344556677::", 1700000000, 0.1]]},
        {"source": "b", "deleted": [":8899aabbccddeeff:"]},
        {"split": [["a", "0011223344556677::"], ["b", ":8899aabbccddeeff:"]]},
        {"end": 7},
    ]  # fmt: skip
    return ["".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()]


def _kept() -> list[bytes]:
    layout = {
        "widths": {"wide.sidebar": 22, "normal.list": 40}, "list_style": "compact", "is_folded": True,
        "unfolded": ["新闻"], "places": {"all": [7, 3]}, "terminals": {"xterm": {"ambiguous": "1"}},
    }  # fmt: skip
    entry = {
        "at": "2026-09-20T12:00:00+08:00",
        "text": "慢了",
        "source": "a",
        "name": "A",
        "advice": "b",
    }
    theme = Path(__file__).parents[1].joinpath("docs", "themes.md").read_text("utf-8")
    examples = [part.partition("```")[0] for part in theme.split("```toml\n")[1:]]
    lines = [json.dumps(entry) + "\n", "set theme night\n:open\n", *examples]
    return [json.dumps(layout).encode(), *(line.encode() for line in lines)]


_MAKERS = {
    "feed": _feeds,
    "page": _pages,
    "json": _json,
    "text": _texts,
    "toml": _toml,
    "opml": _opml,
    "packed": _packed,
    "wire": _wire,
    "state": _state,
    "kept": _kept,
}

_NAMES = {
    "feed": (".xml", ".rss", ".atom"),
    "page": (".html", ".htm"),
    "json": (".json",),
    "text": (".txt",),
    "opml": (".opml",),
}


def _of_corpus(sort: str) -> Iterator[bytes]:
    """The beginnings of some files of the measuring data, which is read and nothing else."""
    folder = os.environ.get("TNEWS_CORPUS", "")
    if not folder or sort not in _NAMES:
        return
    found = sorted(
        path for path in Path(folder).rglob("*") if path.suffix in _NAMES[sort] and path.is_file()
    )
    random.Random(sort).shuffle(found)
    for path in found[:_OF_CORPUS]:
        with path.open("rb") as file:
            yield file.read(_LARGEST)

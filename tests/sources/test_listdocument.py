from datetime import datetime
from itertools import pairwise

import pytest

from tnews.model import ParseError
from tnews.sources.listdocument import read
from tnews.text.zones import CHINA

HTML = (
    "<html><head><title>財經_某某網</title></head><body><ul class='e2'>"
    + "".join(
        f"<li><a href='/2021/0802/{n}.html'>镕记开出第{n}間新店</a><b>2021-08-02 09:0{n}</b></li>"
        for n in range(5)
    )
    + "</ul><a href='p2.html'>下一页</a></body></html>"
)
FACTS = {"url": "http://www.example.cn/xiaofei/"}


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_list_in_any_charset(codec: str) -> None:
    body = HTML.replace("镕记开出", "鎔記開出").encode(codec)
    parsed = read(body, {**FACTS, "charset": "" if codec == "utf-8" else codec})
    assert parsed.title == "財經"
    first = parsed.drafts[0]
    assert first.title == "鎔記開出第0間新店"
    assert first.url == "http://www.example.cn/2021/0802/0.html"
    assert (first.uid, first.blocks) == ("/2021/0802/0.html", ())
    assert first.published_at == datetime(2021, 8, 2, 9, 0, tzinfo=CHINA)
    assert parsed.notes == {"next": "http://www.example.cn/xiaofei/p2.html", "selector": "ul.e2 li"}


def test_selectors_reach_the_reader() -> None:
    body = HTML.encode()
    assert len(read(body, {**FACTS, "selectors": {"list": "li:nth-child(-n+2)"}}).drafts) == 2
    with pytest.raises(ParseError, match="option list"):
        read(body, {**FACTS, "selectors": {"list": "tr"}})


@pytest.mark.parametrize(
    ("link", "uid"),
    [
        ("/news/{}.html?utm_source=a", "/news/{}.html"),
        ("https://m.example.cn/show?id={}", "/show?id={}"),
        ("http://other.example.cn/news/{}.html", ""),
        ("http://www.example.cn:81/news/{}.html", ""),
    ],
)
def test_identity_is_the_path_on_the_own_host(link: str, uid: str) -> None:
    rows = "".join(
        f"<li><a href='{link.format(2100 + n)}'>一条新闻的标题第{n}条</a></li>" for n in range(5)
    )
    drafts = read(f"<ul>{rows}</ul>".encode(), FACTS).drafts
    assert [draft.uid for draft in drafts] == [uid.format(2100 + n) for n in range(5)]


def test_identity_outlives_a_move_to_another_port() -> None:
    before = read(HTML.encode(), {"url": "http://127.0.0.1:8001/xiaofei/"}).drafts
    after = read(HTML.encode(), {"url": "http://127.0.0.1:8002/xiaofei/"}).drafts
    assert [draft.uid for draft in before] == [draft.uid for draft in after]


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\xef\xbb\xbf", b"\0\0"])
def test_empty_document(body: bytes) -> None:
    with pytest.raises(ParseError, match="empty"):
        read(body, FACTS)


def test_relative_dates_count_from_now() -> None:
    body = HTML.replace("2021-08-02 09:0", "").replace("</b>", "分钟前</b>").encode()
    moments = [draft.published_at for draft in read(body, FACTS).drafts]
    assert all(one and other and one > other for one, other in pairwise(moments))


def test_most_drafts() -> None:
    rows = "".join(f"<li><a href='/n/{n}.html'>一条新闻的标题第{n}条</a></li>" for n in range(1500))
    assert len(read(f"<ul>{rows}</ul>".encode(), FACTS).drafts) == 1000

import json
import os
from pathlib import Path

import pytest

from text.pages_of_ours import PORTAL_PAGE, STORY, TITLE, page, paragraphs
from tnews.model import ParseError
from tnews.sources.pagedocument import read
from tnews.sources.worker import Parser

URL = "https://news.example.com/2021/0802/123456.html"
CORPUS = os.environ.get("TNEWS_CORPUS", "")


@pytest.mark.parametrize(
    ("charset", "declared", "header"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb2312", ""),
        ("gb18030", "gb2312", "gbk"),
        ("gb18030", "utf-8", ""),
        ("utf-8", "gb2312", "gb2312"),
        ("gb18030", "", ""),
    ],
)
def test_a_page_in_every_charset(charset: str, declared: str, header: str) -> None:
    body = PORTAL_PAGE.format(charset=declared).encode(charset)
    parsed = read(body, {"url": URL, "charset": header})
    (draft,) = parsed.drafts
    assert parsed.title == draft.title == TITLE
    assert (draft.origin, draft.editor, draft.category) == ("浙江日报", "FG003", "资讯 > 消费")
    assert draft.published_at is not None
    assert draft.published_at.isoformat() == "2021-08-02T01:30:21+00:00"
    assert [block.text for block in draft.blocks if block.kind == "h"] == [
        "屋顶换新瓦",
        "夜里亮着灯",
    ]
    assert draft.blocks[0].text == STORY[0]
    assert parsed.notes == {"next": "", "whole": "", "has_time": "1"}


def test_notes_lead_on() -> None:
    html = page(
        f"<h1>{TITLE}</h1><p>2021-08-02</p><article>{paragraphs(STORY[:4])}</article>"
        "<a href='123456_2.html'>下一页</a><a href='123456_all.html'>阅读全文</a>"
    )
    assert read(html.encode(), {"url": URL}).notes == {
        "next": "https://news.example.com/2021/0802/123456_2.html",
        "whole": "https://news.example.com/2021/0802/123456_all.html",
        "has_time": "",
    }


def test_selectors_of_the_source_are_used() -> None:
    html = page(
        f"<h1>{TITLE}</h1><div class='a'>{paragraphs(STORY[:4])}</div><div class='b'><p>{STORY[5]}</p></div>"
    )
    (draft,) = read(html.encode(), {"url": URL, "selectors": {"body": ".b"}}).drafts
    assert draft.text == STORY[5]


@pytest.mark.parametrize("body", [b"", b"\0\0 \n", b"\xef\xbb\xbf"])
def test_an_empty_document_is_said_to_be_empty(body: bytes) -> None:
    with pytest.raises(ParseError, match="empty"):
        read(body, {"url": URL})


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>{TITLE}</h1>" + f"<p>{STORY[0]}</p>" * 60_000,
        "<p>" + STORY[0] * 60_000,
        "<p>一，" * 500_000,
    ],
    ids=["paragraphs", "one paragraph", "short paragraphs"],
)
async def test_ten_megabytes_fit_into_a_worker(html: str) -> None:
    async with Parser(1, seconds=120) as parser:
        try:
            parsed = await parser.parse("page", html.encode(), {"url": URL})
        except ParseError as error:
            assert "no article" in error.message  # noqa: PT017 (either way, but in its memory)
        else:
            assert parsed.drafts[0].blocks


@pytest.mark.skipif(not CORPUS, reason="TNEWS_CORPUS names no measuring data")
def test_hostile_pages_are_read_or_refused() -> None:
    folder = Path(CORPUS) / "hostile"
    cases = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["cases"]
    pages = [case for case in cases if case["kind"] == "page" and case["stored"]]
    assert pages
    for case in pages:
        try:
            (draft,) = read((folder / case["path"]).read_bytes(), {"url": URL}).drafts
        except ParseError:
            assert not case["must_contain"], case["name"]
            continue
        text = f"{draft.title}\n{draft.text}"
        assert all(wanted in text for wanted in case["must_contain"]), case["name"]
        assert not any(unwanted in text for unwanted in case["must_not_contain"]), case["name"]

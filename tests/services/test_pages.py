"""An article on several pages: which pages are asked for, and what becomes of them.

The site and the reader are stand-ins; a page is a dictionary of what the real reader says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews.model import ArticleDraft, Block, FetchError, ParseError
from tnews.net.http import Reply
from tnews.services.pages import PAGES, read_page, require_page
from tnews.sources.wire import Parsed

SITE = "http://127.0.0.1:8000"
WHEN = datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


class Site:
    """Answers from `pages`: by path, the paragraphs and what else the page says."""

    def __init__(self, pages: Mapping[str, Mapping[str, Any]]) -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.homes: set[str | None] = set()

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, home: str | None = None
    ) -> Reply:
        self.asked.append(url.removeprefix(SITE))
        self.homes.add(home)
        page = self.pages.get(url.removeprefix(SITE))
        if page is None:
            return Reply(url, 404)
        kind = page.get("type", "text/html; charset=gb2312")
        return Reply(page.get("at", url), 200, {"content-type": kind}, json.dumps(page).encode())

    async def post(self, url: str, body: bytes, **_more: Any) -> Reply:
        raise AssertionError("pages are not posted")


class Reader:
    """Reads what `Site` serves."""

    def __init__(self) -> None:
        self.facts: list[Mapping[str, Any]] = []

    async def parse(self, kind: str, body: bytes, facts: Mapping[str, Any]) -> Parsed:
        assert kind == "page"
        self.facts.append(facts)
        page = json.loads(body)
        if "error" in page:
            raise ParseError(page["error"])
        draft = ArticleDraft(
            "",
            f"{SITE}/canonical",
            page.get("title", "题"),
            tuple(Block("p", text) for text in page["text"]),
            is_full_text=True,
            editor=page.get("editor", ""),
            published_at=WHEN,
        )
        notes = {name: page[name] for name in ("next", "whole", "has_time") if name in page}
        return Parsed(draft.title, (draft,) if page["text"] else (), notes)


async def read(pages: Mapping[str, Mapping[str, Any]], path: str = "/a.html", **more: Any) -> Any:
    site = Site(pages)
    page = await read_page(SITE + path, site, Reader(), **more)  # type: ignore[arg-type]
    return page, site.asked


def texts(page: Any) -> list[str]:
    return [block.text for block in page.draft.blocks]


async def test_one_page() -> None:
    site, reader = Site({"/a.html": {"text": ["一", "二"], "has_time": "1"}}), Reader()
    selectors = {"body": "#text", "drop": [".ad"]}
    page = await read_page(f"{SITE}/a.html", site, reader, home=f"{SITE}/x", selectors=selectors)  # type: ignore[arg-type]
    assert texts(page) == ["一", "二"]
    assert page.draft.is_full_text
    assert page.has_time
    assert (page.next_url, page.whole_url) == ("", "")
    assert page.draft.url == f"{SITE}/a.html"
    assert page.draft.published_at == WHEN
    assert site.homes == {f"{SITE}/x"}
    (facts,) = reader.facts
    assert facts == {"url": f"{SITE}/a.html", "charset": "gb2312", "selectors": selectors}


async def test_an_address_given_by_a_person_is_its_own_home() -> None:
    pages = {"/a.html": {"text": ["一"], "next": f"{SITE}/b.html"}, "/b.html": {"text": ["二"]}}
    site = Site(pages)
    await read_page(f"{SITE}/a.html", site, Reader())  # type: ignore[arg-type]
    assert site.homes == {f"{SITE}/a.html"}


async def test_further_pages_are_joined() -> None:
    page, asked = await read(
        {
            "/a.html": {"title": "甲", "text": ["一"], "next": f"{SITE}/a_2.html", "editor": "李"},
            "/a_2.html": {"title": "乙", "text": ["二"], "next": f"{SITE}/a_3.html"},
            "/a_3.html": {"title": "丙", "text": ["三"], "editor": "王"},
        }
    )
    assert asked == ["/a.html", "/a_2.html", "/a_3.html"]
    assert (page.draft.title, texts(page), page.draft.editor) == ("甲", ["一", "二", "三"], "王")
    assert page.draft.is_full_text
    assert page.next_url == ""


async def test_the_whole_article_on_one_page_is_preferred_if_it_is_longer() -> None:
    pages: dict[str, dict[str, Any]] = {
        "/a.html": {
            "text": ["一二三"],
            "next": f"{SITE}/a_2.html",
            "whole": f"{SITE}/a_all.html",
            "editor": "李",
        },
        "/a_2.html": {"text": ["四五六"]},
        "/a_all.html": {"text": ["一二三", "四五六"]},
    }
    page, asked = await read(pages)
    assert asked == ["/a.html", "/a_all.html"]
    assert texts(page) == ["一二三", "四五六"]
    assert (page.draft.editor, page.draft.url) == ("李", f"{SITE}/a.html")

    pages["/a_all.html"] = {"text": ["一二"]}
    page, asked = await read(pages)
    assert asked == ["/a.html", "/a_all.html", "/a_2.html"]
    assert texts(page) == ["一二三", "四五六"]

    pages["/a_all.html"] = {"error": "no article"}
    page, asked = await read(pages)
    assert texts(page) == ["一二三", "四五六"]


async def test_a_repeated_beginning_is_shown_once() -> None:
    page, _asked = await read(
        {
            "/a.html": {"text": ["导语", "一"], "next": f"{SITE}/b.html"},
            "/b.html": {"text": ["导语", "二", "三"]},
        }
    )
    assert texts(page) == ["导语", "一", "二", "三"]


async def test_a_repeated_page_ends_the_article() -> None:
    page, asked = await read(
        {
            "/a.html": {"text": ["一", "二", "三"], "next": f"{SITE}/a.html?p=2"},
            "/a.html?p=2": {"text": ["一", "二", "三", "广告"], "next": f"{SITE}/a.html?p=3"},
        }
    )
    assert asked == ["/a.html", "/a.html?p=2"]
    assert texts(page) == ["一", "二", "三"]
    assert page.draft.is_full_text


async def test_a_circle_ends() -> None:
    page, asked = await read(
        {
            "/a.html": {"text": ["一"], "next": f"{SITE}/b.html"},
            "/b.html": {"text": ["二"], "next": f"{SITE}/a.html"},
        }
    )
    assert asked == ["/a.html", "/b.html"]
    assert page.draft.is_full_text


async def test_other_sites_are_no_further_page() -> None:
    page, asked = await read(
        {"/a.html": {"text": ["一"], "next": "http://other.cn/2", "whole": "http://other.cn/"}}
    )
    assert asked == ["/a.html"]
    assert page.draft.is_full_text


async def test_a_missing_further_page_is_told() -> None:
    page, _asked = await read({"/a.html": {"text": ["一"], "next": f"{SITE}/gone.html"}})
    assert texts(page) == ["一"]
    assert not page.draft.is_full_text
    assert page.next_url == f"{SITE}/gone.html"


async def test_an_endless_article_ends() -> None:
    pages = {f"/{n}": {"text": [f"段{n}"], "next": f"{SITE}/{n + 1}"} for n in range(50)}
    page, asked = await read(pages, "/0")
    assert len(asked) == len(texts(page)) == PAGES
    assert not page.draft.is_full_text
    assert page.next_url == f"{SITE}/{PAGES}"


@given(st.lists(st.integers(0, 30), min_size=31, max_size=31))
async def test_no_page_is_asked_for_twice(leads_to: list[int]) -> None:
    pages = {f"/{n}": {"text": [f"段{n}"], "next": f"{SITE}/{to}"} for n, to in enumerate(leads_to)}
    page, asked = await read(pages, "/0")
    assert len(asked) == len(set(asked)) <= PAGES
    assert texts(page) == [f"段{path[1:]}" for path in asked]


async def test_errors_name_the_address() -> None:
    with pytest.raises(FetchError, match="404") as missing:
        await read({})
    with pytest.raises(ParseError, match="needs a browser") as unread:
        await read({"/a.html": {"error": "this page needs a browser"}})
    with pytest.raises(ParseError, match="no article"):
        await read({"/a.html": {"text": []}})
    assert missing.value.url == unread.value.url == f"{SITE}/a.html"


async def test_the_front_page_is_no_article() -> None:
    front = {"text": ["首页"], "at": f"{SITE}/"}
    pages = {"/a.html": front, "/?p=7": front, "/": front}
    for path in ("/a.html", "/?p=7"):
        with pytest.raises(ParseError, match="front page"):
            await read(pages, path)
    page, _asked = await read(pages, "/")
    assert texts(page) == ["首页"]


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("application/pdf", b"", "a PDF document"),
        ("text/html", b"%PDF-1.7", "a PDF document"),
        ("image/png", b"", "a picture"),
        ("", b"\xff\xd8\xff\xe0", "a picture"),
        ("Video/MP4; x=1", b"", "a video"),
        ("audio/mpeg", b"", "a sound recording"),
        ("application/octet-stream", b"PK\x03\x04", "a packed file"),
        ("text/html", b'<?xml version="1.0"?>\n<rss version="2.0">', "a feed"),
        ("text/xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a feed"),
    ],
)
def test_what_is_no_page(kind: str, body: bytes, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        require_page(body, kind)


def test_what_may_be_a_page() -> None:
    require_page(b"<html>", "text/html")
    require_page(b'<?xml version="1.0"?><html><body><feed>', "application/xhtml+xml")
    require_page(b"\xd6\xd0\xce\xc4")
    require_page(b"", "application/octet-stream")

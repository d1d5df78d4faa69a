"""What an address comes to. Site and readers are stand-ins: a document is what they would say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tnews.model import ArticleDraft, Block, ConfigError, FetchError, ParseError, Source
from tnews.model.settings import Config
from tnews.net.http import Reply
from tnews.services.discovery import USUAL_PLACES, EmptyFeedError, Found, address, decide
from tnews.services.proposal import propose
from tnews.sources.wire import Parsed

WEB = "http://127.0.0.1:8000"
NEW = datetime(2026, 11, 20, tzinfo=UTC)
TEXT = "城南早市延长营业两小时。" * 30


def feed(*titles: str, name: str = "湖畔网", days: int = 0, text: str = TEXT) -> dict[str, Any]:
    return {"feed": titles, "name": name, "days": days, "text": text}


def channel(*titles: str, name: str = "消费_湖畔网", feeds: Sequence[str] = ()) -> dict[str, Any]:
    return {"list": titles, "name": name, "feeds": feeds}


def article(title: str, text: str = TEXT, section: str = "", **more: Any) -> dict[str, Any]:
    return {"article": title, "text": text, "section": section, **more}


class Site:
    """Answers from `pages` by path."""

    def __init__(self, pages: Mapping[str, Any]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def get(self, url: str, *, home: str | None = None, **_more: Any) -> Reply:
        assert home
        assert home.startswith(WEB)
        path = url.removeprefix(WEB)
        self.asked.append(path)
        if path not in self.pages:
            return Reply(url, 404)
        page = self.pages[path]
        links = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{link}">'
            for link in page.get("feeds", ())
        )
        body = f"<html>{links}<script>{json.dumps(page)}</script>"
        return Reply(url, 200, {"content-type": "text/html"}, body.encode())

    async def post(self, url: str, body: bytes, **_more: Any) -> Reply:
        raise AssertionError


class Reader:
    """Reads what `Site` serves as feed, list and page."""

    async def parse(self, kind: str, body: bytes, facts: Mapping[str, Any]) -> Parsed:
        page = json.loads(body.decode().partition("<script>")[2].removesuffix("</script>"))
        if kind == "feed" and "feed" in page:
            when = NEW - timedelta(days=page["days"])
            drafts = tuple(
                draft(title, n, page["text"], when) for n, title in enumerate(page["feed"])
            )
            return Parsed(page["name"], drafts)
        if kind == "list" and "list" in page:
            drafts = tuple(draft(title, n, "", NEW) for n, title in enumerate(page["list"]))
            return Parsed(page["name"], drafts, {"next": f"{WEB}/2", "selector": "ul > li"})
        if kind == "page" and "article" in page:
            found = draft(page["article"], 0, page["text"], NEW, page["section"])
            return Parsed(page["article"], (found,), {"has_time": "1"})
        raise ParseError(f"no {kind} here")


def draft(title: str, number: int, text: str, when: datetime, section: str = "") -> ArticleDraft:
    return ArticleDraft(
        "",
        f"{WEB}/a/{number}.html",
        title,
        (Block("p", text),) if text else (),
        is_full_text=len(text) > 100,
        published_at=when,
        category=section,
    )


async def found(pages: Mapping[str, Any], path: str) -> Found:
    return await decide(WEB + path, Site(pages), Reader())  # type: ignore[arg-type]


async def test_a_feed() -> None:
    got = await found({"/rss": feed("一", "二")}, "/rss")
    assert (got.what, got.url, got.title) == ("feed", f"{WEB}/rss", "湖畔网")
    assert [draft.title for draft in got.drafts] == ["一", "二"]
    assert (got.lacking, got.sample) == (0, None)


async def test_an_empty_feed_is_nothing_yet() -> None:
    with pytest.raises(EmptyFeedError, match="holds no articles") as caught:
        await found({"/rss": feed()}, "/rss")
    assert caught.value.url == f"{WEB}/rss"


async def test_the_feed_behind_a_page() -> None:
    pages = {
        "/blog/": channel("一", "二", "三", feeds=["/empty", "/broken", "/main"]),
        "/empty": feed(),
        "/main": feed("一"),
        "/feed": feed("别的"),
    }
    got = await found(pages, "/blog/")
    assert (got.what, got.url) == ("feed", f"{WEB}/main")
    assert not got.is_stale


async def test_an_abandoned_feed_is_kept_and_told() -> None:
    pages = {"/": channel("一", "二", "三", feeds=["/old"]), "/old": feed("一", days=400)}
    got = await found(pages, "/")
    assert (got.what, got.is_stale) == ("feed", True)


async def test_a_short_feed_is_completed_from_its_pages() -> None:
    pages = {"/rss": feed("一", "二", text="短"), "/a/0.html": article("一")}
    got = await found(pages, "/rss")
    assert got.lacking == 2
    assert got.sample
    assert got.sample.draft.url == f"{WEB}/a/0.html"
    got = await found({"/rss": feed("一", text="短")}, "/rss")
    assert got.sample is None
    assert "404" in got.sample_error


async def test_a_channel_page_is_a_source_before_a_guessed_feed() -> None:
    pages = {"/xiaofei/": channel("一", "二", "三"), "/a/1.html": article("二"), "/rss": feed("站")}
    got = await found(pages, "/xiaofei/")
    assert (got.what, got.url, got.title) == ("page", f"{WEB}/xiaofei/", "消费_湖畔网")
    assert dict(got.options) == {}
    assert got.lacking == 3
    assert got.sample
    assert got.sample.draft.title == "二"


async def test_a_front_page_tries_the_usual_places_first() -> None:
    assert (await found({"/": channel("一", "二", "三"), "/atom.xml": feed("站")}, "/")).url == (
        f"{WEB}/atom.xml"
    )
    site = Site({"/": channel("一", "二", "三")})
    got = await decide(f"{WEB}/", site, Reader())  # type: ignore[arg-type]
    assert got.what == "page"
    assert site.asked[: 1 + len(USUAL_PLACES)] == ["/", *USUAL_PLACES]


async def test_an_article_is_no_source() -> None:
    got = await found({"/a/7.html": article("早市")}, "/a/7.html")
    assert (got.what, got.title, got.url) == ("article", "早市", f"{WEB}/a/7.html")


async def test_an_article_is_no_way_to_a_guessed_feed() -> None:
    pages = {"/a/7.html": article("早市"), "/feed": feed("一")}
    assert (await found(pages, "/a/7.html")).what == "article"
    assert (await found({**pages, "/x": {}}, "/x")).url == f"{WEB}/feed"


async def test_an_article_with_others_beside_it_is_an_article() -> None:
    page = {**article("早市"), **channel("相关一", "相关二", "相关三")}
    assert (await found({"/a/7.html": page}, "/a/7.html")).what == "article"


async def test_a_list_whose_rows_read_like_a_text_is_a_list() -> None:
    page = {**channel("标题一", "标题二", "标题三"), **article("消费", "标题一标题二标题三" + TEXT)}
    assert (await found({"/xiaofei/": page}, "/xiaofei/")).what == "page"


async def test_too_short_a_list_is_nothing() -> None:
    with pytest.raises(ParseError, match=r"no feed found at .*; the page itself: no page here"):
        await found({"/x": channel("一", "二")}, "/x")


async def test_an_address_that_is_not_there() -> None:
    with pytest.raises(FetchError, match="404"):
        await found({}, "/x")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("example.com", "https://example.com"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        (" http://example.com/ ", "http://example.com/"),
        ("rsshub://ifeng/news", "rsshub://ifeng/news"),
    ],
)
def test_addresses(said: str, meant: str) -> None:
    assert address(said) == meant


@pytest.mark.parametrize("said", ["", "ftp://a.cn/", "javascript:alert(1)", "http://", "a b"])
def test_what_is_no_address(said: str) -> None:
    with pytest.raises(ConfigError):
        address(said)


# The table for what was found.

CONFIG = Config(sources=(Source("old", "http://a.cn/", "旧", "茶事"),), categories=("消费", "IT"))


async def proposed(title: str, section: str = "", path: str = "/x/", **more: str) -> Source:
    pages = {
        path: channel("一", "二", "三", name=title),
        "/a/0.html": article("一", section=section),
    }
    return propose(await found(pages, path), CONFIG, **more)


@pytest.mark.parametrize(
    ("title", "section", "category"),
    [
        ("消费_湖畔网", "", "消费"),
        ("湖畔网 - 消费频道", "", "消费"),
        ("IT/科技|湖畔网", "", "IT"),
        ("财经/商业-湖畔网", "", "商业"),
        ("财经频道 湖畔网", "", "商业"),
        ("湖畔网", "首页 > 科技", "IT"),
        ("茶事", "", "茶事"),
        ("湖畔网", "资讯 > 消费", "消费"),
        ("湖畔网", "湖畔网 > 随笔", "动态"),
        ("湖畔消费网", "", "动态"),
    ],
)
async def test_the_channel_that_a_page_names(title: str, section: str, category: str) -> None:
    source = await proposed(title, section)
    assert (source.category, source.name, source.kind) == (category, title, "page")


async def test_what_a_person_says_counts() -> None:
    source = await proposed("消费_湖畔网", category="随便", name="Old")
    assert (source.category, source.name, source.key) == ("随便", "Old", "old-2")


async def test_the_breadcrumb_of_one_article_says_nothing_of_a_front_page() -> None:
    assert (await proposed("湖畔网", "资讯 > 消费", "/")).category == "动态"


async def test_without_a_title_the_host_is_its_name() -> None:
    assert (await proposed("")).name == "127.0.0.1"

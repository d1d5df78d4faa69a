"""Kinds `json` and `rank` over real HTTP: configuration text in, drafts out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from sources import api_shapes
from sources.api_room import Room, open_room, shown, source_of
from sources.api_shapes import Shape
from sources.api_site import Answer, ApiSite, Asked
from tnews.model import Fetched, FetchError, ParseError, Unchanged
from tnews.sources import json as json_kind

KEY = "sesame-qzxk"


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setenv("TNEWS_TEST_KEY", KEY)
    async with open_room() as room:
        yield room


@pytest.mark.parametrize("shape", api_shapes.ALL, ids=lambda shape: shape.name)
async def test_every_shape_is_read_by_configuration_alone(
    shape: Shape, room: Room, tmp_path: Path
) -> None:
    with api_shapes.site(shape) as site:
        drafts = await room.drafts(source_of(shape.config, site.url, tmp_path))
    assert shown(shape, site.url, drafts) == list(shape.drafts)
    assert len(drafts) == shape.count
    assert len(site.asked) == 1


def test_there_are_sixteen() -> None:
    assert len(api_shapes.SIXTEEN) == 16


LIST = 'kind = "json"\nurl = "SITE/list"\nitems = "data"\nfields = {id="id", title="title", url="url"}\n'


def item(number: int) -> dict[str, Any]:
    return {"id": number, "title": f"第 {number} 条", "url": f"/a/{number}"}


# Older pages


async def ids(room: Room, source: Any, *, older: bool) -> list[str]:
    return [draft.uid for draft in await room.drafts(source, older=older)]


async def test_older_by_date_until_a_day_is_empty(room: Room, tmp_path: Path) -> None:
    shape = api_shapes.ZHIHU_DAILY
    with api_shapes.site(shape) as site:
        source = source_of(shape.config, site.url, tmp_path)
        assert await ids(room, source, older=False) == ["9780001", "9780003"]
        assert len(site.asked) == 1
        assert await ids(room, source, older=True) == ["9780001", "9780003", "9770001"]
    paths = [asked.path.rpartition("/")[2] for asked in site.asked[1:]]
    assert paths == ["latest", "20260305", "20260304"]


async def test_older_by_cursor_until_there_is_none(room: Room, tmp_path: Path) -> None:
    shape = api_shapes.WALLSTREET
    with api_shapes.site(shape) as site:
        source = source_of(shape.config, site.url, tmp_path)
        assert await ids(room, source, older=True) == ["88001", "88002", "88003"]
    assert [asked.params.get("cursor") for asked in site.asked] == [None, "c-2 3"]
    assert all(asked.params["channel"] == "global" for asked in site.asked)


async def test_older_by_number_in_the_address(room: Room, tmp_path: Path) -> None:
    with api_shapes.site(api_shapes.CCTV) as site:
        source = source_of(api_shapes.CCTV.config, site.url, tmp_path)
        fetched = await room.fetch(source, older=True)
    assert isinstance(fetched, Fetched)
    assert [draft.uid for draft in fetched.drafts] == ["ARTI1", "ARTI2", "ARTI3"]
    assert "404" in fetched.state.last_error  # there is no third page; nothing is lost by asking
    assert fetched.state.failures == 0


async def test_older_by_offset_in_a_posted_form(room: Room, tmp_path: Path) -> None:
    with api_shapes.site(api_shapes.ARCHIVE) as site:
        source = source_of(api_shapes.ARCHIVE.config, site.url, tmp_path)
        assert await ids(room, source, older=True) == ["r0", "r2", "r3", "r4"]
    assert [asked.form["start"] for asked in site.asked] == ["0", "2", "4"]
    assert {asked.form["word"] for asked in site.asked} == {"报道"}


@pytest.mark.parametrize(
    ("pages", "asked"),
    [
        ([[1, 2], [3, 4], []], 3),  # one is empty
        ([[1, 2], [1, 2], [9]], 2),  # nothing new
        ([[1], [2], [3], [4], [5]], 4),  # max
        ([[1, 2], [2, 3], [3, 4], [4, 5]], 4),
    ],
)
async def test_older_ends(room: Room, tmp_path: Path, pages: Any, asked: int) -> None:
    def route(request: Asked) -> Any:
        return {"data": [item(n) for n in pages[int(request.params["p"]) - 1]]}

    with ApiSite({"/list": route}) as site:
        source = source_of(LIST + 'page = {param="p", max=4}', site.url, tmp_path)
        found = await ids(room, source, older=True)
    assert len(site.asked) == asked
    assert found == [str(n) for n in dict.fromkeys(chain(*pages[:asked]))]


async def test_a_page_with_fewer_than_its_size_is_the_last(room: Room, tmp_path: Path) -> None:
    with ApiSite({"/list": {"data": [item(1)]}}) as site:
        await room.drafts(
            source_of(LIST + 'page = {param="p", size=2}', site.url, tmp_path), older=True
        )
    assert len(site.asked) == 1


async def test_a_cursor_that_leads_in_a_circle_ends(room: Room, tmp_path: Path) -> None:
    def route(request: Asked) -> Any:
        return {"data": [item(len(site.asked))], "next": "x"}

    with ApiSite({"/list": route}) as site:
        source = source_of(LIST + 'cursor = {param="c", path="next", max=9}', site.url, tmp_path)
        assert await ids(room, source, older=True) == ["1", "2"]


# Unchanged


async def test_what_has_not_changed_is_not_read_again(room: Room, tmp_path: Path) -> None:
    def route(request: Asked) -> Any:
        if request.headers.get("if-none-match") == '"1"':
            return Answer(status=304)
        return Answer(b'{"data":[{"id":1,"title":"x","url":"/1"}]}', headers={"ETag": '"1"'})

    with ApiSite({"/list": route}) as site:
        source = source_of(LIST, site.url, tmp_path)
        first = await room.fetch(source)
        assert isinstance(first, Fetched)
        assert isinstance(await room.fetch(source, first.state), Unchanged)
        assert isinstance(await room.fetch(source, first.state, older=True), Fetched)
        other = source_of(LIST + "skip = 0", site.url, tmp_path)
        assert isinstance(await room.fetch(other, first.state), Fetched)
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, '"1"', None, None]


async def test_the_same_bytes_are_unchanged_unless_the_mapping_is_another(
    room: Room, tmp_path: Path
) -> None:
    with ApiSite({"/list": {"data": [item(1)]}}) as site:
        source = source_of(LIST, site.url, tmp_path)
        state = (await room.fetch(source)).state
        assert isinstance(await room.fetch(source, state), Unchanged)
        assert isinstance(
            await room.fetch(source_of(LIST + "skip = 0", site.url, tmp_path), state), Fetched
        )


async def test_relative_times_count_from_now(room: Room, tmp_path: Path) -> None:
    rows = [
        {"id": n, "title": "x", "t": t} for n, t in enumerate(["刚刚", "3分钟前", "2小时前", "", 7])
    ]
    with ApiSite({"/list": {"data": rows}}) as site:
        table = LIST.replace('url="url"', 'published="t"')
        now = datetime.now(UTC)
        drafts = await room.drafts(source_of(table, site.url, tmp_path))
    ages = [(now - draft.published_at) if draft.published_at else None for draft in drafts]
    for age, wanted in zip(ages, [0, 3, 120], strict=False):
        assert age is not None
        assert abs(age - timedelta(minutes=wanted)) < timedelta(minutes=1)
    assert ages[3:] == [None, None]


# Detail


async def test_detail_brings_the_text_and_the_credit_of_the_picture(
    room: Room, tmp_path: Path
) -> None:
    with api_shapes.site(api_shapes.ZHIHU_DAILY) as site:
        source = source_of(api_shapes.ZHIHU_DAILY.config, site.url, tmp_path)
        first, second = await room.drafts(source)
        draft = await json_kind.detail(source, first.detail_url, room.http, room.parser)
        linked = await json_kind.detail(source, second.detail_url, room.http, room.parser)
    assert draft.title == "山里的雾为什么早上最浓"
    assert draft.is_full_text
    assert draft.url == f"{site.url}/story/9780001"
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("img", "山野图库 / CC0"),
        ("p", "夜里地面散热，贴近地面的空气先冷下来。"),
        ("p", "水汽凝成小水滴，就是雾。"),
    ]
    assert (linked.blocks, linked.url, linked.title) == ((), f"{site.url}/elsewhere/9780003", "")


async def test_detail_of_an_answer_in_a_script(room: Room, tmp_path: Path) -> None:
    with api_shapes.site(api_shapes.ARCHIVE) as site:
        source = source_of(api_shapes.ARCHIVE.config, site.url, tmp_path)
        (first,) = await room.drafts(source)
        draft = await json_kind.detail(source, first.detail_url, room.http, room.parser)
    assert (draft.text, draft.author, draft.title) == ("第一页。\n第二页。", "馆员", "")
    assert site.asked[-1].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error_code": 223501, "reason": "x"}, "has no text for this article"),
        (
            {"error_code": 0, "result": {"content": ""}},
            'nothing at “result.content”; there is "error_code", "result"',
        ),
        ({"error_code": 0, "result": {"content": [{"a": 1}]}}, "nothing at “result.content”"),
        (
            {"error_code": 0, "result": {"content": "<script>x</script>"}},
            "nothing at “result.content”",
        ),
        ({"error_code": 10012, "reason": "次数用完"}, "次数用完 (error_code: 10012)"),
        ("<html><title>登录</title></html>", "asks for a login"),
    ],
)
async def test_detail_without_a_text_says_why(
    room: Room, tmp_path: Path, answer: Any, words: str
) -> None:
    with api_shapes.site(api_shapes.JUHE) as site:
        site.routes["/toutiao/content"] = lambda asked: answer
        source = source_of(api_shapes.JUHE.config, site.url, tmp_path)
        drafts = await room.drafts(source)
        with pytest.raises(ParseError) as caught:
            await json_kind.detail(source, drafts[0].detail_url, room.http, room.parser)
    assert words in caught.value.message
    assert caught.value.url == f"{site.url}/toutiao/content?uniquekey=aa%2F01"
    assert site.asked[-1].params == {"uniquekey": "aa/01", "key": KEY}


# Errors


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"code": 0, "msg": "<b>钥匙</b>过期"}, "the API reports an error: 钥匙过期 (code: 0)"),
        ({"msg": ["a", {"b": 1}]}, "the API reports an error: a (no “code” in the answer)"),
        ({"code": {"a": 1}, "msg": None}, "no “code” in the answer"),
        (
            {"code": 200, "result": {"list": []}},
            'items “result.newslist” leads nowhere; there is "list"',
        ),
        ({"code": 200, "result": "x"}, 'items “result.newslist” leads nowhere; there is "x"'),
        ({"code": 200, "result": {"newslist": 5}}, 'items “result.newslist” is no list but "5"'),
        (
            {"code": 200, "result": {"newslist": [{"name": 1}]}},
            'title “title”, summary “description”; the first has "name"',
        ),
        ({"code": 200, "result": {"newslist": [3]}}, 'the first has "3"'),
        ([], "no “code” in the answer"),
        ('"text"', "no “code” in the answer"),
        ("", "the answer is empty"),
        ("{", "cut off or broken"),
        ("[" * 60, "nested too deep"),
        ("<html><title>安全验证</title></html>", "checks for robots"),
        ("<!doctype html><title>News &amp; more</title>", "web page “News & more” and not JSON"),
        (Answer(b"{}", 503), "fault (503)"),
        (Answer(b"[" + b" " * (8 << 20) + b"]"), "larger than 8 MiB"),
    ],
)
async def test_a_bad_answer_is_an_error_in_plain_words(
    room: Room, tmp_path: Path, answer: Any, words: str
) -> None:
    with ApiSite({"/internet/index": lambda asked: answer}) as site:
        source = source_of(api_shapes.TIANAPI.config, site.url, tmp_path)
        with pytest.raises((ParseError, FetchError)) as caught:
            await room.fetch(source)
    assert words in caught.value.message
    assert caught.value.url == f"{site.url}/internet/index"
    assert KEY not in repr(caught.value)


@pytest.mark.parametrize(
    "answer", [{"code": 250, "msg": "数据返回为空"}, {"code": 200, "result": {"newslist": None}}]
)
async def test_nothing_there_is_no_error(room: Room, tmp_path: Path, answer: Any) -> None:
    with ApiSite({"/internet/index": lambda asked: answer}) as site:
        source = source_of(api_shapes.TIANAPI.config, site.url, tmp_path)
        assert await room.drafts(source, older=True) == ()
    assert len(site.asked) == 1

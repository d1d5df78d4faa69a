"""The key of an API: sent where it belongs, and found nowhere else."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sources.api_room import Room, open_room, source_of
from sources.api_site import Answer, ApiSite, Asked
from tnews.model import Fetched, SourceError
from tnews.sources import json as json_kind
from tnews.sources import secret

KEY = "p%s s/+wörd-qzxk"
TABLE = """
kind = "json"
url = "SITE/list"
items = "data"
fields = {id="id", title="title", url="url"}
older = "$.next"
detail = {url="{link}", content="body"}
ok = "code==0"
error = "msg"
"""
PARAM = '\napi_key = {param="key", env="TNEWS_TEST_KEY"}'
HEADER = '\napi_key = {header="X-Key", env="TNEWS_TEST_KEY"}'


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setenv("TNEWS_TEST_KEY", KEY)
    async with open_room() as room:
        yield room


@pytest.fixture
def site() -> Iterator[ApiSite]:
    with ApiSite({"/list": {"code": 0, "data": [{"id": 1, "title": "一"}]}}) as site:
        yield site


def has_key(asked: Asked) -> bool:
    return KEY in asked.params.values() or KEY.encode().decode("latin-1") in asked.headers.values()


def assert_hidden(*things: object) -> None:
    for thing in things:
        assert "qzxk" not in repr(thing)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ('{param="key", env="TNEWS_TEST_KEY"}', lambda asked: asked.params["key"]),
        (
            '{header="X-Key", env="TNEWS_TEST_KEY"}',
            lambda asked: asked.headers["x-key"].encode("latin-1").decode(),
        ),
        (
            '{header="Authorization", prefix="Bearer ", env="TNEWS_TEST_KEY"}',
            lambda asked: asked.headers["authorization"].encode("latin-1").decode()[7:],
        ),
        (
            '{field="key", env="TNEWS_TEST_KEY"}\nform = {a="b"}',
            lambda asked: asked.form["key"],
        ),
    ],
)
async def test_it_is_sent_where_it_belongs(
    room: Room, site: ApiSite, tmp_path: Path, where: str, found: Any
) -> None:
    await room.drafts(source_of(f"{TABLE}\napi_key = {where}", site.url, tmp_path))
    assert [found(asked) for asked in site.asked] == [KEY]


async def test_it_replaces_a_parameter_of_the_address(
    room: Room, site: ApiSite, tmp_path: Path
) -> None:
    table = TABLE.replace("SITE/list", "SITE/list?key=mine&a=%E4%B8%80") + PARAM
    await room.drafts(source_of(table, site.url, tmp_path))
    assert site.asked[0].params == {"key": KEY, "a": "一"}


@pytest.mark.parametrize("way", [PARAM, HEADER])
async def test_what_an_answer_repeats_of_it_is_hidden(
    room: Room, site: ApiSite, tmp_path: Path, way: str
) -> None:
    echo = f"{site.url}/a?key={quote(KEY)}&next={quote(quote(KEY, safe=''), safe='')}"
    row = {"id": f"id {KEY}", "title": f"用 {KEY} 的", "url": echo, "link": f"{site.url}/d?k={KEY}"}
    site.routes["/list"] = {"code": 0, "data": [row], "next": f"{site.url}/list2?key={quote(KEY)}"}
    site.routes["/list2"] = {"code": 0, "data": [{"id": 2, "title": "二", "url": "/2"}]}
    fetched = await room.fetch(source_of(TABLE + way, site.url, tmp_path), older=True)
    assert isinstance(fetched, Fetched)
    assert [draft.title for draft in fetched.drafts] == ["用 *** 的", "二"]
    assert_hidden(fetched)
    assert [has_key(asked) for asked in site.asked] == [True, True]


@pytest.mark.parametrize("way", [PARAM, HEADER])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500),
        Answer(status=404),
        Answer(status=302, headers={"Location": "/list"}),
        Answer(status=302, headers={"Location": "ftp://a.cn/"}),
        Answer(b"<html><title>" + KEY.encode() + b"</title>"),
        Answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
        {"code": 1, "msg": f"key {KEY} is unknown"},
        {"code": KEY, "msg": ""},
        {"code": 0, KEY: 1},
        {"code": 0, "data": KEY},
    ],
)
async def test_no_error_tells_it(
    room: Room, site: ApiSite, tmp_path: Path, way: str, answer: object
) -> None:
    site.routes["/list"] = answer
    with pytest.raises(SourceError) as caught:
        await room.fetch(source_of(TABLE + way, site.url, tmp_path))
    error = caught.value
    assert error.url.startswith(f"{site.url}/list")
    assert_hidden(error, error.url, error.message)
    assert "qzxk" not in "".join(traceback.format_exception(error))


async def test_a_redirect_takes_no_header_to_another_origin(
    room: Room, site: ApiSite, tmp_path: Path
) -> None:
    with ApiSite({"/list": {"code": 0, "data": []}}) as other:
        site.routes["/list"] = Answer(status=302, headers={"Location": f"{other.url}/list"})
        await room.fetch(source_of(TABLE + HEADER, site.url, tmp_path))
    assert (has_key(site.asked[0]), has_key(other.asked[0])) == (True, False)


@pytest.mark.parametrize("way", [PARAM, HEADER])
async def test_addresses_out_of_answers_get_it_only_at_home(
    room: Room, site: ApiSite, tmp_path: Path, way: str
) -> None:
    with ApiSite({"/list": {"code": 0, "data": []}, "/d": {"body": "<p>文</p>"}}) as other:
        row = {"id": 1, "title": "一", "link": f"{other.url}/d"}
        site.routes["/list"] = {"code": 0, "data": [row], "next": f"{other.url}/list"}
        source = source_of(TABLE + way, site.url, tmp_path)
        (draft,) = await room.drafts(source, older=True)
        got = await json_kind.detail(source, draft.detail_url, room.http, room.parser)
    assert got.text == "文"
    assert [has_key(asked) for asked in site.asked] == [True]
    assert [asked.path for asked in other.asked] == ["/list", "/d"]
    assert not any(has_key(asked) for asked in other.asked)


async def test_it_is_in_no_record_of_the_source(room: Room, site: ApiSite, tmp_path: Path) -> None:
    source = source_of(TABLE + PARAM, site.url, tmp_path)
    assert_hidden(source, (await room.fetch(source)).state)


# Where it comes from


async def get(**table: object) -> str:
    return await secret.get(table)


async def test_of_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n")
    path.chmod(0o600)
    assert await get(file=str(path)) == KEY
    path.chmod(0o640)
    with pytest.raises(SourceError, match="chmod 600") as caught:
        await get(file=str(path))
    assert_hidden(caught.value)


async def test_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        await get(file=str(tmp_path / "key"))


async def test_of_an_environment_that_has_none() -> None:
    with pytest.raises(SourceError, match="TNEWS_NO_SUCH_KEY"):
        await get(env="TNEWS_NO_SUCH_KEY")


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


async def test_of_a_command_whose_first_line_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = f"open({str(log)!r}, 'a').write('.'); print('k-1'); print('other')"
    assert await get(command=python(code)) == "k-1"
    assert await get(command=python(code)) == "k-1"
    assert log.read_text() == "."  # asked once


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; sys.exit('qzxk')", "exit status 1"),
        ("", "said no key"),
        ("print(); print('qzxk')", "said no key"),
        ("print('qzxk\\x07')", "characters that no key has"),
        ("import sys; assert not sys.stdin.read(); raise SystemExit(3)", "exit status 3"),
    ],
)
async def test_of_a_command_that_says_none(code: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        await get(command=python(code))
    assert_hidden(caught.value)


async def test_of_a_command_that_does_not_exist() -> None:
    with pytest.raises(SourceError, match="cannot be run: there is no such file"):
        await get(command=["/no/such/command"])
    with pytest.raises(SourceError, match="cannot be run"):
        await get(command=["a\0b"])


async def test_of_a_command_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def watched(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        begun.append(await start(*command, **options))
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    monkeypatch.setattr(secret, "SECONDS", 0.2)
    with pytest.raises(SourceError, match="took longer"):
        await get(command=python("import time; time.sleep(600)"))
    (process,) = begun
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


async def test_a_command_whose_child_lives_on_ends_in_time(
    monkeypatch: pytest.MonkeyPatch, room: Room, site: ApiSite, tmp_path: Path
) -> None:
    monkeypatch.setattr("tnews.sources.secret.SECONDS", 0.5)
    way = '\napi_key = {param="key", command=["sh", "-c", "sleep 30; echo x"]}'
    async with asyncio.timeout(25):
        with pytest.raises(SourceError, match="longer than"):
            await room.fetch(source_of(TABLE + way, site.url, tmp_path))

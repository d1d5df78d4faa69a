"""Kind `rank`: drafts in rank order with their heat, asked for anew each time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sources import api_shapes
from sources.api_room import Room, open_room, source_of
from sources.api_site import Answer, ApiSite
from tnews.model import Fetched, FetchError, FetchState

TABLE = """
kind = "rank"
url = "SITE/hot"
items = "data"
drop = ["ad==1"]
fields = {id="id", title="word", url="https://s.cn/?q={word}", hot="num|label"}
"""


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with open_room() as room:
        yield room


async def test_the_order_is_the_ranking_and_heat_is_as_it_is_said(
    room: Room, tmp_path: Path
) -> None:
    rows = [
        {"id": 9, "word": "乙", "num": 9876543},
        {"id": 8, "word": "广告", "ad": 1},
        {"id": 1, "word": "甲", "label": "<em>12.5 万</em>热度"},
        {"id": 2, "word": ""},
        {"id": 5, "word": "丙", "num": {"v": 1}},
    ]
    with ApiSite({"/hot": {"data": rows}}) as site:
        drafts = await room.drafts(source_of(TABLE, site.url, tmp_path))
    assert [(draft.uid, draft.heat) for draft in drafts] == [
        ("9", "9876543"),
        ("1", "12.5 万热度"),
        ("5", ""),
    ]
    assert drafts[0].url == "https://s.cn/?q=%E4%B9%99"
    assert all(draft.published_at is None and not draft.blocks for draft in drafts)


async def test_an_entry_that_keeps_its_place_is_seen_again(room: Room, tmp_path: Path) -> None:
    shape = api_shapes.THEPAPER
    with api_shapes.site(shape) as site:
        source = source_of(shape.config, site.url, tmp_path)
        first = await room.fetch(source, FetchState(failures=2, last_error="x"))
        again = await room.fetch(source, first.state, older=True)
    for fetched in (first, again):
        assert isinstance(fetched, Fetched)
        assert [draft.uid for draft in fetched.drafts] == ["3100001", "3100002"]
        assert (fetched.state.failures, fetched.state.last_error) == (0, "")
        assert fetched.state.checked_at == fetched.state.succeeded_at is not None


async def test_a_server_that_refuses_is_an_error(room: Room, tmp_path: Path) -> None:
    refusal = Answer(status=429, headers={"Retry-After": "300"})
    with ApiSite({"/hot": refusal}) as site, pytest.raises(FetchError) as caught:
        await room.fetch(source_of(TABLE, site.url, tmp_path))
    assert (caught.value.status, caught.value.retry_after) == (429, 300.0)

"""A look at an answer: a tree to read, and a table that can be pasted and works."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import api_shapes
from sources.api_room import open_room, source_of
from sources.api_shapes import Shape
from tnews.model import ParseError
from tnews.sources import jsonoptions
from tnews.sources.jsonprobe import propose

PLAIN = [shape for shape in api_shapes.ALL if not callable(next(iter(shape.routes.values())))]
KEYED = {"天行", "聚合头条", "NewsAPI"}


def answer_of(shape: Shape, site: str) -> bytes:
    said = next(iter(shape.routes.values()))
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return str(text).replace("SITE", site).encode()


@pytest.mark.parametrize("shape", PLAIN, ids=lambda shape: shape.name)
async def test_the_proposed_table_finds_the_articles(shape: Shape, tmp_path: Path) -> None:
    with api_shapes.site(shape) as site:
        url = site.url + next(iter(shape.routes))
        proposal = propose(answer_of(shape, site.url), "utf-8", url)
        jsonoptions.check({k: v for k, v in proposal.options.items() if k not in ("kind", "url")})
        source = source_of(proposal.table.removeprefix("[[source]]"), site.url, tmp_path)
        async with open_room() as room:
            drafts = await room.drafts(source)
    wanted = [draft for draft in shape.drafts if "title" in draft]
    titles = [draft.title for draft in drafts]
    assert len(titles) >= shape.count
    assert {draft["title"] for draft in wanted} <= set(titles)


def test_fields_are_found_by_name_and_value() -> None:
    rows = [
        {
            "docid": f"D{n}",
            "cover": {"url": f"https://p.cn/{n}.jpg"},
            "share_url": f"https://a.cn/{n}",
            "title": f"标题 {n}",
            "ctime": 1772690400 + n,
            "source": "晚报",
            "authors": [{"name": "林间"}],
            "digest": "一句话",
            "content": "<p>正文</p>",
            "type": 3,
        }
        for n in range(5)
    ]
    rows[1]["ctime"] = rows[2]["digest"] = None
    answer = {"errno": 0, "errmsg": "", "data": {"hot": [], "feed": {"list": rows}}}
    proposal = propose(json.dumps(answer).encode(), "", "https://api.cn/v1?x=%E4%B8%80&appkey=qzxk")
    assert proposal.options == {
        "kind": "json",
        "url": "https://api.cn/v1?x=%E4%B8%80",
        "api_key": {"param": "appkey", "env": "NEWS_API_KEY"},
        "ok": "errno==0",
        "error": "errmsg",
        "items": "data.feed.list",
        "fields": {
            "title": "title",
            "url": "share_url",
            "id": "docid",
            "published": "ctime",
            "source": "source",
            "author": "authors[0].name",
            "content": "content",
            "summary": "digest",
            "image": "cover.url",
        },
    }
    assert "qzxk" not in proposal.table
    (table,) = tomllib.loads(proposal.table)["source"]
    assert table == proposal.options
    assert proposal.tree.splitlines()[:4] == ["{3}", "  errno: 0", '  errmsg: ""', "  data: {2}"]
    assert "        [0]: {10}" in proposal.tree.splitlines()


def test_json_in_a_page_is_found_with_its_mark() -> None:
    rows = [{"id": n, "title": f"标题 {n}"} for n in range(3)]
    page = (
        "<html><script>var other = {}; var few = [1];</script>"
        f"<script>window.allData = {json.dumps({'list': rows})};</script></html>"
    )
    options = propose(page.encode(), "", "https://a.cn/").options
    assert options["between"] == ["window.allData ="]
    assert (options["items"], options["fields"]) == ("list", {"title": "title", "id": "id"})


def test_an_answer_without_articles_has_a_tree_alone() -> None:
    proposal = propose(b'{"a":{"b":[1,2],"c":null,"d":true}}', "", "https://a.cn/")
    assert proposal.options == {}
    assert proposal.table == ""
    assert proposal.tree.splitlines() == [
        "{1}",
        "  a: {3}",
        "    b: [2]",
        "      [0]: 1",
        "    c: null",
        "    d: true",
    ]


@pytest.mark.parametrize("body", [b"", b"<html><title>x</title></html>", b"text", b"{"])
def test_no_json_is_an_error(body: bytes) -> None:
    with pytest.raises(ParseError):
        propose(body, "", "https://a.cn/")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "id", "url", "a.b", "", '"']) | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_every_answer_can_be_looked_at_and_what_is_proposed_can_be_used(answer: Any) -> None:
    proposal = propose(json.dumps(answer).encode(), "", "https://a.cn/?a=b")
    assert proposal.tree
    assert not proposal.options or tomllib.loads(proposal.table)["source"] == [proposal.options]
    options = {k: v for k, v in proposal.options.items() if k not in ("kind", "url")}
    if options:
        jsonoptions.check(options)

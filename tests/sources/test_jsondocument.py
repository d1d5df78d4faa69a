"""The bytes of an answer -> drafts: every type at every mapped path, every limit, every wrapping."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tnews.model import ArticleDraft, ParseError
from tnews.sources import jsondocument, jsontext
from tnews.sources.jsonitem import moment
from tnews.sources.wire import Parsed

FIELDS = {
    "id": "id",
    "title": "title",
    "url": "url",
    "author": "author",
    "source": "source",
    "editor": "editor",
    "published": "time",
    "summary": "summary",
    "content": "content",
    "image": "image",
    "category": "category",
    "hot": "hot",
}
MAPPING: dict[str, Any] = {"items": "data", "fields": FIELDS}
URL = "https://a.cn/api/list"


def read(answer: object, mapping: dict[str, Any] | None = None, **facts: Any) -> Parsed:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return jsondocument.read(
        body, {"url": URL, "mapping": MAPPING if mapping is None else mapping, **facts}
    )


def draft(**item: Any) -> ArticleDraft:
    (made,) = read({"data": [{"title": "题", **item}]}).drafts
    return made


def problem(answer: object, mapping: dict[str, Any] | None = None, **facts: Any) -> str:
    with pytest.raises(ParseError) as caught:
        read(answer, mapping, **facts)
    return caught.value.message


# Fields


def test_every_field() -> None:
    made = draft(
        id=5,
        url="/a/5?x=1 2",
        author="<i>甲</i>",
        source="晚报&amp;早报",
        editor=" 丁 ",
        time="2026-03-05 08:00",
        summary="短",
        content="<h2>小标题</h2><p>一段</p><ul><li>项</li></ul>",
        image="//p.cn/1.jpg",
        category=["要闻", "国际"],
        hot=12.0,
    )
    assert (made.uid, made.url, made.author) == ("5", "https://a.cn/a/5?x=1%202", "甲")
    assert (made.origin, made.editor, made.heat) == ("晚报&早报", "丁", "12")
    assert made.published_at == datetime(2026, 3, 5, tzinfo=UTC)
    assert [block.kind for block in made.blocks] == ["h", "p", "li"]
    assert made.is_full_text
    assert (made.image, made.category) == ("https://p.cn/1.jpg", "要闻 · 国际")


def test_the_lines_of_a_text_say_what_the_fields_do_not() -> None:
    content = "<p>来源：早报　作者：乙</p><p>正文在此。</p><p>责任编辑：丙</p>"
    made = draft(content=content, source="晚报", author=None)
    assert (made.origin, made.author, made.editor) == ("晚报", "乙", "丙")
    assert made.text == "正文在此。"


def test_a_summary_is_no_full_text_and_a_cut_text_neither() -> None:
    assert not draft(summary="长" * 900).is_full_text
    assert not draft(content="<p>开头……阅读全文</p>").is_full_text
    assert draft(content="短").is_full_text


def test_an_item_without_title_takes_the_begin_of_its_text() -> None:
    (made,) = read({"data": [{"content": "只有一行快讯。"}, {"url": "/x"}]}).drafts
    assert made.title == "只有一行快讯。"


@pytest.mark.parametrize(
    "value", [None, True, False, {}, {"a": 1}, [], [{}], [[[]]], [None], "", "  "]
)
@pytest.mark.parametrize("name", [name for name in FIELDS.values() if name != "title"])
def test_a_field_of_the_wrong_type_is_empty(name: str, value: object) -> None:
    assert draft(**{name: value}) == ArticleDraft(uid="", url="", title="题")


@pytest.mark.parametrize("value", [5, "javascript:alert(1)", "\x1b]0;x\x07", "a" * 9000, "\ud800"])
@pytest.mark.parametrize("name", ["url", "image"])
def test_an_address_that_is_none_is_empty_or_harmless(name: str, value: object) -> None:
    found = getattr(draft(**{name: value}), name)
    assert found == "" or re.fullmatch(r"https://a\.cn/api/[^\x00-\x20\x7f\ud800]{1,9}", found)


def test_the_date_of_the_answer_is_for_items_without_one() -> None:
    answer = {"day": "20260305", "data": [{"title": "一"}, {"title": "二", "time": 1772690400}]}
    first, second = read(answer, {**MAPPING, "date": "day"}).drafts
    assert first.published_at == datetime(2026, 3, 4, 16, tzinfo=UTC)
    assert second.published_at == datetime(2026, 3, 5, 6, tzinfo=UTC)


NOW = datetime(2026, 3, 5, 4, 30, tzinfo=UTC)  # 12:30 in China


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1772690400", "2026-03-05T06:00:00"),
        ("1772690400.25", "2026-03-05T06:00:00.250000"),
        ("1772690400000", "2026-03-05T06:00:00"),
        ("1772690400000000", "2026-03-05T06:00:00"),
        ("20260305", "2026-03-04T16:00:00"),
        ("202603050800", "2026-03-05T00:00:00"),
        ("20260305080001", "2026-03-05T00:00:01"),
        ("2026-03-05", "2026-03-04T16:00:00"),
        ("2026-03-05T08:00:00Z", "2026-03-05T08:00:00"),
        ("2026-03-05T08:00:00+08:00", "2026-03-05T00:00:00"),
        ("2026年3月5日 08:00", "2026-03-05T00:00:00"),
        ("刚刚", "2026-03-05T04:30:00"),
        ("3分钟前", "2026-03-05T04:27:00"),
        ("2小时前", "2026-03-05T02:30:00"),
        ("昨天 08:15", "2026-03-04T00:15:00"),
        ("前天 08:15", "2026-03-03T00:15:00"),
        ("08:15", "2026-03-05T00:15:00"),
        ("23:15", "2026-03-04T15:15:00"),
        ("11月5日", "2025-11-04T16:00:00"),
    ],
)
def test_time_values(text: str, said: str) -> None:
    found = moment(text, NOW)
    assert found is not None
    assert found.replace(tzinfo=None).isoformat() == said


@pytest.mark.parametrize(
    "text", ["", "0", "-5", "-1772690400", "9" * 20, "9" * 19 + ".5", "soon", "1e9", "NaN", "٣"]
)
def test_unreadable_times_are_none_and_never_now(text: str) -> None:
    found = moment(text, NOW)
    assert found is None or found.year > 9000 or found.year < 1990


# Limits and wrappings


def test_limits() -> None:
    assert "larger than 8 MiB" in problem(b" " * (8 << 20) + b"[]")
    assert "nested too deep" in problem(b'{"data":' + b"[" * 50 + b"]" * 50 + b"}")
    assert "nested too deep" in problem(b"[" * 100_000)
    assert len(read({"data": [{"title": str(n)} for n in range(1500)]}).drafts) == 1000
    assert read({"data": [{"title": "x"}] * 3}).notes == {"count": "3", "next": ""}


def test_odd_numbers_and_texts() -> None:
    body = b'{"data":[{"title":"\\ud83d\\ude00 \\ud800 a\x01b","id":' + b"9" * 5000 + b"},"
    body += b'{"title":NaN,"content":"c","id":-Infinity},{"title":1e999,"content":"d","id":1e3}]}'
    drafts = read(body).drafts
    assert [made.title for made in drafts] == ["😀 \ufffd ab", "c", "d"]
    assert [made.uid[:3] for made in drafts] == ["999", "", "100"]


def test_charsets() -> None:
    body = json.dumps({"data": [{"title": "朱镕基"}]}, ensure_ascii=False).encode("gb18030")
    assert read(body, charset="gbk").drafts[0].title == "朱镕基"
    assert read(b"\xef\xbb\xbf" + json.dumps({"data": [{"title": "x"}]}).encode()).drafts


ROW = '{"data":[{"title":"a);b-->c"}]}'


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (f"{ROW}", {}),
        (f")]}}',\n{ROW}", {}),
        (f"for(;;);{ROW}", {}),
        (f"callback({ROW});", {"wrap": "jsonp"}),
        (f"/**/ typeof_x.cb_1[0] ( {ROW} ) ;", {"wrap": "jsonp"}),
        (f"try{{cb({ROW})}}catch(e){{}}", {"wrap": "jsonp"}),
        (ROW, {"wrap": "jsonp"}),
        (f"<html><!--s-data:{ROW}--></html>", {"between": ["<!--s-data:", "-->"]}),
        (f"<script>var allData = {ROW};</script>", {"between": ["var allData ="]}),
    ],
)
def test_wrappings(text: str, options: dict[str, Any]) -> None:
    assert read(text.encode(), {**MAPPING, **options}).drafts[0].title == "a);b-->c"


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("<html><title>登录 - 某站</title>", {}, "web page “登录 - 某站” that asks for a login"),
        ("<html><title>x</title><a href='/passport/'>", {}, "asks for a login"),
        ("<html><script src='/_waf_/probe.js'></script>", {}, "checks for robots"),
        ("<html><title>首页</title>" + "<p>" * 9000 + "登录", {}, "web page “首页” and not JSON"),
        ("<html><title>首页</title>", {"between": ["var x ="]}, "“var x =” is not in the answer"),
        ("<html><title>请登录</title>", {"between": ["var x ="]}, "asks for a login"),
        ("var x = {} more", {"between": ["var x =", "</script>"]}, "what follows the JSON is not"),
        ("var x = {", {"between": ["var x ="]}, "cut off or broken"),
        ("", {}, "is empty"),
        (" \n", {}, "is empty"),
        ("callback(", {"wrap": "jsonp"}, "is empty"),
        ("not json", {}, "cut off or broken"),
    ],
)
def test_what_is_no_json_says_what_it_is(text: str, options: dict[str, Any], words: str) -> None:
    assert words in problem(text.encode(), {**MAPPING, **options})


# Lists


@pytest.mark.parametrize(
    ("answer", "items", "words"),
    [
        ({"a": {"b": 1}}, "a.c", 'items “a.c” leads nowhere; there is "b"'),
        ({"a": {"b": 1}}, "c.d", 'there is "a"'),
        ({"a": []}, "a[0].b", "there is a list of 0"),
        ({"a": [{"x": 1}]}, "a[*].b", 'there is "x"'),
        ({"a": None}, "a", "items “a” is null"),
        ({"a": "text"}, "a", 'is no list but "text"'),
        ({"a": ""}, "a", "is no list but nothing"),
        ({"a": True}, "a", "is no list but true"),
        ({"a": [{"b": None}]}, "a[*].b", "items “a[*].b” is null"),
        (5, "", 'is no list but "5"'),
        (None, "", "is no list but nothing"),
        ({f"n{n}": 1 for n in range(99)}, "x", '"n11", …'),
    ],
)
def test_items_that_are_not_there_say_what_is(answer: object, items: str, words: str) -> None:
    assert words in problem(answer, {**MAPPING, "items": items})


def test_lists_of_every_form() -> None:
    def titles(answer: object, items: str, title: str = "title", **more: Any) -> list[str]:
        mapping = {"items": items, "fields": {"title": title}, **more}
        return [made.title for made in read(answer, mapping).drafts]

    assert titles([{"title": "a"}], "") == ["a"]
    assert titles({"x": {"title": "a"}, "y": {"title": "b"}}, "") == ["a", "b"]
    assert titles(["a", "b"], "", "") == ["a", "b"]
    assert titles([["a", 1], ["b", 2]], "", "[0]") == ["a", "b"]
    assert titles({"d": [{"l": ["a"]}, {"l": []}, {"l": ["b"]}]}, "d[*].l", "") == ["a", "b"]
    assert titles({"d": []}, "d") == titles({"d": []}, "d[*].l") == titles({"d": {}}, "d") == []
    assert titles({"d": None, "c": 0}, "d", ok="c==0") == titles({"d": ""}, "d", ok="d==") == []
    assert titles({"d": [None, {"title": "a"}]}, "d") == ["a"]
    assert titles([{"title": "a"}, {"title": "b"}, {"title": "c"}], "", skip=1) == ["b", "c"]
    rows = [{"title": "a", "ad": 1}, {"title": "b", "ad": 0}, {"title": "c"}]
    assert titles(rows, "", drop=["ad==1"]) == ["b", "c"]
    assert titles(rows, "", drop=["ad!=1"]) == ["a", "c"]
    assert titles(rows, "", drop=["ad==0|1", "title==c"]) == []


def test_all_items_left_out_is_no_error() -> None:
    assert read({"data": [{"title": "a", "ad": 1}]}, {**MAPPING, "drop": ["ad==1"]}).drafts == ()


def test_a_mapping_that_is_wrong_is_an_error_of_the_source() -> None:
    assert "is no path" in problem({"data": []}, {**MAPPING, "items": "a..b"})
    assert "is no path" in problem({"data": []}, {"items": "data", "fields": {"title": "a["}})


def test_the_next_page() -> None:
    answer = {"data": [{"title": "a", "id": 3}], "next": "/older?p=2", "last": 99}
    cursor = {**MAPPING, "cursor": {"param": "c", "path": "data[-1].id"}}
    assert read(answer, cursor).notes["next"] == "3"
    assert read(answer, {**MAPPING, "older": "next"}).notes["next"] == "https://a.cn/older?p=2"
    older = {**MAPPING, "older": "https://a.cn/b/{$.last}"}
    assert read(answer, older).notes["next"] == "https://a.cn/b/99"
    assert read({"data": []}, older).notes["next"] == ""


def test_detail_addresses() -> None:
    def address(item: dict[str, Any], **detail: Any) -> str:
        mapping = {**MAPPING, "detail": {"content": "c", **detail}}
        return read({"data": [{"title": "a", **item}], "v": 2}, mapping).drafts[0].detail_url

    assert address({"id": "a/b"}, url="https://a.cn/d/{id}?v={$.v}") == "https://a.cn/d/a%2Fb?v=2"
    assert address({"id": 1}, url="https://a.cn/d", params={"i": "{id}", "x": "y&", "n": 5}) == (
        "https://a.cn/d?i=1&x=y%26&n=5"
    )
    assert address({}, url="https://a.cn/d", params={"i": "{id}"}) == ""
    assert address({}, url="https://a.cn/d/{id}") == ""
    assert address({"link": "/d/1"}, url="link") == "https://a.cn/d/1"


# Any answer, any mapping

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIELDS.values(), "data"]), inner, max_size=5)
    ),
    max_leaves=20,
)
PATHS = st.sampled_from(
    [
        "",
        "data",
        "title",
        "data[*]",
        "data[0].title",
        "{title}",
        "$.data",
        "id|url",
        "x{id}y",
        "a..",
        "{",
        "https://a.cn/{id}",
    ]
)
MAPPINGS = st.fixed_dictionaries(
    {"fields": st.dictionaries(st.sampled_from(list(FIELDS)), PATHS)},
    optional={
        "items": PATHS,
        "date": PATHS,
        "older": PATHS,
        "ok": st.just("title==1"),
        "error": PATHS,
        "drop": st.just(["id==1"]),
        "empty": st.just(["url!=x"]),
        "detail": st.fixed_dictionaries(
            {"url": PATHS, "content": PATHS},
            optional={
                "link": PATHS,
                "credit": PATHS,
                "params": st.dictionaries(st.text(max_size=3), PATHS),
            },
        ),
    },
)


@settings(max_examples=300, deadline=None)
@given(JSON | st.fixed_dictionaries({"data": st.lists(JSON, max_size=3)}), MAPPINGS)
def test_any_answer_by_any_mapping_is_drafts_or_a_parse_error(answer: Any, mapping: Any) -> None:
    with suppress(ParseError):
        assert all(made.title for made in read(answer, mapping).drafts)
    if "detail" in mapping:
        with suppress(ParseError):
            (made,) = read(answer, mapping["detail"], is_detail=True).drafts
            assert made.blocks or made.url


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([{}, {"wrap": "jsonp"}, {"between": ["a", "b"]}]))
def test_any_bytes_are_drafts_or_a_parse_error(body: bytes, options: dict[str, Any]) -> None:
    with suppress(ParseError):
        read(body, {**MAPPING, **options})


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_json_is_read_as_the_standard_reads_it(value: Any) -> None:
    found, end = jsontext.decode(text := json.dumps(value))
    assert end == len(text)
    plain = json.loads(text, parse_constant=lambda _name: None)
    assert found == plain

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpu_time import at_most
from tnews.model import ParseError
from tnews.sources.entry import drafts
from tnews.sources.jsonfeed import read

URL = "https://a.cn/feed.json"


def test_version_10_is_read() -> None:
    item = {
        "id": 7,
        "external_url": "/7",
        "content_text": "第一段\n第二段 <b>",
        "author": {"name": "王小明"},
        "tags": ["财经", None, 3],
        "image": "/7.jpg",
        "date_modified": "2021-08-02",
    }
    title, entries = read(json.dumps({"title": "频道", "items": [item]}), URL)
    (draft,) = drafts(entries)
    assert title == "频道"
    assert (draft.uid, draft.url, draft.author) == ("7", "https://a.cn/7", "王小明")
    assert (draft.category, draft.image) == ("财经 · 3", "https://a.cn/7.jpg")
    assert draft.text == "第一段\n第二段 <b>"
    assert draft.title == "第一段"


def test_authors_of_the_feed_are_those_of_its_items() -> None:
    document = {"authors": [{"name": "甲"}, {"name": "乙"}, "丙"], "items": [{"id": "1"}]}
    assert read(json.dumps(document), URL)[1][0].author == "甲、乙"


def test_numbers_of_any_length_and_lone_surrogates_are_read() -> None:
    text = (
        '{"items":[{"id":'
        + "9" * 5000
        + ',"title":"\\ud800标题","content_html":"<p>\\udfff</p>"}]}'
    )
    (draft,) = drafts(read(text, URL)[1])
    assert draft.uid.startswith("999")
    assert draft.title == "标题"


@pytest.mark.parametrize(
    "text", ['{"items":', '{"items":{}}', "[]", "[1]", '{"a":[]}', '"' + '\\"' * 100_000, "{" * 60]
)
def test_what_is_no_json_feed_is_an_error(text: str) -> None:
    with pytest.raises(ParseError):
        read(text, URL)


def test_depth_within_strings_does_not_count() -> None:
    assert read(json.dumps({"items": [{"id": "[" * 99}]}), URL)[1][0].uid == "[" * 99


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "author",
    "authors",
    "tags",
]


@given(
    st.lists(JSON | st.dictionaries(st.sampled_from([*NAMES, "date_published"]), JSON), max_size=3),
    JSON,
)
def test_any_type_may_stand_in_any_field(items: list[object], title: object) -> None:
    document = {"items": items, "title": title, "authors": title, "author": title}
    drafts(read(json.dumps(document), URL)[1])


@given(st.text(alphabet=st.sampled_from('{}[]":,\\1aé \ud800')))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text, URL)
    except ParseError:
        return


def test_of_a_flood_of_items_the_first_and_the_last_are_looked_at() -> None:
    items = [{"id": str(number), "title": f"第 {number} 条"} for number in range(100_000)]
    with at_most(2):  # half a second; six for all of them
        _title, entries = read(json.dumps({"items": items}), URL)
    assert [entry.uid for entry in (entries[0], entries[-1])] == ["0", "99999"]
    assert len(entries) == 2000


@pytest.mark.parametrize("part", ["[]", "{}", '{"a":[]}'])
def test_more_parts_than_memory_is_for_are_refused(part: str) -> None:
    with pytest.raises(ParseError, match="too many parts"):
        read('{"items":[' + f"{part}," * 400_000 + "1]}", URL)

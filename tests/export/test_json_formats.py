"""jsonl and json: what goes in comes out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import export
from tnews.model import Article


def _written(name: str, *articles: Article) -> str:
    out = io.StringIO()
    export.write(name, articles, out)
    return out.getvalue()


def test_the_object_of_an_article(article: Article) -> None:
    found = json.loads(_written("jsonl", article))
    assert list(found) == [
        "id", "title", "url", "source", "source_name", "category", "section", "origin", "author",
        "editor", "published_at", "first_seen_at", "updated_at", "read", "bookmarked", "note",
        "tags", "full_text", "characters", "text", "paragraphs",
    ]  # fmt: skip
    assert found["published_at"] == "2026-03-01T04:05:06+00:00"
    assert (found["category"], found["section"]) == ("科技", "资讯 > 科技")
    assert (found["read"], found["bookmarked"], found["full_text"]) == (True, True, True)
    assert (found["note"], found["tags"]) == ("再读\n一遍", ["待读", "科技"])
    assert found["text"] == article.text
    assert found["characters"] == article.characters
    first = found["paragraphs"][0]
    link = {"start": 3, "end": 6, "url": "https://example.com/lab?a=1&b=2"}
    assert first == {"kind": "p", "text": "昨天，研究所公布了报告。", "links": [link]}
    assert found["paragraphs"][1] == {"kind": "h", "text": "背景"}
    assert found["paragraphs"][-1]["href"] == "https://example.com/a.jpg"


def test_an_unknown_time_is_null(article_of: Callable[..., Article]) -> None:
    assert json.loads(_written("jsonl", article_of()))["published_at"] is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(article: Article, count: int) -> None:
    assert len(json.loads(_written("json", *[article] * count))) == count


@given(st.data())
def test_jsonl_is_always_one_line_an_article(
    hostile_articles: st.SearchStrategy[Article], data: st.DataObject
) -> None:
    article = data.draw(hostile_articles)
    lines = _written("jsonl", article, article).splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]
    assert json.loads(lines[0])["title"] == article.title
    assert json.loads(lines[0])["text"] == article.text

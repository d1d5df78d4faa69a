"""html: one document, nothing fetched, nothing run."""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from collections import Counter
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tnews import export
from tnews.model import Article


class _Document(HTMLParser):
    """The tags, attributes and text of a document, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self.style = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "style":
            self.style, data = self.style or data, ""
        self.text += data


def _read(*articles: Article) -> _Document:
    out = io.StringIO()
    export.write("html", articles, out)
    return _Document(out.getvalue())


def test_the_document_allows_its_own_style_alone(article: Article) -> None:
    document = _read(article)
    policy = next(value for _tag, name, value in document.attributes if name == "content")
    digest = b64encode(hashlib.sha256(document.style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert ("html", "lang", "zh") in document.attributes


def test_every_kind_of_block(article: Article) -> None:
    count = Counter(_read(article).tags)
    wanted = {"h1": 1, "h2": 2, "blockquote": 1, "ul": 1, "li": 3, "pre": 1, "figure": 1, "tr": 3}
    assert {tag: count[tag] for tag in wanted} == wanted
    assert (count["th"], count["td"], count["img"]) == (2, 3, 0)


def test_links_are_kept_and_send_no_referrer(article: Article) -> None:
    attributes = _read(article).attributes
    assert [value for _tag, name, value in attributes if name == "href"] == [
        "https://example.com/news/1",
        "https://example.com/lab?a=1&b=2",
        "https://example.com/a.jpg",
    ]
    assert attributes.count(("a", "rel", "noopener noreferrer nofollow")) == 3


def test_one_article_gives_the_document_its_title(article: Article) -> None:
    assert _read(article).text.split()[0] == "新的发现"
    assert _read(article, article).text.split()[0] == "Articles"
    assert _read(article, article).tags.count("article") == 2


@given(st.data())
def test_content_never_becomes_a_tag_or_an_attribute(
    hostile_articles: st.SearchStrategy[Article], data: st.DataObject
) -> None:
    article = data.draw(hostile_articles)
    document = _read(article)
    assert set(document.tags) <= {
        "html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "dl", "dt", "dd",
        "p", "ul", "li", "blockquote", "pre", "figure", "table", "tr", "th", "td", "a",
        "aside",
    }  # fmt: skip
    for tag, name, value in document.attributes:
        assert name in ("lang", "charset", "http-equiv", "content", "name", "id", "href", "rel")
        assert tag != "a" or name == "rel" or (value or "").startswith("https://example.com/")
    assert article.title in document.text
    assert article.status.note in document.text
    assert all(f"#{tag}" in document.text for tag in article.status.tags)
    for block in article.blocks:
        if block.kind != "table" and block.text.strip():
            assert block.text.strip() in document.text

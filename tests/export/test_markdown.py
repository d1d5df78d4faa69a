"""markdown: read by a CommonMark reader, it shows the text and nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tnews import export
from tnews.export.markdown import escape
from tnews.model import Article, Block, Link

MakeArticle = Callable[..., Article]


def _written(*articles: Article) -> str:
    out = io.StringIO()
    export.write("markdown", articles, out)
    return out.getvalue()


def _body(*blocks: Block, article_of: MakeArticle) -> str:
    """Return the Markdown of `blocks` in an article that is otherwise empty."""
    markdown = _written(article_of(title="T", blocks=blocks))
    return markdown.partition("- Channel: 科技")[2].strip()


def _front_matter(markdown: str) -> dict[str, object]:
    _empty, matter, _rest = markdown.split("---\n", 2)
    pairs = (line.split(": ", 1) for line in matter.splitlines())
    return {key: json.loads(value) for key, value in pairs}


class _Shown(HTMLParser):
    """The tags, link addresses and text of what a Markdown reader made."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses.update(value or "" for name, value in attrs if name in ("href", "src"))

    def handle_data(self, data: str) -> None:
        self.text += data


def _shown(markdown: str) -> _Shown:
    return _Shown(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


def test_front_matter_holds_json_values(article: Article) -> None:
    matter = _front_matter(_written(article))
    assert matter["title"] == "新的发现"
    assert matter["published_at"] == "2026-03-01T04:05:06+00:00"
    assert matter["read"] is True
    assert "text" not in matter


def test_front_matter_cannot_be_broken_out_of(article_of: MakeArticle) -> None:
    title = '"\n---\nx: <script>'
    matter = _front_matter(_written(article_of(title=title)))
    assert matter["title"] == '" --- x: <script>'
    assert "x" not in matter


def test_several_articles_are_parted_by_rules(article: Article) -> None:
    markdown = _written(article, article, article)
    assert markdown.startswith("# 新的发现\n")
    assert markdown.count("\n\n---\n\n# 新的发现\n") == 2


def test_the_facts_stand_under_the_title(article: Article) -> None:
    markdown = _written(article)
    for line in ("- Source: 示例日报", "- Feed: 示例", "- Author: 王小明", "- Editor: 李雷"):
        assert f"\n{line}\n" in markdown
    assert "\n- Link: [https://example.com/news/1](<https://example.com/news/1>)\n" in markdown


def test_every_kind_of_block(article: Article) -> None:
    markdown = _written(article)
    for part in (
        "昨天，[研究所](<https://example.com/lab?a=1&b=2>)公布了报告。",
        "## 背景",
        "> 我们很高兴。",
        "- 第一项\n- 第二项\n\n1. 第三项",
        "````\nif a < b:\n    ```\n````",
        "| 城市 | 人口 |\n| --- | --- |\n| 北京 | 2,189 万 |\n| 上海\\|沪 |  |",
        "![图为现场](<https://example.com/a.jpg>)",
    ):
        assert f"\n\n{part}\n" in markdown


@pytest.mark.parametrize(
    "text",
    ["# a", "#话题#", "> a", "- a", "+ a", "---", "- - -", "* a", "1. a", "12) a", "[a]: b",
     "***", "___", "~~a~~", "<b>a</b>", "&lt;", "`a`", "![a](b)", "    a", "\\", "a\\*b", "-5℃",
     "2024.5", "<https://a.example>", "```", "~~~", "a_b_c"],
)  # fmt: skip
def test_a_paragraph_shows_what_it_says(article_of: MakeArticle, text: str) -> None:
    shown = _shown(_body(Block("p", text), article_of=article_of))
    assert shown.text.strip() == text.strip()
    assert shown.tags == {"p"}


def test_a_heading_keeps_its_last_sharps(article_of: MakeArticle) -> None:
    for text in ("C#", "#", "a ##", "#a#"):
        shown = _shown(_body(Block("h", text), article_of=article_of))
        assert (shown.text.strip(), shown.tags) == (text, {"h2"})


def test_a_link_in_a_cell_stays_a_link(article_of: MakeArticle) -> None:
    table = Block("table", "a\tb|c\nd", links=(Link(2, 5, "https://example.com/?x=&amp;"),))
    shown = _shown(_body(table, article_of=article_of))
    assert shown.addresses == {"https://example.com/?x=&amp;"}
    assert shown.text.split() == ["a", "b|c", "d"]


def test_empty_blocks_leave_no_trace(article_of: MakeArticle) -> None:
    empty = (
        Block("p", " "),
        Block("pre", "\n"),
        Block("h", ""),
        Block("table", ""),
        Block("img", ""),
    )
    assert _body(*empty, article_of=article_of) == ""


@given(st.text(max_size=40))
def test_escaped_text_shows_itself(text: str) -> None:
    line = " ".join(text.replace("\0", "").split())
    assert _shown(f"x{escape(line)}x").text.strip() == f"x{line}x"


@given(st.data())
def test_content_never_becomes_html_or_another_address(
    hostile_articles: st.SearchStrategy[Article], data: st.DataObject
) -> None:
    article = data.draw(hostile_articles)
    for articles in ((article,), (article, article)):
        markdown = _written(*articles)
        if len(articles) == 1:
            assert _front_matter(markdown)["id"] == 7
            markdown = markdown.split("---\n", 2)[2]
        shown = _shown(markdown)
        assert shown.tags <= {
            "h1", "h2", "p", "ul", "ol", "li", "a", "img", "blockquote", "pre", "code", "table",
            "thead", "tbody", "tr", "th", "td", "hr", "br",
        }  # fmt: skip
        assert all(address.startswith("https://example.com/") for address in shown.addresses)
        assert "".join(article.status.note.split()) in "".join(shown.text.split())
        assert "".join(article.title.split()) in "".join(shown.text.split())

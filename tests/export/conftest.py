"""Articles to export, and a way to make more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import strategies as st

from tnews import locale
from tnews.model import Article, ArticleDraft, ArticleStatus, Block, Link

MOMENT = datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)


def make(id: int = 7, status: ArticleStatus | None = None, **fields: Any) -> Article:
    """Return a stored article; its fields are cleaned by a draft, as those of a real one."""
    draft = ArticleDraft(uid="", url=fields.pop("url", ""), title=fields.pop("title", ""), **fields)
    return Article(
        id=id,
        source="example",
        source_name="示例",
        category="科技",
        url=draft.url,
        title=draft.title,
        blocks=draft.blocks,
        is_full_text=draft.is_full_text,
        origin=draft.origin,
        author=draft.author,
        editor=draft.editor,
        published_at=draft.published_at,
        section=draft.category,
        image=draft.image,
        content_hash=b"",
        first_seen_at=MOMENT,
        updated_at=MOMENT,
        status=status or ArticleStatus(),
    )


BLOCKS = (
    Block("p", "昨天，研究所公布了报告。", links=(Link(3, 6, "https://example.com/lab?a=1&b=2"),)),
    Block("h", "背景"),
    Block("quote", "我们很高兴。"),
    Block("li", "· 第一项"),
    Block("li", "· 第二项"),
    Block("li", "1. 第三项"),
    Block("pre", "if a < b:\n    ```"),
    Block("table", "城市\t人口\n北京\t2,189 万\n上海|沪"),
    Block("img", "图为现场", "https://example.com/a.jpg"),
)


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.choose("en")


@pytest.fixture
def article() -> Article:
    return make(
        url="https://example.com/news/1",
        title="新的发现",
        blocks=BLOCKS,
        is_full_text=True,
        origin="示例日报",
        author="王小明",
        editor="李雷",
        published_at=MOMENT,
        category="资讯 > 科技",
        status=ArticleStatus(
            is_read=True, bookmarked_at=MOMENT, note="再读\n一遍", tags=("待读", "科技")
        ),
    )


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Article]:
    return make


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="<>&\"'`*_[]()!#-=+@|\\~.1 \t\n/ａ＝新{}:;", max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</title><img src=x onerror=alert(1)>",
            "[点这里](javascript:alert(1))",
            '=HYPERLINK("http://x","y")',
            "---\ntitle: x\n---",
            "&lt;b&gt;",
            "```\n<b>\n```",
            "| a | b |\n| - | - |",
            "\x1b]0;title\x07",
            "a\u2028b",
        ]
    ),
)


def _blocks(text: str, other: str) -> tuple[Block, ...]:
    link = (Link(0, 5, "https://example.com/x?a=1&lt;=2"), Link(3, 9, "https://example.com/y"))
    return (
        Block("p", text, links=link),
        Block("h", other),
        Block("quote", text),
        Block("li", f"· {other}"),
        Block("li", f"3. {text}", links=link),
        Block("pre", f"{other}\n{text}"),
        Block("table", f"{text}\t{other}\n{other}", links=link),
        Block("img", other, "https://example.com/a.jpg"),
        Block("img", text),
    )


@pytest.fixture(scope="session")
def hostile_articles() -> st.SearchStrategy[Article]:
    """Articles whose every text tries to be something else."""
    return st.builds(
        lambda text, other: make(
            url="https://example.com/1",
            title=text,
            blocks=_blocks(text, other),
            origin=other,
            author=text,
            editor=other,
            category=text,
            status=ArticleStatus(note=other, tags=(text, other)),
        ),
        HOSTILE,
        HOSTILE,
    )

"""txt: title, facts, paragraphs, addresses."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

from tnews import export
from tnews.export.labels import local_time
from tnews.model import Article

MOMENT = datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)


def _written(*articles: Article) -> str:
    out = io.StringIO()
    export.write("txt", articles, out)
    return out.getvalue()


def test_the_whole_of_an_article(article: Article) -> None:
    assert _written(article) == (
        "新的发现\n\n"
        "Source: 示例日报\n"
        "Feed: 示例\n"
        f"Published: {local_time(MOMENT)}\n"
        "Author: 王小明\n"
        "Editor: 李雷\n"
        "Channel: 科技\n"
        "Section: 资讯 > 科技\n"
        "Tags: #待读 #科技\n"
        "Link: https://example.com/news/1\n\n"
        "\u3000\u3000昨天，研究所公布了报告。\n"
        "背景\n"
        "\u3000\u3000我们很高兴。\n"
        "· 第一项\n"
        "· 第二项\n"
        "1. 第三项\n"
        "if a < b:\n    ```\n"
        "城市\t人口\n北京\t2,189 万\n上海|沪\n"
        "[picture] 图为现场\n\n"
        "Your note:\n"
        "再读\n一遍\n\n"
        "Links:\n"
        "研究所  https://example.com/lab?a=1&b=2\n"
        "图为现场  https://example.com/a.jpg\n"
    )


def test_articles_are_parted_by_a_rule(article_of: Callable[..., Article]) -> None:
    text = _written(article_of(title="一"), article_of(title="二"))
    assert text.count("─" * 40) == 1
    assert text.index("一") < text.index("─") < text.index("二")


def test_an_article_without_a_title_is_called_by_its_address(
    article_of: Callable[..., Article],
) -> None:
    assert _written(article_of(url="https://example.com/1")).startswith("https://example.com/1\n")
    assert _written(article_of()).startswith("Untitled\n")


def test_times_are_local_to_the_minute() -> None:
    assert local_time(MOMENT) == MOMENT.astimezone().strftime("%Y-%m-%d %H:%M")
    assert local_time(None) == ""

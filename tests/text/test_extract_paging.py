import pytest

from text.pages_of_ours import STORY, TITLE, page, paragraphs
from tnews.text.extract import extract

URL = "https://news.example.com/2021/0802/123456.html"


def read(under: str, url: str = URL) -> tuple[str, str]:
    html = page(f"<h1>{TITLE}</h1><div class='content'>{paragraphs(STORY[:5])}</div>{under}")
    found = extract(html, url)
    return (
        found.next_url.removeprefix("https://news.example.com"),
        found.whole_url.removeprefix("https://news.example.com"),
    )


@pytest.mark.parametrize(
    ("under", "url", "following"),
    [
        ("<a href='123456_2.html'>下一页</a>", URL, "/2021/0802/123456_2.html"),
        ("<a href='123456-2.html'>下一頁 &gt;</a>", URL, "/2021/0802/123456-2.html"),
        (
            "<a href='123456_3.html'>后一页</a>",
            URL.replace(".html", "_2.html"),
            "/2021/0802/123456_3.html",
        ),
        (
            "<a>1</a><a href='123456_2.html'>2</a><a href='123456_3.html'>3</a>",
            URL,
            "/2021/0802/123456_2.html",
        ),
        (
            "<a href='123456_2.html'>【2】</a><a href='javascript:next()'>下一页</a>",
            URL,
            "/2021/0802/123456_2.html",
        ),
        ("<a href='?page=2'>下一页</a>", "https://news.example.com/show?id=9", ""),
        (
            "<a href='/show?id=9&page=2'>下一页</a>",
            "https://news.example.com/show?id=9",
            "/show?id=9&page=2",
        ),
        ("<a href='123456_4.html'>下一页</a>", URL, ""),
        ("<a href='123457.html'>下一篇</a><a href='123455.html'>上一篇</a>", URL, ""),
        ("<a href='123457.html'>下一页</a>", URL, ""),
        ("<a href='/list_2.html'>2</a>", URL, ""),
        ("<a href='https://elsewhere.example/2021/0802/123456_2.html'>下一页</a>", URL, ""),
        ("<a href='123456_2.jpg'>下一页</a>", URL, ""),
        ("<a href='#p2'>下一页</a>", URL, ""),
    ],
)
def test_the_next_page_is_the_same_article_s(under: str, url: str, following: str) -> None:
    assert read(under, url)[0] == following


@pytest.mark.parametrize(
    ("under", "whole"),
    [
        ("<a href='123456_all.html'>余下全文</a>", "/2021/0802/123456_all.html"),
        (
            "<div class='pagebox'><a href='123456_s.html'>单页阅读</a></div>",
            "/2021/0802/123456_s.html",
        ),
        ("<a href='/app'>阅读全文</a>", ""),
        ("<a href='123456.html'>阅读全文</a>", ""),
    ],
)
def test_the_whole_on_one_page(under: str, whole: str) -> None:
    assert read(under)[1] == whole


def test_without_an_address_nothing_follows() -> None:
    assert read("<a href='123456_2.html'>下一页</a>", "") == ("", "")

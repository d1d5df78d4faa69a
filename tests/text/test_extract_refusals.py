"""Pages without an article, and pages that were made to break a reader."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpu_time import at_most
from text.pages_of_ours import FOOT, NAV, STORY, TITLE, page, paragraphs
from tnews.model import ParseError
from tnews.text.extract import extract
from tnews.text.flow import MOST_BLOCKS

"""Half of what a worker may take."""

_P = f"<p>{STORY[0]}</p>"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page("<div id='app'></div><script src='/a.js'></script>"), "browser"),
        (page("<noscript>请启用 JavaScript</noscript><div id='root'></div>"), "browser"),
        (page(f"<h1>{TITLE}</h1><p>请先登录后继续阅读</p>"), "login"),
        (page("<form><input name='u'><input type='password'></form>"), "login"),
        (page("<h1>安全验证</h1><p>请完成下方验证码</p>"), "human"),
        (
            page(f"<h1>{TITLE}</h1><article>{_P}<p>……</p></article><div>登录后阅读全文</div>"),
            "login",
        ),
        (page("<h1>抱歉</h1><p>您访问的页面不存在或已删除。</p>"), "gone"),
        (page(NAV + FOOT), "no article"),
        ("<html></html>", "no article"),
        ("<frameset><frame src='a'></frameset>", "no article"),
        ("", "no article"),
    ],
)
def test_a_page_without_an_article_says_why(html: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        extract(html, "https://news.example.com/1.html")


def test_an_article_about_logins_is_no_login_wall() -> None:
    html = page(
        f"<h1>{TITLE}</h1><article>{paragraphs(STORY)}<p>居民请先登录后查看。</p></article>"
    )
    assert extract(html).draft.blocks


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + _P * 3,
        "<ul><li>" * 50_000 + _P * 3,
        f"<h1>{TITLE}</h1>" + "<p>短句，</p>" * 50_000,
        f"<h1>{TITLE}</h1>" + _P * 100_000,
        "<p>" + STORY[0] * 50_000,
        "<p>" + "<span>字</span>" * 100_000 + _P,
        "<a href='/n/1_2.html'>下一页</a>" * 30_000 + _P * 3,
        _P * 5
        + "<div class=c><h3><a href=/1>其他的新闻标题在这里</a></h3><p>简介，</p></div>" * 10_000,
        "<div " + " ".join(f"a{n}=1" for n in range(60_000)) + ">" + _P * 3,
        f"<h1>{TITLE}</h1><p>" + "2021-08-02 来源：作者：" * 20_000 + "</p>" + _P * 3,
        f"<h1>{TITLE}</h1>" + "<p>来源：" * 20_000 + _P * 3,
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>" + _P * 3,
        "<script>" + 'a = {"x":[' * 10_000 + "</script>",
        f"<h1>{TITLE}</h1><div class=crumb>" + "&gt;" * 50_000 + "</div>" + _P * 3,
        "<title>" + "标题" * 300_000 + "</title>" + _P * 3,
        f"<title>{TITLE * 3}</title>" + f"<h1>{TITLE[:-1]}了</h1>" * 5_000 + _P * 3,
    ],
    ids=range(16),
)
def test_a_bomb_takes_bounded_time_and_gives_bounded_blocks(html: str) -> None:
    with at_most(8), suppress(ParseError):
        assert len(extract(html, "https://news.example.com/a/1.html").draft.blocks) <= MOST_BLOCKS


_PIECES = st.sampled_from(
    [
        *(
            "<div class='content'>",
            "</div>",
            "<p>",
            "</p>",
            "<br>",
            "<table><tr><td>",
            "</table>",
            "<h1>",
        ),
        *(
            TITLE,
            *STORY[:3],
            "来源：",
            "作者：",
            "责任编辑：",
            "2021-08-02 09:30",
            "首页 > 新闻",
            "（记者 ",
            "）",
        ),
        *(
            "<a href='1_2.html'>",
            "</a>",
            "<img src=1.jpg>",
            "<img src=2.jpg>",
            "相关阅读",
            "\x1b[31m",
            "\x00",
            "&#x9b;",
        ),
        *(
            "<meta name=description content='",
            "'>",
            "<script>var ct='1627867821'</script>",
            "<title>",
            "回复",
            "｜",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@example("<title>一二三四</title><h1>一二三四</h1>" + _P)
@settings(max_examples=300, deadline=None)
def test_whatever_a_page_holds_it_is_an_article_or_a_reason(html: str) -> None:
    try:
        draft = extract(html, "https://news.example.com/1.html").draft
    except ParseError:
        return
    text = "\n".join((draft.title, draft.origin, draft.author, draft.editor, draft.text))
    assert not any(char < " " and char not in "\n\t" for char in text)
    assert "\x9b" not in text


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    html = page(
        f"<h1>{TITLE}</h1><div>{text}</div><article>{paragraphs(STORY[:3])}</article><p>{text}</p>"
    )
    assert STORY[1] in extract(html, "https://news.example.com/1.html").draft.text or "<" in text

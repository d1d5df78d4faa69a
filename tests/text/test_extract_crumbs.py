import pytest

from text.pages_of_ours import STORY, TITLE, page, paragraphs
from tnews.text.extract import extract


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("<div class='crumb'>资讯 &gt; 消费</div>", "资讯 > 消费"),
        (
            "<div><a href='/'>首页</a> &gt; <a>资讯</a> &gt; <a>消费</a> &gt; 正文</div>",
            "资讯 > 消费",
        ),
        ("<p>当前位置：<a>主页</a> > <a>新闻</a> > </p>", "新闻"),
        ("<div>您现在的位置：首页 » 政务公开 » 通知公告</div>", "政务公开 > 通知公告"),
        ("<ol class='breadcrumb'><a>首頁</a> / <a>生活</a></ol>", "生活"),
        ("<div><a>首页</a> → <a>社会新闻</a></div>", "社会新闻"),
        (f"<div class='weizhi'><a>论坛</a> › <a>茶馆</a> › {TITLE}</div>", "论坛 > 茶馆"),
        ("<div class='position-relative'>早报 | 晚报</div>", ""),
        ("<div><a>简体</a> | <a>English</a></div>", ""),
        ("<div>气温 -3 > -8 度</div>", ""),
    ],
)
def test_the_breadcrumb_above_the_headline(line: str, section: str) -> None:
    html = page(f"{line}<h1>{TITLE}</h1><p>2021-08-02</p><div>{paragraphs(STORY[:4])}</div>")
    found = extract(html, "https://news.example.com/1.html")
    assert found.draft.category == section
    assert found.section == tuple(filter(None, section.split(" > ")))

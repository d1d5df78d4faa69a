"""A news site without a feed: channel pages, article pages, and what stands around them.

Its markup is that of many small Chinese news sites: one breadcrumb 资讯 > 消费, one line with
来源 and 发布时间, sections under a bold line, 责任编辑 below the text, lists of other articles
on every side. The charset is told by the pages alone, never by HTTP.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import escape, unescape

from command_line import Pages
from tnews.demo import edition
from tnews.model.record import Record

NAME = "望山新闻网"
EDITOR = "FG003"
MENU = {
    "shouye": "首页",
    "dongtai": "动态",
    "xiaofei": "消费",
    "chuangye": "创业",
    "qiche": "汽车",
    "shangye": "商业",
    "fangchan": "房产",
    "hulianwang": "互联网",
    "it": "IT",
    "jiankang": "健康",
    "tongxin": "通信",
    "jiaoyu": "教育",
}
WRITTEN = ("xiaofei", "chuangye", "qiche", "shangye")
"""The channels that have articles; the others say that there are none yet."""

_BLOCK = re.compile(r"<(p|h2)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Story(Record):
    """An article as it should be read: blocks are (kind, text), kind p or h."""

    path: str
    channel: str
    title: str
    origin: str
    published_at: datetime
    blocks: tuple[tuple[str, str], ...]

    @property
    def section(self) -> str:
        return f"资讯 > {MENU[self.channel]}"


def stories(now: datetime) -> list[Story]:
    """Twenty articles, newest first in each channel, some of them in traditional characters."""
    found = []
    for channel in edition.load("http://127.0.0.1", now):
        if channel.key not in WRITTEN:
            continue
        for article in channel.articles:
            number = 20000 + len(found)
            day = f"{article.published_at:%Y/%m%d}"
            path = f"/{channel.key}/{day}/{number}.html"
            published_at = article.published_at - timedelta(seconds=number % 60)
            blocks = _blocks(article.body)
            found.append(
                Story(path, channel.key, article.title, article.origin, published_at, blocks)
            )
    return found


def _blocks(body: str) -> tuple[tuple[str, str], ...]:
    """The paragraphs and headings of `body`, without headings that have no paragraph."""
    blocks = [
        ("h" if tag == "h2" else "p", unescape(_TAG.sub("", text)))
        for tag, text in _BLOCK.findall(body)
    ]
    pairs = zip(blocks, [*blocks[1:], ("h", "")], strict=True)
    return tuple(block for block, after in pairs if block[0] == "p" or after[0] == "p")


def documents(found: list[Story], charset: str) -> Pages:
    """The site with the articles `found`; the first of them stands on two pages."""
    pages = {"/": _page(NAME, _home(found), charset)}
    for channel, name in MENU.items():
        listed = [story for story in found if story.channel == channel]
        pages[f"/{channel}/"] = _page(f"{name}_{NAME}", _channel(channel, listed), charset)
    for story in found:
        parts = [story.blocks]
        if story is found[0]:
            middle = len(story.blocks) // 2
            parts = [story.blocks[:middle], story.blocks[middle:]]
        for number, part in enumerate(parts, 1):
            path = page_path(story, number)
            main = _article(story, part, number, len(parts), found)
            pages[path] = _page(f"{story.title}_{NAME}", main, charset)
    return pages


def page_path(story: Story, number: int) -> str:
    return story.path if number == 1 else story.path.replace(".html", f"_{number}.html")


def _home(found: list[Story]) -> str:
    boxes = "".join(
        f'<div class="box"><h3><a href="/{channel}/">{MENU[channel]}</a>'
        f'<span class="gengduo"><a href="/{channel}/">更多</a></span></h3>'
        f"{_rows([story for story in found if story.channel == channel])}</div>\n"
        for channel in WRITTEN
    )
    return f'<div class="zuo">{boxes}</div>{_side(found)}'


def _channel(channel: str, listed: list[Story]) -> str:
    rows = _rows(listed) if listed else "<p>暂无文章</p>"
    return f'<div class="zuo">{_position(channel)}<div class="liebiao">{rows}</div></div>{_side(listed)}'


def _article(
    story: Story, part: tuple[tuple[str, str], ...], number: int, total: int, found: list[Story]
) -> str:
    text = "\n".join(
        f"<p>　　<strong>{escape(line)}</strong></p>"
        if kind == "h"
        else f"<p>　　{escape(line, quote=False)}</p>"
        for kind, line in part
    )
    others = [other for other in found if other.channel == story.channel and other is not story]
    moment = f"{story.published_at.astimezone(edition.SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return (
        f'<div class="zuo">{_position(story.channel)}\n<h1>{escape(story.title)}</h1>\n'
        f'<div class="wz_info">来源：{story.origin}&nbsp;&nbsp;发布时间：{moment}</div>\n'
        f'<div class="wz_text" id="wz_text">\n{text}\n</div>\n{_pager(story, number, total)}'
        f'<div class="wz_bj">责任编辑：{EDITOR}</div>\n'
        f'<div class="xiangguan"><h3>相关新闻</h3>{_rows(others)}</div></div>{_side(found)}'
    )


def _pager(story: Story, number: int, total: int) -> str:
    if total == 1:
        return ""
    links = "".join(
        f'<a href="{page_path(story, other)}">{other}</a> ' for other in range(1, total + 1)
    )
    if number < total:
        links += f'<a href="{page_path(story, number + 1)}">下一页</a>'
    return f'<div class="fenye">{links}</div>\n'


def _position(channel: str) -> str:
    return (
        f'<div class="weizhi"><a href="/">资讯</a> &gt; '
        f'<a href="/{channel}/">{MENU[channel]}</a> &gt; </div>'
    )


def _rows(listed: list[Story]) -> str:
    rows = (
        f"<li><span>{story.published_at.astimezone(edition.SHANGHAI):%Y-%m-%d}</span>"
        f'<a href="{story.path}" target="_blank">{escape(story.title)}</a></li>'
        for story in listed
    )
    return f"<ul>{''.join(rows)}</ul>"


def _side(listed: list[Story]) -> str:
    links = "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in listed[:4])
    return f'<div class="you"><h3>热点推荐</h3><ul>{links}</ul></div>'


def _page(title: str, main: str, charset: str) -> tuple[str, bytes]:
    menu = "".join(f'<li><a href="/{key}/">{name}</a></li>' for key, name in MENU.items())
    text = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<title>{escape(title)}</title>
<meta name="keywords" content="{NAME}" />
<script type="text/javascript">var host = "{NAME}"; document.title;</script>
</head><body>
<div class="ding"><a href="/"><img src="/logo.gif" alt="{NAME}" /></a></div>
<div class="daohang"><ul>{menu}</ul></div>
<div class="zhuti">{main}</div>
<div class="dibu"><p><a href="/">网站首页</a> | <a href="/about.html">关于我们</a> | <a href="/lx.html">联系我们</a></p>
<p>所有文章仅供参考，使用前请核实，风险自负。</p>
<p>Copyright 2013-2026&nbsp;{NAME} 版权所有 All Rights Reserved</p></div>
</body></html>
"""
    return "text/html", text.encode(charset, "xmlcharrefreplace")

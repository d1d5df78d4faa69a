"""The demonstration site's HTML pages: home, channel, article, as a small Chinese news site has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from tnews.demo.edition import SITE_NAME, DemoArticle, DemoChannel
from tnews.demo.feeds import FORMATS, feed_title, feed_url

ABOUT_PATH = "/about.html"

_ABOUT = f"{SITE_NAME}是随 tnews 附带的演示站点，人物、机构与地名均为虚构。"
_DISCLAIMER = "免责声明：所有文章仅供演示，请勿据此行事。"
_STYLE = """
body { margin: 0 auto; max-width: 44em; padding: 0 1em 3em; line-height: 1.8;
       font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #222; background: #fbfaf6; }
a { color: #1d5a73; text-decoration: none; }
nav a, .date { margin-right: .8em; }
nav, footer, .info, .crumb, .date, .pages { font-size: .9em; color: #777; }
h1 { line-height: 1.4; }
article p { text-indent: 2em; }
figure, article img { margin: 1em 0; max-width: 100%; }
blockquote { border-left: 3px solid #c9c2ae; margin-left: 0; padding-left: 1em; }
blockquote p, .article li p { text-indent: 0; }
pre { background: #f0ede3; overflow-x: auto; padding: .8em; }
table { border-collapse: collapse; }
td, th { border: 1px solid #d6d0c0; padding: .2em .8em; }
"""
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>")
_NEWEST = 20
"""Articles the home page lists."""
_RELATED = 4
"""Articles listed under an article."""


def home(channels: tuple[DemoChannel, ...]) -> bytes:
    """Return the home page: the newest articles of all channels."""
    articles = [article for channel in channels for article in channel.articles]
    articles.sort(key=lambda article: article.published_at, reverse=True)
    main = f"<h1>{SITE_NAME}</h1>\n<h2>最新</h2>\n{_listing(articles[:_NEWEST])}"
    return _page(SITE_NAME, main, channels, channels)


def channel_page(channel: DemoChannel, channels: tuple[DemoChannel, ...]) -> bytes:
    """Return a channel's page: its articles, and a link to its feed if it has one."""
    main = f"<h1>{escape(channel.name)}</h1>\n{_listing(channel.articles)}"
    return _page(f"{channel.name} - {SITE_NAME}", main, channels, (channel,))


def article_page(
    article: DemoArticle,
    channel: DemoChannel,
    channels: tuple[DemoChannel, ...],
    number: int = 1,
) -> bytes:
    """Return page `number` of an article.

    Breadcrumb, heading, 来源 line, body, pager, 责任编辑, related list, in this order. In a
    channel without a feed the sections begin with a bold line, as on sites that know no headings.
    """
    related = [other for other in channel.articles if other is not article][:_RELATED]
    crumb = f'<a href="/">资讯</a> &gt; <a href="{escape(channel.url)}">{escape(channel.name)}</a>'
    info = editor = ""
    if not article.carries_fields:
        info = (
            f'<div class="info"><span>来源：{escape(article.origin)}</span>　'
            f"<span>作者：{escape(article.author)}</span>　"
            f"<span>发布时间：{article.published_at:%Y-%m-%d %H:%M:%S}</span></div>\n"
        )
        editor = f'<div class="info">责任编辑：{escape(article.editor)}</div>\n'
    body = article.parts[number - 1]
    if channel.format == "page":
        body = _HEADING.sub(r"<p><strong>\2</strong></p>", body)
    main = (
        f'<div class="crumb">{crumb}</div>\n<h1>{escape(article.title)}</h1>\n{info}'
        f'<article class="article">{body}</article>\n{_pager(article, number)}{editor}'
        f'<aside class="related"><h2>相关阅读</h2>\n{_listing(related)}</aside>'
    )
    return _page(f"{article.title} - {SITE_NAME}", main, channels, (channel,))


def about(channels: tuple[DemoChannel, ...]) -> bytes:
    """Return the page behind the links at the foot of every page."""
    main = f"<h1>关于{SITE_NAME}</h1>\n<p>{_ABOUT}</p>\n<p>{_DISCLAIMER}</p>"
    return _page(f"关于我们 - {SITE_NAME}", main, channels, ())


def not_found(channels: tuple[DemoChannel, ...]) -> bytes:
    """Return the page for an address that is not there."""
    return _page(f"404 - {SITE_NAME}", "<h1>这一页不在湖边</h1>", channels, ())


def _listing(articles: Iterable[DemoArticle]) -> str:
    rows = (
        f'<li><span class="date">{article.published_at:%m-%d %H:%M}</span>'
        f'<a href="{escape(article.url)}">{escape(article.title)}</a></li>\n'
        for article in articles
    )
    return f"<ul>\n{''.join(rows)}</ul>"


def _pager(article: DemoArticle, number: int) -> str:
    """The links between the pages of an article; nothing where there is one page."""
    if len(article.parts) == 1:
        return ""
    links = []
    if number > 1:
        links.append(f'<a href="{escape(article.page_url(number - 1))}">上一页</a>')
    for other in range(1, len(article.parts) + 1):
        address = escape(article.page_url(other))
        links.append(f"<b>{other}</b>" if other == number else f'<a href="{address}">{other}</a>')
    if number < len(article.parts):
        links.append(f'<a href="{escape(article.page_url(number + 1))}">下一页</a>')
    return f'<div class="pages">{" ".join(links)}</div>\n'


def _page(
    title: str, main: str, channels: tuple[DemoChannel, ...], feeds: tuple[DemoChannel, ...]
) -> bytes:
    links = "".join(f'<a href="{escape(one.url)}">{escape(one.name)}</a>\n' for one in channels)
    alternates = "".join(
        f'<link rel="alternate" type="{FORMATS[one.format].media_type}" '
        f'title="{escape(feed_title(one))}" href="{escape(feed_url(one))}">\n'
        for one in feeds
        if one.format in FORMATS
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
{alternates}<style>{_STYLE}</style>
</head>
<body>
<nav>{links}</nav>
<main>
{main}
</main>
<footer>
<p><a href="/">网站首页</a> | <a href="{ABOUT_PATH}">关于我们</a> | <a href="{ABOUT_PATH}">联系我们</a></p>
<p>{_DISCLAIMER}</p>
<p>Copyright © {SITE_NAME} 版权所有。{_ABOUT}</p>
</footer>
</body>
</html>
""".encode()

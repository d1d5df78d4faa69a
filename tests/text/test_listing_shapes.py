"""Channel pages of many shapes: the list is found, and nothing beside it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tnews.text.listing import read_list
from tnews.text.zones import CHINA

BASE = "http://www.example.cn/caijing/"
NOW = datetime(2021, 8, 10, 4, 0, tzinfo=UTC)  # noon in China
DAY = datetime(2021, 8, 9, 10, 0, tzinfo=CHINA)

TITLES = (
    "前七月外贸进出口同比增长两成四",
    "多地出台措施稳定粮食生产",
    "夜间经济点亮城市消费新场景",
    "国产大飞机完成首次商业飞行",
    "新一轮家电下乡 补贴直达农户",
    "科研团队研制出柔性电池材料",
    "老字号焕新 年轻人爱上国潮",
    "快递进村打通最后一公里",
    "沿海省份推进海上风电建设",
    "小微企业贷款利率继续下降",
    "暑期出游升温 乡村民宿受青睐",
    "智慧农业让种田更轻松",
    "城市地铁新增三条线路开工",
    "专家：下半年物价总体平稳",
    "5G网络覆盖全国所有地级市",
    "社区食堂解决老人吃饭难题",
    "一批重大水利工程开工建设",
    "高校毕业生就业服务月启动",
    "全国碳市场运行满月成交活跃",
    "古镇修旧如旧留住乡愁记忆",
)
OTHERS = (
    "一周热读：你最关心的十件民生事",
    "盘点那些消失在时光里的老行当",
    "名嘴访谈录第三十二期播出预告",
    "健康提示：三伏天如何科学避暑",
    "图解新版医保目录有哪些变化呢",
    "揭秘深海考古背后的技术力量吧",
    "致敬平凡岗位上的追光者们特辑",
    "读者来信：小区加装电梯那些事",
)
NAV = "".join(
    f'<li><a href="/{path}/">{name}</a></li>'
    for path, name in (
        ("", "首页"), ("dongtai", "动态"), ("xiaofei", "消费"), ("chuangye", "创业"), ("qiche", "汽车"),
        ("caijing", "财经"), ("fangchan", "房产"), ("hulianwang", "互联网"), ("it", "IT"),
        ("jiankang", "健康"), ("tongxin", "通信"), ("jiaoyu", "教育"),
    )
)  # fmt: skip


def address(number: int) -> str:
    return f"/caijing/2021/0809/{30000 + number}.html"


def stamp(number: int, form: str = "%Y-%m-%d %H:%M") -> str:
    return (DAY - timedelta(hours=5 * number)).strftime(form)


def rows(row: Callable[[int, str], str], count: int = 12) -> str:
    return "".join(row(number, TITLES[number]) for number in range(count))


def side(count: int = 8, name: str = "right", heading: str = "热点排行") -> str:
    items = "".join(
        f'<li><a href="/shehui/2021/0712/{70000 + n}.html">{OTHERS[n % 8][: 12 + n // 8]}</a></li>'
        for n in range(count)
    )
    return f'<div class="{name}"><h3>{heading}</h3><ul>{items}</ul></div>'


def page(middle: str, beside: str = "", after: str = "") -> str:
    return (
        f"<html><head><title>财经_某某新闻网</title></head><body><div class='nav'><ul>{NAV}</ul></div>"
        f"<div class='weizhi'>当前位置：<a href='/'>首页</a> &gt; <a href='/caijing/'>财经</a></div>"
        f"<div class='main'><div class='left'>{middle}</div>{beside}</div>{after}"
        "<div class='footer'><a href='/about/'>关于我们网站简介</a><a href='/law/2020.html'>版权声明及法律事务</a>"
        "<a href='http://www.beian.example.com/2021'>京公网备某某号第二〇二一号</a></div></body></html>"
    )


def pager(url: str = "list_{}.html") -> str:
    numbers = "".join(f"<a href='{url.format(n)}'>{n}</a>" for n in (2, 3, 4))
    return f"<div class='page'><b>1</b>{numbers}<a href='{url.format(2)}'>下一页</a></div>"


def with_category(n: int, title: str) -> str:
    return f"<li>[<a href='/xiaofei/'>消费</a>] <a href='{address(n)}'>{title}</a><span>{stamp(n)}</span></li>"


def card(n: int, title: str) -> str:
    return (
        f"<div class='card'><a class='pic' href='{address(n)}'><img src='/i/{n}.jpg' alt='{title}'></a>"
        f"<div class='right'><h2><a href='{address(n)}'>{title}</a></h2><p>记者日前获悉，{title}，相关工作正在推进。"
        f"<a href='{address(n)}'>[详细]</a></p><div class='meta'>经济日报 {stamp(n, '%m-%d %H:%M')} 评论(3)</div></div></div>"
    )


def whole_card(n: int, title: str) -> str:
    return (
        f"<a class='Card_wrap__{n}x' href='{address(n)}'><div><img src='/{n}.jpg'></div><div><p class='t'>{title}</p>"
        f"<p>{title}，记者从有关部门了解到更多情况，相关工作正有序开展，成效逐步显现出来。</p>"
        f"<span>某某社</span><span>{stamp(n)}</span></div></a>"
    )


def old_table() -> str:
    def row(n: int, title: str) -> str:
        return (
            f"<tr><td width=20><img src=/dot.gif></td><td><a href={address(n)} target=_blank>{title}</a></td>"
            f"<td><font color=gray>({stamp(n, '%Y/%m/%d')})</font></td></tr>"
        )

    def beside(n: int) -> str:
        return f"<tr><td><a href=/tuijian/2021/{n}.html>{OTHERS[n]}</a></td></tr>"

    return (
        "<html><title>财经 - 某某在线</title><body bgcolor=#ffffff><table width=760><tr>"
        + "".join(f"<td><a href=/{n}/>栏目{n}</a></td>" for n in range(9))
        + "</tr></table><table width=760><tr><td width=200><table><tr><td><b>推荐文章</b></td></tr>"
        + "".join(map(beside, range(8)))
        + f"</table></td><td><table width=100%>{rows(row, 18)}</table></td></tr></table></body></html>"
    )


def groups_of_five() -> str:
    parts = []
    for first in range(0, 20, 5):
        items = "".join(
            f"<li><a href='{address(n)}'>{TITLES[n]}</a><i>{stamp(n, '%m-%d')}</i></li>"
            for n in range(first, first + 5)
        )
        parts.append(f"<ul class='w'>{items}</ul><div class='line'></div>")
    return page("".join(parts), side(), pager())


def home() -> str:
    blocks = []
    for number, name in enumerate(("要闻", "社会", "国际", "体育")):
        items = "".join(
            f"<li><a href='{address(n)}'>{TITLES[n]}</a></li>"
            for n in range(number * 5, number * 5 + 5)
        )
        blocks.append(
            f"<div class='box'><h3><a href='/c{number}/'>{name}</a><a href='/c{number}/'>更多&gt;&gt;</a></h3><ul>{items}</ul></div>"
        )
    return page("".join(blocks), side(8, "rank"))


def cut(n: int, title: str) -> str:
    return (
        f"<li><a href='{address(n)}' title='{title}'>{title[:8]}...</a><span>{stamp(n)}</span></li>"
    )


def flat_lines() -> str:
    lines = rows(lambda n, t: f"· <a href='{address(n)}'>{t}</a> ({stamp(n, '%Y-%m-%d')})<br>", 15)
    return page(f"<p>{lines}</p>", side())


def definition(n: int, title: str) -> str:
    return (
        f"<dt><a href='{address(n)}'>{title}</a></dt><dd>{title}，工作正在有序推进之中。</dd>"
        f"<dd>来源：某报 {stamp(n)}</dd>"
    )


def soup() -> str:
    items = rows(
        lambda n, t: f"<div><div><a href='{address(n)}'>{t}</a></div><div>{stamp(n)}</div></div>",
        14,
    )
    beside = "".join(
        f"<div><div><a href='/z/{9000 + n}.html'>{OTHERS[n]}</a></div></div>" for n in range(8)
    )
    menu = "".join(f"<div><a href='/m{n}/'>频道{n}</a></div>" for n in range(12))
    return (
        f"<html><title>财经</title><body><div><div>{menu}</div><div><div><div>财经要闻</div>{items}</div>"
        f"<div><div>热门文章</div>{beside}</div></div></div></body></html>"
    )


def traditional() -> str:
    titles = ("立院三讀通過預算案", "颱風逼近 氣象局發布海警", "半導體產業下半年展望樂觀", "選手奪金返國 機場接機人潮",
              "捷運新線年底通車", "農產品外銷創新高", "學者呼籲重視少子化問題", "疫苗施打覆蓋率達七成")  # fmt: skip
    items = "".join(
        f"<li class='story-list__item'><div class='story-list__text'><h3><a href='/story/7{n}38/{5600000 + n}'>{t}</a></h3>"
        f"<p>記者今日了解，{t}。</p><time class='story-list__time'>{stamp(n)}</time></div></li>"
        for n, t in enumerate(titles)
    )
    return (
        f"<html><title>財經 | 某某新聞網</title><body><nav><a href='/a'>即時新聞列表</a></nav><main><ul class='story-list'>{items}</ul>"
        f"</main><aside><h4>熱門新聞</h4><ol>"
        + "".join(f"<li><a href='/story/7/{n}'>{t}</a></li>" for n, t in enumerate(OTHERS))
        + "</ol></aside></body></html>"
    )


def with_adverts() -> str:
    def row(n: int, title: str) -> str:
        advert = (
            f"<li class='ad'><a href='http://ad.example.com/c?id={n}9999'>限时特惠 好车低价开回家咯</a><em>广告</em></li>"
            if n % 4 == 3
            else ""
        )
        return f"<li><a href='{address(n)}'>{title}</a><em>{n + 1}小时前</em></li>{advert}"

    return page(f"<ul class='feed'>{rows(row)}</ul>")


def mixed_rows() -> str:
    def row(n: int, title: str) -> str:
        name = ("news", "video", "pic")[n % 3]
        mark = "<i class='icon'>视频</i>" if name == "video" else ""
        length = "<em class='len'>03:25</em>" if name == "video" else ""
        return (
            f"<li class='item {name}'><div class='thumb'><a href='{address(n)}'><img src='/x{n}.png'>{length}</a></div>"
            f"<div class='txt'><a class='tt' href='{address(n)}'>{mark}{title}</a><span class='src'>某某网</span>"
            f"<span class='cmt'><a href='/comment/{n}'>{n * 7}评论</a></span><span>{stamp(n, '%Y-%m-%d')}</span></div></li>"
        )

    return page(f"<ul id='list'>{rows(row)}</ul>", side(), pager("?page={}"))


def short_titles() -> str:
    def row(n: int, title: str) -> str:
        shown = title if n % 5 else "快讯"
        return f"<li><a href='{address(n)}'>{shown}</a><span>{stamp(n)}</span></li>"

    return page(f"<ul class='l'>{rows(row, 15)}</ul>")


SHAPES = {
    "category and date in a row": (page(f"<ul class='e2'>{rows(with_category)}</ul>", side(), pager()), 12),
    "list with dates": (page("<ul>" + rows(lambda n, t: f"<li><a href='{address(n)}'>{t}</a><span>{stamp(n)}</span></li>") + "</ul>", side()), 12),
    "date before the title": (page("<ul>" + rows(lambda n, t: f"<li><span>[{stamp(n, '%m-%d')}]</span><a href='{address(n)}'>{t}</a></li>") + "</ul>", side()), 12),
    "cards": (page(rows(card), side(), pager()), 12),
    "cards in links, hashed names": (page(f"<div class='css-1q2w3e'>{rows(whole_card, 10)}</div>", side()), 10),
    "table of 2005": (old_table(), 18),
    "definition list": (page(f"<dl>{rows(definition)}</dl>", side()), 12),
    "definition lists": (page(rows(lambda n, t: f"<dl>{definition(n, t)}</dl>"), side()), 12),
    "groups of five": (groups_of_five(), 20),
    "home page": (home(), 20),
    "headings": (page(rows(lambda n, t: f"<h3><a href='{address(n)}'>{t}</a></h3><p>{t}，详情如下所示。</p><p>{stamp(n)}</p>"), side()), 12),
    "titles cut off": (page(f"<ul>{rows(cut)}</ul>", side()), 12),
    "more links": (page("<ul>" + rows(lambda n, t: f"<li><h4>{t}</h4><p>{t}，相关内容。<a href='{address(n)}'>查看更多</a></p><a href='{address(n)}'>{t}</a></li>") + "</ul>"), 12),
    "longer rank at the side": (page("<ul>" + rows(lambda n, t: f"<li><a href='{address(n)}'>{t}</a><span>{stamp(n)}</span></li>", 8) + "</ul>", side(30)), 8),
    "longer rank, no names": (page("<div><ul>" + rows(lambda n, t: f"<li><a href='{address(n)}'>{t}</a><span>{stamp(n)}</span></li>", 8) + "</ul></div>", side(24, "", "点击排行")), 8),
    "flat lines": (flat_lines(), 15),
    "soup of divs": (soup(), 14),
    "traditional characters": (traditional(), 8),
    "adverts between": (with_adverts(), 12),
    "videos, pictures, comments": (mixed_rows(), 12),
    "short titles among long": (short_titles(), 15),
    "mobile page": ("<html><title>财经</title><body><header><a href='/'>某某网手机版首页</a></header><section>" + rows(lambda n, t: f"<section><a href='/touch/article/{70 + n}'><h2>{t}</h2><div><span>{3 * n + 1}分钟前</span><span>{n}评</span></div></a></section>") + "</section><footer><a href='/pc'>切换到电脑版页面浏览</a></footer></body></html>", 12),
    "left menu, list at the right": ("<html><title>公告</title><body><div class='left'><h2>栏目导航</h2><ul>" + "".join(f"<li><a href='/c/{n}/'>某局政务公开栏目{n}</a></li>" for n in range(9)) + "</ul></div><div class='right'><ul>" + rows(lambda n, t: f"<li><a href='./t20210809_{500 + n}.html'>{t}</a><b>{stamp(n, '%Y-%m-%d')}</b></li>", 15) + "</ul></div></body></html>", 15),
    "query addresses": (page("<ul>" + rows(lambda n, t: f"<li><a href='show.asp?id={n + 7}'>{t}</a> {stamp(n, '%Y-%m-%d')}</li>") + "</ul>", side()), 12),
    "another language's addresses": (page("<div>" + rows(lambda n, t: f"<article><header><h2 class='entry-title'><a href='/{2021}/08/{t}/'>{t}</a></h2></header><footer><time datetime='{stamp(n)}'>八月</time><a href='/category/news/'>新闻动态与公告</a></footer></article>", 10) + "</div>", side()), 10),
    "two columns": (page("<table>" + "".join(f"<tr><td><a href='{address(n)}'>{TITLES[n]}</a> {stamp(n, '%m-%d')}</td><td><a href='{address(n + 1)}'>{TITLES[n + 1]}</a> {stamp(n + 1, '%m-%d')}</td></tr>" for n in range(0, 16, 2)) + "</table>", side()), 16),
}  # fmt: skip


def roll(n: int, title: str) -> str:
    return (
        f"<li><span class='c_chl'>[<a href='/roll/?c=9{n % 3}'>国内</a>]</span><span class='c_tit'><a href='{address(n)}'>{title}</a>"
        f"</span><span class='c_time'>{stamp(n, '%m-%d %H:%M')}</span></li>{'<hr>' if n % 5 == 4 else ''}"
    )


def flow(n: int, title: str) -> str:
    return (
        f"<div class='flow-item'><div class='flow-item-inner'><a class='article-item-pic' href='/p/12345{n + 600}'><img src='/i.jpg'></a>"
        f"<div class='info'><p class='title-wrapper'><a class='article-item-title' href='/p/12345{n + 600}'>{title}</a></p>"
        f"<a class='article-item-description' href='/p/12345{n + 600}'>{title}，这是一段写得更长一些的文章摘要，读者可以先看一看。</a>"
        f"<div class='bar'><a class='author' href='/user/{n % 4 + 77}'>某某财经编辑部</a><span class='time'>{n + 1}小时前</span>"
        f"<a href='/motif/{n % 3 + 11}'>数字经济观察家</a></div></div></div></div>"
    )


def thread(n: int, title: str) -> str:
    return (
        f"<tbody id='normalthread_{n}'><tr><td class='icn'><a href='thread-{9000 + n}-1-1.html' title='新窗口打开这个主题'><img src='x.gif'></a></td>"
        f"<th class='new'><a href='thread-{9000 + n}-1-1.html' class='s xst'>{title}</a> <span>- [阅读权限 10]</span></th>"
        f"<td class='by'><cite><a href='space-uid-{n + 31}.html'>某某用户名字</a></cite><em><span title='{stamp(n, '%Y-%m-%d')}'>前天</span></em></td>"
        f"<td class='num'><a href='thread-{9000 + n}-1-1.html'>{n}</a><em>{n * 9}</em></td></tr></tbody>"
    )


def post(n: int, title: str) -> str:
    return (
        f"<article id='post-{n}' class='post-{n} post type-post tag-jingji tag-xiaofei category-news'><header class='entry-header'>"
        f"<h2 class='entry-title'><a href='http://www.example.cn/archives/{n + 2000}' rel='bookmark'>{title}</a></h2><div class='entry-meta'>"
        f"<time class='published' datetime='{stamp(n, '%Y-%m-%dT%H:%M:%S+08:00')}'>{stamp(n, '%Y年%m月%d日')}</time></div></header>"
        f"<div class='entry-content'><p>{title}，正文的开头几句。</p><a class='more-link' href='http://www.example.cn/archives/{n + 2000}'>继续阅读</a></div>"
        f"<footer class='entry-footer'><a href='http://www.example.cn/archives/{n + 2000}#comments'>发表评论吧各位读者</a></footer></article>"
    )


WIDGETS = (
    "<aside id='secondary' class='widget-area'><section class='widget widget_recent_entries'><h2>近期文章</h2><ul>"
    + "".join(f"<li><a href='/archives/{n + 2000}'>{TITLES[n]}</a></li>" for n in range(5))
    + "".join(f"<li><a href='/archives/{n + 900}'>{OTHERS[n]}</a></li>" for n in range(8))
    + "</ul></section></aside>"
)


def with_related(n: int, title: str) -> str:
    other = OTHERS[n % 8]
    return (
        f"<div class='item'><h4><a href='{address(n)}'>{title}</a></h4><p class='rel'>相关：<a href='/old/2020/{8000 + n}.html'>{other}</a></p>"
        f"<span class='time'>{stamp(n)}</span></div>"
    )


def unlinked(n: int, title: str) -> str:
    return f"<li><h3>{title}</h3><p>{title}，更多内容请看。</p><b>{stamp(n)}</b><a href='{address(n)}'>阅读全文&gt;&gt;</a></li>"


def picture_only(n: int, title: str) -> str:
    return f"<li><a href='{address(n)}' title='{title}'><img src='/i/{n}.jpg'></a><p>{title}</p><span>{stamp(n)}</span></li>"


def split_date(n: int, title: str) -> str:
    return f"<li><div class='rq'><b>{stamp(n, '%d')}</b><i>{stamp(n, '%Y-%m')}</i></div><div class='nr'><a href='{address(n)}'>{title}</a></div></li>"


def dated_text(n: int, title: str) -> str:
    return f"<li><a href='{address(n)}'>{stamp(n, '%Y-%m-%d')} {title}</a></li>"


def date_in_link(n: int, title: str) -> str:
    return f"<li><a href='{address(n)}'><em>{n + 1}</em>{title}<span>{stamp(n, '%m-%d')}</span></a></li>"


def headline_and_list() -> str:
    focus = "".join(
        f"<li><a href='/zt/2021/{n}.html'><img alt='{OTHERS[n]}'></a></li>" for n in range(4)
    )
    top = "<div class='toutiao'><h1><a href='/zt/2021/top.html'>今日头条大标题写在最前面</a></h1></div>"
    items = rows(lambda n, t: f"<li><a href='{address(n)}'>{t}</a><span>{stamp(n)}</span></li>", 15)
    return page(
        f"<div class='focus'><ul>{focus}</ul></div>{top}<ul class='news'>{items}</ul>{pager()}",
        side(),
    )


def days() -> str:
    parts, before = [], ""
    for number in range(20):
        day = stamp(number, "%Y年%m月%d日")
        heading = f"</ul><h4>{day}</h4><ul>" if day != before else ""
        before = day
        parts.append(
            f"{heading}<li><span>{stamp(number, '%H:%M')}</span><a href='{address(number)}'>{TITLES[number]}</a></li>"
        )
    return page(f"<ul>{''.join(parts)}</ul>", side())


def elsewhere(n: int, title: str) -> str:
    return f"<li><a href='https://mp.example.com/s/AbCdEf{n}xyzQ'>{title}</a><span>{stamp(n)}</span></li>"


def with_source(n: int, title: str) -> str:
    source = f"<a href='/source/{n % 3}'>某某经济日报社</a>"
    return (
        f"<tr><td><a href='{address(n)}'>{title}</a></td><td>{source}</td><td>{stamp(n)}</td></tr>"
    )


def around(n: int, title: str) -> str:
    return f"<a href='{address(n)}'><li><span>{title}</span><em>{stamp(n)}</em></li></a>"


def overlay(n: int, title: str) -> str:
    return f"<div class='it'><a class='overlay' href='{address(n)}'></a><h3>{title}</h3><em>{stamp(n)}</em></div>"


def nested(n: int, title: str) -> str:
    old = f"<ul><li><a href='/old/2020/{n + 555}.html'>相关旧闻的一条{n}</a></li></ul>"
    return f"<li><a href='{address(n)}'>{title}</a><em>{stamp(n)}</em>{old}</li>"


def bold(n: int, title: str) -> str:
    start, end = ("<b>", "</b>") if n % 3 == 0 else ("", "")
    return f"<li>{start}<a href='{address(n)}'>{title}</a>{end}<i>{stamp(n)}</i></li>"


def utility_names() -> str:
    items = rows(
        lambda n, t: (
            f"<div class='border-bottom mb-3 pos-r'><a class='text-dark text-right' href='/news/{n + 81234}'>{t}</a>"
            f"<small class='right-0'>{stamp(n)}</small></div>"
        )
    )
    return page(
        f"<div class='infinite-scroll border-bottom header-fixed-body'>{items}</div>", side(16)
    )


SHAPES |= {
    "rolling news": (page(f"<ul>{rows(roll, 20)}</ul>", side()), 20),
    "flow of cards": (page(rows(flow)), 12),
    "forum": (page(f"<table id='threadlist'>{rows(thread, 16)}</table>"), 16),
    "blog": (page(rows(post, 10), WIDGETS), 10),
    "related links in rows": (page(rows(with_related)), 12),
    "titles without links": (page(f"<ul>{rows(unlinked)}</ul>", side()), 12),
    "links of pictures": (page(f"<ul>{rows(picture_only)}</ul>", side()), 12),
    "day and month apart": (page(f"<ul>{rows(split_date)}</ul>", side()), 12),
    "date in the text": (page(f"<ul>{rows(dated_text)}</ul>", side()), 12),
    "number and date in the link": (page(f"<ul>{rows(date_in_link)}</ul>", side()), 12),
    "headline and pictures first": (headline_and_list(), 15),
    "days as headings": (days(), 20),
    "links to another site": (page(f"<ul>{rows(elsewhere)}</ul>", side()), 12),
    "column of sources": (page(f"<table>{rows(with_source)}</table>", side()), 12),
    "links around rows": (page(f"<ul>{rows(around)}</ul>", side()), 12),
    "links laid over cards": (page(f"<div class='feed'>{rows(overlay)}</div>", side()), 12),
    "older stories below": (page(f"<ul class='feed'>{rows(nested)}</ul>", side()), 12),
    "two entries": (page(f"<ul>{rows(with_category, 2)}</ul>"), 2),
    "a few in bold": (page(f"<ul>{rows(bold)}</ul>", side()), 12),
    "names that only look like a footer": (utility_names(), 12),}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_list_is_found_and_nothing_else(shape: str) -> None:
    html, count = SHAPES[shape]
    titles = [link.title for link in read_list(html, BASE, now=NOW).links]
    assert not set(titles) & {other[:12] for other in OTHERS} | set(titles) & set(OTHERS)
    assert len(titles) == count, titles


@pytest.mark.parametrize(
    "shape", sorted(set(SHAPES) - {"traditional characters", "short titles among long"})
)
def test_titles_are_whole_and_in_order(shape: str) -> None:
    html, count = SHAPES[shape]
    assert [link.title for link in read_list(html, BASE, now=NOW).links] == list(TITLES[:count])


UNDATED = {"more links", "home page"}
"""Shapes whose rows say no date: their addresses do."""


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - UNDATED))
def test_every_row_has_its_date(shape: str) -> None:
    html, _count = SHAPES[shape]
    links = read_list(html, BASE, now=NOW).links
    moments = [link.published_at for link in links if link.published_at]
    assert len(moments) == len(links)
    if "小时前" not in html and "分钟前" not in html:
        days = [moment.astimezone(CHINA).date() for moment in moments]
        assert days == [(DAY - timedelta(hours=5 * n)).date() for n in range(len(links))]


@pytest.mark.parametrize("shape", SHAPES)
def test_selector_finds_the_same_again(shape: str) -> None:
    html, _count = SHAPES[shape]
    listing = read_list(html, BASE, now=NOW)
    again = read_list(html, BASE, {"list": listing.selector}, NOW)
    assert listing.selector
    assert again.links == listing.links
    assert again.selector == listing.selector

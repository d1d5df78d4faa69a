"""What class names, ids and headings say about a part of a page: no articles, or not the main ones.

Words of page makers, pinyin among them; none is the name of a site.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tnews.text.nesting import tags

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element

# Words that mean something else elsewhere in a name (border-bottom, infinite-scroll) count only
# at its beginning: _OUT_FIRST and _SIDE_FIRST.

OUT, SIDE = 2, 1
"""Marks of an element: its links are out; they are taken where nothing better is found."""

_NEVER = tags("ad ads adv advert advertisement guanggao sponsor sponsored promotion tuiguang")
_OUT = tags(
    "nav navbar navigation menu menus submenu subnav sitenav daohang foot footer friendlink friendlinks "
    "flink flinks youlian yqlj crumb crumbs breadcrumb breadcrumbs weizhi dqwz copyright login toolbar "
    "topbar banner header pager pagination paging dropdown comments pinglun"
)
_OUT_FIRST = tags(
    "bottom friend friends pos position location tag tags keyword keywords share bshare comment reply "
    "tools qrcode gg"
)
_SIDE = tags(
    "aside sidebar rank ranking rankings ranklist paihang paihangbang phb top10 hotnews hotlist hotspot "
    "recommend recommended recommends recommendation tuijian related relate xiangguan carousel swiper "
    "slideshow jiaodian"
)
_SIDE_FIRST = tags(
    "side right hot hots remen scroll slide slider slides focus popular guess widget flash marquee gundong"
)
_SIDE_START = re.compile(
    "sidebar|right(?:bar|box|col|side)|hot(?:news|list|article|topic)|rank|paihang|recommend|tuijian"
)
_OUT_TAGS = {"nav": OUT, "footer": OUT, "header": OUT, "aside": SIDE}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[a-z]+(?:\d+$)?")


def mark(element: Element) -> int:
    """Return the mark that the element's own tag, class names and id give it, or 0."""
    if element.tag in _OUT_TAGS:
        return _OUT_TAGS[element.tag]
    level = SIDE if element.is_hidden else 0
    for name in (*element.classes, element.id):
        level = max(level, _level(name))
    return level


@lru_cache(10_000)
def _level(name: str) -> int:
    words = _words(name)
    all_of_them, first = set(words), words[:1]
    if all_of_them & (_OUT | _NEVER) or _OUT_FIRST.intersection(first):
        return OUT
    if all_of_them & _SIDE or _SIDE_FIRST.intersection(first) or _SIDE_START.match(name.lower()):
        return SIDE
    return 0


def is_advert(element: Element) -> bool:
    """Whether the element calls itself an advertisement."""
    return any(_NEVER.intersection(_words(name)) for name in (*element.classes, element.id))


@lru_cache(10_000)
def _words(name: str) -> list[str]:
    """Return the words of a name: side, bar of "sideBar"; top10 of "top10-list"."""
    return _PARTS.findall(_HUMP.sub(" ", name).lower())


@cache
def _side_heading() -> re.Pattern[str]:
    return re.compile(
        r"排行|排名|热点|熱點|热门|熱門|热文|热榜|热议|热搜|热词|热帖|热图|最热|推荐|推薦|精选|精選|精彩|猜[你您]|相关|相關|友情|友情链接"
        r"|点击|點擊|[周月日]榜|一[周月]|(?:24|48|72)小[时時]|本[周月日]|人气|人氣|大家都在|图片新闻|图文|图说|专题|專題|广告|推广|往期|标签|關鍵|导航|導航|栏目|欄目|分类|分類|"
        r"关注我们|公告栏|\b(?:hot|popular|recommend|related|trending|top ?\d)",
        re.I,
    )


def is_side_heading(text: str) -> bool:
    """Whether a list under this heading is beside the point: 热点排行, 推荐阅读, 友情链接."""
    return len(text) <= 16 and bool(_side_heading().search(text))


@cache
def _crumb() -> re.Pattern[str]:
    return re.compile(
        r"[\[【(（<《]?(?:[查点點]?[看击擊]?(?:更多|详细|詳細|详情|詳情|全文|原文|内容)(?:内容|信息|新闻|資訊|资讯|文章|>|»)*|more|阅读(?:更多|全文|原文)?|閱讀(?:更多|全文|原文)?|继续阅读|繼續閱讀"
        r"|read more|continue reading|进入专题|评论|評論|回复|回覆|分享|收藏|点赞|赞|转发|举报|关注)[\]】)）>》]?[\s>»›.…→+\d()（）]*",
        re.I,
    )


def is_crumb(text: str) -> bool:
    """Whether a link of this text only repeats another one: [详细], 更多>>, 查看全文, 评论(3)."""
    return len(text) <= 20 and bool(_crumb().fullmatch(text))

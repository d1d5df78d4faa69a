"""The bundled sources that are no feeds: channel pages, APIs and hot lists, with their options.

Grades are those of `bundled`; a page is C because its address is known but not how it is built.
The shapes of the APIs are those that public programs of 2026 read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NEWSNOW = "newsnow://"
"""How an address begins whose server [newsnow] names; the rest is the name of its list."""

_Row = tuple[str, str, str, str, str, Mapping[str, Any]]

_CANKAOXIAOXI = {
    "items": "list[*].data",
    "fields": {"id": "id", "title": "title", "url": "url", "published": "publishTime"},
}
_JUHE = {
    "api_key": {"param": "key", "env": "JUHE_NEWS_KEY"},
    "page": {"param": "page", "first": 1, "max": 50},
    "ok": "error_code==0",
    "error": "reason",
    "items": "result.data",
    "fields": {
        "id": "uniquekey",
        "title": "title",
        "url": "url",
        "source": "author_name",
        "published": "date",
        "image": "thumbnail_pic_s",
    },
    "detail": {
        "url": "https://v.juhe.cn/toutiao/content",
        "params": {"uniquekey": "{id}"},
        "ok": "error_code==0",
        "empty": ["error_code==223501|223502"],
        "error": "reason",
        "content": "result.content",
    },
}
_TIANAPI = {
    "params": {"num": "50"},
    "api_key": {"param": "key", "env": "TIANAPI_KEY"},
    "page": {"param": "page", "first": 1, "max": 5},
    "ok": "code==200",
    "empty": ["code==250"],
    "error": "msg",
    "items": "result.newslist",
    "fields": {
        "id": "id",
        "title": "title",
        "url": "url",
        "source": "source",
        "published": "ctime",
        "summary": "description",
        "image": "picUrl",
    },
}
_NEWSNOW = {
    "items": "items",
    "fields": {
        "id": "id",
        "title": "title",
        "url": "url",
        "summary": "extra.hover",
        "published": "pubDate|extra.date",
        "hot": "extra.info",
    },
}
_ZHIHU_DAILY = {
    "older": "https://news-at.zhihu.com/api/4/news/before/{$.date}",
    "items": "stories",
    "drop": ["type!=0"],
    "date": "date",
    "fields": {"id": "id", "title": "title", "url": "url", "author": "hint", "image": "images[0]"},
    "detail": {
        "url": "https://news-at.zhihu.com/api/4/news/{id}",
        "content": "body",
        "credit": "image_source",
        "link": "share_url",
    },
}
_THEPAPER_HOT = {
    "items": "data.hotNews",
    "fields": {
        "id": "contId",
        "title": "name",
        "url": "https://www.thepaper.cn/newsDetail_forward_{contId}",
        "published": "pubTimeLong",
        "image": "pic",
    },
}
_TOUTIAO_HOT = {
    "items": "data",
    "fields": {
        "id": "ClusterIdStr",
        "title": "Title",
        "url": "https://www.toutiao.com/trending/{ClusterIdStr}/",
        "hot": "HotValue",
        "image": "Image.url",
    },
}
_NETEASE_HOT = {
    "items": "data.list",
    "fields": {
        "id": "docid",
        "title": "title",
        "url": "https://www.163.com/dy/article/{docid}.html",
        "source": "source",
        "published": "ptime",
        "image": "imgsrc",
    },
}
_TENCENT_HOT = {
    "items": "idlist[0].newslist",
    "skip": 1,
    "fields": {
        "id": "id",
        "title": "title",
        "url": "https://new.qq.com/rain/a/{id}",
        "source": "source",
        "published": "timestamp",
        "summary": "abstract",
        "image": "miniProShareImage",
    },
}
_WEIBO_HOT = {
    "headers": {"Referer": "https://weibo.com/"},
    "items": "data.realtime",
    "fields": {
        "id": "mid|word_scheme|word",
        "title": "word|word_scheme",
        "url": "https://s.weibo.com/weibo?q={word}",
        "published": "onboard_time",
        "hot": "num",
    },
}
_ZHIHU_HOT = {
    "items": "data",
    "fields": {
        "id": "target.link.url",
        "title": "target.title_area.text",
        "url": "target.link.url",
        "summary": "target.excerpt_area.text",
        "hot": "target.metrics_area.text",
        "image": "target.image_area.url",
    },
}


def _page(key: str, name: str, address: str) -> _Row:
    return (key, name, "C", address, "page", {})


MAPPED: Mapping[str, tuple[_Row, ...]] = {
    "要闻": (
        ("thepaper-hot", "澎湃 热榜", "C", "https://cache.thepaper.cn/contentapi/wwwIndex/rightSidebar", "rank", _THEPAPER_HOT),
        ("toutiao-hot", "今日头条 热榜", "C", "https://www.toutiao.com/hot-event/hot-board/?origin=toutiao_pc", "rank", _TOUTIAO_HOT),
        ("163-hot", "网易 热点", "C", "https://m.163.com/fe/api/hot/news/flow", "rank", _NETEASE_HOT),
        ("qq-hot", "腾讯 热点", "C", "https://r.inews.qq.com/gw/event/hot_ranking_list?page_size=50", "rank", _TENCENT_HOT),
    ),
    "动态": (
        ("weibo-hot", "微博 热搜", "C", "https://weibo.com/ajax/side/hotSearch", "rank", _WEIBO_HOT),
    ),
    "消费": (
        ("smzdm-hot", "什么值得买 热门", "B", f"{NEWSNOW}smzdm", "rank", _NEWSNOW),
        _page("chinanews-life", "中新网 生活", "https://www.chinanews.com.cn/life/gd.shtml"),
        _page("news-food", "新华网 食品", "http://www.news.cn/food/"),
        _page("people-homea-page", "人民网 家电频道", "http://homea.people.com.cn/"),
    ),
    "汽车": (
        ("juhe-auto", "聚合头条 汽车", "B", "https://v.juhe.cn/toutiao/index", "json",
         {"params": {"type": "qiche", "page_size": "30"}, **_JUHE}),
        _page("news-auto", "新华网 汽车", "http://www.news.cn/auto/"),
        _page("people-auto-page", "人民网 汽车频道", "http://auto.people.com.cn/"),
        _page("163-auto-page", "网易汽车 首页", "https://auto.163.com/"),
        _page("ifeng-auto", "凤凰网 汽车", "https://auto.ifeng.com/"),
    ),
    "房产": (
        _page("news-house", "新华网 房产", "http://www.news.cn/house/"),
        _page("people-house-page", "人民网 房产频道", "http://house.people.com.cn/"),
        _page("163-house", "网易房产", "https://house.163.com/"),
        _page("ifeng-house", "凤凰网 房产", "https://house.ifeng.com/"),
    ),
    "互联网": (
        ("tianapi-internet", "天行 互联网", "B", "https://apis.tianapi.com/internet/index", "json", _TIANAPI),
    ),
    "健康": (
        ("juhe-health", "聚合头条 健康", "B", "https://v.juhe.cn/toutiao/index", "json",
         {"params": {"type": "jiankang", "page_size": "30"}, **_JUHE}),
        _page("news-health", "新华网 健康", "http://www.news.cn/health/"),
        _page("people-health-page", "人民网 健康频道", "http://health.people.com.cn/"),
    ),
    "通信": (
        _page("cww", "通信世界", "http://www.cww.net.cn/"),
        _page("cctime", "飞象网", "http://www.cctime.com/"),
    ),
    "教育": (
        _page("news-edu", "新华网 教育", "http://education.news.cn/"),
        _page("people-edu-page", "人民网 教育频道", "http://edu.people.com.cn/"),
        _page("163-edu", "网易教育", "https://edu.163.com/"),
    ),
    "国际": (
        ("cankaoxiaoxi", "参考消息 中国", "B", "https://china.cankaoxiaoxi.com/json/channel/zhongguo/list.json", "json", _CANKAOXIAOXI),
        ("cankaoxiaoxi-world", "参考消息 国际", "B", "https://china.cankaoxiaoxi.com/json/channel/gj/list.json", "json", _CANKAOXIAOXI),
    ),
    "文化": (
        ("zhihu-daily", "知乎日报", "C", "https://news-at.zhihu.com/api/4/news/latest", "json", _ZHIHU_DAILY),
        ("zhihu-hot", "知乎 热榜", "C", "https://api.zhihu.com/topstory/hot-lists/total?limit=50", "rank", _ZHIHU_HOT),
    ),
    "体育": (
        ("dongqiudi-hot", "懂球帝 热门", "B", f"{NEWSNOW}dongqiudi", "rank", _NEWSNOW),
        ("hupu-hot", "虎扑 热门", "B", f"{NEWSNOW}hupu", "rank", _NEWSNOW),
    ),
}  # fmt: skip
"""Channel: (key, name, grade, address, kind, options of the kind)."""

"""The shapes in which Chinese news APIs answer, each with the configuration that reads it.

The answers are made up; only their shape is that of the API they are named after. SITE in a
configuration or an answer is the address of the server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sources.api_site import ApiSite, Asked
from tnews.model.record import Record

DAY = "2026-03-05"


class Shape(Record):
    """An API: its name, the [[source]] table, its answers by path, and what comes of them.

    `drafts` are fields of the first drafts; those not named are not looked at.
    """

    name: str
    config: str
    routes: Mapping[str, Any]
    drafts: tuple[Mapping[str, Any], ...]
    count: int = 2


def site(*shapes: Shape) -> ApiSite:
    """A server of `shapes`, with its own address for SITE."""
    served = ApiSite({})
    for shape in shapes:
        for path, said in shape.routes.items():
            if not callable(said):
                text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
                said = text.replace("SITE", served.url)
            served.routes[path] = said
    return served


def _with_key(answer: Any, name: str, key: str = "sesame-qzxk") -> Any:
    """A route that answers whoever has the key."""

    def route(asked: Asked) -> Any:
        has_key = key in (asked.params.get(name), asked.headers.get(name.lower()))
        return answer if has_key else {"code": 230, "error_code": 10001, "msg": "无效的钥匙"}

    return route


ZHIHU_DAILY = Shape(
    "知乎日报",
    """
    kind = "json"
    url = "SITE/api/4/news/latest"
    older = "SITE/api/4/news/before/{$.date}"
    items = "stories"
    drop = ["type!=0"]
    date = "date"
    fields = {id="id", title="title", url="url", author="hint", image="images[0]"}
    detail = {url="SITE/api/4/news/{id}", content="body", credit="image_source", link="share_url", image="image", title="title"}
    """,
    {
        "/api/4/news/latest": {
            "date": "20260305",
            "stories": [
                {
                    "images": ["https://pic.example/1.jpg"],
                    "type": 0,
                    "id": 9780001,
                    "hint": "林间 · 4 分钟阅读",
                    "title": "山里的雾为什么早上最浓",
                    "url": "SITE/story/9780001",
                },
                {"type": 1, "id": 9780002, "title": "推广", "url": "SITE/story/9780002"},
                {
                    "type": 0,
                    "id": 9780003,
                    "title": "<b>大桥</b>怎样&ldquo;呼吸&rdquo;",
                    "url": "SITE/story/9780003",
                },
            ],
            "top_stories": [],
        },
        "/api/4/news/before/20260305": {
            "date": "20260304",
            "stories": [
                {"type": 0, "id": 9770001, "title": "昨天的故事", "url": "SITE/story/9770001"}
            ],
        },
        "/api/4/news/before/20260304": {"date": "20260303", "stories": []},
        "/api/4/news/9780001": {
            "id": 9780001,
            "title": "山里的雾为什么早上最浓",
            "body": "<div class='content'><p>夜里地面散热，贴近地面的空气先冷下来。</p><p>水汽凝成小水滴，就是雾。</p></div>",
            "image": "https://pic.example/big.jpg",
            "image_source": "山野图库 / CC0",
            "share_url": "SITE/story/9780001",
        },
        "/api/4/news/9780003": {
            "id": 9780003,
            "title": "大桥",
            "share_url": "SITE/elsewhere/9780003",
        },
    },
    (
        {
            "uid": "9780001",
            "title": "山里的雾为什么早上最浓",
            "url": "SITE/story/9780001",
            "author": "林间 · 4 分钟阅读",
            "image": "https://pic.example/1.jpg",
            "published_at": "2026-03-04T16:00:00+00:00",
            "detail_url": "SITE/api/4/news/9780001",
            "is_full_text": False,
        },
        {"uid": "9780003", "title": "大桥怎样“呼吸”"},
    ),
)

JUHE = Shape(
    "聚合头条",
    """
    kind = "json"
    url = "SITE/toutiao/index"
    params = {type="qiche", page_size="30"}
    api_key = {param="key", env="TNEWS_TEST_KEY"}
    page = {param="page", first=1, max=50}
    ok = "error_code==0"
    error = "reason"
    items = "result.data"
    fields = {id="uniquekey", title="title", url="url", author="author_name", published="date", image="thumbnail_pic_s"}
    detail = {url="SITE/toutiao/content", params={uniquekey="{id}"}, ok="error_code==0", error="reason", empty=["error_code==223501|223502"], content="result.content"}
    """,
    {
        "/toutiao/index": _with_key(
            {
                "reason": "success!",
                "result": {
                    "stat": "1",
                    "data": [
                        {
                            "uniquekey": "aa/01",
                            "title": "小城开出第一班无人公交",
                            "date": f"{DAY} 14:23",
                            "category": "汽车",
                            "author_name": "小城日报",
                            "url": "https://mini.example/aa01.html",
                            "thumbnail_pic_s": "https://pic.example/aa01.jpg",
                            "is_content": "1",
                        },
                        {
                            "uniquekey": "bb02",
                            "title": "充电桩进村",
                            "date": f"{DAY} 08:00",
                            "url": "https://mini.example/bb02.html",
                        },
                    ],
                },
                "error_code": 0,
            },
            "key",
        ),
    },
    (
        {
            "uid": "aa/01",
            "author": "小城日报",
            "published_at": f"{DAY}T06:23:00+00:00",
            "detail_url": "SITE/toutiao/content?uniquekey=aa%2F01",
        },
        {"uid": "bb02"},
    ),
)

TIANAPI = Shape(
    "天行",
    """
    kind = "json"
    url = "SITE/internet/index"
    params = {num="50"}
    api_key = {param="key", env="TNEWS_TEST_KEY"}
    page = {param="page", first=1, max=5}
    ok = "code==200"
    empty = ["code==250"]
    error = "msg"
    items = "result.newslist"
    fields = {id="id", title="title", url="url", source="source", published="ctime", summary="description", image="picUrl"}
    """,
    {
        "/internet/index": _with_key(
            {
                "code": 200,
                "msg": "success",
                "result": {
                    "curpage": 1,
                    "newslist": [
                        {
                            "id": "f1e2",
                            "ctime": f"{DAY} 10:05:30",
                            "title": "校园网开放夜间高速时段",
                            "description": "自下周起，零点至六点不限速。",
                            "source": "校园晚报",
                            "picUrl": "//pic.example/net.jpg",
                            "url": "https://news.example/f1e2",
                        },
                        {
                            "id": "a3b4",
                            "ctime": "",
                            "title": "图书馆上线新检索",
                            "description": "",
                            "source": "",
                            "picUrl": "",
                            "url": "https://news.example/a3b4",
                        },
                    ],
                },
            },
            "key",
        )
    },
    (
        {
            "uid": "f1e2",
            "origin": "校园晚报",
            "text": "自下周起，零点至六点不限速。",
            "image": "http://pic.example/net.jpg",
            "published_at": f"{DAY}T02:05:30+00:00",
            "is_full_text": False,
        },
        {"uid": "a3b4", "origin": "", "published_at": None, "blocks": (), "image": ""},
    ),
)

NEWSAPI = Shape(
    "NewsAPI",
    """
    kind = "json"
    url = "SITE/v2/top-headlines?country=cn"
    api_key = {header="X-Api-Key", env="TNEWS_TEST_KEY"}
    page = {param="page", first=1, max=5}
    ok = "status==ok"
    error = "message"
    items = "articles"
    fields = {title="title", url="url", source="source.name", author="author", published="publishedAt", summary="description", image="urlToImage"}
    """,
    {
        "/v2/top-headlines": _with_key(
            {
                "status": "ok",
                "totalResults": 2,
                "articles": [
                    {
                        "source": {"id": None, "name": "Harbour Post"},
                        "author": "A. Writer",
                        "title": "Ferry line reopens",
                        "description": "The night boat is back.",
                        "url": "https://post.example/ferry",
                        "urlToImage": None,
                        "publishedAt": f"{DAY}T11:12:13Z",
                        "content": "The night boat is back… [+900 chars]",
                    },
                    {
                        "source": {"id": None, "name": "B"},
                        "title": "第二条",
                        "url": "https://post.example/2",
                        "publishedAt": None,
                    },
                ],
            },
            "X-Api-Key",
        )
    },
    (
        {
            "uid": "",
            "url": "https://post.example/ferry",
            "origin": "Harbour Post",
            "author": "A. Writer",
            "published_at": f"{DAY}T11:12:13+00:00",
        },
        {"origin": "B", "author": ""},
    ),
)

DAILYHOT = Shape(
    "DailyHotApi",
    """
    kind = "rank"
    url = "SITE/bilibili"
    ok = "code==200"
    items = "data"
    fields = {id="id", title="title", url="url|mobileUrl", author="author", summary="desc", published="timestamp", image="cover", hot="hot"}
    """,
    {
        "/bilibili": {
            "code": 200,
            "name": "bilibili",
            "title": "某站",
            "type": "热榜",
            "total": 2,
            "fromCache": False,
            "updateTime": f"{DAY}T00:00:00.000Z",
            "data": [
                {
                    "id": "BV1",
                    "title": "手工造一座钟",
                    "desc": "木头和发条",
                    "author": "匠人",
                    "timestamp": 1772690400000,
                    "cover": "https://pic.example/c.jpg",
                    "hot": 1234567,
                    "url": "https://v.example/BV1",
                    "mobileUrl": "https://m.example/BV1",
                },
                {
                    "id": 7,
                    "title": "海边的猫",
                    "timestamp": None,
                    "hot": None,
                    "url": "",
                    "mobileUrl": "https://m.example/7",
                },
            ],
        }
    },
    (
        {
            "uid": "BV1",
            "heat": "1234567",
            "published_at": "2026-03-05T06:00:00+00:00",
            "text": "木头和发条",
        },
        {"uid": "7", "heat": "", "url": "https://m.example/7", "published_at": None},
    ),
)

NEWSNOW = Shape(
    "newsnow",
    """
    kind = "rank"
    url = "SITE/api/s?id=somewhere"
    ok = "status==success|cache"
    items = "items"
    fields = {id="id", title="title", url="url", published="pubDate|extra.date", summary="extra.hover", hot="extra.info"}
    """,
    {
        "/api/s": {
            "status": "cache",
            "id": "somewhere",
            "updatedTime": 1772690400000,
            "items": [
                {
                    "id": "x1",
                    "title": "第一热",
                    "url": "https://n.example/x1",
                    "extra": {
                        "date": 1772690400000,
                        "hover": "为什么热",
                        "info": "98 万",
                        "icon": False,
                    },
                },
                {
                    "id": "x2",
                    "title": "第二热",
                    "url": "https://n.example/x2",
                    "pubDate": f"{DAY} 09:00",
                },
            ],
        }
    },
    (
        {
            "uid": "x1",
            "published_at": "2026-03-05T06:00:00+00:00",
            "heat": "98 万",
            "text": "为什么热",
        },
        {"uid": "x2", "published_at": f"{DAY}T01:00:00+00:00"},
    ),
)

TOUTIAO = Shape(
    "今日头条热榜",
    """
    kind = "rank"
    url = "SITE/hot-event/hot-board/?origin=toutiao_pc"
    items = "data"
    fields = {id="ClusterIdStr", title="Title", url="https://www.toutiao.example/trending/{ClusterIdStr}/", hot="HotValue", image="Image.url"}
    """,
    {
        "/hot-event/hot-board/": {
            "status": "success",
            "data": [
                {
                    "ClusterId": 7470000000000000001,
                    "ClusterIdStr": "7470000000000000001",
                    "Title": "早春第一场雪",
                    "HotValue": "8812345",
                    "Image": {"url": "https://pic.example/snow.jpg"},
                },
                {
                    "ClusterIdStr": "7470000000000000002",
                    "Title": "老街新店",
                    "HotValue": "7",
                    "Image": [],
                },
            ],
        }
    },
    (
        {
            "uid": "7470000000000000001",
            "url": "https://www.toutiao.example/trending/7470000000000000001/",
            "heat": "8812345",
            "image": "https://pic.example/snow.jpg",
        },
        {"image": ""},
    ),
)

THEPAPER = Shape(
    "澎湃热榜",
    """
    kind = "rank"
    url = "SITE/contentapi/wwwIndex/rightSidebar"
    items = "data.hotNews"
    fields = {id="contId", title="name", url="https://www.thepaper.example/newsDetail_forward_{contId}", published="pubTimeLong", image="pic"}
    """,
    {
        "/contentapi/wwwIndex/rightSidebar": {
            "resultCode": 1,
            "data": {
                "hotNews": [
                    {
                        "contId": "3100001",
                        "name": "河道清淤一年之后",
                        "pubTimeLong": "1772690400000",
                        "pic": "https://pic.example/r.jpg",
                    },
                    {"contId": "3100002", "name": "夜市搬家记", "pubTimeLong": None, "pic": None},
                ]
            },
        }
    },
    (
        {
            "url": "https://www.thepaper.example/newsDetail_forward_3100001",
            "published_at": "2026-03-05T06:00:00+00:00",
        },
        {"published_at": None},
    ),
)

NETEASE = Shape(
    "网易热点",
    """
    kind = "rank"
    url = "SITE/fe/api/hot/news/flow"
    items = "data.list"
    fields = {id="docid", title="title", url="https://www.163.example/dy/article/{docid}.html", source="source", published="ptime", image="imgsrc"}
    """,
    {
        "/fe/api/hot/news/flow": {
            "code": 200,
            "data": {
                "list": [
                    {
                        "docid": "JABC0001",
                        "title": "乡村球赛决赛",
                        "source": "县融媒",
                        "ptime": f"{DAY} 20:30:00",
                        "imgsrc": "https://pic.example/b.jpg",
                    },
                    {
                        "docid": "JABC0002",
                        "title": "旧书摊的周末",
                        "source": "晚报",
                        "ptime": f"{DAY} 21:00:00",
                    },
                ]
            },
        }
    },
    (
        {
            "url": "https://www.163.example/dy/article/JABC0001.html",
            "origin": "县融媒",
            "published_at": f"{DAY}T12:30:00+00:00",
        },
        {"origin": "晚报"},
    ),
)

TENCENT = Shape(
    "腾讯热点",
    """
    kind = "rank"
    url = "SITE/gw/event/hot_ranking_list?page_size=50"
    items = "idlist[0].newslist"
    skip = 1
    fields = {id="id", title="title", url="https://new.qq.example/rain/a/{id}", source="source", summary="abstract", published="timestamp", image="miniProShareImage", hot="hotEvent.hotScore"}
    """,
    {
        "/gw/event/hot_ranking_list": {
            "ret": 0,
            "idlist": [
                {
                    "newslist": [
                        {"id": "TIP0", "title": "热点榜说明", "articletype": "560"},
                        {
                            "id": "2026A01",
                            "title": "地铁末班车延时",
                            "source": "都市报",
                            "abstract": "周五周六延后一小时。",
                            "timestamp": 1772690400,
                            "hotEvent": {"hotScore": 99123},
                        },
                        {
                            "id": "2026A02",
                            "title": "公园免票",
                            "source": "都市报",
                            "timestamp": "1772690400",
                        },
                    ]
                }
            ],
        }
    },
    (
        {
            "uid": "2026A01",
            "url": "https://new.qq.example/rain/a/2026A01",
            "heat": "99123",
            "published_at": "2026-03-05T06:00:00+00:00",
        },
        {"uid": "2026A02", "published_at": "2026-03-05T06:00:00+00:00"},
    ),
)


def _36kr(asked: Asked) -> Any:
    sent = json.loads(asked.body)
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/json"
    assert sent == {
        "partner_id": "wap",
        "param": {"siteId": 1, "platformId": 2},
        "timestamp": 1772690400,
    }
    return {
        "code": 0,
        "data": {
            "hotRankList": [
                {
                    "itemId": 30001,
                    "publishTime": 1772690400000,
                    "templateMaterial": {
                        "widgetTitle": "小厂造出静音风扇",
                        "authorName": "观察员",
                        "widgetImage": "https://pic.example/f.jpg",
                        "statRead": 4567,
                    },
                },
                {
                    "itemId": 30002,
                    "publishTime": "1772690400000",
                    "templateMaterial": {
                        "widgetTitle": "一人公司的账本",
                        "authorName": ["甲", "乙"],
                    },
                },
            ]
        },
    }


KR36 = Shape(
    "36氪",
    """
    kind = "rank"
    url = "SITE/api/mis/nav/home/nav/rank/hot"
    method = "POST"
    json = {partner_id="wap", param={siteId=1, platformId=2}, timestamp=1772690400}
    ok = "code==0"
    items = "data.hotRankList"
    fields = {id="itemId", title="templateMaterial.widgetTitle", url="https://www.36kr.example/p/{itemId}", author="templateMaterial.authorName", published="publishTime", image="templateMaterial.widgetImage", hot="templateMaterial.statRead"}
    """,
    {"/api/mis/nav/home/nav/rank/hot": _36kr},
    (
        {
            "uid": "30001",
            "title": "小厂造出静音风扇",
            "url": "https://www.36kr.example/p/30001",
            "heat": "4567",
            "published_at": "2026-03-05T06:00:00+00:00",
        },
        {"author": "甲、乙"},
    ),
)

CANKAO = Shape(
    "参考消息",
    """
    kind = "json"
    url = "SITE/json/channel/zhongguo/list.json"
    items = "list[*].data"
    fields = {id="id", title="title", url="url", published="publishTime"}
    """,
    {
        "/json/channel/zhongguo/list.json": {
            "list": [
                {
                    "type": 1,
                    "data": {
                        "id": 501,
                        "title": "港口货运回暖",
                        "url": "/zhongguo/501.html",
                        "publishTime": f"{DAY} 07:40:00",
                    },
                },
                {
                    "type": 2,
                    "data": [
                        {
                            "id": 502,
                            "title": "候鸟提前北返",
                            "url": "/zhongguo/502.html",
                            "publishTime": f"{DAY} 07:10:00",
                        }
                    ],
                },
            ]
        }
    },
    (
        {
            "uid": "501",
            "url": "SITE/zhongguo/501.html",
            "published_at": "2026-03-04T23:40:00+00:00",
        },
        {"uid": "502", "url": "SITE/zhongguo/502.html"},
    ),
)

WALLSTREET = Shape(
    "华尔街见闻",
    """
    kind = "json"
    url = "SITE/apiv1/content/information-flow?channel=global&limit=30"
    cursor = {param="cursor", path="data.next_cursor", max=4}
    ok = "code==20000"
    error = "message"
    items = "data.items"
    drop = ["resource_type==ad|theme"]
    fields = {id="resource.id", title="resource.title|resource.content_short", url="resource.uri", author="resource.author.display_name", summary="resource.content_short", published="resource.display_time", image="resource.image.uri"}
    """,
    {
        "/apiv1/content/information-flow": lambda asked: {
            "code": 20000,
            "message": "OK",
            "data": {
                "items": [
                    {"resource_type": "ad", "resource": {"id": 1, "title": "广告"}},
                    *(
                        {
                            "resource_type": "article",
                            "resource": {
                                "id": number,
                                "title": title,
                                "uri": f"https://wall.example/articles/{number}",
                                "content_short": "三句话说清。",
                                "display_time": 1772690400,
                                "author": {"display_name": "见习记者"},
                                "image": {"uri": ""},
                            },
                        }
                        for number, title in (
                            [(88001, "棉花期货小幅走低"), (88002, "央行净投放两百亿")]
                            if "cursor" not in asked.params
                            else [(88003, "更早的一条")]
                        )
                    ),
                ],
                "next_cursor": "" if asked.params.get("cursor") else "c-2 3",
            },
        }
    },
    (
        {
            "uid": "88001",
            "title": "棉花期货小幅走低",
            "author": "见习记者",
            "published_at": "2026-03-05T06:00:00+00:00",
        },
        {"uid": "88002"},
    ),
)

ZHIHU_HOT = Shape(
    "知乎热榜",
    """
    kind = "rank"
    url = "SITE/api/v3/feed/topstory/hot-list-web?limit=20&desktop=true"
    items = "data"
    fields = {id="target.link.url", title="target.title_area.text", url="target.link.url", summary="target.excerpt_area.text", image="target.image_area.url", hot="target.metrics_area.text"}
    """,
    {
        "/api/v3/feed/topstory/hot-list-web": {
            "data": [
                {
                    "type": "hot_list_feed",
                    "target": {
                        "title_area": {"text": "为什么面包冷了更香？"},
                        "excerpt_area": {"text": "烤炉旁的疑问。"},
                        "image_area": {"url": ""},
                        "metrics_area": {"text": "512 万热度"},
                        "link": {"url": "https://www.zhihu.example/question/9001"},
                    },
                },
                {
                    "type": "hot_list_feed",
                    "target": {
                        "title_area": {"text": "雨天怎样晒被子？"},
                        "link": {"url": "https://www.zhihu.example/question/9002"},
                    },
                },
            ]
        }
    },
    (
        {
            "title": "为什么面包冷了更香？",
            "url": "https://www.zhihu.example/question/9001",
            "heat": "512 万热度",
            "text": "烤炉旁的疑问。",
        },
        {"heat": ""},
    ),
)


def _weibo(asked: Asked) -> Any:
    assert asked.headers["referer"] == "https://weibo.example/"
    assert asked.headers["user-agent"].startswith("Mozilla/5.0")
    return {
        "ok": 1,
        "data": {
            "realtime": [
                {
                    "mid": "500001",
                    "word": "樱花 100%开了&美",
                    "word_scheme": "#樱花#",
                    "num": 3210987,
                    "onboard_time": 1772690400,
                },
                {"word": "地铁口的歌", "num": 12, "is_ad": 0},
                {"word": "买它", "num": 9, "is_ad": 1},
            ]
        },
    }


WEIBO = Shape(
    "微博热搜",
    """
    kind = "rank"
    url = "SITE/ajax/side/hotSearch"
    headers = {Referer="https://weibo.example/", User-Agent="Mozilla/5.0 (X11; Linux x86_64)"}
    items = "data.realtime"
    drop = ["is_ad==1"]
    fields = {id="mid|word_scheme|word", title="word|word_scheme", url="https://s.weibo.example/weibo?q={word}", published="onboard_time", hot="num"}
    """,
    {"/ajax/side/hotSearch": _weibo},
    (
        {
            "uid": "500001",
            "title": "樱花 100%开了&美",
            "url": "https://s.weibo.example/weibo?q=%E6%A8%B1%E8%8A%B1%20100%25%E5%BC%80%E4%BA%86%26%E7%BE%8E",
            "heat": "3210987",
        },
        {"uid": "地铁口的歌", "published_at": None},
    ),
)

JSON_FEED = Shape(
    "JSON Feed",
    """
    kind = "json"
    url = "SITE/route?format=json"
    items = "items"
    fields = {id="id", title="title", url="url|external_url", author="authors[*].name|author.name", published="date_published", content="content_html|content_text", category="tags", image="image"}
    """,
    {
        "/route": {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "某频道",
            "items": [
                {
                    "id": "g-1",
                    "title": "山路通车",
                    "url": "https://f.example/1",
                    "date_published": f"{DAY}T10:00:00+08:00",
                    "authors": [{"name": "甲"}, {"name": "乙"}],
                    "tags": ["交通", "乡村"],
                    "content_html": "<p>来源：山城早报</p><p>第一段。</p><p><img src='/p.jpg' title='隧道口'></p><p>第二段。</p><p>责任编辑：丙</p>",
                },
                {
                    "id": "g-2",
                    "title": "江上早市",
                    "external_url": "https://f.example/2",
                    "content_text": "只有一段。",
                },
            ],
        }
    },
    (
        {
            "uid": "g-1",
            "author": "甲、乙",
            "origin": "山城早报",
            "editor": "丙",
            "category": "交通 · 乡村",
            "text": "第一段。\n隧道口\n第二段。",
            "is_full_text": True,
        },
        {"url": "https://f.example/2", "text": "只有一段。", "is_full_text": True},
    ),
)

CCTV = Shape(
    "央视新闻",
    """
    kind = "json"
    url = "SITE/cmsdatainterface/page/news_1.jsonp?cb=news"
    page = {url="SITE/cmsdatainterface/page/news_{page}.jsonp?cb=news", max=7}
    wrap = "jsonp"
    items = "data.list"
    fields = {id="id", title="title", url="url", published="focus_date", summary="brief", image="image", category="keywords"}
    """,
    {
        "/cmsdatainterface/page/news_1.jsonp": 'news({"data":{"total":3,"list":['
        '{"id":"ARTI1","title":"(春耕)机器下田","url":"https://cctv.example/1.shtml","focus_date":"2026-03-05 06:30:00","brief":"拖拉机");","image":"","keywords":"春耕 农机"},'.replace(
            '拖拉机");', "拖拉机）;"
        )
        + '{"id":"ARTI2","title":"渔港开闸","url":"https://cctv.example/2.shtml","focus_date":"2026-03-05 06:00:00"}]}});',
        "/cmsdatainterface/page/news_2.jsonp": 'news({"data":{"total":3,"list":[{"id":"ARTI3","title":"昨日旧闻","url":"https://cctv.example/3.shtml","focus_date":"2026-03-04 06:00:00"}]}});',
    },
    (
        {"uid": "ARTI1", "title": "(春耕)机器下田", "published_at": "2026-03-04T22:30:00+00:00"},
        {"uid": "ARTI2"},
    ),
)


def _search(asked: Asked) -> Any:
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["authorization"] == "Bearer sesame-qzxk"
    start = int(asked.form["start"])
    rows = [
        [f"r{n}", f"第 {n} 篇馆藏报道", "昨天 08:00", {"unit": "市档案馆"}]
        for n in range(start, min(start + 2, 5))
    ]
    state = json.dumps({"found": {str(row[0]): row for row in rows}}, ensure_ascii=False)
    return f"<!doctype html><html><head><title>馆藏</title></head><script>window.__STATE__ = {state};</script></html>"


ARCHIVE = Shape(
    "市档案馆检索页",
    """
    kind = "json"
    url = "SITE/search"
    form = {word="报道", size=2}
    api_key = {header="Authorization", prefix="Bearer ", command=["PYTHON", "-c", "print('sesame-qzxk')"]}
    offset = {field="start", size=2, max=9}
    between = ["window.__STATE__ =", "</script>"]
    items = "found"
    drop = ["[0]==r1"]
    fields = {id="[0]", title="【馆藏】{[1]}", url="SITE/doc/{[0]}", source="[3].unit", published="[2]"}
    detail = {url="SITE/doc.json?id={[0]}&v=2", between=["var doc=", ";"], content="[*].text", ok="[0].state==open", error="[0].why", author="[0].by|[1].by"}
    """,
    {
        "/search": _search,
        "/doc.json": 'var doc=[{"state":"open","text":"<p>第一页。</p>"},{"by":"馆员","text":"<p>第二页。</p>"}];',
    },
    (
        {
            "uid": "r0",
            "title": "【馆藏】第 0 篇馆藏报道",
            "url": "SITE/doc/r0",
            "origin": "市档案馆",
            "detail_url": "SITE/doc.json?id=r0&v=2",
        },
    ),
    count=1,
)

SIXTEEN = (
    *(ZHIHU_DAILY, JUHE, TIANAPI, NEWSAPI, DAILYHOT, NEWSNOW, TOUTIAO, THEPAPER, NETEASE),
    *(TENCENT, KR36, CANKAO, WALLSTREET, ZHIHU_HOT, WEIBO, JSON_FEED),
)
"""The shapes of the APIs that Chinese readers use most."""

ALL = (*SIXTEEN, CCTV, ARCHIVE)

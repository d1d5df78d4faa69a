"""The bundled sources: feeds as rows here, pages, APIs and hot lists in `mapped`. No keys.

As Python, because they are read at every start: TOML would take 5 ms. A key never changes
(what was read follows it); an address may. No address was fetched when this was written: a
grade says what public lists and programs of 2025 and 2026 claim of it.

    A  one of 2026 fetched it and got articles        C  one recent list, or only old ones
    B  two lists of 2025 and 2026 or more have it     D  often named, doubtful

A and B are on, C and D are off until the person has seen them work (`tnews sources check`).
"""

from __future__ import annotations

from functools import cache

from tnews.catalogue.mapped import MAPPED, NEWSNOW
from tnews.model import Source
from tnews.model.source import RSSHUB

_CATEGORIES = (
    "要闻", "动态", "消费", "创业", "汽车", "商业", "房产", "互联网",
    "IT", "健康", "通信", "教育", "国际", "文化", "体育",
)  # fmt: skip

_CHINANEWS = "https://www.chinanews.com.cn/rss/"
_PEOPLE = "http://www.people.com.cn/rss/"
_ANYFEEDER = "https://plink.anyfeeder.com/"
_WECHAT2RSS = "https://wechat2rss.xlab.app/feed/"

_RELAYS = (
    (_ANYFEEDER, "anyfeeder"),
    (_WECHAT2RSS, "wechat2rss"),
    (RSSHUB, "RSSHub"),
    (NEWSNOW, "newsnow"),
    ("https://v.juhe.cn/", "聚合数据"),
    ("https://apis.tianapi.com/", "天行数据"),
)
"""How an address begins -> who stands between the reader and the publisher."""

# channel: (key, name, grade, address)
_FEEDS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "要闻": (
        ("chinanews-important", "中新网 要闻", "B", f"{_CHINANEWS}importnews.xml"),
        ("people-politics", "人民网 时政", "B", f"{_PEOPLE}politics.xml"),
        ("jiemian", "界面新闻", "B", "https://a.jiemian.com/index.php?m=article&a=rss"),
        ("chinanews-china", "中新网 国内", "B", f"{_CHINANEWS}china.xml"),
        ("xinhua-agency", "新华社", "A", f"{_ANYFEEDER}newscn/whxw"),
        ("people-daily", "人民日报", "A", f"{_ANYFEEDER}people-daily"),
        ("guangming", "光明日报", "A", f"{_ANYFEEDER}guangmingribao"),
        ("cctv-news", "央视新闻", "A", f"{_ANYFEEDER}weixin/cctvnewscenter"),
        ("thepaper", "澎湃新闻", "B", f"{_ANYFEEDER}thepaper"),
        ("ifeng-news", "凤凰网 资讯", "A", f"{RSSHUB}ifeng/news"),
        ("infzm", "南方周末", "B", f"{RSSHUB}infzm/2"),
        ("xinhua-politics", "新华网 时政", "D", "http://www.xinhuanet.com/politics/news_politics.xml"),
    ),
    "动态": (
        ("chinanews-scroll", "中新网 滚动", "B", f"{_CHINANEWS}scroll-news.xml"),
        ("chinanews-society", "中新网 社会", "B", f"{_CHINANEWS}society.xml"),
        ("people-society", "人民网 社会", "B", f"{_PEOPLE}society.xml"),
    ),
    "消费": (
        ("geekpark", "极客公园", "B", "https://www.geekpark.net/rss"),
        ("toodaylab", "理想生活实验室", "B", "https://www.toodaylab.com/feed"),
        ("people-homea", "人民网 家电", "C", f"{_PEOPLE}homea.xml"),
        ("people-food", "人民网 食品", "C", f"{_PEOPLE}shipin.xml"),
    ),
    "创业": (
        ("36kr", "36氪", "A", "https://36kr.com/feed"),
        ("huxiu", "虎嗅", "A", "https://www.huxiu.com/rss/0.xml"),
        ("woshipm", "人人都是产品经理", "B", "https://www.woshipm.com/feed"),
        ("lieyunwang", "猎云网", "C", f"{_ANYFEEDER}lieyunwang"),
    ),
    "汽车": (
        ("people-auto", "人民网 汽车", "C", f"{_PEOPLE}auto.xml"),
        ("163-auto", "网易汽车", "C", "https://auto.163.com/special/000816M5/rss_autotag.xml"),
        ("autohome", "汽车之家", "D", "https://www.autohome.com.cn/rss/news.xml"),
        ("sina-auto", "新浪汽车", "D", "http://rss.sina.com.cn/news/allnews/auto.xml"),
    ),
    "商业": (
        ("chinanews-finance", "中新网 财经", "B", f"{_CHINANEWS}finance.xml"),
        ("ftchinese", "FT中文网", "B", "https://www.ftchinese.com/rss/feed"),
        ("tmtpost", "钛媒体", "B", "https://www.tmtpost.com/rss.xml"),
        ("people-finance", "人民网 经济", "B", f"{_PEOPLE}finance.xml"),
        ("jiemian-finance", "界面 财经", "A", f"{_ANYFEEDER}jiemian/finance"),
        ("wallstreetcn", "华尔街见闻", "A", f"{_ANYFEEDER}weixin/wallstreetcn"),
        ("caixin", "财新网", "A", f"{_ANYFEEDER}weixin/caixinwang"),
        ("cls-telegraph", "财联社 电报", "C", f"{RSSHUB}cls/telegraph"),
    ),
    "房产": (
        ("people-house", "人民网 房产", "C", f"{_PEOPLE}house.xml"),
        ("sina-house", "新浪房产", "C", "https://news.sina.com.cn/rss/house.xml"),
    ),
    "互联网": (
        ("ithome", "IT之家", "A", "https://www.ithome.com/rss/"),
        ("ifanr", "爱范儿", "A", "https://www.ifanr.com/feed"),
        ("sspai", "少数派", "A", "https://sspai.com/feed"),
        ("leiphone", "雷峰网", "B", "https://www.leiphone.com/feed"),
        ("chaping", "差评", "A", f"{_WECHAT2RSS}8d839de8dd3290a1f1be7a94423cccb30c1b087d.xml"),
    ),
    "IT": (
        ("solidot", "Solidot", "A", "https://www.solidot.org/index.rss"),
        ("qbitai", "量子位", "A", "https://www.qbitai.com/feed"),
        ("people-it", "人民网 IT", "A", f"{_PEOPLE}it.xml"),
        ("people-scitech", "人民网 科技", "A", f"{_PEOPLE}scitech.xml"),
        ("infoq", "InfoQ 中文", "B", "https://www.infoq.cn/feed"),
        ("chinanews-it", "中新网 IT", "C", f"{_CHINANEWS}it.xml"),
    ),
    "健康": (
        ("people-health", "人民网 健康", "B", f"{_PEOPLE}health.xml"),
        ("guokr", "果壳 科学人", "B", f"{_ANYFEEDER}guokr/scientific"),
        ("dxy", "丁香医生", "B", f"{_ANYFEEDER}weixin/DingXiangYiSheng"),
        ("chinanews-health", "中新网 健康", "C", f"{_CHINANEWS}health.xml"),
    ),
    "通信": (
        ("c114", "C114 要闻精选", "A", "http://www.c114.com.cn/rss/rss_news_489.xml"),
        ("c-fol", "光纤在线", "A", "http://www.c-fol.net/news/rss.php"),
        ("c114-vendors", "C114 设备商", "A", "http://www.c114.com.cn/rss/rss_news_18.xml"),
    ),
    "教育": (
        ("chinanews-edu", "中新网 教育", "B", f"{_CHINANEWS}edu.xml"),
        ("people-edu", "人民网 教育", "B", f"{_PEOPLE}edu.xml"),
        ("jiemodui", "芥末堆", "C", "https://www.jiemodui.com/feed/"),
    ),
    "国际": (
        ("chinanews-world", "中新网 国际", "B", f"{_CHINANEWS}world.xml"),
        ("people-world", "人民网 国际", "B", f"{_PEOPLE}world.xml"),
        ("zaobao-china", "联合早报 中国", "A", f"{_ANYFEEDER}zaobao/realtime/china"),
        ("zaobao-world", "联合早报 国际", "B", f"{_ANYFEEDER}zaobao/realtime/world"),
    ),
    "文化": (
        ("chinanews-culture", "中新网 文化", "B", f"{_CHINANEWS}culture.xml"),
        ("gcores", "机核", "A", "https://www.gcores.com/rss"),
        ("people-culture", "人民网 文化", "B", f"{_PEOPLE}culture.xml"),
        ("zhihu", "知乎每日精选", "B", "https://www.zhihu.com/rss"),
        ("lifeweek", "三联生活周刊", "B", f"{_ANYFEEDER}weixin/lifeweek"),
    ),
    "体育": (
        ("chinanews-sports", "中新网 体育", "B", f"{_CHINANEWS}sports.xml"),
        ("people-sports", "人民网 体育", "B", f"{_PEOPLE}sports.xml"),
        ("sina-sports", "新浪体育", "C", f"{_ANYFEEDER}weixin/sports_sina"),
    ),
}  # fmt: skip


@cache
def sources(interval: int = 1800) -> tuple[Source, ...]:
    """Return the bundled sources channel by channel, on or off by their grade.

    `interval` is in seconds. An address may begin with `RSSHUB` or `NEWSNOW` instead of a
    server's; `options` may name a key that the person must have.
    """
    return tuple(
        Source(
            key,
            address,
            name,
            channel,
            kind,
            interval,
            enabled=grade in ("A", "B"),
            relay=next((relay for begin, relay in _RELAYS if address.startswith(begin)), ""),
            options=options,
        )
        for channel in _CATEGORIES
        for key, name, grade, address, kind, options in (
            *((*row, "feed", {}) for row in _FEEDS.get(channel, ())),
            *MAPPED.get(channel, ()),
        )
    )


def categories() -> tuple[str, ...]:
    """Return the channels in their default order."""
    return _CATEGORIES

"""The bundled sources: the publishers' own public feeds, no relays, no keys.

As Python, because they are read at every start: TOML would take 5 ms. A key never changes
(what was read follows it); an address may.
"""

from __future__ import annotations

from tnews.model import Source

_CATEGORIES = (
    "要闻", "动态", "消费", "创业", "汽车", "商业", "房产", "互联网",
    "IT", "健康", "通信", "教育", "国际", "文化", "体育",
)  # fmt: skip

# channel: (key, name, address)
_FEEDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "要闻": (
        ("chinanews-important", "中新网 要闻", "https://www.chinanews.com.cn/rss/importnews.xml"),
        ("people-politics", "人民网 时政", "http://www.people.com.cn/rss/politics.xml"),
        ("jiemian", "界面新闻", "https://a.jiemian.com/index.php?m=article&a=rss"),
    ),
    "动态": (
        ("chinanews-scroll", "中新网 滚动", "https://www.chinanews.com.cn/rss/scroll-news.xml"),
        ("chinanews-society", "中新网 社会", "https://www.chinanews.com.cn/rss/society.xml"),
    ),
    "消费": (
        ("geekpark", "极客公园", "https://www.geekpark.net/rss"),
        ("toodaylab", "理想生活实验室", "https://www.toodaylab.com/feed"),
    ),
    "创业": (
        ("36kr", "36氪", "https://36kr.com/feed"),
        ("huxiu", "虎嗅", "https://www.huxiu.com/rss/0.xml"),
    ),
    "商业": (
        ("chinanews-finance", "中新网 财经", "https://www.chinanews.com.cn/rss/finance.xml"),
        ("ftchinese", "FT中文网", "https://www.ftchinese.com/rss/feed"),
        ("tmtpost", "钛媒体", "https://www.tmtpost.com/rss.xml"),
    ),
    "互联网": (
        ("ithome", "IT之家", "https://www.ithome.com/rss/"),
        ("ifanr", "爱范儿", "https://www.ifanr.com/feed"),
        ("sspai", "少数派", "https://sspai.com/feed"),
    ),
    "IT": (
        ("solidot", "Solidot", "https://www.solidot.org/index.rss"),
        ("qbitai", "量子位", "https://www.qbitai.com/feed"),
        ("people-it", "人民网 IT", "http://www.people.com.cn/rss/it.xml"),
    ),
    "健康": (("people-health", "人民网 健康", "http://www.people.com.cn/rss/health.xml"),),
    "通信": (
        ("c114", "C114 要闻精选", "http://www.c114.com.cn/rss/rss_news_489.xml"),
        ("c-fol", "光纤在线", "http://www.c-fol.net/news/rss.php"),
    ),
    "教育": (
        ("chinanews-edu", "中新网 教育", "https://www.chinanews.com.cn/rss/edu.xml"),
        ("people-edu", "人民网 教育", "http://www.people.com.cn/rss/edu.xml"),
    ),
    "国际": (("chinanews-world", "中新网 国际", "https://www.chinanews.com.cn/rss/world.xml"),),
    "文化": (
        ("chinanews-culture", "中新网 文化", "https://www.chinanews.com.cn/rss/culture.xml"),
        ("gcores", "机核", "https://www.gcores.com/rss"),
    ),
    "体育": (("chinanews-sports", "中新网 体育", "https://www.chinanews.com.cn/rss/sports.xml"),),
}


def sources() -> tuple[Source, ...]:
    """Return the bundled sources, all enabled, channel by channel."""
    return tuple(
        Source(key, url, name, category)
        for category, feeds in _FEEDS.items()
        for key, name, url in feeds
    )


def categories() -> tuple[str, ...]:
    """Return the channels in their default order; some may have no source."""
    return _CATEGORIES

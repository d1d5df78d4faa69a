"""A small news site without a feed, as many in China are: GB2312, a channel bar, lists with dates."""

from __future__ import annotations

from collections.abc import Iterator

NAME = "湖畔消费网"
CHANNELS = {"dongtai": "动态", "xiaofei": "消费", "jiaoyu": "教育"}
HTML = "text/html"

TITLES = (
    "城南早市延长营业两小时，摊主说冬天也热闹",
    "旧自行车换新零件，社区修车铺排起长队",
    "老字号点心铺推出小份装，一人食成了新选择",
    "冬季取暖器怎么选，检验员给出三条建议",
    "网购生鲜坏果包赔，这几类商品要当面验收",
    "共享雨伞归还率升至九成，押金当天退回",
)
"""The articles of 消费, the newest first."""

_PLACES = ("城南路", "竹桥街", "东湖里", "北门外", "柳树巷", "望江台")
_SENTENCES = (
    "记者在{place}看到，来往的居民提着菜篮，一边挑选一边同摊主商量价钱，热气从蒸笼里冒出来。",
    "{place}的负责人介绍，这项安排从月初开始试行，到现在已经有三百多户家庭参加，反映比预想的好。",
    "住在{place}附近的周女士说，以前要走两站路，现在下楼就能办好，价钱也写得清清楚楚。",
    "业内人士提醒，购买时要看清标签上的日期和编号，遇到纠纷可以保留小票，向{place}街道反映。",
)


def pages() -> dict[str, tuple[str, bytes]]:
    """The whole site by path."""
    found = {"/": _document(NAME, _front()), "/xiaofei/": _document(f"消费_{NAME}", _channel())}
    for number, title in enumerate(TITLES):
        found[path(number)] = _document(f"{title}_{NAME}", _article(number, title))
    return {at: (HTML, html.encode("gb18030")) for at, html in found.items()}


def path(number: int) -> str:
    """The path of the article `TITLES[number]`."""
    return f"/xiaofei/2026/11{20 - number:02}/{40210 - number}.html"


def paragraphs(number: int) -> list[str]:
    """The text of the article `TITLES[number]`."""
    first = f"本网讯 {TITLES[number]}。"
    return [first, *(sentence.format(place=_PLACES[number]) for sentence in _SENTENCES)]


def _document(title: str, body: str) -> str:
    bar = "".join(f'<li><a href="/{at}/">{name}</a></li>' for at, name in CHANNELS.items())
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{title}</title></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li>{bar}</ul></div>
{body}
<div class="footer"><p>版权所有 {NAME} 未经许可不得转载</p>
<a href="/about.html">关于我们</a> <a href="/contact.html">联系我们</a></div></body></html>"""


def _rows() -> Iterator[str]:
    for number, title in enumerate(TITLES):
        day = f"2026-11-{20 - number:02}"
        yield f'<li><span>{day}</span><a href="{path(number)}" target="_blank">{title}</a></li>'


def _front() -> str:
    rows = "".join(_rows())
    return (
        f'<div class="main"><h2><a href="/xiaofei/">消费</a></h2><ul class="e2">{rows}</ul></div>'
    )


def _channel() -> str:
    rows = "".join(_rows())
    return f"""<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/xiaofei/">消费</a></div>
<div class="listbox"><ul class="e2">{rows}</ul></div>
<div class="dede_pages">1 <a href="/xiaofei/list_2.html">2</a> <a href="/xiaofei/list_2.html">下一页</a></div>"""


def _article(number: int, title: str) -> str:
    text = "".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs(number))
    return f"""<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/">资讯</a> &gt;
<a href="/xiaofei/">消费</a></div>
<div class="viewbox"><h1>{title}</h1>
<div class="info">2026-11-{20 - number:02} 09:{30 + number} 来源：湖畔日报 作者：陆一鸣</div>
<div class="content">{text}<p>责任编辑：沈静</p></div></div>"""

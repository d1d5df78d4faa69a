"""来源: who published the article first. By label, by declaration, or by the name beside the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tnews.text import dates
from tnews.text.extract import phrases
from tnews.text.extract.labels import labels
from tnews.text.extract.lines import dated
from tnews.text.nesting import tags

if TYPE_CHECKING:
    from tnews.text.extract.declared import Declared
    from tnews.text.extract.sheet import Line, Sheet
    from tnews.text.extract.zones import Zones

_LONGEST, _LONGEST_NAME = 30, 16
"""Characters of a labelled publisher, and of one that is told by its place alone."""

_NEAR_TOP, _LONGEST_DATED = 8, 90
"""Lines below the headline, characters of a line with the date, where an unlabelled name counts."""

_PLACES = tags(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西"
    " 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 美国 日本 英国 法国 德国 俄罗斯 新加坡 加拿大 澳大利亚 全国 国内"
    " 国际 台北 臺北 臺灣 台灣 新北 高雄 台中 臺中"
)
"""Where a post was sent from; no publisher is called just that."""

_NOBODY = tags(
    "网络 網絡 網路 互联网 未知 佚名 本站 原创 原創 转载 综合 管理员 admin 网友 其他 不详 见文末 作者 记者 编辑 来源 首页 正文"
    " 新闻 资讯 文章 简体 繁体 繁體 简 繁 english 中文 登录 注册 广告 廣告 推广 置顶 热点 热门 头条 关闭 更多 展开 今日 独家"
    " 视频 图片 专题 综合报道 网络整理 网络综合 责任编辑 责编 手机版 官方账号 通用 大中小 我的 快讯 要闻 时政 财经 社会 军事"
    " 科技 体育 娱乐 教育 健康 汽车 房产 文化 旅游 生活 评论 观点 动态 公告 通知 新闻中心 新闻资讯 公司新闻 行业新闻 最新消息"
    " 即时新闻 即時新聞"
)
"""What stands where a publisher is named and names none; names of channels too."""

_OUTLET = (
    "网 網 报 報 社 刊 台 臺 中心 周刊 週刊 新闻 新聞 在线 客户端 传媒 杂志 雜誌 通讯 电视 广播 频道 公众号 融媒 媒体 发布 研究院"
    " 委员会 政府 部 局 厅 办公室 观察 财经 公司 集团 学会 协会 大学 学院 医院 号"
)
"""How names of publishers end."""

_OUTLET_ENDS = "网網报報社台臺刊界号號说說记記馆館堂家君局城派眼视視汇库体媒讯訊圈志"
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣"
    "蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武"
    "乔喬贺賀赖賴龚龔文"
)
"""The commonest, in both scripts: they cover nine of ten people."""

_NO_NAME = r"""
    字体 字體 字号 字號 收藏 微博 微信 分享 评论 評論 打印 列印 浏览 瀏覽 阅读 閱讀 点击 時間 时间 日期 作者 编辑 編輯 记者 記者
    首页 首頁 正文 下载 举报 关注 訂閱 订阅 发布 發布 发表 發表 更新 优质 认证 ^来自 抢先 扫 登录 登入 注册 热度 位置 次$ 听 播放
    复制 链接 粉丝 回复 http www\. 责任 已收录 分钟 小时 \d字 来源 來源 更多 展开 目录 导语 摘要 人气 查看 \+ 今天 昨天 留言
    声明 優惠 优惠 专栏作 版$ \d{3} ^\d+$
"""
"""Pieces of a line with a date that are no names."""

_NAME = re.compile(r"[\w·•\-－—《》“”（）()&.@ ]+")
_ACCOUNT = re.compile(
    r"(?:^|[\s_-])(?:source|origin|laiyuan|ly|from|media|publisher|site|author|account|nick|user|mp)"
    r"(?:[-_]?(?:name|nick|txt|text|title|user|info|link|item|box))*(?:$|[\s_-])"
)
"""Class of an element that holds a publisher's or an account's name."""

_NO_ACCOUNT = re.compile(
    "authent|verif|date|time|tips|btn|button|icon|desc|follow|meta-?info|comment"
)
_AGENCY = re.compile(
    r"^(?P<bracket>[（(【\[])?(?:据)?((?![本该])[\u4e00-\u9fff]{1,5}?[社网報报台])"
    r"(?=[\u4e00-\u9fff／/]{0,8}(?:\d{1,2}月)?\d{1,2}日(?:综合)?[电電讯訊]|消息[:：，\s]|(?(bracket)(?:记者|記者|[讯訊]))|[讯訊][（(\s])"
)
"""How a report is signed at the head of its text: 某社北京5月9日电, 某网消息, （某社記者…, 【某報訊】."""

_IN_BRACKETS = re.compile(
    r"[（(【\[]\s*(?:文章|稿件|本文|内容|新闻|综合)?(?:来源|來源|转自|摘自|综合自?)\s*[:：]?\s*([^（()）】\]。]{2,30}?)\s*[)）】\]]"
)


def find_origin(zones: Zones, sheet: Sheet, declared: Declared) -> tuple[str, str]:
    """Return the source and the author that stands with it; "" for none.

    A person's name without a label is an author's, not a publisher's.
    """
    if (account := _wechat_account(sheet))[0]:
        return account
    for lines in (zones.head, zones.inner):
        for value, author in _labelled(lines):
            return value, author
    if value := _declared(declared):
        return value, ""
    if value := _beside_the_date(zones):
        return ("", value) if is_person(value) else (value, "")
    for value, author in _labelled(zones.tail):
        return value, author
    for line in reversed(zones.tail):
        if (match := _IN_BRACKETS.search(line.text)) and (value := accepted(match[1])):
            return value, ""
    return _signed(zones, sheet), ""


def is_person(name: str) -> bool:
    """Whether `name` reads as a person's: a common surname and one or two characters."""
    return 2 <= len(name) <= 3 and name[0] in _SURNAMES and name[-1] not in _OUTLET_ENDS


def _wechat_account(sheet: Sheet) -> tuple[str, str]:
    """Return account and author of a page in WeChat's format, used by every account there:
    `js_name` is always the publisher, a `rich_media_meta_text` that is no date the author."""
    account = author = ""
    for line in sheet.lines[:40]:
        for text, names in line.pieces:
            if "js_name" in names or "rich_media_meta_nickname" in names:
                account = account or accepted(text)
            elif "rich_media_meta_text" in names and not dates.find(text):
                author = author or accepted(text.removeprefix("原创").strip(" :："))
    return account, author if account else ""


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.is_link and line.size > 30:
            continue
        for label in labels(line.spaced):
            if label.name == "origin" and label.sign:
                value, author = _parted(label.value)
                if value := accepted(value):
                    yield value, author


@cache
def _outlet_and_rest() -> re.Pattern[str]:
    return re.compile(rf"(.*?(?:{'|'.join(_OUTLET.split())}))\s+(.+)")


def _parted(value: str) -> tuple[str, str]:
    """Return the outlet and the author of "某某报 张三", "某社记者张三" and "某网/张三"."""
    outlet, sign, rest = value.partition("记者") if "记者" in value else value.partition("/")
    if not sign and (match := _outlet_and_rest().fullmatch(value)):
        outlet, rest = match[1], match[2]
    rest = rest.strip()
    return outlet.strip(), rest if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", rest) else ""


def accepted(value: str) -> str:
    """Return `value` if it can be a publisher's name, else ""."""
    value = value.strip(" \u3000·|｜,，、;；-—/")
    value = re.sub(r"(?:官方)?(?:账号|帐号|賬號)$", "", value)
    value = re.sub(r"^《([^《》]+)》$|\s+[\d.]+[wW万kK+]*$", r"\1", value)
    if not 2 <= len(value) <= _LONGEST or value.endswith((":", "：")):
        return ""
    if value.casefold() in _NOBODY or value in _PLACES or phrases.is_dropped(value):
        return ""
    if value.isdecimal() or re.search(r"https?:|www\.|^于|[。！？]", value):
        return ""
    return value if any(char.isalpha() for char in value) else ""


def _declared(declared: Declared) -> str:
    for name in ("source", "contentsource", "mediaid", "article:author", "og:article:author"):
        value = declared.meta.get(name, "")
        value = re.sub(r"^(?:来源|來源)\s*[:：]|原创稿$", "", value).strip()
        if value := accepted(_parted(value)[0]):
            return value
    return ""


def _beside_the_date(zones: Zones) -> str:
    """Return the name that stands without a label beside the first date under the headline.

    A class that says so is the surest sign, then the rest of the date's own line, then a short
    line above or below it. Without a date in sight only the class counts.
    """
    head = [line for line in zones.head if line.index > zones.headline]
    places = [
        place
        for place, line in enumerate(head)
        if line.size <= _LONGEST_DATED and dated(line.spaced)
    ]
    if not places:
        return next(filter(None, map(_marked, head[:_NEAR_TOP])), "")
    place = places[0]
    near = [
        head[at]
        for at in (place, place - 1, place + 1, place - 2, place + 2)
        if 0 <= at < len(head)
    ]
    if name := next(filter(None, map(_marked, near)), ""):
        return name
    if name := _rest_of(head[place].spaced):
        return name
    return next(filter(None, map(_alone, near[1:3])), "")


def _marked(line: Line) -> str:
    """Return the name in an element of `line` whose class says that it is a publisher's."""
    for text, names in line.pieces:
        if _ACCOUNT.search(names) and not _NO_ACCOUNT.search(names) and _is_name(text):
            return accepted(text)
    return ""


def _rest_of(text: str) -> str:
    """Return the name that a date's line holds besides the date."""
    found = dated(text)
    rest = text if found is None else f"{text[: found.start]} | {text[found.end :]}"
    for piece in re.split(r"[\s·|｜，,]+|原创[:：]?", rest):
        if _is_name(piece) and (name := accepted(piece)):
            return name
    return ""


def _alone(line: Line) -> str:
    is_short = 2 <= line.size <= 14 and not line.is_link and not line.marks
    if not is_short or dated(line.text) or not _is_name(line.text):
        return ""
    return accepted(line.text)


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile("|".join(_NO_NAME.split()))


def _is_name(text: str) -> bool:
    text = text.strip()
    return (
        2 <= len(text) <= _LONGEST_NAME
        and bool(_NAME.fullmatch(text))
        and not _no_name().search(text)
        and bool(re.search(r"[\u4e00-\u9fff]|^[A-Z][A-Za-z]{2,}", text))
    )


def _signed(zones: Zones, sheet: Sheet) -> str:
    for index in zones.body[:2]:
        if match := _AGENCY.match(sheet.lines[index].text):
            return match[2]
    return ""

"""Labelled values in an info line: 来源：某报 作者：某某 责任编辑：某某, in any order and run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tnews.text import dates

_LONGEST = 40

_ORIGIN = r"""
    (?:稿件|文章|信息|新闻|新聞|内容|內容|资料|資料|本文|消息|原文)?(?:来源|來源)(?:于|於)? 稿\s*源
    (?:文章|原文)?(?:出处|出處) (?:来自|來自)(?=\s*[:：]) (?:转|轉)(?:自|載自|载自)
"""
_AUTHOR = r"""
    (?:本文|文章|原文)?作\s*者 撰\s*文 撰\s*稿 采\s*写 採\s*寫 执\s*笔 執\s*筆 编译 編譯
    (?<![\u4e00-\u9fff])文(?=\s*[:：|｜丨︱/／]) (?:本报|本網|本网)?(?:记者|記者|通讯员|通訊員)(?=\s*[:：|｜丨︱/／])
"""
_EDITOR = r"""
    (?:责任|責任)\s*(?:编辑|編輯) 责\s*编 責\s*編 选\s*稿
    (?:本文|值班|文章|网络|網絡|本期|执行|编辑|网站|新媒体)?(?:编辑|編輯|编\s*辑)
"""
_OTHER = r"""
    (?:发布|發布|发表|發表|发稿|更新|出版|时间|時間|日期)(?:时间|時間|日期|于)? 记者 記者 字体 字體 字号 字號 点击 瀏覽 浏览
    阅读 閱讀 人气 人氣 评论 評論 分享 打印 列印 举报 收藏 关注 审核 審核 校对 校對 监制 监审 终审 主编 总编 责校 摄影 攝影 图片 图源
    编审 值班 标签 标题 关键[词字] 原标题 版面 版次 频道 栏目 电话 邮箱 微信 微博 扫描 扫码 手机 参与 听新闻 语音 纠错 订阅 投稿 供稿
    供图 制图 视频 出品 策划 统筹 设计 制作 翻译 审校 责任 签发 初审 复审 三审 二审 一审 类别 类型 主题 热度 次数 访问 复制 转发 下载 APP
"""
_SEPARATOR = r"\s*(?:[:：︰︱|｜丨/／]|\s(?=\S))\s*"
_STOP = re.compile(r"[，。；！？?!;（(\[【〈）)\]】〉<>|｜丨︱\t]|\s/\s|\s-\s|https?:")
_PREFIXES = frozenset("总總片术字频任式副美图的原")
_AROUND = " \u3000·|｜丨︱/／，,、;；:：（）()【】[]〔〕「」<>-—_=#*"


class Label(NamedTuple):
    """One labelled value; `label` as it is written, without spaces; `sign` is what follows it."""

    name: str
    label: str
    sign: str
    value: str


@cache
def _token() -> re.Pattern[str]:
    tables = {"origin": _ORIGIN, "author": _AUTHOR, "editor": _EDITOR, "other": _OTHER}
    groups = (f"(?P<{name}>{'|'.join(table.split())})" for name, table in tables.items())
    return re.compile(rf"(?:{'|'.join(groups)})(?P<sign>{_SEPARATOR})?")


def labels(text: str) -> Iterator[Label]:
    """Yield the labelled values of a line. A value ends at the next label, a date, or a mark."""
    tokens = list(_token().finditer(text))
    for place, token in enumerate(tokens):
        name = next(name for name in ("origin", "author", "editor", "other") if token[name])
        sign = token["sign"] or ""
        if name == "other" or not _stands_free(text, token.start(), sign.strip()):
            continue
        end = len(text)
        for after in tokens[place + 1 :]:
            if name == "author" and after[0].startswith(("记者", "記者")):
                continue  # 作者：记者某某
            if (after["sign"] or "").strip() or not text[after.start() - 1].isalpha():
                end = after.start()
                break
        value = text[token.end() : min(end, token.end() + _LONGEST)]
        if found := dates.find(value):
            value = value[: found.start]
        value = _STOP.split(value.lstrip(_AROUND), maxsplit=1)[0].strip(_AROUND)
        label = re.sub(r"\s", "", token[name])
        yield Label(name, label, sign.strip() or sign[:1], value)


def _stands_free(text: str, start: int, sign: str) -> bool:
    """Whether a label is one of its own and not the end of another word.

    It begins the line or follows a space, a mark or a digit; with a colon behind it it may also
    follow the value before (来源：某报作者：某某), but for words like 总编辑 and 图片编辑.
    """
    if start == 0 or not text[start - 1].isalpha():
        return True
    return sign in (":", "：") and text[start - 1] not in _PREFIXES

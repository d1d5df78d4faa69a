"""The info line and the editor's line of a Chinese article: 来源, 作者, 责任编辑, 发布时间.

Publishers put them into the body. They are read from short lines at both ends only, and a
line leaves the body only if it holds nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tnews.model.record import Record
from tnews.text import dates

if TYPE_CHECKING:
    from tnews.model import Block

_HEAD, _TAIL = 4, 6  # blocks looked at from each end
_LONGEST_LINE = 80
_LONGEST_NAME = 30

_FIELDS = {
    "origin": "(?:稿件|文章|信息|新闻|新聞|内容|內容|资料|本文|消息)?(?:来源|來源)|出处|出處",
    "author": "(?:本文|文章)?作者|撰文|撰稿|采写|採寫|执笔|文",
    "editor": "(?:责任|責任|本文|值班|文章|网络|本期)?(?:编辑|編輯)|责编|責編",
    "published": "(?:发布|發布|发表|發表|发稿)(?:时间|時間|日期|于)",
    "other": "审核|審核|校对|校對|监制|监审|终审|主编|责校|责任校对|摄影|图|图片|字号|字体|编审|值班"
    "|时间|時間|日期|阅读|浏览|点击|评论|人气|标签|关键词|关键字|更新时间|最后更新|版面|频道|栏目|原标题|电话|邮箱",
}
_SEPARATOR = r"\s*(?:[:：︰]|[|｜︱丨/](?!/))\s*"
_SEPARATORS = frozenset(":：︰|｜︱丨/")
_TOKEN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{name}>{labels})" for name, labels in _FIELDS.items())
    + rf"){_SEPARATOR}"
    r"|(?P<date>(?<!\d)\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?"
    r"(?:\s*(?:上午|下午|晚上|凌晨|中午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)"
)
_AROUND = " \t\u3000·|｜丨/，,、;；（）()【】[]〔〕「」<>《》-—"
_BRACKETS = "（）()【】[]〔〕〖〗"
_SENTENCE = re.compile("[。！？；：，!?;:]|https?|www\\.")
_NOBODY = {
    "未知",
    "佚名",
    "网络",
    "互联网",
    "本站",
    "管理员",
    "admin",
    "综合",
    "转载",
    "见文末",
    "原创",
}
_STAFF_CODE = re.compile(r"(?<=[\u4e00-\u9fff])\s*[_/ ]?\s*[A-Z]{1,4}_?\d{1,6}$")
_OUTLET = re.compile(r"(.+(?:网|報|报|社|刊|台|中心|新闻|新聞|在线|客户端))\s+[\u4e00-\u9fff]{2,4}")
_CLOSING_BRACKET = re.compile(r"[（(【\[]([^（(【\[\]】)）]{2,40})[）)】\]]\s*$")


class Fields(Record):
    """What the lines said; "" and None where they said nothing. `origin` is 来源."""

    origin: str = ""
    author: str = ""
    editor: str = ""
    published_at: datetime | None = None


_NOTHING = Fields()


def split(blocks: Sequence[Block], title: str = "") -> tuple[Fields, tuple[Block, ...]]:
    """Return the fields found at the ends of `blocks`, and the blocks without their lines.

    A first block that repeats `title` is left out too. A body that is nothing but such
    lines stays as it is.
    """
    found: dict[str, str] = {}
    dropped: set[int] = set()
    if len(blocks) > 1 and _is_title(blocks[0].text, title):
        dropped.add(0)
    tail = range(max(len(blocks) - _TAIL, _HEAD), len(blocks))
    for index in (*range(min(_HEAD, len(blocks))), *tail):
        block = blocks[index]
        if block.kind not in ("p", "h", "quote") or index in dropped:
            continue
        if len(block.text) <= _LONGEST_LINE:
            if _SEPARATORS.isdisjoint(block.text):  # no label ends here: four of five lines
                continue
            values, is_all = _read(block.text)
            if is_all:
                dropped.add(index)
        elif index == len(blocks) - 1 and (match := _CLOSING_BRACKET.search(block.text)):
            values, _ = _read(match[1])
        else:
            continue
        for name, value in values.items():
            found.setdefault(name, value)
    if not found and not dropped:
        return _NOTHING, tuple(blocks)
    fields = Fields(
        origin=found.get("origin", ""),
        author=found.get("author", ""),
        editor=_STAFF_CODE.sub("", found.get("editor", "")),
        published_at=dates.parse(found["published"]) if "published" in found else None,
    )
    rest = tuple(block for index, block in enumerate(blocks) if index not in dropped)
    has_text = any(block.text for block in rest)
    return fields, rest if has_text else tuple(blocks)


def _read(line: str) -> tuple[dict[str, str], bool]:
    """Return the labelled values of `line`, and whether it holds nothing but them.

    The line has to begin with a label or a date. A value ends at the next of them. A date
    needs no label in a line that has one; the date of another label (时间 of an event) is
    none of the article's.
    """
    line = line.strip(_BRACKETS + " ")
    tokens = list(_TOKEN.finditer(line))
    is_labelled = any(token.lastgroup != "date" for token in tokens)
    if not is_labelled or line[: tokens[0].start()].strip(_AROUND):
        return {}, False
    values: dict[str, str] = {}
    is_all, before = True, ""
    ends = [token.start() for token in tokens[1:]] + [len(line)]
    for token, end in zip(tokens, ends, strict=True):
        name = token.lastgroup or ""
        value = line[token.end() : end].strip(_AROUND)
        if name == "date":
            if before != "other":
                values.setdefault("published", token[0])
            is_all = is_all and not value
        elif name == "published":
            is_all = is_all and not value and end < len(line)
        elif name == "other" or not _is_name(value):
            is_all = False
        elif name == "origin" and (match := _OUTLET.fullmatch(value)):
            values.setdefault(name, match[1])
            is_all = False
        else:
            values.setdefault(name, value)
        before = name
    return values, is_all


def _is_name(value: str) -> bool:
    return (
        0 < len(value) <= _LONGEST_NAME
        and not _SENTENCE.search(value)
        and value.lower() not in _NOBODY
        and any(char.isalnum() for char in value)
    )


def _is_title(text: str, title: str) -> bool:
    """Whether a paragraph repeats the title; of one much longer that is not asked."""
    return bool(title) and len(text) <= 2 * len(title) + 40 and _key(text) == _key(title)


def _key(text: str) -> str:
    """Return what makes two lines the same title: letters and digits, one width, one case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))

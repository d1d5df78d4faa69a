"""责任编辑 and 作者: by label, by 记者 lines, by the bracket at the end of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tnews.text import dates
from tnews.text.extract.labels import labels
from tnews.text.nesting import tags

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Line, Sheet
    from tnews.text.extract.zones import Zones

_LONGEST = 20
_LONGEST_LINE = 40
"""Characters of a line that is nothing but a by-line."""

_RANKS = (("责任编辑", "責任編輯"), ("责编", "責編"), ("选稿",))
_STAFF_CODE = re.compile(r"(?<=[\u4e00-\u9fff])[\s_/]*[A-Za-z]{0,4}_?\d{1,7}$")
_NO_EDITOR = re.compile(
    r"推荐|观察|精选|部$|器|人员|室$|团队|本网|本站|平台|小组|专区|审核|未知|^\W*$|[:：，。]|^(?:编辑|作者|来源|时间)"
)
_NOBODY = re.compile(
    r"未知|佚名|网络|管理员|admin|本站|匿名|小编|编辑部?|无|原创|来源|不详|综合|网友|记者|作者|通讯员|本刊|本报|本网|阅读|时间"
    r"|.*(?:日报|晚报|时报|网|新闻|电视台|客户端|杂志|公众号|工作室|来源|点击|浏览).*",
    re.I,
)
_ROLE = re.compile(
    r"^.{0,16}(?:记者|記者|评论员|通讯员|特约撰稿人?|特派员|作者|撰稿人|撰文)[:：\s]*"
)
_NO_NAME = tags(
    "表示 报道 報道 報導 摄影 攝影 整理 综合 综述 说道 采访 获悉 发自 日前 今天 昨天 从 在 了解 称 本报 本网 本刊 通讯员 供图 图片 实习 见习 编辑"
)
_WRITERS = r"(?:记者|記者|评论员|特派员|特約記者|特约撰稿人|撰稿人)"


@cache
def _by_line() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:[\u4e00-\u9fff\s]{{0,14}}?){_WRITERS}\s*[:：丨|｜/]?\s*([\u4e00-\u9fff·\s、，/]{{2,36}}?)\s*"
        r"(?:(?:见习|实习)?(?:记者|生|通讯员)|(?:综合)?(?:报道|報道|報導)|文$|[／/@]|摄|攝|摄影|[)）】\]]|$)"
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(
        rf"[（(]\s*(?:[^（）()]{{0,16}}?(?:{_WRITERS}|(?:作者|执笔|文)(?=[:：丨/|\s]))[:：丨/|\s]*)"
        r"([\u4e00-\u9fff·\s、，]{2,30}?)(?:\s*(?:通讯员|图|摄|对本文).{0,16})?[)）]\s*$"
    )


@cache
def _opening() -> re.Pattern[str]:
    """The agency's bracket before the text: （某社記者某某台北5日電） and （记者 某某）."""
    return re.compile(
        r"^[（(【]\s*[^（）()]{2,12}?(?:记者|記者)\s*([\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2})"
        r"(?:[\u4e00-\u9fff]{2,4}(?:综合)?(?:\d{1,2}日|外)?(?:专?电|專?電|报道|報導)|[／/])"
        rf"|[（(]{_WRITERS}\s*([\u4e00-\u9fff·\s、]{{2,24}}?)[)）]"
    )


def people(text: str) -> str:
    """Return the names that `text` is made of, as written; "" if it is anything else.

    A name is two to four characters of Han, or more with a dot or in Latin letters; the
    characters of short ones may stand apart (方 敏).
    """
    words = [word for word in re.split(r"[\s、，,/&;；]+", text.strip()) if word]
    found: list[str] = []
    place = 0
    while place < len(words):
        word = words[place]
        if len(word) == 1 and place + 1 < len(words) and len(words[place + 1]) == 1:
            word = f"{word} {words[place + 1]}"
            place += 1
        if word in _NO_NAME or not (
            re.fullmatch(
                r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+",
                word,
            )
        ):
            break
        found.append(word)
        place += 1
    if not found or (place < len(words) and len(found) < 2 and len(words) > 3):
        return ""
    return " ".join(found)


def find_editor(zones: Zones) -> str:
    """Return the editor, codes of staff taken off a name; a code alone (FG003) is the editor."""
    found: dict[int, str] = {}
    for lines in (zones.tail, zones.head, zones.inner):
        for line in lines:
            for label in labels(line.spaced) if line.size <= 120 else ():
                if label.name != "editor" or not label.sign:
                    continue
                rank = next((i for i, names in enumerate(_RANKS) if label.label in names), 9)
                if rank == 9 and label.sign == " " and not people(label.value):
                    continue
                if value := _editor(label.value):
                    found.setdefault(rank, value)
    return found[min(found)] if found else ""


def _editor(value: str) -> str:
    words = [word for word in value.strip(" -—_/").split(" ") if word]
    kept: list[str] = []
    for word in words:
        if kept and not re.fullmatch(r"[A-Za-z]{0,4}_?\d{1,7}|[\u4e00-\u9fff]{1,4}", word):
            break
        kept.append(word)
    value = _STAFF_CODE.sub("", " ".join(kept)).strip()
    is_name = 1 < len(value) <= _LONGEST and not _NO_EDITOR.search(value)
    return value if is_name and any(char.isalnum() for char in value) else ""


def find_author(zones: Zones, sheet: Sheet, origin: str) -> str:
    """Return the author or authors as written; "" where the page names none."""
    for lines in (zones.head, zones.inner, zones.tail):
        for line in lines:
            if line.is_link and line.size > 24:
                continue
            for label in labels(line.spaced):
                if (
                    label.name == "author"
                    and label.sign
                    and (value := _author(label.value, origin))
                ):
                    return value
    body = [sheet.lines[index] for index in zones.body]
    for line in (*zones.head, *body[:2], *body[-3:]):
        text = line.spaced
        if found := dates.find(text):
            text = f"{text[: found.start]} {text[found.end :]}"
        text = text.strip()
        match = _by_line().match(text) if len(text) <= _LONGEST_LINE else None
        if match and (value := people(match[1])):
            return value
    for line in zones.head:
        if match := re.fullmatch(r"([\u4e00-\u9fff]{2,4})\s*/\s*[\u4e00-\u9fff]{3,12}", line.text):
            return match[1]
    return _bracketed(body)


def _author(value: str, origin: str) -> str:
    """Return a labelled author: names where there are some, else a short name of any sort."""
    value = _ROLE.sub("", value.strip(" /-—"))
    names = people(value)
    if value == origin:
        return ""
    if names and not _NOBODY.fullmatch(names):
        sign = next((sign for sign in "、，" if sign in value), "")
        return names.replace(" ", sign) if sign and " " not in value else names
    words = value.split(" ")
    if len(words) > 1 and not all(word.isascii() for word in words):
        value = words[0]
    if not 2 <= len(value) <= _LONGEST or value == origin or _NOBODY.fullmatch(value):
        return ""
    is_plain = not re.search(r"[。！？：:，]|\d{3,}", value)
    return value if is_plain and any(char.isalpha() for char in value) else ""


def _bracketed(body: Sequence[Line]) -> str:
    for line in body[-2:]:
        if match := _closing().search(line.text):
            return people(match[1])
    for line in body[:2]:
        match = _opening().search(line.text[:60])
        if match and (value := people(match[1] or match[2] or "")):
            return value
    return ""

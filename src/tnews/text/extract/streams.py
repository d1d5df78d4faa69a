"""Rows of cards: lists of other stories and threads of comments, told by their shape alone."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Box, Sheet

_FEWEST = 3
"""Boxes alike side by side that make a row."""

_ALIKE = 0.7
"""Share of the boxes of a row that must show the sign."""

_MOST_LINES, _SHORT = 24, 40
"""Lines of a card, characters of a short one."""


@cache
def _answer() -> re.Pattern[str]:
    """What a comment has under it and a paragraph has not."""
    return re.compile(
        r"^(?:回复|回覆|答复|举报|舉報|点赞|赞|顶|踩|引用|支持|反对|\d+楼|沙发|板凳|只看(?:该|此)作者)"
        r"\s*[(（\[]?\d*[)）\]]?$"
    )


@cache
def _counter() -> re.Pattern[str]:
    """What a card has under another story's headline: how often it was read, or when it came."""
    return re.compile(
        r"\d[\d.,]*\s*[万wkWK+]?\s*(?:次|人|条|則|个)?\s*(?:阅读|浏览|播放|评论|跟贴|跟帖|赞|观看|热度|閱讀|瀏覽|点击|图|views?)?"
        r"|.{0,12}\d+\s*(?:分钟|小时|天|月|年|分鐘|小時)前|(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2})?"
    )


def mark_streams(sheet: Sheet) -> list[Box]:
    """Return the boxes of rows of cards: three neighbours alike or more, each with a linked
    headline beside other text, with the buttons of a comment, or with a picture and a counter."""
    rows: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        if box.parent >= 0 and box.end > box.start and box.tag not in ("td", "tr"):
            rows[box.parent, box.tag, box.names.split(" ", 1)[0]].append(box)
    pictures = sheet.picture_counts()
    found: list[Box] = []
    for boxes in rows.values():
        if len(boxes) < _FEWEST:
            continue
        cards = [at for at, box in enumerate(boxes) if _is_card(sheet, box, pictures[box.index])]
        if len(cards) >= max(_FEWEST, _ALIKE * len(boxes)):
            found.extend(boxes[cards[0] :])  # what stands above may be what they answer
    return found


def _is_card(sheet: Sheet, box: Box, pictures: int) -> bool:
    lines = sheet.lines[box.start : box.end]
    if not 1 < len(lines) <= _MOST_LINES:
        return False
    short = [line for line in lines if line.size <= _SHORT]
    if any(_answer().search(text) for line in short for text in (line.text, *line.texts)):
        return True
    if (
        pictures
        and len(short) == len(lines) <= 4
        and any(_counter().fullmatch(line.text) for line in lines)
    ):
        return True
    linked = sum(line.size for line in lines if line.is_link)
    return linked >= 6 and any(line.is_link and line.size >= 6 for line in lines[:3])

"""Headings of an article: those its page marked as such, and paragraphs guessed to be some. Pure.

Many pages set 一、总体情况 as a paragraph like any other. A guess changes how a line looks and
that it stands in the table of contents, nothing that is stored or exported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tnews.model import Block
from tnews.model.record import Record

LONGEST = 20
"""Characters of a paragraph that may be a heading, spaces not counted."""

LONGEST_NUMBERED = 30
"""The same for one that begins with a number of chapters."""

_LEAST_BELOW = 40
"""Characters of a paragraph that a heading without a number stands above."""

_LEAST = 2
"""Headings without a number that an article must have: a single short line is a remark."""

# Without regular expressions: to compile these took 5 ms of the first paint.
_CLOSING = tuple("。！？；，、：…!?;,:.")
_CLOSED = tuple(mark + quote for mark in "。！？…" for quote in "”』」）")
"""Ends of sentences. A heading may ask, but then it is no guess either."""

_HAN_NUMBERS = frozenset("一二三四五六七八九十百")
_DIGITS = frozenset("0123456789")

_NO_HEADING = (*"▲△▼↑↓（([【〔#@—-·•*●\ufffd", "本报", "新华社")
_NO_HEADING_IN = (
    "记者",
    "記者",
    "通讯员",
    "作者",
    "编辑",
    "編輯",
    "责编",
    "校对",
    "来源",
    "摄影",
    "翻译",
)
_DATES = frozenset("0123456789年月日时分 :/.-")
"""Captions, names of those who wrote it, dates and times, hash tags are no headings."""


class Heading(Record):
    """A heading: the block it is, its text, its level from 1, and whether it is a guess."""

    block: int
    text: str
    level: int
    is_guess: bool = False


def headings(blocks: Sequence[Block]) -> list[Heading]:
    """Return the headings of an article in their order.

    Blocks know no levels: those with numbers of one style are of one level, a style that comes
    first below another is one below it; those without a number are of the first.
    """
    found = guessed(blocks)
    styles: list[int] = []
    result = []
    for index, block in enumerate(blocks):
        if (block.kind == "h" and block.text) or index in found:
            style = _style(block.text)
            if style >= 0 and style not in styles:
                styles.append(style)
            level = 1 + sum(other < style for other in styles) if style >= 0 else 1
            result.append(Heading(index, block.text, level, block.kind != "h"))
    return result


def guessed(blocks: Sequence[Block]) -> frozenset[int]:
    """Return which paragraphs are guessed to be headings.

    Of those without a number none where the page has marked headings itself.
    """
    texts = Counter(block.text for block in blocks)
    numbered: list[int] = []
    plain: list[int] = []
    for index, block in enumerate(blocks[:-1]):
        text = block.text
        if block.kind != "p" or len(text) > 2 * LONGEST_NUMBERED or texts[text] > 1:
            continue
        size = len("".join(text.split()))
        if not size or text.endswith(_CLOSING) or text.endswith(_CLOSED):
            continue
        below = blocks[index + 1]
        if _style(text) >= 0:
            if below.kind == "img" and index + 2 < len(blocks):
                below = blocks[index + 2]
            if size <= LONGEST_NUMBERED and below.kind != "h" and len(below.text) > size:
                numbered.append(index)
        elif index and size <= LONGEST and below.kind == "p" and len(below.text) >= _LEAST_BELOW:
            is_caption = blocks[index - 1].kind == "img"
            is_name = size <= 3 and index < 3
            if not (is_caption or is_name or block.links or _is_no_heading(text)):
                plain.append(index)
    if len(plain) < _LEAST or sum(block.kind == "h" for block in blocks) >= _LEAST:
        plain = []
    return frozenset([*numbered, *plain])


def _is_no_heading(text: str) -> bool:
    if text.startswith(_NO_HEADING) or "：" in text or "/" in text or "／" in text:
        return True
    if text.endswith("图") or any(word in text[:14] for word in _NO_HEADING_IN):
        return True
    return _DATES.issuperset(text) or not any("\u3400" <= char <= "\u9fff" for char in text)


def _style(text: str) -> int:
    """Return of which style the number is that the text begins with, from the highest down:
    第一章, 一、, （一）, 1., （1） or ①; -1 for none."""
    text = text[:8] + "\n"
    first = text[0]
    if first == "第":
        end = _end(text, 1, _HAN_NUMBERS | _DIGITS)
        return 0 if end > 1 and text[end] in "章节部编篇" else -1
    if first in _HAN_NUMBERS:
        return 1 if text[_end(text, 0, _HAN_NUMBERS)] in "、．." else -1
    if first in "（(":
        for style, numbers in ((2, _HAN_NUMBERS), (4, _DIGITS)):
            end = _end(text, 1, numbers)
            if end > 1 and text[end] in "）)":
                return style
        return -1
    if first in _DIGITS:
        end = _end(text, 0, _DIGITS)
        is_number = text[end] in "、．" or (text[end] == "." and text[end + 1] not in _DIGITS)
        return 3 if end <= 2 and is_number else -1
    return 4 if "①" <= first <= "⑳" else -1


def _end(text: str, at: int, numbers: AbstractSet[str]) -> int:
    while text[at] in numbers:
        at += 1
    return at

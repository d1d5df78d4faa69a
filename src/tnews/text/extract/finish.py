"""Blocks of the chosen lines made good: headings by two votes, captions to their pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.model.record import replace
from tnews.text.extract import phrases
from tnews.text.flow import LONGEST_HEADING

if TYPE_CHECKING:
    from tnews.model import Block

_LONGEST_HEADING, _LONGEST_NUMBERED, _LONGEST_CAPTION = 60, 30, 90
_PARAGRAPH = 40
"""Characters of text that a heading stands over."""

_CLOSED = re.compile(r"[。；，,;：:…]$")
_BYLINE = re.compile(
    r"^(?:文字?|图|作者|记者|出品|撰文|采写|编辑|策划|摄影)\s*[丨|｜/／︱：:]|(?:记者|评论员)\s+\S{2,4}(?:\s\S{2,4})*$"
)
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节節部條]"
    r"|(?:0?\d|1\d)(?:[.．、]\s*|\s+)(?!\d)|0\d$|Part\s*\d+|PART\s*\d+|[①-⑩])"
)
_CAPTION = re.compile(
    r"^[▲△▼↑↓]|^(?:上|下|左|右|题|配|本|以[上下])?图[片源]?(?:[:：为/｜|丨]|\d+\s)|^（(?:资料|效果|网络|视频)?(?:图|截图).{0,30}）$"
    r"|(?:摄|攝|供图|供圖|图源.{1,12}|图/\S{2,12}|资料图片?|资料照片|视觉中国图?|截图|示意图)[）)]?$|^(?:图源|来源[:：]).{1,20}$"
)


def finished(blocks: Sequence[Block], headline: str) -> tuple[Block, ...]:
    """Return the blocks with captions in their pictures and headings told from paragraphs."""
    return tuple(_headings(_captions(blocks, phrases.key(headline))))


def _captions(blocks: Sequence[Block], headline: str) -> list[Block]:
    """A short line under a picture that is marked or credited, or bold before the next picture,
    is its caption; one that repeats the headline or names a button says nothing."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        if block.kind == "img" and _is_empty(block.text, headline):
            block = replace(block, text="")
        before = found[-1] if found else None
        after = blocks[place + 1].kind if place + 1 < len(blocks) else "p"
        if before is not None and before.kind == "img" and _is_caption(block, before.text, after):
            found[-1] = replace(before, text=block.text)
        else:
            found.append(block)
    return found


def _is_empty(caption: str, headline: str) -> bool:
    return phrases.key(caption) == headline or phrases.is_dropped(caption)


def _is_caption(block: Block, known: str, after: str) -> bool:
    """Whether `block` is the caption of the picture above it, whose `alt` is `known`."""
    if block.kind not in ("p", "h") or len(block.text) > _LONGEST_CAPTION:
        return False
    if known and known not in block.text:
        return False
    is_set_between = block.kind == "h" and after in ("img", "h")
    return is_set_between or block.text == known or _CAPTION.search(block.text) is not None


def _headings(blocks: Sequence[Block]) -> list[Block]:
    """Two of tag or bold, number, and shape make a heading: what the page marks must have the
    shape of one, what is only numbered must stand over text."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        text = block.text
        if block.kind == "h" and not _has_shape(text):
            block = replace(block, kind="p")
        elif block.kind == "p" and len(text) <= _LONGEST_NUMBERED and _NUMBERED.match(text):
            after = next((one for one in blocks[place + 1 : place + 3] if one.kind != "img"), None)
            stands_over = after is not None and after.kind == "p" and len(after.text) >= _PARAGRAPH
            if stands_over and not _CLOSED.search(text):
                block = replace(block, kind="h")
        found.append(block)
    return found


def _has_shape(text: str) -> bool:
    """Whether what a page marks as a heading can be one: short, no sentence, no by-line."""
    is_sentence = len(text) > LONGEST_HEADING and _CLOSED.search(text) is not None
    return len(text) <= _LONGEST_HEADING and not is_sentence and not _BYLINE.search(text)

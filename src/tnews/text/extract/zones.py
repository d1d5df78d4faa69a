"""Where a page says who wrote an article and when: the lines above, at the ends of, and below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tnews.model.record import Record, replace
from tnews.text.extract import phrases

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Line, Sheet

_ABOVE_HEADLINE, _FAR = 3, 60
_BEFORE_BODY = 12
_BEFORE_END, _AFTER_END = 5, 14
_LONGEST_HEAD, _LONGEST_IN, _LONGEST_TAIL = 160, 60, 140
_LABEL_ALONE = re.compile(
    r"(?:.{0,4}(?:来源|來源|作者|编辑|編輯|责编|責編|记者|記者|时间|時間|日期|撰文|出处))\s*[:：|｜]"
)


class Zones(Record):
    """`head` stands above the body, `inner` are its first short lines, `tail` its last ones and
    what follows. `body` are the numbers of the article's lines."""

    head: Sequence[Line]
    inner: Sequence[Line]
    tail: Sequence[Line]
    body: Sequence[int]
    headline: int


def find_zones(sheet: Sheet, headline: int, kept: Sequence[int], box_start: int) -> Zones:
    """Return the zones around the kept lines, or around line `box_start` where none is kept.

    A label that stands alone has its value joined.
    """
    lines = sheet.lines
    start, end = (kept[0], kept[-1] + 1) if kept else (box_start, box_start)
    top = max(0, headline - _ABOVE_HEADLINE)
    if not 0 <= headline <= start or start - headline > _FAR:
        top = max(0, start - _BEFORE_BODY)
    return Zones(
        head=_glued(lines[top:start], _LONGEST_HEAD),
        inner=_glued(lines[start : min(start + 3, end)], _LONGEST_IN),
        tail=_glued(lines[max(start, end - _BEFORE_END) : end + _AFTER_END], _LONGEST_TAIL),
        body=kept,
        headline=headline,
    )


def _glued(lines: Sequence[Line], longest: int) -> list[Line]:
    found: list[Line] = []
    for place, line in enumerate(lines):
        if line.size > longest:
            continue
        if _LABEL_ALONE.fullmatch(line.text) and place + 1 < len(lines):
            value = lines[place + 1]
            if value.size <= 40 and not value.marks and not phrases.is_dropped(value.text):
                text = line.text + value.text
                line = replace(line, text=text, pieces=[(text, "")], size=line.size + value.size)
        found.append(line)
    return found

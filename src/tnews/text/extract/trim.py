"""The article's lines within its box, without what stands between them and at their ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tnews.text.extract import names, phrases
from tnews.text.extract.ends import find_end, find_start
from tnews.text.extract.lines import is_clock

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Box, Line, Sheet
    from tnews.text.extract.title import Headline
    from tnews.text.extract.weights import Weighed

_KEPT_SHARE = 0.45
"""Share of the weight that no box inside the body loses by its name."""

_LIST_TAGS = ("ul", "ol", "div", "table", "dl", "section")
_LONGEST_LIST, _LINKED_SHARE = 1500, 0.6
"""Characters of a list of links inside a body, and the share of them that is link."""

_LONGEST_LINK = 50
"""Characters of a link alone in its line that is another story's headline."""

_FIRST, _LAST = 3, 4
"""Lines at either end among which by-lines are looked for."""

_LIVE = 3
"""Clocks in lines of their own that make a live report, where they belong to the text."""

_LEAD = re.compile(r"^(?:摘要|导读|导语|内容提要|核心提示)?\s*[:：]?\s*(?:【[^】]*】)?")
_SHORTEST_SUMMARY = 12


@dataclass(slots=True)
class Trimmed:
    """The numbers of the lines kept, in order; `dropped` are identities of nodes to leave out."""

    kept: list[int]
    dropped: set[int]
    start: int
    """Number of the first line of the box."""


def trim(sheet: Sheet, weighed: Weighed, headline: Headline, description: str) -> Trimmed:
    """Return which lines of the chosen box are the article's."""
    box, weights = weighed.box, weighed.weights
    clutter = _clutter(sheet, box, weights)
    gone = {index for inner in clutter for index in range(inner.start, inner.end)}
    inside = [index for part in weighed.parts for index in range(part.start, part.end)]
    lines = [sheet.lines[index] for index in inside if index not in gone]
    lines = lines[: find_end(lines, weights, weighed.ended)]
    start = find_start(sheet, lines, weights, headline, description)
    is_live = sum(is_clock(line.text) for line in lines) >= _LIVE
    if is_live and start and is_clock(lines[start - 1].text):
        start -= 1
    kept = [line for line in lines[start:] if _is_kept(line) or (is_live and is_clock(line.text))]
    kept = _without_credits(kept)
    kept = kept[_summary(kept) :]
    indices = [line.index for line in kept]
    return Trimmed(indices, _dropped(sheet, box, clutter, indices), box.start)


def _dropped(sheet: Sheet, body: Box, clutter: list[Box], kept: list[int]) -> set[int]:
    """Return the nodes inside the body that are not the article's: boxes, texts, pictures."""
    dropped = {box.node.mem_id for box in clutter}
    wanted = set(kept)
    for line in sheet.lines[body.start : body.end]:
        if line.index not in wanted:
            dropped.update(line.nodes)
    for picture in sheet.pictures if kept else ():
        if not kept[0] - _FIRST <= picture.line <= kept[-1] + 1:
            dropped.add(picture.node)
    return dropped


def _clutter(sheet: Sheet, body: Box, weights: list[float]) -> list[Box]:
    """Return the outermost boxes inside the body that are clutter."""
    total = sum(max(0.0, weight) for weight in weights[body.start : body.end])
    found: list[Box] = []
    inside = 0  # depth of the clutter that is being passed
    for box in sheet.boxes[body.index + 1 :]:
        if box.depth <= body.depth:
            break
        if inside and box.depth > inside:
            continue
        inside = 0
        held = sum(max(0.0, weight) for weight in weights[box.start : box.end])
        if _is_clutter(sheet, box) and (held == 0 or held < total * _KEPT_SHARE):
            found.append(box)
            inside = box.depth
    return found


def _is_clutter(sheet: Sheet, box: Box) -> bool:
    if box.junk:
        return True
    if box.start == box.end:
        return False
    return names.is_dropped_inside(box.names) or _is_link_list(sheet, box)


def _is_link_list(sheet: Sheet, box: Box) -> bool:
    if box.tag not in _LIST_TAGS:
        return False
    lines = sheet.lines[box.start : box.end]
    size = sum(line.size for line in lines)
    linked = sum(line.linked for line in lines)
    return 0 < size < _LONGEST_LIST and linked > size * _LINKED_SHARE


def _is_kept(line: Line) -> bool:
    """Whether a line between start and end is the article's."""
    if line.size <= 2 and not any(char.isalnum() for char in line.text):
        return False
    if line.size > 4 and line.linked > line.size * 0.7:
        is_headline = line.size < _LONGEST_LINK and not line.text.endswith(("。", "”"))
        if is_headline or not line.marks:
            return False
    if phrases.is_dropped(line.text) or phrases.is_button(line.text):
        return False
    return not (line.size < 200 and phrases.is_footer(line.text))


def _without_credits(lines: list[Line]) -> list[Line]:
    """Return the lines without by-lines near either end, and counters and notices at the last."""
    last = len(lines) - _LAST
    kept = [
        line
        for place, line in enumerate(lines)
        if _FIRST <= place < last or not phrases.is_byline(line.text)
    ]
    while kept and _is_idle_end(kept[-1].text):
        kept.pop()
    return kept


def _is_idle_end(text: str) -> bool:
    return phrases.is_counter(text) or phrases.is_rights(text) or phrases.is_credits(text)


def _summary(kept: list[Line]) -> int:
    """Return how many of the first lines only repeat what the text says: an excerpt above it."""
    for place, line in enumerate(kept[:2]):
        own = phrases.key(_LEAD.sub("", line.text))
        if len(own) < _SHORTEST_SUMMARY:
            continue
        for following in kept[place + 1 : place + 4]:
            if own in phrases.key(following.text) or own.startswith(
                phrases.key(following.text)[:60]
            ):
                return place + 1 if following.size >= _SHORTEST_SUMMARY else 0
        return 0
    return 0

"""Which boxes are clutter: by tag, by name, by shape, and by what they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tnews.text.extract import names
from tnews.text.extract.lines import substance
from tnews.text.extract.streams import mark_streams

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Box, Sheet

_JUNK_TAGS = ("footer", "nav", "aside")
_NEVER_JUNK = ("body", "article", "main")

_MOST = 0.4
"""Share of the page's substance that no clutter has."""

_ENOUGH = 60
"""Characters of running text that an article has."""


def mark_junk(sheet: Sheet) -> None:
    """Set `Box.junk` to what tags and names say; `settle_junk` has the last word."""
    for box in sheet.boxes:
        if box.tag not in _NEVER_JUNK:
            is_surely = box.tag in _JUNK_TAGS
            box.junk = names.SURE if is_surely else names.junk_level(box.names)


def settle_junk(sheet: Sheet, headline: int) -> None:
    """Set `Box.junk`: by tag, name and shape, unless the box holds what no clutter holds.

    A likely name is cleared when its boxes hold most of the substance or the headline; a sure
    one only when they hold both. What stands inside clutter is clutter.
    """
    parts = [substance(line) for line in sheet.lines]
    sums = [0]
    for part in parts:
        sums.append(sums[-1] + part)
    total = sums[-1] or 1
    groups: dict[str, list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        if box.junk:
            groups[box.names or f"#{box.index}"].append(box)
    for boxes in groups.values():
        held = sum(sums[box.end] - sums[box.start] for box in boxes) / total
        has_headline = any(box.start <= headline < box.end for box in boxes)
        for box in boxes:
            holds_most = held > _MOST and held * total >= _ENOUGH
            has_both = holds_most and has_headline and box.tag not in ("footer", "nav")
            if has_both or (box.junk == names.LIKELY and (holds_most or has_headline)):
                box.junk = 0
    streams = mark_streams(sheet)
    inside = sum(sums[box.end] - sums[box.start] for box in streams)
    is_all = total - inside < _ENOUGH
    for box in streams:
        if not (is_all or box.start <= headline < box.end):
            box.junk = max(box.junk, names.LIKELY)
    for box in sheet.boxes:
        if box.parent >= 0 and box.tag not in ("article", "main"):
            box.junk = max(box.junk, sheet.boxes[box.parent].junk)

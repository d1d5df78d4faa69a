"""Which box holds the article: each line weighed, the box of the heaviest lines.

The numbers were found on real pages of some fifty sites and are starting points, no laws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tnews.text import dates
from tnews.text.extract import names, phrases
from tnews.text.extract.lines import is_info

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Box, Line, Sheet
    from tnews.text.extract.title import Headline

_ENOUGH = 60.0
"""Weight after which an article has begun."""

_DESCRIBED, _BEGINNING, _SHORTEST = 120.0, 14, 30
"""What the beginning of the page's description adds, how many characters must agree, and how
many a line has that may be described; a shorter one is a headline."""

_ABOVE, _FAR, _FARTHEST, _ENDED = 0.25, 0.55, 900, 0.2
"""What a line's weight is multiplied by above the headline, and at least far below it, where
`_FARTHEST` lines would make it nothing; and below what ends an article: a heading of other
stories, the editor, a form for comments."""

_HEADINGS = ("h1", "h2", "h3")

_LONGEST_INFO = 90

_SLIGHT = 0.5
"""Weight up to which a line is idle."""

_GAP, _LONG_GAP, _FADE, _LONG_FADE, _FAINTEST = 6, 12, 0.6, 0.35, 0.05
"""Idle lines after which text that resumes is likely another story's, and what its weight and
that of all after it is multiplied by. This keeps streams and comments out."""

_SPARSE = 30
"""Characters without sentences that still may be an article, if a box is named as one."""


@dataclass(slots=True)
class Weighed:
    """The chosen box and the weight of every line."""

    box: Box
    parts: list[Box]
    """The boxes within it that are the body: itself, or those that were chosen."""
    weights: list[float]
    ended: int
    """The number of the line below which only other stories follow; 0 if none says so."""

    @property
    def first(self) -> int:
        """The number of the first line of the box that has weight."""
        lines = range(self.box.start, self.box.end)
        return next((index for index in lines if self.weights[index] > 0), self.box.start)


def weigh(
    sheet: Sheet, headline: Headline, description: str, chosen: Sequence[Box] = ()
) -> Weighed | None:
    """Return the box of the article (that around `chosen`, if given) with the weight of all lines.

    None if nothing weighs.
    """
    if not sheet.lines:
        return None
    scale = _Scale(sheet, headline, description)
    weights = [scale.weigh(line) for line in sheet.lines]
    sums = [0.0]
    positive = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
        positive.append(positive[-1] + max(0.0, weight))
    if chosen:
        around = _around(sheet, chosen)
        return Weighed(around, list(chosen), weights, scale.ended)
    best, best_score = None, 0.0
    for box in sheet.boxes:
        if box.junk:
            continue
        score = sums[box.end] - sums[box.start] + 0.4 * box.depth
        if names.is_body_like(box.names):
            score += min(60.0, 0.12 * (positive[box.end] - positive[box.start]))
        if box.tag in ("p", "li", "h4", *_HEADINGS):
            score -= 8
        if score > best_score and positive[box.end] > positive[box.start]:
            best, best_score = box, score
    if best is None or positive[best.end] - positive[best.start] < _SPARSE:
        best = _sparse(sheet, headline.line) or best
    return Weighed(best, [best], weights, scale.ended) if best is not None else None


def _around(sheet: Sheet, parts: Sequence[Box]) -> Box:
    """Return the innermost box that holds all of `parts`."""
    paths = [sheet.ancestors(box.index) for box in parts]
    shared = set.intersection(*({box.index for box in path} for path in paths))
    return sheet.boxes[max(shared)]


def _sparse(sheet: Sheet, headline: int) -> Box | None:
    """Return the box of an article that has no sentences: a poem, a list of results."""
    best, best_size = None, _SPARSE
    sizes = [0]
    for line in sheet.lines:
        counts = line.index > headline and not sheet.boxes[line.box].junk and not is_info(line)
        sizes.append(sizes[-1] + (line.size - 2 * line.linked if counts else 0))
    for box in sheet.boxes:
        is_named = box.tag in ("article", "main") or names.is_body_like(box.names)
        size = sizes[box.end] - sizes[box.start]
        if is_named and not box.junk and size >= best_size:
            best, best_size = box, size
    return best or _pictured(sheet, headline)


def _pictured(sheet: Sheet, headline: int) -> Box | None:
    """Return the innermost box that is named as a body and holds most pictures, two at least."""
    counts = sheet.picture_counts()
    best, most = None, 2
    for box in sheet.boxes:
        is_fit = not box.junk and box.start > headline and names.is_body_like(box.names)
        if is_fit and counts[box.index] >= most:
            best, most = box, counts[box.index]
    return best


class _Scale:
    """Weighs the lines of a page from top to bottom, and remembers what came before."""

    def __init__(self, sheet: Sheet, headline: Headline, description: str) -> None:
        self.sheet = sheet
        self.headline = headline
        self.description = phrases.key(description)
        self.collected = 0.0
        self.idle = 0  # lines without weight in a row
        self.fading = 1.0
        self.ended = 0  # number of the line that ended the article
        self.is_over = False  # another article has begun

    def weigh(self, line: Line) -> float:
        """Return the weight of the next line."""
        if line.index == self.headline.line:
            self.collected, self.idle, self.fading = 0.0, 0, 1.0
            self.ended, self.is_over = 0, False
        weight = self._placed(line, _weight(self.sheet, line) + self._described(line))
        if weight <= _SLIGHT:
            self.idle += 1
            if line.index > self.headline.line and self.collected >= _ENOUGH:
                if self.ended:
                    self.is_over = self.is_over or self._begins_another(line)
                elif phrases.is_end(line.text):
                    self.ended = line.index
            return weight
        if self.collected >= _ENOUGH and self.idle >= _GAP:
            fade = _FADE if self.idle < _LONG_GAP else _LONG_FADE ** (self.idle // _LONG_GAP)
            self.fading = max(_FAINTEST, self.fading * fade)
        self.idle = 0
        weight *= self.fading
        self.collected += weight
        return weight

    def _placed(self, line: Line, weight: float) -> float:
        """Return the weight as the line's place changes it: below the headline, the nearer the
        better, and not below its end."""
        headline = self.headline
        if headline.line <= line.index <= headline.last:
            return min(weight, 0.0)
        if weight <= 0:
            return weight
        after = line.index - headline.line
        if headline.line >= 0:
            weight *= max(_FAR, 1 - after / _FARTHEST) if after > 0 else _ABOVE
        if self.is_over:
            return 0.0
        return weight * _ENDED if self.ended else weight

    def _begins_another(self, line: Line) -> bool:
        """Whether the line is the headline or the info line of another whole article."""
        if line.tag == "h1":
            return True
        is_short = line.size < _LONGEST_INFO and dates.find(line.spaced) is not None
        return is_short and phrases.has_source(line.spaced)

    def _described(self, line: Line) -> float:
        """Return what it adds that the page's own description begins like the line."""
        begin = self.description[:_BEGINNING]
        if len(begin) < _BEGINNING - 4 or line.size < _SHORTEST or not line.marks:
            return 0.0
        if self.sheet.boxes[line.box].junk or line.tag in _HEADINGS:
            return 0.0
        own = phrases.key(line.text)
        return _DESCRIBED if begin in own[:24] or self.description[:24] in own else 0.0


def _weight(sheet: Sheet, line: Line) -> float:
    """Return what a line says for being text of an article (about its length) or against it."""
    size, text = line.size, line.text
    if size < 2:
        return 0.0
    if sheet.boxes[line.box].junk or phrases.is_footer(text):
        return -2.0 - 0.05 * min(size, 60)
    if line.is_link:
        return -0.5 * min(size, 40)
    own = size - line.linked
    if line.marks and size >= 18:
        weight = own * min(1.4, 0.7 + 0.12 * line.marks)
    elif size >= 40:
        weight = own * 0.4
    elif line.marks and size >= 8:
        weight = own * 0.5
    else:
        weight = -0.05 * min(size, 12) if size < 30 else own * 0.1
    return min(weight, 0.0) if weight > 0 and is_info(line) else weight

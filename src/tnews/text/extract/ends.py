"""Where the text begins and ends among the lines of its box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.text.extract import phrases
from tnews.text.extract.lines import dated, is_info

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Line, Sheet
    from tnews.text.extract.title import Headline

_ENOUGH = 60
"""Characters of text that an article has before other stories follow."""

_CUT_SHARE = 0.35
"""Share of the text that must be out before a heading of other stories ends the article."""

_DENSE = 30.0
"""Weight of a paragraph that leaves no doubt."""

_ENDED = 0.65
"""Share of these paragraphs after which a comment form or a disclaimer ends the article."""

_PARAGRAPH, _FAINT = 40, 0.3
"""Characters of a paragraph, and weight a character below which it belongs to another story;
those of an article have more than 0.38."""

_SLIGHT = 5.0
"""Weight up to which a line with a date above the text is an info line."""

_IDLE, _IDLE_SHARE, _IDLE_WEIGHT = 8, 0.75, 3.0
"""Lines before the first sure paragraph, and the share of them below this weight and in other
boxes, that make them the controls of a player or a menu."""

_BEGINNING, _NEAR = 14, 7
"""Characters by which a description is recognised, lines in which it is looked for."""

_LONGEST_INFO, _LONGEST_FOOTER = 80, 200

_LONGEST_PROMOTION, _LONGEST_SLOGAN = 24, 60
"""Lines of an advertisement at the end of an account's article, characters of each."""


def find_end(lines: list[Line], weights: list[float], ended: int) -> int:
    """Return how many lines come before what ends the article, or an advertisement.

    It ends at the first heading of other stories, at a footer, at what only stands below
    articles (评论 66, 免责声明) when little text follows it, and where other stories begin below
    line number `ended` (see `Weighed`).
    """
    dense = [line.size if line.marks > 1 and weights[line.index] > _DENSE else 0 for line in lines]
    total, text = sum(dense), sum(line.size for line in lines if weights[line.index] > 0)
    passed = passed_dense = last = 0
    for place, line in enumerate(lines):
        if passed >= max(_ENOUGH, text * _CUT_SHARE):
            is_footer = line.size < _LONGEST_FOOTER and phrases.is_footer(line.text)
            is_ended = passed_dense > total * _ENDED and phrases.is_end(line.text)
            if is_footer or is_ended or phrases.is_cut(line.text):
                return _before_promotion(lines[:place])
            if line.index > ended > 0 and _is_faint(line, weights[line.index]):
                return _before_promotion(lines[:last])
        if weights[line.index] > 0:
            passed += line.size
            passed_dense += dense[place]
            last = place + 1
    return _before_promotion(lines)


def _is_faint(line: Line, weight: float) -> bool:
    """Whether a paragraph below the end counts for so little that it is another story's."""
    return line.marks > 1 and line.size >= _PARAGRAPH and 0 <= weight < line.size * _FAINT


def _before_promotion(lines: list[Line]) -> int:
    """Return how many lines come before an account's own advertisement (扫码, 关注公众号, 点在看)
    and the short lines that follow it to the end."""
    end = len(lines)
    first = max(len(lines) * 2 // 3, len(lines) - _LONGEST_PROMOTION)
    for place in range(len(lines) - 1, first, -1):
        if lines[place].size > _LONGEST_SLOGAN:
            break
        if phrases.is_promotion(lines[place].text):
            end = place
    return end


def find_start(
    sheet: Sheet, lines: list[Line], weights: list[float], headline: Headline, description: str
) -> int:
    """Return where the text begins: behind headline, info lines and buttons at the top."""
    last = max(headline.line, headline.last)
    start = next((at for at, line in enumerate(lines) if line.index > last), len(lines))
    start = _described(lines, weights, start, phrases.key(description)[:_BEGINNING])
    title = phrases.key(headline.text)
    while start < len(lines) and _is_preamble(lines[start], weights, title):
        start += 1
    return _after_controls(sheet, lines, weights, start)


def _described(lines: list[Line], weights: list[float], start: int, begin: str) -> int:
    """Return the line near `start` that the page's description begins like, if none before it
    has weight."""
    if len(begin) < _BEGINNING - 4:
        return start
    for place, line in enumerate(lines[start : start + _NEAR], start):
        if phrases.key(line.text).startswith(begin):
            return place
        if line.size >= _BEGINNING and not line.linked and weights[line.index] > 0:
            break
    return start


def _after_controls(sheet: Sheet, lines: list[Line], weights: list[float], start: int) -> int:
    """Return the first sure paragraph, if a crowd of idle lines in other boxes stands before it."""
    sure = (at for at in range(start, len(lines)) if weights[lines[at].index] > 2 * _DENSE)
    first = next(sure, start)
    if first - start < _IDLE:
        return start
    home = sheet.boxes[lines[first].box].parent
    idle = sum(
        weights[line.index] <= _IDLE_WEIGHT and sheet.boxes[line.box].parent != home
        for line in lines[start:first]
    )
    return first if idle >= _IDLE_SHARE * (first - start) else start


def _is_preamble(line: Line, weights: list[float], title: str) -> bool:
    own = phrases.key(line.text)
    if own == title or (len(own) >= 6 and own in title and weights[line.index] <= 0):
        return True
    if phrases.is_button(line.text) or phrases.is_counter(line.text):
        return True
    if line.tag in ("figcaption", "h2", "h3", "h4"):
        return False
    is_light = line.size < _LONGEST_INFO and weights[line.index] <= _SLIGHT
    return is_light and (is_info(line) or dated(line.spaced) is not None)

"""The headline: the line that the page's own <title> begins with, or what looks like one above
the body."""

from __future__ import annotations

import math
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tnews.model.record import Record
from tnews.text import dates
from tnews.text.extract import phrases
from tnews.text.extract.lines import is_info

if TYPE_CHECKING:
    from tnews.text.extract.declared import Declared
    from tnews.text.extract.sheet import Line, Sheet

_SHORTEST, _LONGEST = 4, 120  # characters of a headline's line
_ACCEPTED = 1.2
SURE = 2.2
"""Score from which a line needs no confirmation by the info line below it."""

_ALIKE = 0.7
"""Share of characters that a changed headline keeps."""

_SURE_LENGTH = 6
"""Characters from which a line counts that <title> holds anywhere."""

_BEGINS, _SOCIAL, _CALLED = 1.2, 0.5, 0.6
"""What it adds that <title> begins with the line, that og:title is the same, that a class says so."""

_JUNK, _LINK, _WITH_SITE, _STEP, _STEPS = 1.2, 1.0, 0.3, 0.0006, 400
"""What it takes off to stand in clutter, to be a link, to end with the site's name, to stand
lower by a line, and how many lines lower count."""

_NEAR = 12
"""Lines above the body in which a headline is looked for."""

_LIKENESS = 0.8
_TELLING = 10
"""Likeness that a line above the body needs, and characters of a <title> that may be a headline
although no line repeats it: then twice as much."""

_TAGS = {"h1": 2.0, "h2": 0.8, "h3": 0.4}
_CUT = re.compile(
    r"[_|｜]|--| - |\s[-–—]\s|——(?=[^—]{2,12}$)|[-–—](?=[^-–—]{0,16}(?:网|新闻|频道|报|在线|News|資訊|新聞|網)$)"
)
_SITE = re.compile(r"[-–—][^-–—]{2,10}$")
_NAMED = re.compile(r"title|headline|(?:^|[\s_-])(?:tit|bt|biaoti|subject)(?:$|[\s_-])")
_ORIGINAL = re.compile(r"^(?:\[?【?原创】?\]?)\s*(?=\S{6})")
_NO_HEADLINE = re.compile(
    r"来源|來源|首页|首頁|位置|[>›»]|责任?编辑|发布[时日于者]|字号|^本报|记者|導航|导航"
)


class Headline(Record):
    """`text` and the number of its first line (-1: it stands nowhere but in the head)."""

    text: str
    line: int
    score: float
    last: int = -1


def find_headline(sheet: Sheet, declared: Declared) -> Headline:
    """Return the headline as lines, <title> and og:title agree on it; its text may be ""."""
    page, social = phrases.key(declared.title), phrases.key(declared.first("og:title"))
    best, best_score = None, _ACCEPTED
    for line in sheet.lines:
        if _SHORTEST <= line.size <= _LONGEST:
            score = _score(sheet, line, page, social)
            if score > best_score:
                best, best_score = line, score
    if best is not None:
        text, last = _joined(sheet, best, page)
        return Headline(_ORIGINAL.sub("", text), best.index, best_score, last)
    if social:
        return Headline(cut_site(declared.first("og:title")), -1, 2.0)
    return Headline(cut_site(declared.title), -1, 1.0)


def _score(sheet: Sheet, line: Line, page: str, social: str) -> float:
    """Return how sure it is that the line is what <title> (`page`) and og:title name."""
    own = phrases.key(_ORIGINAL.sub("", line.text))
    boxes = sheet.ancestors(line.box)
    heading = max((_TAGS.get(box.tag, 0.0) for box in boxes[:3]), default=0.0)
    score = _support(own, page, social, heading) if len(own) >= _SHORTEST else 0.0
    if not score:
        return 0.0
    score += heading
    if social and own == social:
        score += _SOCIAL
    if any(box.junk for box in boxes):
        score -= _JUNK
    elif any(_NAMED.search(box.names) for box in boxes[:2]):
        score += _CALLED
    if not heading and ("_" in line.text or "|" in line.text or _SITE.search(line.text)):
        score -= _WITH_SITE
    if line.is_link:
        score -= _LINK
    return score - _STEP * min(line.index, _STEPS)


def _support(own: str, page: str, social: str, heading: float) -> float:
    """Return how well the line's key fits the keys of <title> and og:title."""
    if len(own) >= _SURE_LENGTH and own in page:
        share = math.sqrt(len(own) / max(2 * _SURE_LENGTH, len(page)))
        return 3 * share + (_BEGINS if page.startswith(own) else 0.0)
    if social and own == social:
        return 3.0
    if heading >= _TAGS["h2"] and (own[:10] == page[:10] or _is_alike(own, page)):
        return 2.5
    return 2.0 if heading and page.startswith(own) else 0.0


def _is_alike(own: str, page: str) -> bool:
    """Whether a heading and the <title> differ in a few characters only (a changed headline)."""
    if not 8 <= len(own) <= len(page):
        return False
    return SequenceMatcher(None, own, page[: len(own) + 8], autojunk=False).ratio() > _ALIKE


def _joined(sheet: Sheet, first: Line, page: str) -> tuple[str, int]:
    """Return the headline with the lines below it that <title> goes on with."""
    text, last = first.text, first.index
    for line in sheet.lines[first.index + 1 : first.index + 4]:
        both = phrases.key(text + line.text)
        if line.size < 3 or not page.startswith(both):
            break
        text, last = f"{text} {line.text}", line.index
    return text, last


def cut_site(title: str) -> str:
    """Return a <title> without the names of site and channel behind it."""
    head = _CUT.split(title, maxsplit=1)[0].strip()
    return head if len(head) >= 4 else title.strip()


def above_the_body(sheet: Sheet, start: int, headline: Headline) -> Headline:
    """Return the line above the body that looks most like a headline, where <title> names none.

    `start` is the first line with weight. Tags and class names count, so does standing right
    above the info line. `headline` stays when nothing qualifies; one that may be more than the
    name of a site goes only for a line that is marked as a headline.
    """
    best = headline
    best_score = _LIKENESS if len(headline.text) < _TELLING else 2 * _LIKENESS
    last = min(start + 1, len(sheet.lines) - 1)
    for index in range(last, max(-1, start - _NEAR), -1):
        line = sheet.lines[index]
        if not 6 <= line.size <= 70 or line.linked * 2 >= line.size or not _may_be_headline(line):
            continue
        boxes = sheet.ancestors(line.box)
        score = max((_TAGS.get(box.tag, 0.0) for box in boxes[:2]), default=0.0)
        score += 1.5 if any(_NAMED.search(box.names) for box in boxes[:2]) else 0.0
        score += 0.5 if line.bold * 2 > line.size else 0.0
        below = sheet.lines[index + 1 : min(index + 4, last + 1)]
        score += 1.5 if any(is_info(line) for line in below) else 0.0
        score -= 0.1 * abs(start - index) + (2.0 if any(box.junk for box in boxes) else 0.0)
        if score > best_score:
            best = Headline(_ORIGINAL.sub("", line.text), index, SURE, index)
            best_score = score
    return best


def _may_be_headline(line: Line) -> bool:
    return not (is_info(line) or _NO_HEADLINE.search(line.text) or dates.find(line.text))

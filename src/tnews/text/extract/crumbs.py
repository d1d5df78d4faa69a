"""The breadcrumb: 首页 > 资讯 > 消费 becomes 资讯, 消费."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Line, Sheet
    from tnews.text.extract.title import Headline

_LONGEST, _LONGEST_STEP, _MOST_STEPS = 80, 12, 6
_TOP, _BELOW = 40, 3
"""Lines at the top of a page without a headline, and below a headline, that are looked at."""

_HOME = re.compile("首[页頁]|位置")
_ARROWS = re.compile(r"\s*(?:>>|->|[>›»→＞/\\|｜⟩]|&gt;|--|—|·)\s*")
_SIGN = re.compile(r"[>›»→＞]")
_LEAD = re.compile(r"^.*?(?:位置|所在|location|当前)[^:：]{0,6}[:：是]?\s*", re.I)
_NAMED = re.compile(
    r"crumb|weizhi|dqwz|location|(?:^|[\s_-])(?:path|where|position|daohang|mbx|place)(?:$|\s|[-_](?:bar|nav|box))"
)
_NO_STEP = re.compile(
    r".*首\s*[页頁]|主页|网站地图|正文|新闻详情|内容|内容详情|文章详情|详情页?|home|您?现?在?的?位置|查看(?:内容|文章)?|浏览文章|返回.*|更多|当前位置",
    re.I,
)


def find_crumbs(sheet: Sheet, headline: Headline) -> tuple[str, ...]:
    """Return the steps of the breadcrumb above the headline, without home page and article."""
    last = headline.line + _BELOW if headline.line >= 0 else _TOP
    for line in sheet.lines[:last]:
        if line.size < _LONGEST and (found := _steps(sheet, line, headline.text)):
            return found
    return ()


def _steps(sheet: Sheet, line: Line, title: str) -> tuple[str, ...]:
    """Return the steps of a line that is a breadcrumb, () if it is none."""
    text = _LEAD.sub("", line.spaced, count=1)
    has_lead = text != line.spaced
    if not has_lead and not _is_crumb(sheet, line):
        return ()
    parts = _ARROWS.split(text)
    if len(parts) == 1 and line.linked:
        parts = text.split()
    if len(parts) == 1 and not has_lead:
        return ()
    steps = [part.strip(" 　:：[]【】") for part in parts]
    return tuple(step for step in steps if _is_step(step, title))[:_MOST_STEPS]


def _is_crumb(sheet: Sheet, line: Line) -> bool:
    """Whether a line has two of arrows, links (or a home page), and the name of a breadcrumb."""
    has_arrows = _SIGN.search(line.text) is not None
    has_links = line.linked > 0 or _HOME.search(line.text) is not None
    if has_arrows and has_links:
        return True
    return (has_arrows or has_links) and _is_named(sheet, line)


def _is_named(sheet: Sheet, line: Line) -> bool:
    names = [box.names for box in sheet.ancestors(line.box)[:3]]
    return any(map(_NAMED.search, [*names, *(name for _, name in line.pieces)]))


def _is_step(step: str, title: str) -> bool:
    if not any(char.isalpha() for char in step) or _NO_STEP.fullmatch(step):
        return False
    return len(step) <= 4 or (len(step) <= _LONGEST_STEP and step not in title)

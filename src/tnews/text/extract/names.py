"""What the class names and ids of elements say: clutter, and how surely, or the article's body.

Words of page makers, pinyin ones too; none is the name of a site. They are matched against
`Box.names`, which is in lower case.
"""

from __future__ import annotations

import re
from functools import cache

SURE, LIKELY = 2, 1

_SURE = r"""
    comment reply pinglun \bcmt gentie footer copy-?right hot-?news hot-?list \brank paihang \bnav navbar
    recommend tuijian side-?bar related guess-?like
"""
_LIKELY = r"""
    share jiathis \bside\b \bside[-_] \bfoot crumb menu \btool popup modal dialog login qr-?code \bewm erweima
    \bads?\b \bad[-_] advert guanggao \bhidden statement disclaimer keyword \btags?\b \btag[-_s] \bpager paging
    pagination page-num \bprev\b \bnext\b subscribe weixin wechat author-info zebian more-article xiangguan
    shengming declare feedback jiucuo \bvote praise \blike\b \blike[-_] \bzan\b bottom search user-?info friend
    hot-?spot more-?news relate \bhot\b \bapp-?(?:down|guide)
"""
_DROPPED = r"""
    share related recommend comment copy-?right qr-?code \bewm keyword \btags?\b pager paging paginat editor-
    \beditors?\b zebian zrbj \bad[-_s] \bads?\b advert more-?article statement disclaim declare hidden-content
    subscribe weixin bottom function jiucuo \bvideo player original-?title \bsource\b \breporter toolbar \bapp-
    author-?(?:info|box|card) crumb reward dashang support like-?btn edit-?author
"""
_KEPT = r"trs_?-?editor content article-?text \bpara body main"
_BODY = r"""
    article content artibody trs_?-?editor detail zoom ucap end-?text post-?body post-?text main-?text news_?-?txt
    rich_?media rich-?text body text \bpara neirong zhengwen vsb entry story editor
"""


@cache
def _any(table: str) -> re.Pattern[str]:
    return re.compile("|".join(table.split()))


def junk_level(names: str) -> int:
    """Return `SURE` or `LIKELY` if an element of these names is clutter, else 0."""
    if not names:
        return 0
    if _any(_SURE).search(names):
        return SURE
    return LIKELY if _any(_LIKELY).search(names) else 0


def is_body_like(names: str) -> bool:
    """Whether an element of these names may be the article's body."""
    return bool(names) and bool(_any(_BODY).search(names))


def is_dropped_inside(names: str) -> bool:
    """Whether an element of these names inside a body is no part of the text."""
    return bool(names) and bool(_any(_DROPPED).search(names)) and not _any(_KEPT).search(names)

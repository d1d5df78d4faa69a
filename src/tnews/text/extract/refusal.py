"""Why a page holds no article, in plain words, with what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from tnews.locale import _
from tnews.model import Block, ParseError, count_characters
from tnews.text import walls
from tnews.text.missing import NO_ARTICLE

if TYPE_CHECKING:
    from tnews.text.extract.sheet import Sheet

_GONE = re.compile(
    r"(?:页面|文章|内容|網頁|网页|文件)[^。]{0,8}(?:不存在|已(?:被)?删除|已下线|已失效|找不到|无法访问)|404 not found|page not found",
    re.I,
)
_WALL = re.compile(
    r"(?:登录|登入|订阅|訂閱|付费|付費|购买|開通|开通会员).{0,8}(?:阅读|閱讀|查看|继续|解锁|浏览).{0,6}(?:全文|全部|剩余|完整)"
)
"""What stands where an article is cut off for readers without an account."""

_NO_BODY, _GALLERY = 15, 2
"""Characters, pictures below which nothing was found that deserves the name of an article."""

_TEASER, _NOTICE = 300, 80
"""Characters below which a body may be only the beginning of an article, or no article but a
notice."""

_LITTLE = 1_200
"""Characters of a page up to which a notice that the article is gone is all there is."""


def refusal(
    tree: LexborHTMLParser, sheet: Sheet, blocks: Sequence[Block], url: str
) -> ParseError | None:
    """Return the error that says why `blocks` are no article; None if they are one."""
    size = count_characters(tuple(blocks))
    if reason := _barrier(tree, sheet, size, url):
        return reason
    if size >= _NO_BODY or sum(block.kind == "img" for block in blocks) >= _GALLERY:
        return None
    seen = sum(line.size for line in sheet.lines)
    return walls.drawn_by_script(tree, seen, url) or ParseError(_(NO_ARTICLE), url)


def _barrier(tree: LexborHTMLParser, sheet: Sheet, size: int, url: str) -> ParseError | None:
    """Return the error if what stands between reader and article is all there is to read.

    `size` is the number of characters of what was taken for the article.
    """
    short = [line.text for line in sheet.lines if line.size <= walls.LONGEST_LINE]
    if size < _TEASER and any(map(_WALL.search, short)):
        return walls.login_wanted(url)
    if size >= _NOTICE:
        return None
    if found := walls.wall(tree, [line.text for line in sheet.lines], url):
        return found
    if sum(line.size for line in sheet.lines) <= _LITTLE and any(map(_GONE.search, short)):
        return ParseError(_("the page says that the article is gone"), url)
    return None

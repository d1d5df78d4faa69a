"""Why a page lists no articles, in words that help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model import ParseError, clean_line
from tnews.text import walls
from tnews.text.missing import NO_LIST

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline

_SHELL = 5 * walls.FEW
"""Characters of text below which a page with an empty element such as scripts fill is a shell:
menus and a footer are there already."""

_SHELLS = {"app", "root", "__next", "__nuxt", "main", "container", "content", "list"}

_LONGEST_NOTICE = 30
_EMPTY = re.compile(
    r"(?:暂无|暂没有|暂时没有|目前没有|还没有|尚无|没有找到|没有|暂時沒有|暫無|尚無|沒有)(?:找到|任何|相关|相關|最新)?的?"
    r"(?:文章|内容|內容|新闻|新聞|资讯|資訊|信息|稿件|动态|结果)|(?:^|\W)no (?:articles|posts|news|results|entries)\b",
    re.I,
)


def reason(outline: Outline) -> ParseError:
    """Return the error for a page without a list: an empty list, a wall, a shell, or unknown."""
    texts = [piece.text for piece in outline.pieces]
    if notice := next(filter(_says_empty, texts), ""):
        message = _("the page lists no articles; it says “{words}”")
        return ParseError(message.format(words=clean_line(notice)), outline.url)
    if found := walls.wall(outline.tree, texts, outline.url):
        return found
    most = _SHELL if any(map(_is_shell, outline.elements)) else walls.FEW
    if found := walls.drawn_by_script(outline.tree, sum(map(len, texts)), outline.url, most):
        return found
    return ParseError(_(NO_LIST), outline.url)


def _says_empty(text: str) -> bool:
    return len(text) <= _LONGEST_NOTICE and bool(_EMPTY.search(text))


def _is_shell(element: Element) -> bool:
    return element.id.lower() in _SHELLS and element.first == element.last

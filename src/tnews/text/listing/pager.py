"""The link from a page of a list to the page that follows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tnews.text.listing import addresses, anchors
from tnews.text.selecting import parted

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline

_AROUND = 3


@cache
def _next() -> re.Pattern[str]:
    return re.compile(
        r"[\[【(（<]?(?:下\s*[一1]?\s*[页頁]|[后後]\s*[一1]?\s*[页頁]|next(?:\s*page)?|older(?:\s*posts)?|下一?[页頁]内容|更早的?(?:文章|新闻)?)"
        r"[\]】)）]?[\s>»›→]*",
        re.I,
    )


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(r"[>»›→]{1,2}|&gt;")


@cache
def _pager() -> re.Pattern[str]:
    return re.compile(r"page|pagi|fenye|fanye|\bfy\b|\bpg\b|\bnext\b", re.I)


@cache
def _script() -> re.Pattern[str]:
    return re.compile(
        r"createPageHTML\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*[\"'](\w{1,60})[\"']\s*,\s*[\"'](\w{1,9})[\"']"
    )


def next_page(outline: Outline, selector: str = "") -> str:
    """Return the address of the page that follows, "" if the page names none.

    `selector` is the configuration's; it selects nothing on the last page, so that is no
    error. Else: rel=next, a link that says 下一页, an arrow or the next number in a pager.
    """
    if selector:
        css, attribute = parted(selector)
        found = outline.select(css) if css else []
        return next(filter(None, (_target(outline, e, attribute) for e in found)), "")
    for node in outline.tree.css("link[rel~=next][href]"):
        if url := _usable(outline, node.attributes.get("href") or ""):
            return url
    links = [element for element in outline.elements if element.tag == "a"]
    for tell in (_says_next, _is_arrow):
        for element in links:
            if tell(outline, element) and (url := _target(outline, element)):
                return url
    return _next_number(outline, links) or _next_of_script(outline)


def _target(outline: Outline, element: Element, attribute: str = "") -> str:
    return _usable(outline, element.node.attributes.get(attribute or "href") or "")


def _usable(outline: Outline, href: str) -> str:
    """Return the address, "" if it is this page or on another site."""
    url = anchors.address(href, outline.base)
    is_other = url and url != anchors.address(outline.url, "")
    return url if is_other and addresses.site(url) == addresses.site(outline.url) else ""


def _says_next(outline: Outline, element: Element) -> bool:
    if "next" in (element.attributes.get("rel") or "").lower().split():
        return True
    words = (outline.text(element), element.attributes.get("title") or "")
    return any(_next().fullmatch(word.strip()) for word in words)


def _is_arrow(outline: Outline, element: Element) -> bool:
    return bool(_sign().fullmatch(outline.text(element))) and _pager_around(element) is not None


def _pager_around(element: Element) -> Element | None:
    """Return the nearest of the elements around that is, by its names, a pager."""
    for around, _level in zip(element.ancestors(), range(_AROUND), strict=False):
        if any(_pager().search(name) for name in (*around.classes, around.id)):
            return around
    return None


def _next_number(outline: Outline, links: list[Element]) -> str:
    """Return where the number after the one without a link leads, in a pager of numbers."""
    numbered: dict[Element, dict[str, str]] = {}
    for element in links:
        text = outline.text(element)
        pager = _pager_around(element) if text.isdecimal() and len(text) < 5 else None
        if pager and (url := _target(outline, element)):
            numbered.setdefault(pager, {})[text] = url
    for pager, linked in numbered.items():
        shown = [p.text for p in outline.texts(pager) if p.text.isdecimal() and len(p.text) < 5]
        current = next((int(text) for text in shown if text not in linked), 1)
        if following := linked.get(str(current + 1)):
            return following
    return ""


def _next_of_script(outline: Outline) -> str:
    """Return what follows in a pager that the script of a common publishing system draws.

    It is told the number of pages, the page's own from 0, and the parts of the file's name:
    index.html, index_1.html, index_2.html.
    """
    for node in outline.tree.css("script"):
        if match := _script().search(node.text() or ""):
            following = int(match[2]) + 1
            if following < int(match[1]):
                return _usable(outline, f"{match[3]}_{following}.{match[4]}")
    return ""

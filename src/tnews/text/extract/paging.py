"""An article on several pages: the address of its next page, and of the whole on one page."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tnews.text.extract.sheet import class_names
from tnews.text.links import absolute, canonical

_LONGEST_TEXT = 12
_SHORTEST_STEM = 4
"""Characters of a file name that tell one article from another: `1_2.html` may be page 2 of a list."""

_NEXT = re.compile(
    r"下\s*一?\s*[页頁](?:\s*[>»›]*)?|后一[页頁]|後一頁|next(?: page)?|[>»›]|下一[页頁]\s*[\(（]\d+/\d+[)）]",
    re.I,
)
_WHOLE = re.compile(
    r"(?:余下|剩余|餘下)全文|(?:阅读|閱讀|展开|展開|查看|显示|顯示|浏览)全文|全文(?:阅读|閱讀|浏览)|单页(?:阅读|显示|浏览)|單頁(?:閱讀|顯示)|在本页阅读全文"
)
_NUMBER = re.compile(r"[\[【(（]?\s*(\d{1,3})\s*[\]】)）]?")
_PAGER = re.compile(r"page|pager|pagin|fenye|(?:^|[\s_-])fy(?:$|[\s_-])|pagebox|multipage")
_PART = re.compile(r"^(.*?)(?:[_-](\d{1,3}|all|s))?$")
_PAGE_KEYS = ("page", "p", "pageno", "pagenum", "pn", "paged", "pg")
_NO_FOLLOW = re.compile(r"\.(?:jpe?g|png|gif|webp|pdf|docx?|zip)$", re.I)


class Place(NamedTuple):
    """An address as a place in an article: what all its pages share, and which one it is."""

    shared: str
    number: int
    is_whole: bool
    is_telling: bool
    """The shared part is long enough to tell articles apart."""


def place(url: str) -> Place:
    """Return the article and page number that an address means; 1 where it names none."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    stem, dot, suffix = name.partition(".")
    match = _PART.fullmatch(stem)
    bare, part = (match[1], match[2]) if match and match[1] else (stem, None)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    number = int(part) if part and part.isdecimal() else 1
    kept = []
    for key, value in fields:
        if (
            key.lower() in _PAGE_KEYS
            and value.isdecimal()
            and len(value) <= 3
            and len(fields) + len(stem) > 1
        ):
            number = int(value)
        else:
            kept.append(f"{key}={value}")
    is_whole = part in ("all", "s", "0")
    shared = f"{parts.hostname}{folder}/{bare}{dot}{suffix}?{'&'.join(kept)}"
    telling = len(bare) >= _SHORTEST_STEM or any(
        char.isdecimal() for char in "".join(kept) + folder[-6:]
    )
    return Place(shared, max(number, 1), is_whole, telling)


def find_pages(tree: LexborHTMLParser, url: str, base: str) -> tuple[str, str]:
    """Return (next page, whole article on one page) of the article at `url`; "" for none."""
    if not url:
        return "", ""
    here = place(url)
    following = whole = digits = ""
    for anchor in tree.css("a[href]"):
        text = " ".join((anchor.text() or "").split())
        if not 0 < len(text) <= _LONGEST_TEXT:
            continue
        number = _NUMBER.fullmatch(text)
        is_next = _NEXT.fullmatch(text) is not None
        if not (number or is_next or _WHOLE.search(text)):
            continue
        target = absolute(anchor.attributes.get("href") or "", base or url)
        if not target or canonical(target) == canonical(url) or _NO_FOLLOW.search(target):
            continue
        there = place(target)
        is_same = there.shared == here.shared and there.is_telling
        if is_next:
            goes_on = is_same and there.number == here.number + 1 and not there.is_whole
            if not following and goes_on:
                following = target
        elif number:
            follows = is_same and int(number[1]) == here.number + 1 == there.number
            digits = digits or (target if follows and not there.is_whole else "")
        elif not whole and (is_same or _is_near(there, here, anchor)):
            whole = target
    return following or digits, whole


def _is_near(there: Place, here: Place, anchor: LexborNode) -> bool:
    """Whether an address of another form still is the same article's: beside its pager, and
    beginning with the same file name."""
    node: LexborNode | None = anchor
    for _ in range(3):
        if node is None:
            return False
        if _PAGER.search(class_names(node.attributes)):
            return there.shared.split("?")[0].startswith(here.shared.split(".htm")[0].split("?")[0])
        node = node.parent
    return False

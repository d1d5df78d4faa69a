"""The title of a link: which of the texts in and on an anchor it is, and what is cut off it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from tnews.text import dates
from tnews.text.listing import names
from tnews.text.listing.stamps import ANY_TIME
from tnews.text.nesting import tags

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline, Piece

LONGEST = 90
"""Characters of a title; what is longer is a summary."""

ENOUGH = 6
"""Size (see `size`) of a text that can be nothing but a title: names of channels are shorter."""

SHORT = 4
"""The same where the address is that of an article beyond doubt."""

_DOTS = ("..", "…", "。。。")
_HEADINGS = tags("h1 h2 h3 h4 h5 h6")
_MARKS = tags(
    "new hot top n 热 熱 新 荐 薦 顶 頂 图 圖 视频 視頻 图集 组图 组圖 独家 獨家 原创 原創 置顶 置頂 推荐 推薦 专题 專題 "
    "直播 广告 精华 精 爆 沸 荐读 video live"
)
_BETWEEN = tags("p div li dd dt td section article figure br h1 h2 h3 h4 h5 h6 ul")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "title": re.compile(r"title|headline|\btit\b|\bbt\b|biaoti|subject|\btt\b|\bhd\b", re.I),
        "tail": re.compile(
            r"\s*[\[【(（<](?:详细|詳細|详情|詳情|全文|查看全文|阅读全文|閱讀全文|查看更多|更多)[\]】)）>][\s>»›]*$"
            r"|(?:\s|…|\.{3})+(?:详细|詳細|详情|詳情|查看全文|阅读全文|閱讀全文|查看更多)[\s>»›]*$|\s+(?:>>|»)$"
        ),
        "bracketed": re.compile(
            r"\s*(?:\[(?:详细|详情|全文|查看|更多|NEW|new)\]|[(（](?:详细|详情|全文)[)）])"
        ),
        "bullet": re.compile(r"^[\s·•●■◆▪▶►»>※★☆○◇□\-—–_|]+(?=\S)"),
        "label": re.compile("发布|發佈|發布|更新|发表|發表|时间|時間|日期|于"),
        "counter": re.compile(r"[\d,.]{1,8}|\d{1,2}:\d{2}(?::\d{2})?|\d+P"),
        "stamp": re.compile(
            r"^[\[【(（]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?[\]】)）]?(?!\d)"
            r"|(?<!\d)[\[【(（]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?[\]】)）]?$"
            r"|[\[【(（]\d\d?[-/]\d\d?[\]】)）]$"
        ),
        "word": re.compile(r"[A-Za-z0-9][A-Za-z0-9.'’%+-]*"),
        "han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]"),
    }


def size(text: str) -> int:
    """Return how much a text says: a Chinese character counts one, a word or number two."""
    shapes = _patterns()
    return len(shapes["han"].findall(text)) + 2 * len(shapes["word"].findall(text))


def is_cut(text: str) -> bool:
    """Whether the page cut the text off and put dots behind it."""
    return text.endswith(_DOTS)


def is_title_like(element: Element) -> bool:
    """Whether the element is, by tag or class, the place of a title."""
    if element.tag in _HEADINGS:
        return True
    return any(_patterns()["title"].search(name) for name in element.classes)


def tidy(text: str) -> str:
    """Return a title without the marks around it: bullets in front, [详细] behind. 【图】 stays.

    What is far too long for a title stays as it is: looking for its marks would take long.
    """
    if len(text) > 2 * LONGEST:
        return text
    shapes = _patterns()
    text = shapes["bracketed"].sub("", text)
    text = shapes["tail"].sub("", text)
    text = shapes["bullet"].sub("", text).strip()
    if size(bare := shapes["stamp"].sub("", text).strip()) >= ENOUGH:
        return bare
    return text


def of_anchor(outline: Outline, anchor: Element) -> str:
    """Return the title that an anchor carries, "" if it has none.

    Its own text; where it wraps a whole card, the heading in it or its first line; the
    `title=` attribute or a picture's `alt` where the text is cut off or missing.
    """
    text = _text(outline, anchor)
    said = " ".join((anchor.attributes.get("title") or "").split())
    if said and (not text or _is_longer_form(said, text)):
        text = said
    if not text:
        pictures = [e for e in outline.inside(anchor) if e.tag == "img"]
        alts = (" ".join((e.attributes.get("alt") or "").split()) for e in pictures)
        text = next((alt for alt in alts if size(alt) >= ENOUGH), "")
    return tidy(text)


def of_row(outline: Outline, row: Element, anchor: Element) -> str:
    """Return the title that stands in `row` beside the link `anchor`, "" if there is none."""
    for element in outline.inside(row):
        if is_title_like(element) and not element.holds(anchor):
            text = tidy(_joined(outline.texts(element)))
            if size(text) >= ENOUGH and len(text) <= LONGEST:
                return text
    return ""


def _text(outline: Outline, anchor: Element) -> str:
    for element in outline.inside(anchor):
        if is_title_like(element) and size(text := _joined(outline.texts(element))) >= 2:
            return text
    pieces = [piece for piece in outline.texts(anchor) if not _is_mark(piece.text)]
    if len(pieces) < 2:
        return pieces[0].text if pieces else ""
    lines = _lines(pieces, anchor)
    return next((line for line in lines if size(line) >= ENOUGH), max(lines, key=size))


def _lines(pieces: list[Piece], anchor: Element) -> list[str]:
    """Return the pieces with those of one block joined."""
    lines: list[list[Piece]] = []
    before: Element | None = None
    for piece in pieces:
        block = _block(piece.element, anchor)
        if not lines or block is not before:
            lines.append([])
        lines[-1].append(piece)
        before = block
    return [_joined(line) for line in lines]


def _block(element: Element, anchor: Element) -> Element:
    """Return the nearest block around `element` inside `anchor`, or the anchor."""
    while element is not anchor and element.tag not in _BETWEEN and element.parent is not None:
        element = element.parent
    return element


def _joined(pieces: list[Piece]) -> str:
    """Return the texts as one: a space only between Latin words and where they end cut."""
    text = ""
    for piece in pieces:
        if _is_mark(piece.text):
            continue
        gap = " " if text and (text[-1].isascii() and piece.text[0].isascii()) else ""
        text += gap + piece.text
    return text


def _is_mark(text: str) -> bool:
    """Whether a piece is no part of a title: a label, a counter, a running time, a date."""
    bare = text.strip("[]【】()（）·| ").lower()
    if not bare or bare in _MARKS or _patterns()["counter"].fullmatch(bare):
        return True
    found = dates.find(text, ANY_TIME) if len(text) <= 30 else None
    if found is None:
        return False
    rest = text[: found.start] + text[found.end :]
    return not size(_patterns()["label"].sub("", rest))


def _is_longer_form(said: str, text: str) -> bool:
    """Whether `said` is `text`, whole: it begins alike, is longer, and no summary."""
    if is_cut(text):
        text = text.rstrip("".join(_DOTS))
    if len(said) <= len(text) or len(said) > LONGEST:
        return False
    return _key(said).startswith(_key(text)[:4])


def _key(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text).lower() if char.isalnum())


def better(one: str, other: str) -> str:
    """Return the better of two titles of one link, `one` being first on the page."""
    if not one or names.is_crumb(one) or size(one) < min(ENOUGH, size(other)):
        return other
    return other if is_cut(one) and _is_longer_form(other, one) else one

"""HTML of feeds and pages -> clean blocks and plain lines. Knows tags, not what an article is."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from tnews.text import simplehtml, tables
from tnews.text.flow import Flow
from tnews.text.links import absolute
from tnews.text.nesting import LONGEST, tags, tame

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tnews.model import Block, BlockKind

_KINDS: Mapping[str, BlockKind] = {
    **{f"h{level}": "h" for level in range(1, 7)},
    "blockquote": "quote",
    "pre": "pre",
    "figcaption": "img",
}
BLOCKS = frozenset(_KINDS) | tags(
    "p div section article li td th tr table tbody thead tfoot caption ul ol menu dl dd dt figure "
    "center header footer aside nav main form fieldset address details summary hr"
)
"""Elements that begin and end a paragraph."""

_BOLD = tags("b strong span font")
_LISTS = tags("ul ol menu")
SKIPPED = tags(
    "script style noscript iframe textarea select svg math button template head title object embed "
    "video audio canvas option input link meta datalist map noframes applet rt rp"
)
"""Elements whose content nobody reads."""

_INLINE = tags(
    "a abbr b big br cite code del em font i img ins mark s small span strike strong sub sup u"
)
_MARKUP = re.compile(
    r"<(?=/?[a-z]|!)"  # looked at first: a text of nothing but `<` or `</` took seconds
    rf"(?:/?(?:{'|'.join(sorted(BLOCKS | SKIPPED | _INLINE))}|html|body)\b[^<>]*>"
    r"|!--|!\[CDATA\[|!doctype)",
    re.I,
)
_ESCAPED = re.compile(
    r"&(?:lt|#60|#x3c);(/?)(?:p|div|br|img|a|span|strong|section|h[1-6]|table|ul|li|blockquote|figure)"
    r"(?:\s|/|&(?:gt|#62|#x3e);)",
    re.I,
)
_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "src")
_NO_CAPTION = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|bmp|avif)|图片?|圖片|配图|image|img|photo|https?:\S*", re.I
)
_TRACKING = 2
_SIGN = 48
"""Pixels: a picture declared no larger is a sign in the text, and its `alt` stands for it."""


def blocks(html: str, base_url: str = "") -> tuple[Block, ...]:
    """Return the fragment or page body `html` as blocks, at most 5,000. Never raises.

    Links and pictures are resolved against `base_url`. Text without any tag makes a
    paragraph of each line; a body that is escaped as a whole is unescaped once more. The
    input is cut at 3 MiB; nesting and attributes are limited (`tnews.text.nesting`).
    """
    html = html[:LONGEST]
    if not _MARKUP.search(html):
        if not _is_escaped(html):
            return text_blocks(unescape(html))
        html = unescape(html)
    html = html.replace("<![CDATA[", "").replace("]]>", "")
    simple = _Walk(Flow(), base_url, frozenset())
    if simplehtml.walk(html, simple):
        return simple.flow.result()
    from selectolax.lexbor import LexborHTMLParser  # 25 ms, and most bodies of feeds do without

    body = LexborHTMLParser(tame(html)).body
    return node_blocks([body] if body is not None else [], base_url)


def node_blocks(
    nodes: Sequence[LexborNode], base_url: str = "", dropped: Set[int] = frozenset()
) -> tuple[Block, ...]:
    """Return elements of a parsed page as blocks, without the nodes whose `mem_id` is `dropped`."""
    flow = Flow()
    _Walk(flow, base_url, dropped).run(nodes)
    return flow.result()


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return plain text, in which nothing is markup, as a paragraph a line."""
    flow = Flow()
    for line in text[:LONGEST].splitlines():
        flow.text(line)
        flow.end()
        if flow.is_full:
            break
    return flow.result()


def plain(html: str) -> str:
    """Return a title or name that may hold tags and entities as one line of text."""
    html = html[:LONGEST]
    if not _MARKUP.search(html):
        return " ".join(unescape(html).split())
    return " ".join(block.text for block in blocks(html) if block.kind != "img")


def unescape(text: str) -> str:
    """Return `text` with its character references resolved, once.

    References with more digits than any character has are dropped: converting the digits
    of the longest would raise (Python's limit is 4,300).
    """
    return entities.unescape(_REFERENCE.sub("", text)) if "&" in text else text


def _is_escaped(text: str) -> bool:
    """Whether the tags of a text without tags are all written as `&lt;p&gt;`.

    One mention of a tag is text; markup begins with a tag, or closes or repeats them.
    """
    found = _ESCAPED.findall(text)
    return len(found) > 1 and (
        "/" in found or len(found) > 2 or bool(_ESCAPED.match(text.lstrip()))
    )


class _Walk:
    """One pass over the tree with a stack of its own: documents nest deeper than Python may."""

    def __init__(self, flow: Flow, base_url: str, dropped: Set[int]) -> None:
        self.flow = flow
        self.base_url = base_url
        self.dropped = dropped
        self.lists: list[int] = []  # of each open list the number of its next item, 0 = bullets

    def run(self, nodes: Sequence[LexborNode]) -> None:
        stack = [(node, False) for node in reversed(nodes)]
        while stack and not self.flow.is_full:
            node, is_left = stack.pop()
            if self.dropped and node.mem_id in self.dropped:
                continue
            name = node.tag or "-"
            if name == "-text":
                self.flow.text(node.text_content or "")
            elif is_left:
                self.leave(name, node.attributes)
            elif name == "table" and self._table(node):
                pass
            elif name[0] != "-" and name not in SKIPPED and self.enter(name, node.attributes):
                stack.append((node, True))
                stack.extend([(child, False) for child in tables.children(node)][::-1])

    def _table(self, node: LexborNode) -> bool:
        """Whether a table holds data; its rows are a block then."""
        if is_hidden(node.attributes) or not (rows := tables.rows(node)):
            return False
        self.flow.table(rows)
        return True

    def enter(self, name: str, attributes: Mapping[str, str | None]) -> bool:
        """Begin an element; return whether its children are to be walked."""
        flow = self.flow
        if attributes and is_hidden(attributes):
            return False
        if name == "br":
            flow.line_break()
        elif name == "img":
            self._picture(attributes)
        elif name == "a":
            flow.open_link(absolute(attributes.get("href") or "", self.base_url))
        elif _is_bold(name, attributes):
            flow.bold += 1
        elif name in BLOCKS:
            self._enter_block(name, attributes)
        return True

    def _enter_block(self, name: str, attributes: Mapping[str, str | None]) -> None:
        flow = self.flow
        flow.end()
        if kind := _KINDS.get(name):
            flow.kinds.append(kind)
        elif name in _LISTS:
            start = attributes.get("start") or ""
            number = int(start) if re.fullmatch("[1-9][0-9]{0,5}", start) else 1
            self.lists.append(number if name == "ol" else 0)
        elif name == "li":
            flow.open_item(self._mark())
        elif name == "figure":
            flow.open_figure()

    def leave(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """End an element."""
        flow = self.flow
        if name == "a":
            flow.close_link()
        elif name in _BOLD and _is_bold(name, attributes):
            flow.bold -= 1
        elif name in BLOCKS:
            flow.end()
            if name in _KINDS:
                flow.kinds.pop()
            elif name in _LISTS:
                self.lists.pop()
            elif name == "li":
                flow.close_item()
            elif name == "figure":
                flow.close_figure()

    def _mark(self) -> str:
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        indent = "\u3000\u3000" * min(max(len(self.lists) - 1, 0), 3)
        return indent + (f"{number}. " if number else "· ")

    def _picture(self, attributes: Mapping[str, str | None]) -> None:
        sizes = [_pixels(attributes.get(side)) for side in ("width", "height")]
        if any(size <= _TRACKING for size in sizes):
            return
        alt = " ".join((attributes.get("alt") or "").split())
        if max(sizes) <= _SIGN or "emoji" in (attributes.get("class") or ""):
            self.flow.text(alt)
            return
        title = " ".join((attributes.get("title") or "").split())
        caption = next((t for t in (title, alt) if t and not _NO_CAPTION.fullmatch(t)), "")
        urls = (absolute(attributes.get(name) or "", self.base_url) for name in _LAZY)
        if url := next(filter(None, urls), ""):
            self.flow.picture(url, caption)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes is not to be seen."""
    if attributes.get("id") == "js_content":  # WeChat sends its article hidden
        return False
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _is_bold(name: str, attributes: Mapping[str, str | None]) -> bool:
    if name in ("b", "strong"):
        return True
    return name in _BOLD and bool(_BOLD_STYLE.search(attributes.get("style") or ""))


def _pixels(value: str | None) -> float:
    """Return a declared width or height; infinity if there is none in pixels."""
    match = re.fullmatch(r"\s*([0-9]{1,5})(?:\.[0-9]*)?\s*(?:px)?\s*", value or "")
    return float(match[1]) if match else float("inf")

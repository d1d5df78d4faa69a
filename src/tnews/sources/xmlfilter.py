"""XML of feeds made well-formed and harmless, where it is not, before a parser sees it. Strings in, string out.

CDATA sections are taken out first, so that no rule mistakes their text for markup.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape  # xml.sax.saxutils imports half a web client, 40 ms
from html.entities import html5

from tnews.locale import _
from tnews.model import ParseError
from tnews.model.record import Record
from tnews.sources.entry import MOST_ENTRIES

_LONGEST_AUTHOR = 254
"""Characters of an author: feedparser looks for an e-mail address in quadratic time (64 KB
of `a@a.a.a…`: more than 18 s). RFC 5321 allows addresses of 254."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_BARE = re.compile("&(?![#A-Za-z])")
_REFERENCE = re.compile(
    "&(?!(?:lt|gt|amp|quot|apos);)"  # those of XML are most, and stay
    "(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([A-Za-z][A-Za-z0-9]*);)?"
)
_PROLOG = re.compile(
    r"\s*(?:<\?(?:[^?]|\?(?!>))*+\?>\s*)*+"
    r"(?:<!DOCTYPE(?:\"[^\"]*+\"|'[^']*+'|"
    r"\[(?:\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+\]|[^>\[\"'])*+>)?\s*(?:<\?(?:[^?]|\?(?!>))*+\?>\s*)*+",
    re.I,
)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)[^>]*+(?:>|\Z)", re.I)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|rdf|channel))(?=[\s/>])", re.I)
_OTHER_ROOT = re.compile(r"<(?:html|opml)[\s>]", re.I)
_WEB_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|script|div|title|meta)[\s>]", re.I)
_ITEM = re.compile(
    r"<((?:[\w.-]+:)?(?:item|entry))(?=[\s>]).*?(?=<(?:[\w.-]+:)?(?:item|entry)[\s>]|\Z)",
    re.I | re.S,
)
_ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.I)
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.I)
_AUTHOR = re.compile(
    r"(<((?:[\w.-]+:)?(?:author|creator|managingEditor|webMaster|publisher|contributor|owner))"
    r"(?:\s[^<>]*)?(?<!/)>)(.*?)(?=</\2\s*>|</?(?:[\w.-]+:)?(?:item|entry|channel|feed)[\s>]|\Z)",
    re.I | re.S,
)
_NO_TAG = re.compile(
    r"<(?![!?]|/?[A-Za-z_][^<>]*>|/?(?:[\w.-]+:)?(?:item|entry|channel|rss|feed|rdf)(?=[\s<]))",
    re.I,
)
"""A `<` that begins no tag: another one comes before its end, or it is `<红楼梦>`. That of an item
begins one in any case."""
_PIECE = re.compile(r"\x00[0-9]+\x00|<[^<>]*>|[^<\x00]+|.", re.S)
_MARK = re.compile(r"\x00([0-9]+)\x00")  # stands for a section; NUL is illegal, so it is free


class Document(Record):
    """XML ready for the parser. `is_cut`: the end was missing."""

    xml: str
    is_cut: bool


def prepare(text: str) -> Document:
    """Return the feed in `text` without what parsers stumble over.

    Dropped: characters and references XML forbids, comments, declarations with their
    entities, whatever stands before the root or after its end, items in the middle of more
    than 2,000, authors' text beyond 254 characters. Unknown entities and bare `&` become
    text. A feed that is cut off ends after its last whole item. Raises `ParseError` if there
    is no feed in it.
    """
    if not _ROOT.search(text):  # before any copy is made: this may be 10 MiB of a picture
        raise _no_feed(text, 0)
    text, sections = _take_out(_ILLEGAL.sub("", text))
    text, root = _from_root(text)
    text, is_cut = _to_end(text, root)
    text = _DECLARATION.sub("", _few_items(text))
    text = _REFERENCE.sub(_legal_reference, _BARE.sub("&amp;", text))
    text = _NO_TAG.sub("&lt;", text)
    text = _AUTHOR.sub(lambda match: match[1] + _short(match[3], sections), text)
    text = _MARK.sub(lambda match: f"<![CDATA[{sections[int(match[1])]}]]>", text)
    return Document(text, is_cut)


def items(xml: str) -> list[str]:
    """Return each item of a prepared feed as a feed of its own.

    For a feed in which one item's tags are so wrong that a parser loses its neighbours.
    """
    root = re.match(r"<([^\s/>]+)[^<>]*>", xml)
    if root is None:
        return []
    parts = []
    for match in _ITEM.finditer(xml):
        end = _ITEM_END.search(match[0])
        whole = match[0][: end.end()] if end else f"{match[0]}</{match[1]}>"
        parts.append(f"{root[0]}{whole}</{root[1]}>")
    return parts


def _take_out(text: str) -> tuple[str, list[str]]:
    """Return `text` without comments and with marks for its CDATA sections, and the sections.

    A section without end goes to the end of the text; a comment without end is none.
    """
    pieces: list[str] = []
    sections: list[str] = []
    start, last_comment_end = 0, text.rfind("-->")
    while (begin := text.find("<!", start)) >= 0:
        pieces.append(text[start:begin])
        if text.startswith("<![CDATA[", begin):
            end = text.find("]]>", begin)
            end = len(text) if end < 0 else end
            pieces.append(f"\x00{len(sections)}\x00")
            sections.append(text[begin + 9 : end])
            start = end + 3
        elif text.startswith("<!--", begin) and begin + 4 <= last_comment_end:
            start = text.index("-->", begin + 4) + 3
        else:
            pieces.append("<!")
            start = begin + 2
    pieces.append(text[start:])
    return "".join(pieces), sections


def _from_root(text: str) -> tuple[str, str]:
    """Return `text` from its root element on, and the root's name."""
    match = _PROLOG.match(text)
    start = match.end() if match else 0
    root = _ROOT.match(text, start)
    if root is None and not _OTHER_ROOT.match(text, start):
        root = _ROOT.search(text, start)  # a server's warning may stand in front
    if root is None:
        raise _no_feed(text, start)
    return text[root.start() :], root[1]


def _no_feed(text: str, start: int) -> ParseError:
    if "<opml" in text[start : start + 1000].lower():
        return ParseError(_("this is a list of feeds (OPML), not a feed; import it"))
    if _WEB_PAGE.search(text, 0, 100_000):
        return ParseError(_("this is a web page, not a feed"))
    return ParseError(_("this is not a feed"))


def _to_end(text: str, root: str) -> tuple[str, bool]:
    """Return `text` up to the end of its root, put there if it is missing, and if it was."""
    end = 0
    for match in re.finditer(rf"</{re.escape(root)}\s*>", text):
        end = match.end()
    if end:
        return text[:end], False
    if match_empty := re.match(r"<[^<>]*/>", text):
        return match_empty[0], False
    for match in _ITEM_END.finditer(text):
        end = match.end()
    if not end:
        return text, True
    text = text[:end]
    if "<channel" in text and "</channel" not in text and not root.lower().endswith("channel"):
        text += "</channel>"
    return f"{text}</{root}>", True


def _few_items(text: str) -> str:
    starts = [match.start() for match in _ITEM_START.finditer(text)]
    if len(starts) <= 2 * MOST_ENTRIES:
        return text
    return text[: starts[MOST_ENTRIES]] + text[starts[-MOST_ENTRIES] :]


def _legal_reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        digits = (decimal or hexadecimal).lstrip("0")
        code = int(digits or "0", 10 if decimal else 16) if len(digits) < 8 else 0
        is_legal = 0 < code <= 0x10FFFF and not _ILLEGAL.match(chr(code))
        return f"&#{code};" if is_legal else ""
    if name and f"{name};" in html5:
        return _named(name)
    return "&amp;" + match[0][1:]


@cache
def _named(name: str) -> str:
    """Return the characters of one of HTML's references."""
    return escape(html5[f"{name};"], quote=False)


def _short(inner: str, sections: list[str]) -> str:
    """Return the inside of an author element with at most `_LONGEST_AUTHOR` of text."""
    left = _LONGEST_AUTHOR
    kept: list[str] = []
    for piece in _PIECE.findall(inner):
        if piece.startswith("<") and len(piece) > 1:
            kept.append(piece)
            continue
        mark = _MARK.fullmatch(piece)
        text = escape(sections[int(mark[1])][:_LONGEST_AUTHOR], quote=False) if mark else piece
        text = " ".join(text.split()) or " "
        if len(text) > left:
            text, left = re.sub("&[^;]*$", "", text[:left]), 0
        kept.append(text)
        left = max(left - len(text), 0)
    return "".join(kept)

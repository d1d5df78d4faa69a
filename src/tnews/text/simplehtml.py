"""HTML that needs no tree: paragraphs, headings, lists, links and pictures, all closed in their order.

Most bodies of feeds are so. For them an HTML parser's tree says no more than the tags themselves,
and reading these takes a quarter of the time. Whatever a parser would repair, move or drop is
left to it: `walk` gives up at the first sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Protocol

from tnews.text.flow import Flow
from tnews.text.nesting import tags

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[ \t\n\r\f/][^<>]*)?)>")
_ATTRIBUTE = re.compile(
    r"""[ \t\n\r\f]*+([^\s"'<>/=]++)"""
    r"""(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`/]++)))?"""
    r"""(?=[ \t\n\r\f]|/?$)"""
)
"""Blanks are those of HTML: an ideographic space behind a name is part of the name."""
_HARMLESS = re.compile(r"&(?=amp;|[A-Za-z0-9_]*=)")
"""An `&` that means the same wherever it stands: `&amp;`, or that of `?a=1&b=2`."""
_LONG_REFERENCE = re.compile(r"&#[0-9xX][0-9a-fA-F]{6}")

_EMPTY = tags("br img hr")
_INLINE = tags("a b strong em i u s span font small big sub sup code mark ins del strike cite")
_HEADINGS = tags("h1 h2 h3 h4 h5 h6")
_BLOCKS = _HEADINGS | tags("p div section article blockquote figure figcaption ul ol li hr")
_PARAGRAPHS = tags("p div section article")
"""Those that begin and end a paragraph and do nothing else."""
_KNOWN = _EMPTY | _INLINE | _BLOCKS
_DEEPEST = 100
_MOST_TAGS = 20_000
_NO_ATTRIBUTES: Mapping[str, str | None] = {}


class Walk(Protocol):
    """What elements do to a flow of blocks, by their names."""

    flow: Flow

    def enter(self, name: str, attributes: Mapping[str, str | None]) -> bool:
        """Begin an element; return whether its content is to be read."""
        ...

    def leave(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """End an element."""
        ...


def walk(html: str, walk: Walk) -> bool:
    """Send the texts and elements of `html` to `walk`; return whether that was all of it.

    If not, what was sent is worth nothing.
    """
    pieces = _TAG.split(html)
    texts, closing, names, written = (pieces[start::4] for start in range(4))
    if (
        html.count("<") != len(names)
        or len(names) > _MOST_TAGS
        or "\0" in html
        or _LONG_REFERENCE.search(html)
    ):
        return False
    if not _KNOWN.issuperset(names):
        names = [name.lower() for name in names]
        if not _KNOWN.issuperset(names):
            return False
    return _Reader(walk).read(texts, closing, names, written)


class _Reader:
    """The open elements, innermost last, each with its attributes."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.names: list[str] = []
        self.attributes: list[Mapping[str, str | None]] = []

    def read(
        self, texts: list[str], closing: list[str], names: list[str], written: list[str]
    ) -> bool:
        flow, leave, open_names = self.walk.flow, self.walk.leave, self.names
        is_read = False  # the end of a paragraph, together with its beginning
        last = len(names) - 1
        for at, (text, is_end, name, said) in enumerate(
            zip(texts, closing, names, written, strict=False)
        ):
            if is_read:
                is_read = False
                continue
            if text:
                flow.text(unescape(text) if "&" in text else text)
            if is_end:
                if not open_names or open_names.pop() != name:
                    return False
                attributes = self.attributes.pop()
                if name in _PARAGRAPHS:
                    flow.end()
                    if flow.is_full:
                        return True
                else:
                    leave(name, attributes)
            elif said or name not in _PARAGRAPHS:
                if not self._begin(name, said):
                    return False
            elif "p" in open_names or len(open_names) >= _DEEPEST:
                return False
            else:
                flow.end()
                if at < last and closing[at + 1] and names[at + 1] == name:
                    inner = texts[at + 1]
                    is_read = "&" not in inner and flow.paragraph(inner)
                if not is_read:
                    open_names.append(name)
                    self.attributes.append(_NO_ATTRIBUTES)
                elif flow.is_full:
                    return True
        rest = texts[-1]
        if rest:
            flow.text(unescape(rest) if "&" in rest else rest)
        return not self.names

    def _begin(self, name: str, said: str) -> bool:
        attributes = _attributes(said) if said else _NO_ATTRIBUTES
        if attributes is None or not self._fits(name) or not self.walk.enter(name, attributes):
            return False
        if name in _EMPTY:
            self.walk.leave(name, attributes)
        else:
            if said.endswith("/"):
                return False
            self.names.append(name)
            self.attributes.append(attributes)
        return True

    def _fits(self, name: str) -> bool:
        """Whether a parser lets an element begin here and closes none for it."""
        names = self.names
        if name == "li":
            return bool(names) and names[-1] in ("ul", "ol") and "p" not in names
        if name == "a":
            return "a" not in names
        if name in _BLOCKS:
            is_heading = name in _HEADINGS and bool(names) and names[-1] in _HEADINGS
            return "p" not in names and not is_heading and len(names) < _DEEPEST
        return len(names) < _DEEPEST


def _attributes(said: str) -> Mapping[str, str | None] | None:
    """Return the attributes of a tag; None if they are not plainly written."""
    found: dict[str, str | None] = {}
    end = 0
    while match := _ATTRIBUTE.match(said, end):  # a search would begin anew at each of many blanks
        end = match.end()
        name, *quoted = match.groups()
        value = next((text for text in quoted if text is not None), None)
        if value and "&" in value:
            if value.count("&") != len(_HARMLESS.findall(value)):
                return None
            value = value.replace("&amp;", "&")
        found.setdefault(name.lower(), value)
    return found if not said[end:].strip("/ \t\r\n\f") else None

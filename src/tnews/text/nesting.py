"""HTML made harmless for a tree parser: what real documents have stays, bombs are thinned.

Lexbor's time is quadratic in nested blocks (100,000 `<div>`: 20 s; `<ul><li>`: 84 s), in
misnested ones and in attributes of one tag (60,000: 12 s). Within the limits here the
longest input takes less than a second.
"""

from __future__ import annotations

import re
from collections import Counter

LONGEST = 3 << 20
"""Characters of a document that are read."""

_DEEPEST = 400  # open elements; real pages nest a few hundred deep at most
_MOST_TAGS = 100_000
_MOST_ATTRIBUTES = 300
_SMALL = 1000  # tags and characters an attack needs more of


def tags(names: str) -> frozenset[str]:
    """Return the tag names that stand in `names`, parted by blanks."""
    return frozenset(names.split())


_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)(?:>|$)")
_DATA_URL = re.compile(r"data:[^\s\"'>]{200,}", re.I)
_SEPARATORS = re.compile(r"[\s/=\"']+")
_NEVER_NESTED = tags(  # they have no content, or the next one closes them
    "area base br col embed hr img input link meta param source track wbr "
    "p li dt dd tr td th tbody thead tfoot option"
)


def tame(html: str) -> str:
    """Return `html` cut to `LONGEST`, without the tags that nest too deep, tags beyond
    100,000, attributes beyond 300 a tag, and pictures written as data."""
    html = html[:LONGEST]
    if html.count("<") < _SMALL and len(html) < _SMALL * 20:
        return html
    return _Thinner().thin(_DATA_URL.sub("data:", html))


class _Thinner:
    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.depth = 0
        self.tags = 0

    def thin(self, html: str) -> str:
        return _TAG.sub(self._tag, html)

    def _tag(self, match: re.Match[str]) -> str:
        closing, name, attributes = match[1], match[2].lower(), match[3]
        self.tags += 1
        if self.tags > _MOST_TAGS:
            return " "
        if closing:
            if self.open[name]:
                self.open[name] -= 1
                self.depth -= 1
            return match[0]
        if name not in _NEVER_NESTED:
            if self.depth >= _DEEPEST:
                return " "
            self.open[name] += 1
            self.depth += 1
        if len(attributes) > _MOST_ATTRIBUTES * 2:
            attributes = _few(attributes)
        return f"<{match[2]}{attributes}>"


def _few(attributes: str) -> str:
    return attributes if len(_SEPARATORS.findall(attributes)) <= _MOST_ATTRIBUTES else ""

"""What a page declares about itself for machines: meta tags, JSON-LD, <title>, <base>."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tnews.text.html import plain

_LONGEST_SCRIPT = 500_000
"""Characters of one JSON-LD script that are read."""

_MOST_NODES = 2_000
"""Objects of JSON-LD that are looked at."""

_STORY = ("article", "newsarticle", "blogposting", "report", "webpage", "videoobject", "posting")


@dataclass(slots=True)
class Declared:
    """`meta` by lower-case name or property, the first of each; `linked` holds JSON-LD's words."""

    title: str = ""
    base: str = ""
    canonical: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """Return the first of these meta tags that says something, or ""."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")


def read_declared(tree: LexborHTMLParser) -> Declared:
    """Return what the page declares."""
    meta: dict[str, str] = {}
    title = base = canonical = ""
    linked: dict[str, str] = {}
    for node in tree.css("meta, title, base, link[rel=canonical], script[type*='ld+json' i]"):
        attributes = node.attributes
        match node.tag:
            case "meta":
                name = attributes.get("property") or attributes.get("name")
                name = name or attributes.get("itemprop") or attributes.get("http-equiv") or ""
                content = " ".join((attributes.get("content") or "").split())
                if name and content:
                    meta.setdefault(name.strip().lower(), content[:2000])
            case "title":
                title = title or " ".join((node.text() or "").split())
            case "base":
                base = base or attributes.get("href") or ""
            case "link":
                canonical = canonical or attributes.get("href") or ""
            case "script" if not linked:
                linked = _linked(node.text() or "")
            case _:
                pass
    return Declared(title[:1000], base, canonical, meta, linked)


def _linked(script: str) -> dict[str, str]:
    """Return the words of the article in a JSON-LD script: headline, dates, body, author, image."""
    try:
        data = json.loads(script[:_LONGEST_SCRIPT].strip(), strict=False)
    except (ValueError, RecursionError):
        return {}
    for node in _objects(data):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        is_story = any(isinstance(kind, str) and kind.lower().endswith(_STORY) for kind in kinds)
        if is_story or "pubDate" in node or "articleBody" in node:
            words = {name: text for name in node if (text := _words(node[name]))}
            if isinstance(body := node.get("articleBody"), str):
                words["articleBody"] = body  # whole, and with its lines
            return words
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in `data`, the outer first; a few levels are enough for JSON-LD."""
    queue = [data]
    for seen, value in enumerate(queue):
        if seen == _MOST_NODES:
            return
        if isinstance(value, dict):
            yield value
            queue.extend(value.values())
        elif isinstance(value, list):
            queue.extend(value)


def _words(value: Any) -> str:
    """Return a JSON-LD value as text: of an object its name or address, of a list the names."""
    if isinstance(value, str):
        return plain(value[:1000])
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("url") or "")
    if isinstance(value, list):
        return "、".join(filter(None, map(_words, value[:8])))
    return ""

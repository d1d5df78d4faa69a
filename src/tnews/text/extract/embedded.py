"""The article of a page whose elements are drawn by script: in JSON-LD or in the page's own state."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from tnews.model import Block, count_characters
from tnews.text.extract import phrases
from tnews.text.html import blocks

if TYPE_CHECKING:
    from tnews.text.extract.declared import Declared

_SHORTEST = 80
"""Characters of an article: a script holds shorter texts of all sorts."""

_TELLING = 6
"""Characters of a title that tell an article from others."""

_LARGEST_STATE, _MOST_STATES, _MOST_VALUES = 2 << 20, 5, 20_000
"""Characters of a script, assignments in it, values of one that are looked at."""

_NAMES = re.compile(
    r"(?:article|news|post|detail|main)?_?(?:body|content|text|html|richtext|content_?html|article_?content)$",
    re.I,
)
_STATE = re.compile(
    r"(?:^|[;\s])(?:window\.|self\.|var |let |const )?([A-Za-z_$][\w$.]{2,60})\s*=\s*(?=[{\[])"
)
_HAN = re.compile("[\u4e00-\u9fff]")


def find_embedded(tree: LexborHTMLParser, declared: Declared, url: str) -> tuple[Block, ...]:
    """Return the article text that a text field or a script holds; () for none.

    What stands beside the page's own title comes first, then the longest.
    """
    if found := _good(declared.linked.get("articleBody", ""), url):
        return found
    fields = (_good(node.text() or "", url) for node in tree.css("textarea"))
    best = max(fields, key=count_characters, default=())
    page, is_best_own = phrases.key(declared.title), False
    for script in tree.css("script"):
        text = script.text() or ""
        if not _SHORTEST <= len(text) <= _LARGEST_STATE:
            continue
        for data in _states(text, script.attributes):
            for value, title in _texts(data):
                is_own = len(title) >= _TELLING and phrases.key(title) in page
                found = _good(value, url)
                is_better = (is_own, count_characters(found)) > (
                    is_best_own,
                    count_characters(best),
                )
                if found and is_better:
                    best, is_best_own = found, is_own
    return best


def _states(text: str, attributes: Mapping[str, str | None]) -> Iterator[Any]:
    """Yield the JSON of a script: the whole of it, or what it assigns to a variable."""
    decoder = json.JSONDecoder(strict=False)
    kind = attributes.get("type") or ""
    starts = [match.end() for match in islice(_STATE.finditer(text), _MOST_STATES)]
    if "json" in kind:
        starts = [len(text) - len(text.lstrip())]
    for start in starts:
        try:
            yield decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield the long texts in `data` whose names say that they are an article's, each with the
    title beside it."""
    queue = [data]
    for seen, value in enumerate(queue):
        if seen == _MOST_VALUES:
            return
        if isinstance(value, list):
            queue.extend(value)
        if not isinstance(value, dict):
            continue
        title = value.get("title")
        for name, inner in value.items():
            if not isinstance(inner, str):
                queue.append(inner)
            elif len(inner) >= _SHORTEST and _NAMES.search(name):
                yield inner, title if isinstance(title, str) else ""


def _good(text: str, url: str) -> tuple[Block, ...]:
    """Return `text` as blocks if it is a Chinese article."""
    if len(text) < _SHORTEST or len(_HAN.findall(text[:4000])) < _SHORTEST // 2:
        return ()
    found = blocks(entities.unescape(text) if "&lt;" in text[:200] else text, url)
    return found if count_characters(found) >= _SHORTEST else ()

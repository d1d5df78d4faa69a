"""The links of a channel page that may lead to articles, each with what tells it from others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tnews.text.links import absolute
from tnews.text.listing import addresses, names, titles

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline

MOST = 5_000
"""Links of one page that are looked at."""

_PART_OF_A_ROW = 2
_ROW_LEVELS = 4
_ROW_SIZE = 60  # elements
_REPEATED = 4
"""How often a row may link its article with the same words: picture, title, text, button."""

_MAIN = 0.6
"""Share of the links of a page that make the part which holds them its main part."""


@dataclass(slots=True, eq=False)
class Anchor:
    """A link. `is_strong`: its text can hardly be but a title. `mark`: see `names`."""

    element: Element
    url: str
    title: str
    is_strong: bool
    is_article_like: bool
    mark: int = 0


def collect(outline: Outline) -> list[Anchor]:
    """Return the links of the page that may lead to articles, in page order, at most `MOST`."""
    here = address(outline.url, "")
    found: list[Anchor] = []
    for element in outline.elements:
        if element.tag != "a" or len(found) == MOST:
            continue
        anchor = read(outline, element)
        if anchor is None or anchor.url == here or addresses.is_errand(anchor.url):
            continue
        if len(anchor.title) <= titles.LONGEST:
            found.append(anchor)
    _borrow_titles(outline, found)
    _weaken_repeated(found)
    return found


def read(outline: Outline, element: Element) -> Anchor | None:
    """Return the link that `element` is, None if it leads nowhere."""
    url = address(element.attributes.get("href") or "", outline.base)
    if not url:
        return None
    title = titles.of_anchor(outline, element)
    enough = titles.SHORT if addresses.is_story(url) else titles.ENOUGH
    is_strong = titles.size(title) >= enough and not names.is_crumb(title)
    return Anchor(element, url, title, is_strong, addresses.is_article_like(url))


def address(href: str, base: str) -> str:
    """Return the web address `href` means without its fragment, unless that is a script's route."""
    url, _, fragment = absolute(href, base).partition("#")
    return f"{url}#{fragment}" if fragment.startswith(("/", "!")) else url


def _borrow_titles(outline: Outline, anchors: list[Anchor]) -> None:
    """Give links that say only 阅读全文, or nothing, the title that stands unlinked in their row."""
    titled = {anchor.url for anchor in anchors if anchor.is_strong}
    for anchor in anchors:
        if anchor.url in titled or (anchor.title and not names.is_crumb(anchor.title)):
            continue
        row = anchor.element
        for outer, _level in zip(anchor.element.ancestors(), range(_ROW_LEVELS), strict=False):
            is_large = outer.end - outer.index > _ROW_SIZE
            if is_large or sum(inner.tag == "a" for inner in outline.inside(outer)) > 1:
                break
            row = outer
        if title := titles.of_row(outline, row, anchor.element):
            anchor.title, anchor.is_strong = title, True


def _weaken_repeated(anchors: list[Anchor]) -> None:
    """Links that every row repeats, to a channel or a source, are not the rows' own."""
    counts = Counter((anchor.url, anchor.title) for anchor in anchors if anchor.is_strong)
    for anchor in anchors:
        most = _REPEATED if anchor.is_article_like else _REPEATED // 2
        if counts[anchor.url, anchor.title] > most:
            anchor.is_strong = False


def settle(anchors: list[Anchor]) -> None:
    """Give every anchor the mark of the parts of the page it stands in.

    A part is not beside the point if it holds most of the articles, and a header or a side
    of a single article is a part of its row.
    """
    own: dict[Element, int] = {}
    strong: dict[Element, set[str]] = defaultdict(set)
    likely: dict[Element, set[str]] = defaultdict(set)
    for anchor in anchors:
        for element in anchor.element.ancestors():
            if element not in own:
                own[element] = names.mark(element)
            if own[element] and anchor.is_strong:
                strong[element].add(anchor.url)
                if anchor.is_article_like:
                    likely[element].add(anchor.url)
    total = len({anchor.url for anchor in anchors if anchor.is_strong and anchor.is_article_like})
    for element, level in own.items():
        is_row = len(strong[element]) < _PART_OF_A_ROW and not names.is_advert(element)
        if level and (is_row or len(likely[element]) > _MAIN * total):
            own[element] = 0
    for anchor in anchors:
        anchor.mark = max((own[element] for element in anchor.element.ancestors()), default=0)

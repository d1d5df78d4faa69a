"""HTML of an article's page -> the article: headline, fields, clean body. The rules follow shapes.

`extract` is the entirety of the API. The steps: parse, flatten into lines (`sheet`), read what
the page declares (`declared`), find the headline (`title`), weigh the lines and choose the box
of the body (`weights`), trim it (`trim`), read the fields around it (`origin`, `people`,
`moments`, `crumbs`), build blocks of what is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tnews.model import CRUMBS, ArticleDraft, Block, Page, clean_url, count_characters, plain_text
from tnews.model.record import Record, replace
from tnews.text.extract import phrases
from tnews.text.extract.chosen import Chosen
from tnews.text.extract.crumbs import find_crumbs
from tnews.text.extract.declared import Declared, read_declared
from tnews.text.extract.embedded import find_embedded
from tnews.text.extract.finish import finished
from tnews.text.extract.junk import mark_junk, settle_junk
from tnews.text.extract.moments import find_moment
from tnews.text.extract.origin import find_origin
from tnews.text.extract.paging import find_pages
from tnews.text.extract.people import find_author, find_editor
from tnews.text.extract.refusal import refusal
from tnews.text.extract.sheet import Sheet, read_sheet, show_hidden
from tnews.text.extract.title import SURE, Headline, above_the_body, find_headline
from tnews.text.extract.trim import Trimmed, trim
from tnews.text.extract.weights import weigh
from tnews.text.extract.zones import find_zones
from tnews.text.html import node_blocks
from tnews.text.links import absolute
from tnews.text.nesting import tame

_SHORT_BODY = 80
"""Characters below which the page's scripts are asked for the article."""

_FLASH = 15
"""Characters below a headline that may be a whole report."""


class _Reading(Record):
    """The page with its headline, the article's lines and blocks."""

    sheet: Sheet
    headline: Headline
    trimmed: Trimmed
    blocks: tuple[Block, ...]

    @property
    def size(self) -> int:
        return count_characters(self.blocks)


def extract(html: str, url: str = "", selectors: Mapping[str, Any] = {}) -> Page:
    """Return the article of the page `html` at `url`.

    `selectors` (body, drop, title, source, author, editor, published, section) are CSS that
    beat the automatic rules where they match; `css@name` takes an attribute. Takes about
    10 ms for 100 kB, less than 5 s for the worst input.
    Raises `ParseError`: the page needs a browser, wants a login, or holds no article.
    """
    url = clean_url(url)
    tree = LexborHTMLParser(tame(html))
    declared = read_declared(tree)
    base = absolute(declared.base, url) or url
    chosen = Chosen(tree, selectors)
    chosen.drop()
    reading = _found(tree, declared, base, chosen)
    if reason := refusal(tree, reading.sheet, reading.blocks, url):
        raise reason
    sheet, headline, trimmed = reading.sheet, reading.headline, reading.trimmed
    zones = find_zones(sheet, headline.line, trimmed.kept, trimmed.start)
    origin, author = find_origin(zones, sheet, declared)
    moment = chosen.moment() or find_moment(zones, declared, html, url)
    following, whole = find_pages(tree, url, base)
    draft = ArticleDraft(
        uid="",
        url=url or absolute(declared.canonical, base),
        title=chosen.words("title") or headline.text,
        blocks=reading.blocks,
        is_full_text=True,
        origin=chosen.words("source") or origin,
        author=chosen.words("author") or author or find_author(zones, sheet, origin),
        editor=chosen.words("editor") or find_editor(zones),
        published_at=moment.at if moment else None,
        category=CRUMBS.join(chosen.section() or find_crumbs(sheet, headline)),
        image=_image(reading.blocks, declared, base),
    )
    return Page(draft, moment is not None and moment.has_time, following, whole)


def _found(tree: LexborHTMLParser, declared: Declared, base: str, chosen: Chosen) -> _Reading:
    """Return what is read of the visible page; of its hidden parts and scripts where that is
    next to nothing."""
    reading = _read(tree, declared, base, chosen)
    if reading.size >= _SHORT_BODY or chosen.has_body:
        return reading
    if show_hidden(tree):
        shown = _read(tree, declared, base, chosen)
        reading = shown if shown.size >= _SHORT_BODY else reading
    embedded = find_embedded(tree, declared, base)
    is_seen = reading.headline.line >= 0 and reading.size >= _FLASH
    if is_seen and phrases.key(reading.blocks[0].text) not in phrases.key(plain_text(embedded)):
        return reading  # a short report, and the script holds others
    if count_characters(embedded) > max(reading.size, _SHORT_BODY):
        reading = replace(reading, blocks=embedded)
    return reading


def _read(tree: LexborHTMLParser, declared: Declared, base: str, chosen: Chosen) -> _Reading:
    body = tree.body
    sheet = read_sheet(body) if body is not None else Sheet()
    mark_junk(sheet)
    headline = find_headline(sheet, declared)
    description = declared.first("description", "og:description")
    settle_junk(sheet, headline.line)
    weighed = weigh(sheet, headline, description, chosen.parts(sheet))
    if weighed is None:
        return _Reading(sheet, headline, Trimmed([], set(), len(sheet.lines)), ())
    if headline.score < SURE:
        headline = above_the_body(sheet, weighed.first, headline)
    trimmed = trim(sheet, weighed, headline, description)
    made = node_blocks([weighed.box.node], base, trimmed.dropped)
    return _Reading(sheet, headline, trimmed, finished(made, headline.text))


def _image(blocks: tuple[Block, ...], declared: Declared, base: str) -> str:
    """Return the picture that stands for the article: what it declares, else its first."""
    stated = absolute(declared.first("og:image", "twitter:image"), base)
    return stated or next((block.href for block in blocks if block.kind == "img"), "")

"""Channel pages without a feed -> the articles they list. `read_list` is the entirety of the API."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from tnews.locale import _
from tnews.model import ListedLink, Listing, ParseError
from tnews.model.record import replace
from tnews.text.links import canonical
from tnews.text.listing import chosen, moments, titles
from tnews.text.listing.anchors import Anchor, collect, settle
from tnews.text.listing.chosen import Choice
from tnews.text.listing.groups import choose
from tnews.text.listing.outline import Outline
from tnews.text.listing.pager import next_page
from tnews.text.listing.path import selector_of
from tnews.text.listing.refusal import reason
from tnews.text.listing.stamps import Moment, read

if TYPE_CHECKING:
    from tnews.text.listing.rows import Row

_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+|——+|\s*[-–—]\s*(?=\S{2,12}$)")
_FRONT = ("首页", "首頁", "home", "index")


def read_list(
    html: str, url: str, selectors: Mapping[str, Any] = {}, now: datetime | None = None
) -> Listing:
    """Return the articles that the channel page `html` at `url` lists, in page order.

    `selectors` override what would be found by the page's looks: `list` (the rows), and in
    a row `link`, `title` and `date`; `exclude` (one or several) takes parts of the page out,
    `next` leads to the next page. They are CSS; `css@name` takes an attribute. `now` (aware)
    gives dates like 3小时前 and 08-02 their day. Raises `ParseError` if there is no list, the
    page needs a browser or a login, or a selector but `exclude` and `next` selects nothing.
    """
    choice = Choice.of(selectors)
    outline = Outline(html, url, choice.exclude)
    links = collect(outline)
    if choice.list or choice.link:
        found = chosen.rows_of(outline, choice)
    else:
        settle(links)
        found = choose(outline, links, now)
    if not found:
        raise reason(outline)
    listed = _listed(outline, choice, found, links, now)
    if not listed:
        raise ParseError(_("the links in the list have no titles; give the option title"))
    return Listing(
        _channel(outline.title),
        listed,
        next_page(outline, choice.next),
        choice.list or selector_of(outline, found, links),
    )


def _listed(
    outline: Outline,
    choice: Choice,
    found: Sequence[Row],
    links: Sequence[Anchor],
    now: datetime | None,
) -> tuple[ListedLink, ...]:
    """Return an entry for each article: its first row decides the place, the first date counts."""
    said = _titles(outline, choice, found, links)
    entries: dict[str, ListedLink] = {}
    for row, title, moment in zip(found, said, _moments(outline, choice, found, now), strict=True):
        at, has_time = (moment.at, moment.has_time) if moment else (None, False)
        entry = ListedLink(row.url, title, at, has_time)
        key = canonical(row.url)
        before = entries.setdefault(key, entry)
        if before.published_at is None:
            entries[key] = replace(before, published_at=at, has_time=has_time)
    return tuple(entry for entry in entries.values() if entry.url and entry.title)


def _titles(
    outline: Outline, choice: Choice, found: Sequence[Row], links: Sequence[Anchor]
) -> list[str]:
    by_url: dict[str, list[Anchor]] = defaultdict(list)
    for link in links:
        by_url[link.url].append(link)
    looks = [_title(outline, row, by_url[row.url]) for row in found]
    if not choice.title:
        return looks
    said = chosen.values(outline, found, "title", choice.title)
    return [titles.tidy(one) or other for one, other in zip(said, looks, strict=True)]


def _title(outline: Outline, row: Row, others: Sequence[Anchor]) -> str:
    """Return the title of the entry: from its row, a whole one from elsewhere if it is cut off."""
    inside = [link for link in others if row.element.holds(link.element)] or row.anchors
    headed = [link for link in inside if outline.texts(link.element) and _is_headed(link, row)]
    shown = [link for link in inside if outline.texts(link.element)]  # not a picture's `title`
    candidates = dict.fromkeys((*headed, *shown, *inside, *row.anchors, *others))
    return reduce(titles.better, (link.title for link in candidates if link.title), "")


def _is_headed(link: Anchor, row: Row) -> bool:
    """Whether the link stands in a heading of its row."""
    if not titles.size(link.title):
        return False
    inner = [e for e in (link.element, *link.element.ancestors()) if row.element.holds(e)]
    return any(titles.is_title_like(element) for element in inner[:3])


def _moments(
    outline: Outline, choice: Choice, found: Sequence[Row], now: datetime | None
) -> list[Moment | None]:
    looks = moments.of_rows(outline, found, now)
    if not choice.date:
        return looks
    said = chosen.values(outline, found, "date", choice.date)
    return [read(one, now) or other for one, other in zip(said, looks, strict=True)]


def _channel(title: str) -> str:
    """Return the name of the channel in a page's title: 消费 in 消费_某某网."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    return next((part for part in parts if part.lower() not in _FRONT), title)

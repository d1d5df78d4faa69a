"""Lists found by the selectors of a configuration instead of by their looks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from tnews.locale import _
from tnews.model import ParseError
from tnews.model.record import Record
from tnews.text.listing import anchors, titles
from tnews.text.listing.adverts import is_labelled
from tnews.text.listing.anchors import Anchor
from tnews.text.listing.rows import Row, extend, rows
from tnews.text.selecting import parted

if TYPE_CHECKING:
    from tnews.text.listing.outline import Element, Outline

Item = TypeVar("Item")


class Choice(Record):
    """The selectors of a source; "" leaves a step to the page's looks."""

    list: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    exclude: tuple[str, ...] = ()
    next: str = ""

    @classmethod
    def of(cls, selectors: Mapping[str, Any]) -> Choice:
        """Return the choice that `selectors` make; `exclude` may be one or several."""
        exclude = selectors.get("exclude") or ()
        several = (exclude,) if isinstance(exclude, str) else tuple(map(str, exclude))
        single = {
            name: str(selectors.get(name) or "")
            for name in ("list", "link", "title", "date", "next")
        }
        return cls(exclude=several, **single)


def rows_of(outline: Outline, choice: Choice) -> list[Row]:
    """Return a row for each element that `choice.list` selects and that has a link.

    Rows that call themselves advertisements are left out.
    Without `list`, the rows of the links that `choice.link` selects. Raises `ParseError`
    naming the selector that matches nothing.
    """
    if not choice.list:
        found = outline.select(parted(choice.link)[0])
        links = [link for element in found if (link := _link(outline, element, choice.link))]
        return rows(required("link", choice.link, links))
    made = [
        Row(element, links, element.first, element.last, element.first)
        for element in required("list", choice.list, outline.select(choice.list))
        if (links := _links(outline, element, choice.link))
    ]
    if choice.link:
        required("link", choice.link, made)
    elif not made:
        message = _("what the option {name} selects has no links in it ({selector})")
        raise ParseError(message.format(name="list", selector=choice.list))
    extend(made)
    return [row for row in made if not is_labelled(outline, row)]


def _links(outline: Outline, row: Element, selector: str) -> list[Anchor]:
    """Return the links of the entry in `row`: those to the address of its best link.

    A link with a title comes before one without; the row itself may be the link.
    """
    css = parted(selector)[0]
    inside = outline.select(css, row) if css else [row, *outline.inside(row)]
    if not selector:
        inside = [element for element in inside if element.tag == "a"]
    links = [link for element in inside if (link := _link(outline, element, selector))]
    titled = [link for link in links if link.is_strong] or [link for link in links if link.title]
    best = (titled or links)[:1]
    return [link for link in links if link.url == best[0].url] if best else []


def _link(outline: Outline, element: Element, selector: str) -> Anchor | None:
    """Return the link that `element` is, by the attribute that `selector` names or its href."""
    link = anchors.read(outline, element)
    if attribute := parted(selector)[1]:
        url = anchors.address(element.node.attributes.get(attribute) or "", outline.base)
        title = link.title if link else titles.of_anchor(outline, element)
        return Anchor(element, url, title, bool(title), is_article_like=True) if url else None
    return link


def values(outline: Outline, found: Sequence[Row], name: str, selector: str) -> list[str]:
    """Return what `selector` selects in each row: its text or attribute, "" where nothing is.

    Of rows that are no element of their own (`<dt>` and its `<dd>`) also what follows.
    Raises `ParseError` naming the selector if no row has anything.
    """
    css, attribute = parted(selector)
    everything = outline.select(css) if css else []
    indexes = [element.index for element in everything]
    firsts = [element.first for element in everything]
    result = []
    for row in found:
        own = [row.element]
        if css:
            start, end = row.element.index, row.element.end
            own = everything[bisect_left(indexes, start) : bisect_left(indexes, end)]
        start, end = row.element.last, row.last
        behind = everything[bisect_left(firsts, start) : bisect_left(firsts, end)]
        texts = (_value(outline, element, attribute) for element in (*own, *behind))
        result.append(next(filter(None, texts), ""))
    required(name, selector, list(filter(None, result)))
    return result


def _value(outline: Outline, element: Element, attribute: str) -> str:
    if attribute:
        return " ".join((element.node.attributes.get(attribute) or "").split())
    return outline.text(element)


def required(name: str, selector: str, found: list[Item]) -> list[Item]:
    """Return `found`, what the option `name` selects; raises `ParseError` if that is nothing."""
    if found:
        return found
    message = _("the option {name} selects nothing ({selector}); has the page been redesigned?")
    raise ParseError(message.format(name=name, selector=selector))

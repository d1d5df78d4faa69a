"""JSON Feed 1.0 and 1.1 (jsonfeed.org) -> entries. Every field may have any type."""

from __future__ import annotations

from collections.abc import Iterator

from tnews.locale import _
from tnews.model import ParseError
from tnews.sources.entry import MOST_ENTRIES, Body, Entry
from tnews.sources.jsontext import decode
from tnews.text.html import plain
from tnews.text.links import absolute


def read(text: str, url: str) -> tuple[str, list[Entry]]:
    """Return the feed's title and its entries in document order. Raises `ParseError`."""
    document = decode(text)[0]
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise ParseError(_("this is JSON, but not a JSON Feed"))
    authors = _authors(document)
    items = (item for item in _newest(document["items"]) if isinstance(item, dict))
    return plain(_string(document.get("title"))), [_entry(item, url, authors) for item in items]


def _newest(items: list[object]) -> list[object]:
    """Return what may be among the newest `MOST_ENTRIES` of `items`: of a flood the first and the
    last, as the newest stand at either end."""
    if len(items) <= 2 * MOST_ENTRIES:
        return items
    return [*items[:MOST_ENTRIES], *items[-MOST_ENTRIES:]]


def _entry(item: dict[str, object], url: str, feed_authors: str) -> Entry:
    link = _string(item.get("url")) or _string(item.get("external_url"))
    uid = _string(item.get("id"))
    is_address = uid.startswith(("http://", "https://"))
    return Entry(
        uid=uid,
        url=absolute(link, url) or (absolute(uid, url) if is_address else ""),
        title=_string(item.get("title")),
        bodies=tuple(_bodies(item)),
        author=_authors(item) or feed_authors,
        published=(_string(item.get("date_published")), _string(item.get("date_modified"))),
        categories=tuple(_strings(item.get("tags"))),
        image=_string(item.get("image")) or _string(item.get("banner_image")),
        base=url,
    )


def _bodies(item: dict[str, object]) -> Iterator[Body]:
    if html := _string(item.get("content_html")):
        yield Body(html, is_html=True, is_content=True)
    elif text := _string(item.get("content_text")):
        yield Body(text, is_html=False, is_content=True)
    elif summary := _string(item.get("summary")):
        yield Body(summary, is_html=False, is_content=False)


def _authors(thing: dict[str, object]) -> str:
    """Return the names of `authors` (1.1) or `author` (1.0)."""
    authors = thing.get("authors")
    people = [*(authors if isinstance(authors, list) else []), thing.get("author")]
    names = (_string(person.get("name")) for person in people if isinstance(person, dict))
    return "、".join(dict.fromkeys(filter(None, names)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from filter(None, map(_string, value))


def _string(value: object) -> str:
    """Return a string, or a number as one (ids often are numbers); "" for all else."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""

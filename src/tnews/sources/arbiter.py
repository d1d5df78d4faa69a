"""RSS, Atom and RDF that is not well formed -> entries, by feedparser. The only place that knows it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from tnews.locale import _
from tnews.model import ParseError
from tnews.sources.entry import Body, Entry
from tnews.sources.xmlfilter import items
from tnews.text.links import absolute

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_XML_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read(xml: str, url: str) -> tuple[str, list[Entry]]:
    """Return the title of a feed that `xmlfilter` prepared, with its markup, and its entries.

    Raises `ParseError` if feedparser fails and nothing else is found.
    """
    result = _parse(xml)
    found = result.entries
    if result.bozo and len(parts := items(xml)) > sum(map(_has_content, found)):
        found = [item for part in parts for item in _parse(part).entries]
    if "failure" in result and not found:
        raise ParseError(_("it could not be read ({error})").format(error=result.failure))
    is_atom = result.version.startswith("atom")
    entries = [_entry(item, url, is_atom) for item in found]
    if result.bozo:
        entries = [entry._replace(uid=_as_meant(entry.uid)) for entry in entries]
    return _text(result.feed, "title"), entries


def _as_meant(uid: str) -> str:
    """Return a guid as a parser of XML reads it: feedparser, where it has to guess tags, leaves
    references in it, and the article would be another one than in the same feed unbroken."""
    for reference, char in _XML_REFERENCES:
        uid = uid.replace(reference, char)
    return uid


def _parse(xml: str) -> Any:
    """Return feedparser's reading of `xml`.

    Given as a stream, because feedparser takes a string for an address or a file name, and
    without the feed's address: it would rewrite guids that look like relative addresses. Where
    it raises, nothing was read, and `failure` says what it raised.
    """
    try:
        return feedparser.parse(
            io.BytesIO(xml.encode("utf-8", "replace")),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # noqa: BLE001 (such as its KeyError for a <textinput> without a feed)
        nothing = {"feed": {}, "entries": [], "version": "", "bozo": True}
        return feedparser.FeedParserDict(nothing, failure=type(error).__name__)


def _has_content(item: Mapping[str, Any]) -> bool:
    return any(_text(item, name) for name in ("title", "summary", "link"))


def _entry(item: Mapping[str, Any], url: str, is_atom: bool) -> Entry:
    uid, link = _text(item, "id"), _text(item, "link")
    if link == uid and not uid.startswith(("http://", "https://")):
        link = ""  # feedparser offers the guid as link
    title_detail = _mapping(item, "title_detail")
    return Entry(
        uid=uid,
        url=absolute(link, _text(title_detail, "base") or url),
        title=_text(item, "title"),
        title_is_html=not is_atom or _text(title_detail, "type") != "text/plain",
        bodies=tuple(_bodies(item)),
        author=_author(item),
        origin=_text(item, "dc_source") or _text(_mapping(item, "source"), "title"),
        published=tuple(_text(item, name) for name in ("published", "updated", "created")),
        categories=tuple(dict.fromkeys(filter(None, map(_category, _list(item, "tags"))))),
        image=next(filter(None, _images(item)), ""),
        base=url,
    )


def _bodies(item: Mapping[str, Any]) -> Iterator[Body]:
    details = [(detail, True) for detail in _list(item, "content")]
    details.append((_mapping(item, "summary_detail"), False))
    for detail, is_content in details:
        kind, value = _text(detail, "type") or "text/html", _text(detail, "value")
        if value and (kind in _HTML_TYPES or kind.startswith("text/")):
            yield Body(value, kind in _HTML_TYPES, is_content, _text(detail, "base"))


def _images(item: Mapping[str, Any]) -> Iterator[str]:
    for media in _list(item, "media_content"):
        if _text(media, "medium") == "image" or _text(media, "type").startswith("image/"):
            yield _text(media, "url")
    for thumbnail in _list(item, "media_thumbnail"):
        yield _text(thumbnail, "url")
    for link in _list(item, "links"):
        if _text(link, "rel") == "enclosure" and _text(link, "type").startswith("image/"):
            yield _text(link, "href")


def _category(tag: Mapping[str, Any]) -> str:
    return _text(tag, "label") or _text(tag, "term")


def _author(item: Mapping[str, object]) -> str:
    """Return the author as written; "name (address)" where the feed has them apart."""
    return _text(item, "author") or _text(_mapping(item, "author_detail"), "name")


def _text(thing: Mapping[str, Any], name: str) -> str:
    """Return a string field as it is stored.

    dict.get, because feedparser's own `get` answers some missing names with other fields.
    """
    value = dict.get(thing, name)  # type: ignore[call-overload]
    return value if isinstance(value, str) else ""


def _mapping(thing: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = dict.get(thing, name)  # type: ignore[call-overload]
    return value if isinstance(value, dict) else {}


def _list(thing: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = dict.get(thing, name)  # type: ignore[call-overload]
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []

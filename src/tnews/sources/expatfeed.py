"""Well-formed RSS, RDF and Atom -> entries: the fast way. What it refuses is for `arbiter`.

`xmlevents` says what stands in the document, `dialects` what elements mean, `rawitem` what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tnews.sources import dialects
from tnews.sources.dialects import CONSTRUCTS, FIELDS, HTML, ROOTS, TEXT, XHTML
from tnews.sources.entry import MOST_ENTRIES, Entry
from tnews.sources.rawitem import Item, body, escaped_once, looks_like_html, unpacked
from tnews.sources.xmlevents import Events, RefusedError, joined


class Reading(NamedTuple):
    """A feed's own title, with its markup, and its entries in document order."""

    title: str
    entries: list[Entry]


def read(xml: str, url: str) -> Reading | None:
    """Return what the feed at `url` says, None if it is not well formed or no feed.

    Undeclared prefixes are taken for what they usually mean. A flood of more than 2,000 items is
    refused: `xmlfilter` leaves out those in the middle.
    """
    feed = _Feed(url)
    try:
        feed.parse(xml)
    except RefusedError:
        return None
    entries = [item.entry() for item in feed.made]
    return Reading(
        feed.title, [entry for entry in entries if entry.title or entry.bodies or entry.url]
    )


class _Feed(Events):
    """A feed being read.

    `place` is the element whose title, link and author the next ones are: channel, item, author,
    source, or one of no interest ("other"). `places` has those around it, with their depths.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.title = ""
        self.made: list[Item] = []
        self.place = ""
        self.places: list[tuple[str, int]] = [("", 0)]
        self.items: list[Item] = []
        self._is_atom = self._is_atom_10 = False
        self._title_depth = -1
        self._field = self._text_name = ""
        self._is_packed = False
        self._guid_is_link = self._link_has_address = False
        self._person = self._email = self._source_title = ""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.depth == 1 and name not in ROOTS:
            raise RefusedError
        if name in CONSTRUCTS:
            self._begin_construct(name, attributes)
        elif act := _BEGIN.get(name):
            act(self, attributes)

    def finish(self, name: str, mark: int) -> None:
        if name in _PLACES:
            self.leave()
        elif act := _FINISH.get(name):
            act(self, self.text(mark))
        elif self.place == "item" and (field := FIELDS.get(name)):
            self.items[-1].keep(field, self.text(mark), self.depth)

    def enter(self, place: str) -> None:
        """From here to the end of the element that begins, `place` is where things stand."""
        self.places.append((place, self.depth))
        self.place = place

    def leave(self) -> None:
        """The element that ends was a place, if it is the last one entered."""
        if self.places[-1][1] == self.depth:
            self.places.pop()
            self.place = self.places[-1][0]

    # -- texts that may hold markup

    def _begin_construct(self, name: str, attributes: Mapping[str, str]) -> None:
        field, kind = CONSTRUCTS[name]
        if self.place == "item":
            item = self.items[-1]
            if field == "summary" and "summary" in item.values and not item.has_content:
                field, kind = "content", TEXT
            if field == "content" and "body" not in name:
                item.has_content = True
        self._field, self._text_name = field, name
        self.begin_text(kind, attributes.get("type"))
        is_readable = self.kind.startswith("text/") or self.kind.endswith(("+xml", "/xml"))
        self._is_packed = attributes.get("mode") == "base64" or not is_readable

    def finish_text(self, value: str, kind: str) -> None:
        field = self._field
        if self._is_packed:
            value = unpacked(value)
        if kind == TEXT and not self._is_atom and looks_like_html(value):
            kind = HTML
        if self.place == "item":
            self._keep_text(self.items[-1], value, kind)
        elif field == "title" and self.place == "source":
            self._source_title = self._source_title or value
        elif field == "title" and self.place == "channel":
            if not -1 < self._title_depth <= self.depth:
                self.title = value
            if value:
                self._title_depth = self.depth

    def unwrapped(self, value: str) -> str:
        """Return what is inside the `<div>` that Atom 1.0 asks for, which is no part of the text."""
        is_wrapped = self._is_atom_10 and value.startswith("<div")
        return value[value.index(">") + 1 : -len("</div>")].strip() if is_wrapped else value

    def _keep_text(self, item: Item, value: str, kind: str) -> None:
        if self._field == "title":
            is_media = self._text_name == "media_title"
            item.keep_title(value, kind, self.depth, is_media=is_media)
        elif self._field == "content":
            if text := body(value, kind, self.base, is_content=True):
                item.contents.append(text)
            if kind in (TEXT, HTML, XHTML):
                item.values.setdefault("summary", value)
        elif self._field == "summary":
            item.values["summary"] = value
            item.summary = body(value, kind, self.base, is_content=False)

    # -- elements that hold others

    def _begin_root(self, _attributes: Mapping[str, str]) -> None:
        pass

    def _begin_feed(self, _attributes: Mapping[str, str]) -> None:
        if not self._is_atom:  # once: a feed may declare thousands of namespaces, and nest
            self._is_atom = True
            self._is_atom_10 = self.has_namespace("http://www.w3.org/2005/atom")
        self.enter("channel")

    def _begin_channel(self, _attributes: Mapping[str, str]) -> None:
        self.enter("channel")

    def _begin_item(self, attributes: Mapping[str, str]) -> None:
        item = Item(self.url, is_atom=self._is_atom)
        if about := attributes.get("rdf:about"):
            item.values["uid"] = about
        if moment := attributes.get("lastmod"):
            item.keep("updated", moment, self.depth)
        if address := attributes.get("href"):
            item.keep_link(joined(self.base, address), self.base)
        self.items.append(item)
        self.enter("item")

    def _finish_item(self, _text: str) -> None:
        self.leave()
        self.made.append(self.items.pop())
        if len(self.made) > 2 * MOST_ENTRIES:
            raise RefusedError

    def _begin_box(self, _attributes: Mapping[str, str]) -> None:
        """A picture or a form, which have a title and a link of their own."""
        if self.place == "item":
            self.items[-1].title_depth = -1
        self.enter("other")

    def _begin_person(self, _attributes: Mapping[str, str]) -> None:
        self.enter("other")

    def _begin_source(self, _attributes: Mapping[str, str]) -> None:
        self._source_title = ""
        if self.place == "item":
            self.items[-1].title_depth = -1
        self.enter("source" if self.place == "item" else "other")

    def _finish_source(self, text: str) -> None:
        self.leave()
        if self.place == "item":
            self.items[-1].values["source"] = text or self._source_title

    def _begin_author(self, _attributes: Mapping[str, str]) -> None:
        self._person = self._email = ""
        self.enter("author" if self.place == "item" else "other")

    def _finish_author(self, text: str) -> None:
        self.leave()
        name, email = self._person, self._email
        said = f"{name} ({email})" if name and email else name or email or text
        if self.place == "item" and said:
            self.items[-1].keep_author(said, self.depth)

    def _finish_name(self, text: str) -> None:
        if self.place == "author":
            self._person = text

    def _finish_email(self, text: str) -> None:
        if self.place == "author":
            self._email = text

    # -- what an item has of its own

    def _begin_link(self, attributes: Mapping[str, str]) -> None:
        address = _address(attributes)
        self._link_has_address = bool(address)
        if not address or self.place != "item":
            return
        relation, kind = attributes.get("rel", "alternate"), attributes.get("type", HTML)
        address = joined(self.base, address)
        if relation == "alternate" and dialects.TYPES.get(kind, kind) in (HTML, XHTML):
            self.items[-1].keep_link(address, self.base)
        elif relation == "enclosure" and kind.startswith("image/"):
            self.items[-1].enclosures.append(address)

    def _finish_link(self, text: str) -> None:
        if self.place == "item" and text and not self._link_has_address:
            self.items[-1].keep_link(escaped_once(joined(self.base, text)), self.base)

    def _begin_guid(self, attributes: Mapping[str, str]) -> None:
        self._guid_is_link = attributes.get("ispermalink", "true") == "true"

    def _finish_guid(self, text: str) -> None:
        if self.place != "item":
            return
        if self._guid_is_link:
            text = joined(self.base, text) if text else ""
            self.items[-1].values.setdefault("permalink", text)
        self.items[-1].keep("uid", text, self.depth)

    def _begin_category(self, attributes: Mapping[str, str]) -> None:
        if self.place == "item":
            get = attributes.get
            term, scheme = get("term") or get("text", ""), get("scheme") or get("domain", "")
            self.items[-1].keep_tag(term, scheme, get("label", ""))

    def _finish_category(self, text: str) -> None:
        if self.place == "item":
            self.items[-1].name_tag(text)

    def _finish_tags(self, text: str) -> None:
        if self.place == "item":
            for term in text.split(","):
                self.items[-1].keep_tag(term.strip(), "", "")

    def _begin_enclosure(self, attributes: Mapping[str, str]) -> None:
        if self.place == "item" and attributes.get("type", "").startswith("image/"):
            self.items[-1].enclosures.append(_address(attributes))

    def _begin_medium(self, attributes: Mapping[str, str]) -> None:
        kind, medium = attributes.get("type", ""), attributes.get("medium")
        if self.place == "item" and (medium == "image" or kind.startswith("image/")):
            self.items[-1].pictures.append(attributes.get("url", ""))

    def _begin_thumbnail(self, attributes: Mapping[str, str]) -> None:
        if self.place == "item":
            self.items[-1].thumbnails.append(attributes.get("url", ""))

    def _finish_thumbnail(self, text: str) -> None:
        if self.place == "item" and text and not self.items[-1].thumbnails[-1]:
            self.items[-1].thumbnails[-1] = text


def _address(attributes: Mapping[str, str]) -> str:
    return attributes.get("url") or attributes.get("uri") or attributes.get("href", "")


_BEGIN: Mapping[str, Callable[[_Feed, Mapping[str, str]], None]] = {
    "feed": _Feed._begin_feed,
    "channel": _Feed._begin_channel,
    **dict.fromkeys(("item", "entry"), _Feed._begin_item),
    **dict.fromkeys(("image", "textinput"), _Feed._begin_box),
    **dict.fromkeys(dialects.AUTHORS, _Feed._begin_author),
    **dict.fromkeys(dialects.OTHER_PEOPLE, _Feed._begin_person),
    "source": _Feed._begin_source,
    "link": _Feed._begin_link,
    **dict.fromkeys(("guid", "id"), _Feed._begin_guid),
    **dict.fromkeys(dialects.CATEGORIES, _Feed._begin_category),
    "enclosure": _Feed._begin_enclosure,
    "media_content": _Feed._begin_medium,
    "media_thumbnail": _Feed._begin_thumbnail,
}
_PLACES = dialects.OTHER_PEOPLE | {"feed", "channel", "image", "textinput"}
"""Those that end and have said nothing themselves."""
_FINISH: Mapping[str, Callable[[_Feed, str], None]] = {
    **dict.fromkeys(("item", "entry"), _Feed._finish_item),
    **dict.fromkeys(dialects.AUTHORS, _Feed._finish_author),
    **dict.fromkeys(("name", "itunes_name"), _Feed._finish_name),
    **dict.fromkeys(("email", "itunes_email"), _Feed._finish_email),
    "source": _Feed._finish_source,
    "link": _Feed._finish_link,
    **dict.fromkeys(("guid", "id"), _Feed._finish_guid),
    **dict.fromkeys(dialects.CATEGORIES, _Feed._finish_category),
    **dict.fromkeys(dialects.LISTS_OF_TAGS, _Feed._finish_tags),
    "media_thumbnail": _Feed._finish_thumbnail,
}

"""OPML 2.0: subscriptions in and out.

What comes in is hostile: OPML has been a way to run commands in other readers, so nothing
but http and https addresses and routes of RSSHub comes through, and a document with a DTD is
refused (entities can grow without end).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple, TextIO
from urllib.parse import urlsplit
from xml.parsers import expat

from tnews.locale import _
from tnews.model.clean import clean_line, clean_text
from tnews.model.errors import ConfigError
from tnews.model.record import Record
from tnews.model.source import Source, source_url

FEED_LIMIT = 10_000
"""Most feeds and refused entries taken from one document."""

SIZE_LIMIT = 8 << 20
"""Largest document read, in bytes; 10,000 feeds take about 3 MiB."""

_BARE = re.compile(r"&(?!#?\w{1,10};)")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(#?\w{1,10};)")
"""What XML does not know: a bare "&", common in addresses, and other references."""


class OpmlFeed(Record):
    """A subscription found in a document. `category` is "" if it has none."""

    url: str
    name: str
    category: str


class OpmlRead(NamedTuple):
    """The feeds of a document, a line about each entry that was left out, and whether it breaks off
    or has more entries than are taken: then nobody knows how many were lost."""

    feeds: list[OpmlFeed]
    skipped: list[str]
    is_cut: bool


def write_opml(sources: Iterable[Source], out: TextIO) -> None:
    """Write `sources` grouped by category, in the order they come.

    Only a feed is a subscription for other readers; other kinds become plain links.
    """
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.category, []).append(source)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n')
    out.write("<head><title>tnews</title></head>\n<body>\n")
    for category, group in groups.items():
        out.write(f'<outline text="{escape(category)}">\n')
        for source in group:
            kind, address = ("rss", "xmlUrl") if source.kind == "feed" else ("link", "url")
            name, url = escape(source.name), escape(source_url(source.url))
            out.write(f'  <outline type="{kind}" text="{name}" {address}="{url}"/>\n')
        out.write("</outline>\n")
    out.write("</body>\n</opml>\n")


def read_opml(data: bytes) -> OpmlRead:
    """Return the feeds in `data`, and what was left out.

    A folder of the first level is the category, else the entry's own `category`. The second
    of two equal addresses is dropped. Where the document breaks off, what stands before is
    kept. Raises ConfigError if it is not OPML at all, or has a DTD.
    """
    from tnews.text.charset import decode

    if len(data) > SIZE_LIMIT:
        raise ConfigError(_("larger than {size} MiB, not OPML").format(size=SIZE_LIMIT >> 20))
    text = clean_text(decode(data)).rstrip()
    document = text.lstrip()
    above = text.count("\n", 0, len(text) - len(document))
    if re.search("<!(?:DOCTYPE|ENTITY)", text):
        raise ConfigError(_("the OPML document has a DTD; remove its DOCTYPE"))
    reader, is_cut = _Reader(), True
    try:
        reader.read(_with_known_references(document))
        is_cut = False
    except expat.ExpatError as error:
        if not reader.is_opml and _is_list(document):
            told = _(
                "not OPML but a list of addresses; if it is newsboat's, "
                "newsboat -e > feeds.opml makes OPML of it"
            )
            raise ConfigError(told) from error
        if not reader.is_opml:
            told = _("not OPML; line {line} is no XML ({detail})")
            raise ConfigError(_placed(told, error, above)) from error
        told = _("the document breaks off; what follows line {line} is not read ({detail})")
        reader.skipped.append(_placed(told, error, above))
    except _FullError:
        reader.skipped.append(
            _("more than {count} entries; the rest is left out").format(count=FEED_LIMIT)
        )
    if not reader.is_opml:
        raise ConfigError(_("not OPML: there is no <opml> in it"))
    return OpmlRead(list(reader.feeds.values()), reader.skipped, is_cut)


def _is_list(document: str) -> bool:
    """Say whether the first line that is no comment is an address, as in newsboat's file of them."""
    lines = (line.strip() for line in document[:10_000].splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return first.startswith(("http://", "https://"))


def _placed(message: str, error: expat.ExpatError, above: int) -> str:
    """Say where in the file it is: `above` blank lines were not given to expat."""
    return message.format(line=above + error.lineno, detail=expat.ErrorString(error.code))


def _with_known_references(text: str) -> str:
    """Return `text` with those references alone that XML knows."""
    return _REFERENCE.sub(lambda found: _reference(found[1]), _BARE.sub("&amp;", text))


@lru_cache(256)  # 8 MiB of them would be as many strings: 700 MiB
def _reference(name: str) -> str:
    """Return what stands for a reference ("nbsp;", "#27;") that XML does not know or take."""
    if number := re.fullmatch(r"#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));", name):
        code = int(number[1]) if number[1] else int(number[2], 16)
        return escape(clean_text(chr(code))) if code < 0x110000 else ""
    return f"&amp;{name}"


class _FullError(Exception):
    """There are more entries than are taken."""


class _Reader:
    """Collects the outlines while expat reads."""

    def __init__(self) -> None:
        self.feeds: dict[str, OpmlFeed] = {}
        self.skipped: list[str] = []
        self.is_opml = False
        self._depth = 0
        self._category = ""
        self._category_depth = 0

    def read(self, text: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(text, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.is_opml = self.is_opml or tag.lower() == "opml"
        if tag.lower() != "outline":
            return
        said = {name.lower(): value for name, value in attributes.items()}
        name = clean_line(said.get("text", "")) or clean_line(said.get("title", ""))
        address = said.get("xmlurl", "").strip()
        if address:
            self._entry(name, address, self._category or _first_category(said))
        elif said.get("url"):
            self._skip(name, _("not a feed"))
        elif not self._category_depth:
            self._category, self._category_depth = name, self._depth

    def _end(self, tag: str) -> None:
        if self._depth == self._category_depth:
            self._category, self._category_depth = "", 0
        self._depth -= 1

    def _entry(self, name: str, address: str, category: str) -> None:
        url = source_url(address)
        if not url:
            self._skip(name, _refusal(address))
        elif url not in self.feeds:
            self._check_room()
            self.feeds[url] = OpmlFeed(url, name or urlsplit(url).hostname or url, category)

    def _skip(self, name: str, problem: str) -> None:
        self._check_room()
        line = _("{name}: {problem}").format(name=name or "?", problem=problem)
        self.skipped.append(clean_line(line))

    def _check_room(self) -> None:
        if len(self.feeds) + len(self.skipped) >= FEED_LIMIT:
            raise _FullError


def _refusal(address: str) -> str:
    """Return why `address` is left out, without repeating it: it may hold a password."""
    scheme = address.partition(":")[0]
    if scheme.lower() in ("http", "https"):
        return _("not a web address, or one with a user name or password")
    return _("only http and https are taken, not {scheme}").format(scheme=scheme[:20])


def _first_category(said: dict[str, str]) -> str:
    """Return the first name in a `category` attribute ("/Tech/AI,/News": Tech)."""
    paths = re.split("[/,]", said.get("category", ""))
    return next((name for name in map(clean_line, paths) if name), "")

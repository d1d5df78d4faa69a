"""RSS, RDF and Atom -> entries: fast where they are well formed, by repair where they nearly are."""

from __future__ import annotations

from tnews.locale import _
from tnews.model import ParseError
from tnews.sources import expatfeed
from tnews.sources.entry import Entry
from tnews.text.html import plain


def read(text: str, url: str) -> tuple[str, list[Entry]]:
    """Return the feed's title and its entries in document order. Raises `ParseError`.

    First as it is, then as `xmlfilter` repairs it; what still has wrong tags is for feedparser.
    """
    if reading := expatfeed.read(text, url):
        return plain(reading.title), reading.entries
    from tnews.sources.xmlfilter import prepare

    document = prepare(text)
    if (reading := expatfeed.read(document.xml, url)) is None:
        from tnews.sources import arbiter  # 33 ms, and seldom needed

        reading = expatfeed.Reading(*arbiter.read(document.xml, url))
    title, entries = reading
    if document.is_cut and not any(entry.title or entry.bodies or entry.url for entry in entries):
        raise ParseError(_("the feed is cut off before its first article"))
    return plain(title), entries

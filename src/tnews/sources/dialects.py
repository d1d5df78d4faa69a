"""What elements of RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and their extensions mean. Tables alone.

A name is a local name in lower case, with the usual prefix before it where its namespace has one:
`title` is that of any RSS or Atom, `dc_title` that of Dublin Core, whatever prefix a document uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tnews.text.nesting import tags

_URIS = {
    "": (
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://www.w3.org/2005/atom",
        "http://purl.org/atom/ns#",
        "http://example.com/newformat#",
        "http://example.com/necho",
        "http://purl.org/echo/",
        "uri/of/echo/namespace#",
        "http://purl.org/pie/",
    ),
    "content": ("http://purl.org/rss/1.0/modules/content/",),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "dcterms": ("http://purl.org/dc/terms/",),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
    "itunes": (
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://example.com/dtds/podcast-1.0.dtd",
    ),
    "media": ("http://search.yahoo.com/mrss", "http://search.yahoo.com/mrss/"),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns#",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
    "xml": ("http://www.w3.org/xml/1998/namespace",),
}
PREFIXES: Mapping[str, str] = {uri: prefix for prefix, uris in _URIS.items() for uri in uris}
"""Namespace, in lower case -> its usual prefix. The list is feedparser's, as far as it is used."""

ANY_USERLAND = "backend.userland.com/rss"
"""Part of every namespace of RSS 2.0's first versions: the end is a number of the version."""

ROOTS = frozenset(("rss", "feed", "rdf_rdf", "rdf", "channel"))

TEXT, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
TYPES: Mapping[str, str] = {"text": TEXT, "plain": TEXT, "html": HTML, "xhtml": XHTML}


class Construct(NamedTuple):
    """An element whose text may be markup: which field it is, and its type if it says none."""

    field: str
    kind: str


CONSTRUCTS: Mapping[str, Construct] = {
    **dict.fromkeys(("title", "dc_title", "media_title"), Construct("title", TEXT)),
    **dict.fromkeys(
        ("description", "dc_description", "media_description"), Construct("summary", HTML)
    ),
    **dict.fromkeys(("abstract", "summary", "itunes_summary"), Construct("summary", TEXT)),
    "content": Construct("content", TEXT),
    **dict.fromkeys(("content_encoded", "fullitem"), Construct("content", HTML)),
    **dict.fromkeys(("body", "xhtml_body"), Construct("content", XHTML)),
    **dict.fromkeys(
        ("subtitle", "tagline", "itunes_subtitle", "rights", "copyright", "dc_rights", "info"),
        Construct("", TEXT),
    ),
    "feedburner_browserfriendly": Construct("", TEXT),
}
"""Those without a field are read over; they too may hold markup that is none of the feed's."""

FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms_issued"), "published"),
    **dict.fromkeys(
        ("updated", "modified", "lastbuilddate", "date", "dc_date", "dcterms_modified"), "updated"
    ),
    **dict.fromkeys(("created", "dcterms_created"), "created"),
    "dc_source": "dc_source",
}
"""Elements of plain text, which are a field each."""

AUTHORS = frozenset(("author", "dc_author", "dc_creator", "itunes_author", "managingeditor"))
OTHER_PEOPLE = frozenset(
    ("contributor", "dc_contributor", "webmaster", "dc_publisher", "itunes_owner")
)
CATEGORIES = frozenset(("category", "keywords", "dc_subject", "media_category", "itunes_category"))
LISTS_OF_TAGS = frozenset(("tags", "media_keywords", "itunes_keywords"))

VOID = tags("area base br col embed hr img input link meta param source track wbr")
"""Elements of HTML that have no end tag: `</br>` would be another `<br>`."""

HTML_NAMES = tags(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption "
    "center cite code col colgroup command datagrid datalist dd del details dfn dialog dir div dl "
    "dt em event-source fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i "
    "img input ins kbd keygen label legend li m map menu meter multicol nav nextid noscript ol "
    "optgroup option output p pre progress q s samp section select small sound source spacer span "
    "strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video"
)
"""Elements that make a text HTML that does not say so (feedparser's list)."""

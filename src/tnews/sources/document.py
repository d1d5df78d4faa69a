"""The bytes of a feed -> its title and drafts, whatever dialect. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tnews.locale import _
from tnews.model import FetchError, ParseError
from tnews.net.inflate import Body
from tnews.sources import pace
from tnews.sources.entry import drafts
from tnews.sources.wire import Parsed
from tnews.text.charset import decode

LARGEST = 10 << 20
"""Bytes of a document after inflating."""


def read(body: bytes, facts: Mapping[str, Any]) -> Parsed:
    """Return the feed's title, its newest drafts in document order, and its pace as notes.

    `facts`: `url` of the document and `charset` from its Content-Type. The notes are those of
    `pace.notes`. Raises `ParseError`.
    """
    text = decode(_inflate(body), facts.get("charset", "")).lstrip("\ufeff\0 \t\r\n")
    if not text.strip("\0 \t\r\n"):
        raise ParseError(_("the document is empty"))
    url = facts.get("url", "")
    if text[0] in "{[":
        from tnews.sources import jsonfeed  # not many

        title, entries = jsonfeed.read(text, url)
        return Parsed(title, drafts(entries))
    from tnews.sources import xmlfeed

    title, entries = xmlfeed.read(text, url)
    return Parsed(title, drafts(entries), pace.notes(text))


def _inflate(body: bytes) -> bytes:
    """Return `body`, unpacked if it is gzip that nobody declared: all its members, and whole."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacked = Body("gzip", LARGEST)
    try:
        unpacked.add(body)
        return unpacked.finish()
    except FetchError as error:
        raise ParseError(error.message) from error

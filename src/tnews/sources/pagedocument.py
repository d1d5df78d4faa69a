"""The bytes of an article's page -> its draft. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tnews.locale import _
from tnews.model import ParseError
from tnews.sources.wire import Parsed
from tnews.text.charset import decode
from tnews.text.extract import extract


def read(body: bytes, facts: Mapping[str, Any]) -> Parsed:
    """Return the article of a page as the only draft.

    `facts`: `url` of the page, `charset` from its Content-Type, `selectors` of its source
    (see `extract`). The notes `next` and `whole` are addresses (see `Page`), `has_time` is "1"
    where the hour of publication is known. Raises `ParseError`.
    """
    html = decode(body, facts.get("charset", ""))
    if not html.strip("\0 \t\r\n\ufeff"):
        raise ParseError(_("the document is empty"), facts.get("url", ""))
    page = extract(html, facts.get("url", ""), facts.get("selectors", {}))
    notes = {
        "next": page.next_url,
        "whole": page.whole_url,
        "has_time": "1" if page.has_time else "",
    }
    return Parsed(page.draft.title, (page.draft,), notes)

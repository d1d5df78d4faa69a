"""The bytes of an API's answer -> drafts, by a mapping alone. Runs in a worker process.

A mapping is the part of a `[[source]]` table that `jsonoptions.ANSWER` names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from tnews.locale import _
from tnews.model import ParseError
from tnews.model.record import replace
from tnews.sources import detailanswer, jsontext
from tnews.sources.answer import items_of, names_in, require_ok, says_nothing
from tnews.sources.jsonitem import ItemReader, moment
from tnews.sources.mapping import MappingError, condition, expression
from tnews.sources.parameters import hidden
from tnews.sources.wire import Parsed
from tnews.text.charset import decode
from tnews.text.links import absolute

LARGEST = 8 << 20
"""Bytes of an answer."""

MOST_ITEMS = 1000
"""Items of one answer that are read, from its first."""


def read(body: bytes, facts: Mapping[str, Any]) -> Parsed:
    """Return the drafts in the order of the answer, and how to go on.

    `facts`: `url` and `charset` of the answer; its `mapping`; `is_detail`, true for the answer
    to a detail request, which gives one draft; `secret`, which is hidden wherever the answer
    repeats it. Notes of a list: `count` of its items before any was left out, `next`: the value
    or address that the mapping's `cursor` or `older` names. Raises `ParseError`.
    """
    if len(body) > LARGEST:
        raise ParseError(_("the answer is larger than {size} MiB").format(size=LARGEST >> 20))
    mapping = facts["mapping"]
    text = decode(body, facts.get("charset", ""))
    answer = jsontext.load(text, wrap=mapping.get("wrap", ""), between=mapping.get("between", ()))
    if secret := facts.get("secret", ""):
        answer = jsontext.texts_replaced(answer, partial(hidden, secret=secret))
    url, now = facts.get("url", ""), datetime.now(UTC)
    try:
        if facts.get("is_detail"):
            return Parsed("", (detailanswer.draft_of(answer, mapping, url, now),))
        return _list(answer, mapping, url, now)
    except MappingError as error:
        raise ParseError(str(error)) from error


def _list(answer: object, mapping: Mapping[str, Any], url: str, now: datetime) -> Parsed:
    if says_nothing(answer, mapping):
        return Parsed("", (), {"count": "0"})
    require_ok(answer, mapping)
    items = items_of(answer, mapping)
    wanted = list(islice(_wanted(items, answer, mapping), MOST_ITEMS))
    dated = expression(mapping["date"]).text(answer, answer) if "date" in mapping else ""
    fields = {name: expression(text) for name, text in mapping["fields"].items()}
    reader = ItemReader(fields, answer, url, now, moment(dated, now) if dated else None)
    detail_url = detailanswer.addresses(mapping.get("detail", {}), fields, answer, url)
    drafts = tuple(
        replace(draft, detail_url=detail_url(item))
        for item in wanted
        if (draft := reader.draft(item))
    )
    if wanted and not drafts:
        raise ParseError(_no_texts(mapping["fields"], wanted[0]))
    return Parsed("", drafts, {"count": str(len(items)), "next": _next(answer, mapping, url)})


def _wanted(items: list[object], answer: object, mapping: Mapping[str, Any]) -> Iterator[object]:
    """Yield the items but the first `skip` and those for which a test in `drop` holds."""
    unwanted = [condition(text) for text in mapping.get("drop", ())]
    for item in items[mapping.get("skip", 0) :]:
        if item is not None and not any(test.holds(item, answer) for test in unwanted):
            yield item


def _no_texts(fields: Mapping[str, str], item: object) -> str:
    names = [name for name in ("title", "content", "summary") if name in fields]
    paths = ", ".join(f"{name} “{fields[name]}”" for name in names)
    message = _("no item has a text at {paths}; the first has {names}")
    return message.format(paths=paths, names=names_in(item))


def _next(answer: object, mapping: Mapping[str, Any], base: str) -> str:
    """Return what the request for the next page needs of this answer, "" where that is nothing."""
    if "cursor" in mapping:
        return expression(mapping["cursor"]["path"]).text(answer, answer)
    if "older" in mapping:
        return absolute(expression(mapping["older"]).url(answer, answer), base)
    return ""

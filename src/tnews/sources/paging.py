"""Which request follows a page: by number, offset, cursor, or an address the answer leads to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tnews.sources.mapping import template
from tnews.sources.request import Ask

WAYS = ("page", "offset", "cursor", "older")
"""The options of which a source may have one."""

MOST_PAGES = 10
"""Pages of one asking, the first included, where the source sets no `max`."""


def first(options: Mapping[str, Any]) -> Ask:
    """Return the request for the newest page."""
    for way in ("page", "offset"):
        table = options.get(way)
        if table and "url" not in table:
            return _with(table, table.get("first", 1 if way == "page" else 0))
    return Ask()


def following(
    options: Mapping[str, Any], page: int, seen: int, notes: Mapping[str, str]
) -> Ask | None:
    """Return the request for the page after the `page`-th (from 1), or None if there is none.

    `seen` is how many items all pages so far held, `notes` what the last one says: its
    `count`, and in `next` the value of the cursor or the address of what is older.
    """
    table = _table(options)
    count = int(notes.get("count", "0"))
    if table is None or not count or page >= table.get("max", MOST_PAGES):
        return None
    if count < table.get("size", 1):
        return None
    if "older" in options or "cursor" in options:
        value = notes.get("next", "")
        if not value:
            return None
        return Ask(url=value) if "older" in options else _with(table, value)
    if "offset" in options:
        step = page * table["size"] if "size" in table else seen
        return _with(table, table.get("first", 0) + step)
    number = table.get("first", 1) + page
    if "url" in table:
        return Ask(url=template(table["url"]).find({"page": number}, None, is_url=True))
    return _with(table, number)


def _table(options: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the options of the way this source has; None if it has none."""
    way = next((way for way in WAYS if way in options), None)
    if way is None:
        return None
    table = options[way]
    return {} if isinstance(table, str) else table


def _with(table: Mapping[str, Any], value: int | str) -> Ask:
    if "field" in table:
        return Ask(fields={table["field"]: value})
    return Ask(params={table["param"]: value})

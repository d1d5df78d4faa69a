"""The options of the kinds `json` and `rank`, and whether what a configuration says can be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tnews.locale import N_, _
from tnews.model import OptionError
from tnews.sources import optionchecks as are
from tnews.sources import paging
from tnews.sources.mapping import MappingError
from tnews.sources.optionchecks import Check
from tnews.sources.request import is_posted
from tnews.sources.selectors import ARTICLE_OPTIONS, check_article

FIELDS = (
    *("id", "title", "url", "author", "source", "editor", "published"),
    *("summary", "content", "image", "category", "hot"),
)
"""What an item may have."""

DETAIL_FIELDS = ("title", "author", "source", "editor", "published", "content", "image", "category")
"""What the answer to a detail request may have."""

OPTIONS: Mapping[str, str] = {
    "items": N_(
        "Path of the list of items: data.list, list[*].data. Empty: the answer is the list."
    ),
    "fields": N_(
        "Where an item has its fields: a path, alternatives a|b, or a template with {path}."
    ),
    "skip": N_("How many items to leave out at the start."),
    "drop": N_("Tests, path==value or path!=value: an item for which one holds is left out."),
    "ok": N_("Test that holds for a good answer: code==200."),
    "error": N_("Path of the message in an answer that is not ok."),
    "empty": N_("Tests for answers that mean “nothing there”, which is no error."),
    "date": N_("Path of the answer's own date, for items that have none."),
    "params": N_("Parameters of the address."),
    "headers": N_("Headers of the requests, sent to the source's own host only."),
    "method": N_("GET or POST; POST if there is a body."),
    "json": N_("Body to post, as JSON."),
    "form": N_("Body to post, as a form."),
    "api_key": N_(
        "Its key: {param=… | header=… | field=…, env=… | file=… | command=[…]}, prefix=…"
    ),
    "page": N_("Older pages by number: {param=… | field=… | url=…, first=1, max=10, size=…}."),
    "offset": N_("Older pages by offset: {param=… | field=…, first=0, max=10, size=…}."),
    "cursor": N_("Older pages by a value of the page before: {param=… | field=…, path=…, max=10}."),
    "older": N_("Address of the older page, with {$.date} or another value of the page before."),
    "detail": N_(
        "Second request for one article: {url=…, params=…, content=…, credit=…, link=…, ok=…}."
    ),
    "wrap": N_('"jsonp" if the JSON stands in a function call.'),
    "between": N_("Marks in a page between which the JSON stands."),
    **{name: text for name, text in ARTICLE_OPTIONS.items() if name != "drop"},
}
"""Name -> what it is for. What to leave out of pages stands in `article`: `drop` is for items."""

_LIMITS: Mapping[str, Check] = {"max": are.number(1, 1000), "size": are.number(1, 10_000)}
_PLACE: Mapping[str, Check] = {"param": are.text, "field": are.text}
_READING: Mapping[str, Check] = {
    "ok": are.test,
    "error": are.expression,
    "empty": are.tests,
    "wrap": are.one_of("jsonp"),
    "between": are.texts(1, 2),
}

_CHECKS: Mapping[str, Check] = {
    **_READING,
    "items": are.path,
    "fields": are.table(dict.fromkeys(FIELDS, are.expression)),
    "skip": are.number(0, 10_000),
    "drop": are.tests,
    "date": are.expression,
    "params": are.params,
    "headers": are.headers,
    "method": are.one_of("GET", "POST"),
    "json": are.json_value,
    "form": are.params,
    "api_key": are.table(
        {
            **_PLACE,
            "header": are.header,
            "env": are.variable,
            "file": are.file,
            "command": are.texts(1, 100),
            "prefix": are.header_value,
        },
        ("param", "field", "header"),
        ("env", "file", "command"),
    ),
    "page": are.table(
        {**_LIMITS, **_PLACE, "url": are.web_address, "first": are.number(0, 1_000_000)},
        ("param", "field", "url"),
    ),
    "offset": are.table(
        {**_LIMITS, **_PLACE, "first": are.number(0, 1_000_000)}, ("param", "field")
    ),
    "cursor": are.table(
        {**_PLACE, "path": are.expression, "max": _LIMITS["max"]},
        ("param", "field"),
        needs="path",
    ),
    "older": are.address,
    "detail": are.table(
        {
            **_READING,
            **dict.fromkeys(DETAIL_FIELDS, are.expression),
            "url": are.address,
            "params": are.templates,
            "credit": are.expression,
            "link": are.expression,
        },
        ("content",),
        ("url",),
    ),
}


def check(options: Mapping[str, Any]) -> None:
    """Return if `options` can be used; raises `OptionError` for the first mistake."""
    for name, value in options.items():
        if name in _CHECKS:
            try:
                _CHECKS[name](value)
            except MappingError as error:
                raise OptionError(name, str(error)) from error
    fields = options.get("fields")
    if fields is None:
        raise OptionError("fields", _("is missing; it says where an item has its title and url"))
    if not {"title", "content"} & fields.keys():
        raise OptionError("fields", _("title is missing"))
    if "error" in options and "ok" not in options:
        raise OptionError("error", _("is of use only with ok"))
    _check_request(options)
    check_article({name: options[name] for name in ("body", "article") if name in options})


def _check_request(options: Mapping[str, Any]) -> None:
    """Raise `OptionError` for options that contradict each other."""
    if len(ways := [name for name in paging.WAYS if name in options]) > 1:
        message = _("there is {other} already; older pages are found in one way")
        raise OptionError(ways[1], message.format(other=ways[0]))
    bodies = [name for name in ("json", "form") if name in options]
    if len(bodies) > 1:
        raise OptionError("form", _("there is json already; one body is posted"))
    if bodies and options.get("method") == "GET":
        raise OptionError("method", _("a body is posted; leave method out"))
    for name in ("api_key", "page", "offset", "cursor"):
        is_in_body = "field" in options.get(name, ())
        if is_in_body and not is_posted(options):
            message = _("field is for what is posted; write param")
            raise OptionError(name, message)
        if is_in_body and isinstance(options.get("json"), list):
            raise OptionError(name, _("field needs a json that is a table"))

"""The envelope of a JSON answer: what it says of itself, and where its list of items is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from tnews.locale import _
from tnews.model import ParseError, clean_line
from tnews.model.record import replace
from tnews.sources.mapping import (
    EVERY,
    Condition,
    Path,
    condition,
    expression,
    is_empty,
    path,
    text_of,
)
from tnews.text.html import plain

_MOST_NAMES = 12  # names of an object that a message lists


def says_nothing(answer: object, mapping: Mapping[str, Any]) -> bool:
    """Whether one of the tests in `empty` holds: there is nothing, and that is no error."""
    return any(condition(text).holds(answer, answer) for text in mapping.get("empty", ()))


def require_ok(answer: object, mapping: Mapping[str, Any]) -> None:
    """Return if the test `ok` holds, or there is none; else raise ParseError with the API's words."""
    if "ok" in mapping and not (wanted := condition(mapping["ok"])).holds(answer, answer):
        raise ParseError(_refusal(answer, wanted, mapping.get("error", "")))


def _refusal(answer: object, wanted: Condition, error: str) -> str:
    where = wanted.text.partition("==" if wanted.is_equal else "!=")[0].strip()
    said = clean_line("、".join(wanted.said(answer, answer)), 60)
    code = f"{where}: {said}" if said else _("no “{path}” in the answer").format(path=where)
    text = clean_line(plain(expression(error).text(answer, answer)), 200) if error else ""
    if not text:
        return _("the API reports an error ({code})").format(code=code)
    return _("the API reports an error: {text} ({code})").format(text=text, code=code)


def items_of(answer: object, mapping: Mapping[str, Any]) -> list[object]:
    """Return the list at the path `items`, of an object its values in order.

    null or "" is an empty list where the test `ok` has held: many APIs say it so.
    Raises ParseError that names what is there instead.
    """
    where = path(mapping.get("items", ""))
    found = where.find(answer, answer)
    if isinstance(found, dict):
        return list(found.values())
    if isinstance(found, list) and (found or _is_empty_list(where, answer)):
        return found
    if "ok" in mapping and is_empty(found) and _is_there(where, answer):
        return []
    raise ParseError(_no_items(where, answer))


def _is_empty_list(where: Path, answer: object) -> bool:
    """Whether a path that finds no element leads to a list without any, not past its elements."""
    steps = where.steps
    if EVERY in steps:
        last = len(steps) - 1 - steps[::-1].index(EVERY)
        steps = steps[:last]
    return replace(where, steps=steps).find(answer, answer) == []


def _is_there(where: Path, answer: object) -> bool:
    """Whether the last name of a path is there, be it with null."""
    if not where.steps or not isinstance(where.steps[-1], tuple):
        return False
    parent = replace(where, steps=where.steps[:-1]).find(answer, answer)
    owners = parent if isinstance(parent, list) else [parent]
    return any(isinstance(owner, dict) and where.steps[-1][0] in owner for owner in owners)


def _no_items(where: Path, answer: object) -> str:
    """Return a message that says what is there where the path ends, or where it leads no further."""
    value, steps = answer, where.steps
    for count in range(1, len(steps) + 1):
        inner = replace(where, steps=steps[:count]).find(answer, answer)
        if inner is None or (inner == [] and EVERY in steps[:count]):
            message = _("items “{path}” leads nowhere; there is {names}")
            if count == len(steps) and _is_there(where, answer):
                message = _("items “{path}” is null")
            return message.format(path=where.text, names=names_in(value))
        value = inner
    message = _("items “{path}” is no list but {names}")
    return message.format(path=where.text, names=names_in(value))


def names_in(value: object) -> str:
    """Return in words what a value is: the names of an object, the length of a list, a text."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, dict) and value:
        names = [f'"{clean_line(str(name), 40)}"' for name in islice(value, _MOST_NAMES)]
        return ", ".join(names + ["…"] * (len(value) > _MOST_NAMES))
    if isinstance(value, list):
        return _("a list of {count}").format(count=len(value))
    if isinstance(value, bool):
        return str(value).lower()
    text = clean_line(text_of(value), 60)
    return f'"{text}"' if text else _("nothing")

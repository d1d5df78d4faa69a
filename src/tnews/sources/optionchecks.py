"""Whether the value of an option is what it should be: small checks that raise `MappingError`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tnews.locale import _
from tnews.model import clean_line
from tnews.net.headers import name_problem, value_problem
from tnews.sources import mapping
from tnews.sources.mapping import MappingError

Check = Callable[[Any], object]
"""Returns if the value is right, whatever; raises `MappingError`."""

_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_DEEPEST = 20


def text(value: object) -> str:
    """Return `value` if it is a string that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise MappingError(_("must be a string"))
    return value


def path(value: object) -> None:
    """A path; "" is the answer itself."""
    if not isinstance(value, str):
        raise MappingError(_("must be a path like data.list"))
    mapping.path(value)


def expression(value: object) -> None:
    """A path, alternatives or a template; "" is the item itself."""
    if not isinstance(value, str):
        raise MappingError(_("must be a path like data.list, or a template like {id}"))
    mapping.expression(value)


def test(value: object) -> None:
    """A test."""
    mapping.condition(text(value))


def tests(value: object) -> None:
    """A list of tests."""
    if not isinstance(value, list) or not value:
        raise MappingError(_('must be a list of tests like ["type!=0"]'))
    for inner in value:
        test(inner)


def address(value: object) -> None:
    """An address with holes, or a path to an address."""
    found = text(value)
    mapping.expression(found)
    for way in found.split("|"):
        scheme, parted, rest = way.partition("://")
        if parted and (scheme.strip() not in ("http", "https") or not urlsplit(f"//{rest}").netloc):
            raise MappingError(_("not a web address"))


def web_address(value: object) -> None:
    """An address, whose holes are not in its host."""
    address(value)
    mapping.template(found := text(value))
    if not re.match("https?://[^{}/]+/", found):
        raise MappingError(_("must be an address like https://a.cn/list-{page}.json"))


def number(low: int, high: int) -> Check:
    """Return the check for a whole number from `low` to `high`."""

    def check(value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            message = _("must be a whole number from {low} to {high}")
            raise MappingError(message.format(low=low, high=high))

    return check


def one_of(*names: str) -> Check:
    """Return the check for one of some words."""

    def check(value: object) -> None:
        if value not in names:
            raise MappingError(_("must be one of {names}").format(names=" ".join(names)))

    return check


def variable(value: object) -> None:
    """The name of an environment variable."""
    if not _VARIABLE.fullmatch(text(value)):
        raise MappingError(_("must be the name of an environment variable, not the key itself"))


def file(value: object) -> None:
    """A file, by its whole path."""
    if not Path(found := text(value)).is_absolute() and not found.startswith("~"):
        raise MappingError(_("must be a whole path, begun with / or ~"))


def header(value: object) -> None:
    """The name of a header that is not the client's own."""
    if problem := name_problem(text(value)):
        raise MappingError(problem)


def headers(value: object) -> None:
    """A table of headers."""
    for name, inner in _table(value).items():
        header(name)
        _named(name, header_value, inner)


def header_value(value: object) -> None:
    """What stands before the key."""
    if problem := value_problem(value):
        raise MappingError(problem)


def params(value: object) -> None:
    """A table of texts, numbers, true and false, or lists of them."""
    for name, inner in _table(value).items():
        for one in inner if isinstance(inner, list) else [inner]:
            if not isinstance(one, str | int | float):
                message = _("{name}: must be a string or a number")
                raise MappingError(message.format(name=name))


def templates(value: object) -> None:
    """A table of templates."""
    for name, inner in _table(value).items():
        if not isinstance(inner, str | int | float):
            raise MappingError(_("{name}: must be a string or a number").format(name=name))
        _named(name, lambda said: mapping.template(str(said)), inner)


def texts(low: int, high: int) -> Check:
    """Return the check for a list of `low` to `high` strings."""

    def check(value: object) -> None:
        found = value if isinstance(value, list) else []
        is_text = all(isinstance(one, str) and one.strip() for one in found)
        if not is_text or not low <= len(found) <= high:
            raise MappingError(_("must be a list of strings"))

    return check


def json_value(value: object) -> None:
    """What JSON has words for: TOML's dates it has not."""
    _json_value(value, 0)


def _json_value(value: object, depth: int) -> None:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    is_scalar = isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
    if depth > _DEEPEST or not (is_scalar or isinstance(value, dict | list)):
        raise MappingError(_("must be a table or list of strings, numbers, true and false"))
    for one in inner:
        _json_value(one, depth + 1)


def table(checks: Mapping[str, Check], *choices: Collection[str], needs: str = "") -> Check:
    """Return the check for a table of `checks` by name, with exactly one of each of `choices`."""

    def check(value: object) -> None:
        found = _table(value)
        for name, inner in found.items():
            if name not in checks:
                raise MappingError(_unknown(name, checks))
            _named(name, checks[name], inner)
        if needs and needs not in found:
            raise MappingError(_("{name} is missing").format(name=needs))
        for choice in choices:
            if sum(name in found for name in choice) != 1:
                message = _("needs one of {names}")
                raise MappingError(message.format(names=" ".join(choice)))

    return check


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise MappingError(_('must be a table like {name = "value"}'))
    return value


def _named(name: str, check: Check, value: object) -> None:
    try:
        check(value)
    except MappingError as error:
        message = _("{name}: {problem}")
        raise MappingError(message.format(name=name, problem=error)) from error


def _unknown(name: str, names: Collection[str]) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    near = get_close_matches(name.lower(), names, 1)
    if near:
        message = _("“{name}” is unknown; did you mean “{nearest}”?")
        return message.format(name=clean_line(name, 40), nearest=near[0])
    message = _("“{name}” is unknown; known: {names}")
    return message.format(name=clean_line(name, 40), names=" ".join(names))

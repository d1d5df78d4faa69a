"""One value of the configuration against the type of its field, and what its mistakes are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

from tnews.locale import _
from tnews.model.clean import clean_url
from tnews.model.settings import Address, Headers, Holding, Matching, Range
from tnews.model.source import RSSHUB, source_url
from tnews.text.nearest import nearest

if TYPE_CHECKING:
    from tnews.config.lines import Place


class PlacedError(Exception):
    """What is wrong with the value at `place`; `load` adds file, line and the key's name."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


class Mistakes:
    """What is wrong with a document. A mistake made in a `with` block over this is noted, and what
    follows the block goes on."""

    def __init__(self) -> None:
        self.found: list[PlacedError] = []

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, PlacedError):
            self.found.append(error)
            return True
        return False


def checked(hint: Any, value: Any, place: Place) -> Any:
    """Return `value` as the type `hint` of its field wants it; raises PlacedError."""
    if NoneType in get_args(hint):  # `X | None`: TOML has no None
        hint = get_args(hint)[0]
    limit = None
    if get_origin(hint) is Annotated:
        hint, limit = get_args(hint)
    if get_origin(hint) is Literal:
        if type(value) is int and str(value) in get_args(hint):
            value = str(value)
        if not isinstance(value, str) or value not in get_args(hint):
            raise bad_choice(place, get_args(hint), value)
    elif get_origin(hint) is Mapping:
        if not isinstance(value, dict):
            raise wrong_type(place, _("a table of strings"), value)
    elif get_origin(hint) is tuple:
        if not are_texts(value):
            raise wrong_type(place, _("a list of strings"), value)
        value = tuple(value)
    elif type(value) is not hint and (hint, type(value)) != (float, int):  # True is no number
        names = {bool: _("true or false"), int: _("a whole number"), float: _("a number")}
        raise wrong_type(place, names.get(hint, _("a string")), value)
    if isinstance(limit, Address) and isinstance(value, tuple):
        for number, item in enumerate(value):
            checked(Annotated[str, limit], item, (*place, number))
    elif message := _beyond(limit, value):
        raise PlacedError(place, message)
    return float(value) if hint is float else value


def are_texts(value: object) -> bool:
    """Return whether `value` is a list of strings, none of them blank."""
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _beyond(limit: object, value: Any) -> str:
    """Return how `value` breaks `limit`, or ""."""
    match limit:
        case Range(low, high, step, zero):
            if zero and value == 0:
                return ""
            if not low <= value <= high or (step > 1 and value % step):
                message = _("must be {range}, found {value}")
                return message.format(range=range_text(limit), value=_found(value))
        case Address(word=word) if value and value != word:
            return _address_mistake(limit, value)
        case Headers():
            return _header_mistake(value)
        case Matching(pattern, allowed) if not re.fullmatch(pattern, value):
            return _("may only hold {allowed}").format(allowed=allowed)
        case Holding(item) if value and item not in value:
            return _('one of the list must be "{item}"').format(item=item)
    return ""


def _header_mistake(table: Mapping[str, object]) -> str:
    """Return what is wrong with one of the headers, or ""."""
    from tnews.net.headers import name_problem, value_problem  # few sources have some

    for name, value in table.items():
        if problem := name_problem(name):
            return problem
        if problem := value_problem(value):
            return _("{name}: {problem}").format(name=name, problem=problem)
    return ""


def range_text(limit: Range) -> str:
    """Return `limit` in words: "40 to 120, even"."""
    text = _("{low} to {high}").format(low=limit.low, high=limit.high)
    if limit.step == 2:
        text = _("{range}, even").format(range=text)
    return _("{range}, or 0").format(range=text) if limit.zero else text


def _address_mistake(limit: Address, value: str) -> str:
    """Return what is wrong with an address, or "". Never repeats a user name or password."""
    schemes = " ".join(limit.schemes)
    is_source = RSSHUB.removesuffix("://") in limit.schemes
    if is_source and value.startswith(RSSHUB):
        return "" if source_url(value) else _("not a route of RSSHub")
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        return _("not a web address")
    if parts.scheme not in limit.schemes or "://" not in value:
        message = _("the address must begin with one of {schemes}, found {value}")
        login, _parted, rest = value.rpartition("@")
        found = f"…@{rest}" if login else value
        return message.format(schemes=schemes, value=_found(found))
    if "@" in parts.netloc and is_source:
        return _(
            "the address must not hold a user name or password; write "
            'headers.Authorization = "Basic …" below it instead (docs/asking.md)'
        )
    if "@" in parts.netloc and not limit.login:
        return _("the address must not hold a user name or password")
    if not parts.hostname or re.search(r"\s", value) or not (limit.login or clean_url(value)):
        return _("not a web address")
    return ""


def name_of(place: Place) -> str:
    """Return `place` as the file writes it: "[reader] measure", "[[source]] fields.title"."""
    if len(place) == 1:
        return str(place[0])
    table = f"[[{place[0]}]]" if isinstance(place[1], int) else f"[{place[0]}]"
    keys = ".".join(part for part in place[1:] if isinstance(part, str))
    return f"{table} {keys}".rstrip()


def _near(word: object, names: Iterable[str]) -> str:
    near = nearest(str(word), names)
    return _('did you mean "{name}"?').format(name=near) if near else ""


def unknown(place: Place, names: Collection[str], elsewhere: Mapping[str, str]) -> PlacedError:
    """Return the error for a key that is none of `names`; `elsewhere` says where others belong."""
    remedy = _near(place[-1], names) or _("known: {names}").format(names=" ".join(names))
    if table := elsewhere.get(str(place[-1])):
        remedy = _("it belongs to {table}").format(table=table)
    return PlacedError(place, _("unknown; {remedy}").format(remedy=remedy))


def bad_choice(place: Place, choices: Collection[str], value: object) -> PlacedError:
    """Return the error for a `value` that is none of `choices`; it names the nearest."""
    names = " ".join(choice or '""' for choice in choices)
    error = wrong_type(place, _("one of {choices}").format(choices=names), value)
    near = _near(value, choices)
    told = _("{problem}; {remedy}").format(problem=error, remedy=near)
    return PlacedError(place, told) if near else error


def wrong_type(place: Place, wanted: str, value: object) -> PlacedError:
    """Return the error for a `value` that is not what is `wanted`."""
    message = _("must be {type}, found {value}")
    return PlacedError(place, message.format(type=wanted, value=_found(value)))


def _found(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, int) and abs(value) > 1 << 63:
        return _("an endless number")  # more digits than str() turns into text
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return _("a list") if isinstance(value, list) else _("a table or a date")

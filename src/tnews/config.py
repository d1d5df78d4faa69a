"""The configuration: TOML in, `Config` out, every mistake named with file, line, key and remedy.

The records of `tnews.model.settings` are the one list of keys: their types, choices and
limits drive the checks here. Editing the file is not here but in services/subscriptions.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from tnews.folders import default_config_path
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model.clean import clean_line, clean_url
from tnews.model.errors import ConfigError
from tnews.model.settings import Address, Config, Holding, Matching, Range, SourceSettings
from tnews.model.source import Source

Place = tuple[str | int, ...]
"""Where a value stands in the document: ("reader", "measure"), ("source", 2, "url")."""

Kinds = Mapping[str, Collection[str]]
"""The kinds of source, and the names of the options each has."""

_hints = cache(partial(get_type_hints, include_extras=True))

SIZE_LIMIT = 4 << 20
"""Largest configuration read, in bytes: about 30,000 sources. /dev/zero ends here too."""


class _PlacedError(Exception):
    """What is wrong with the value at `place`; `load` adds file, line and the key's name."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


def load(path: Path | None, *, kinds: Kinds, actions: Collection[str] = ()) -> Config:
    """Return the configuration in the file `path`; the defaults if it is None.

    `actions` are the ids that [keys] may name, empty: any. A missing file is a mistake unless
    it is the default one. Raises ConfigError for the first mistake, one line.
    """
    if path is None:
        return Config()
    try:
        text = _read(path)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and path == default_config_path():
            return Config()
        message = _("{file}: cannot be read: {reason}")
        raise ConfigError(message.format(file=path, reason=reason(error))) from error
    document = _parse(path, text)
    try:
        return _config(document, kinds, actions, str(path))
    except _PlacedError as mistake:
        message = _("{name}: {problem}").format(name=_name(mistake.place), problem=mistake)
        raise _at(path, _line_of(text, mistake.place), message) from None


def _at(path: Path, line: int, message: str) -> ConfigError:
    where = _("{file}, line {line}: {message}")
    return ConfigError(where.format(file=path, line=line, message=message))


def _read(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        message = _("{file}: larger than {size} MiB, not a configuration")
        raise ConfigError(message.format(file=path, size=SIZE_LIMIT >> 20))
    try:
        return data.decode("utf-8-sig")  # Windows editors write a byte order mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _at(path, line, _("not UTF-8; save the file in UTF-8")) from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(_("{file}: nested too deeply").format(file=path)) from None
    except ValueError as error:  # TOMLDecodeError, or int() of more than 4,300 digits
        detail, _parted, position = str(error).partition(" (at ")
        known = re.match(r"line (\d+)", position)
        line = int(known[1]) if known else text.rstrip("\n").count("\n") + 1
        if re.match("Cannot (overwrite|declare|mutate|redefine)", detail):
            key = text.split("\n")[line - 1].partition("=")[0].strip()
            raise _at(path, line, _("{key} is given twice").format(key=key)) from None
        raise _at(
            path, line, _("not TOML; correct this line ({detail})").format(detail=detail)
        ) from None


# The document against the records.


def _config(document: dict[str, Any], kinds: Kinds, actions: Collection[str], path: str) -> Config:
    hints = {name: hint for name, hint in _hints(Config).items() if name not in ("path", "sources")}
    records: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    elsewhere = {key: f"[{name}]" for name, record in records.items() for key in _hints(record)}
    values: dict[str, Any] = {}
    for name, value in document.items():
        place = (name,)
        if name == "source":
            continue
        if name not in hints:
            raise _unknown(place, [*hints, "source"], elsewhere)
        if (name in records or name == "keys") and not isinstance(value, dict):
            raise _PlacedError(place, _("must be a table, begun by [{name}]").format(name=name))
        if name in records:
            values[name] = records[name](**_settings(records[name], value, place, elsewhere))
        elif name == "keys":
            values[name] = _keys(value, actions)
        else:
            values[name] = _value(hints[name], value, place)
    minutes = values.get("refresh", Config().refresh).interval
    sources = _sources(document.get("source", []), kinds, minutes)
    return Config(**values, sources=sources, path=path)


def _settings(
    record: Any,
    table: dict[str, Any],
    place: Place,
    elsewhere: Mapping[str, str],
    options: Collection[str] = (),
) -> dict[str, Any]:
    """Return the checked values of the fields of `record` in `table`, `options` left out."""
    hints = _hints(record)
    for key in table:
        if key not in hints and key not in options:
            raise _unknown((*place, key), [*hints, *options], elsewhere)
    return {
        key: _value(hint, table[key], (*place, key)) for key, hint in hints.items() if key in table
    }


def _keys(table: dict[str, Any], actions: Collection[str]) -> dict[str, tuple[str, ...]]:
    found = {}
    for action, value in table.items():
        if actions and action not in actions:
            raise _unknown(("keys", action), actions, {})
        keys = [value] if isinstance(value, str) else value
        if not keys or not _are_texts(keys):
            raise _wrong_type(("keys", action), _("a key or a list of keys"), value)
        found[action] = tuple(keys)
    return found


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _sources(tables: Any, kinds: Kinds, minutes: int) -> tuple[Source, ...]:
    """Return the sources of the [[source]] tables; `minutes` is the interval unless they say one."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _PlacedError(("source",), _("write [[source]] with double brackets"))
    settings = [_source_settings(table, ("source", n), kinds) for n, table in enumerate(tables)]
    taken = {said.key for said in settings}
    found: dict[str, Source] = {}
    alike: dict[tuple[str, str], list[Source]] = {}
    for number, (table, said) in enumerate(zip(tables, settings, strict=True)):
        source = Source(
            key=said.key or default_key(said.name, said.url, taken),
            url=clean_url(said.url),
            name=clean_line(said.name) or default_name(said.url),
            category=clean_line(said.category) or SourceSettings().category,
            kind=said.kind,
            interval=60 * (minutes if said.interval is None else said.interval),
            full_text=said.full_text,
            enabled=said.enabled,
            options={name: value for name, value in table.items() if name in kinds[said.kind]},
        )
        if other := found.get(source.key):
            message = _('"{key}" is already the key of "{name}"')
            message = message.format(key=source.key, name=other.name)
            raise _PlacedError(("source", number, "key"), message)
        for other in alike.setdefault((source.kind, source.url), []):
            if other.options == source.options:
                message = _('the same source as "{name}"').format(name=other.name)
                raise _PlacedError(("source", number), message)
        alike[source.kind, source.url].append(source)
        found[source.key] = source
        taken.add(source.key)
    return tuple(found.values())


def _source_settings(table: dict[str, Any], place: Place, kinds: Kinds) -> SourceSettings:
    kind = table.get("kind", SourceSettings().kind)
    if not isinstance(kind, str) or kind not in kinds:
        raise _bad_choice((*place, "kind"), kinds, kind)
    elsewhere = {option: f'kind = "{name}"' for name in kinds for option in kinds[name]}
    said = SourceSettings(**_settings(SourceSettings, table, place, elsewhere, kinds[kind]))
    if not said.url:
        raise _PlacedError((*place, "url"), _("is missing"))
    return said


def default_name(url: str) -> str:
    """Return the name of a source that has none: the host of `url`, without "www."."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def default_key(name: str, url: str, taken: Collection[str]) -> str:
    """Return a key that is not `taken`: the ASCII of `name` if it has a letter, else the host."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-")
    if not re.search("[a-z]", slug):
        slug = re.sub(r"[^\w.-]+", "-", default_name(url))[:60].strip(".-") or "source"
    key, number = slug, 1
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    return key


# One value against the type of its field.


def _value(hint: Any, value: Any, place: Place) -> Any:
    """Return `value` as `hint` wants it; raise _PlacedError if it does not fit."""
    if NoneType in get_args(hint):  # `X | None`: TOML has no None
        hint = get_args(hint)[0]
    limit = None
    if get_origin(hint) is Annotated:
        hint, limit = get_args(hint)
    if get_origin(hint) is Literal:
        if not isinstance(value, str) or value not in get_args(hint):
            raise _bad_choice(place, get_args(hint), value)
    elif get_origin(hint) is tuple:
        if not _are_texts(value):
            raise _wrong_type(place, _("a list of strings"), value)
        value = tuple(value)
    elif type(value) is not hint and (hint, type(value)) != (float, int):  # True is no number
        names = {bool: _("true or false"), int: _("a whole number"), float: _("a number")}
        raise _wrong_type(place, names.get(hint, _("a string")), value)
    if message := _beyond(limit, value):
        raise _PlacedError(place, message)
    return float(value) if hint is float else value


def _beyond(limit: object, value: Any) -> str:
    """Return how `value` breaks `limit`, or ""."""
    match limit:
        case Range(low, high, step, zero):
            if zero and value == 0:
                return ""
            if not low <= value <= high or (step > 1 and value % step):
                message = _("must be {range}, found {value}")
                return message.format(range=range_text(limit), value=_found(value))
        case Address() if value:
            return _address_mistake(limit, value)
        case Matching(pattern, allowed) if not re.fullmatch(pattern, value):
            return _("may only hold {allowed}").format(allowed=allowed)
        case Holding(item) if value and item not in value:
            return _('one of the list must be "{item}"').format(item=item)
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
    if "@" in parts.netloc and not limit.login:
        return _("the address must not hold a user name or password")
    if not parts.hostname or re.search(r"\s", value) or not (limit.login or clean_url(value)):
        return _("not a web address")
    return ""


# What a mistake is called.


def _name(place: Place) -> str:
    """Return `place` as the file writes it: "[reader] measure", "[[source]] url"."""
    if len(place) == 1:
        return str(place[0])
    table = f"[[{place[0]}]]" if isinstance(place[1], int) else f"[{place[0]}]"
    return table if isinstance(place[-1], int) else f"{table} {place[-1]}"


def _near(word: object, names: Iterable[str]) -> str:
    near = get_close_matches(str(word).lower(), names, n=1)
    return _('did you mean "{name}"?').format(name=near[0]) if near else ""


def _unknown(place: Place, names: Collection[str], elsewhere: Mapping[str, str]) -> _PlacedError:
    remedy = _near(place[-1], names) or _("known: {names}").format(names=" ".join(names))
    if table := elsewhere.get(str(place[-1])):
        remedy = _("it belongs to {table}").format(table=table)
    return _PlacedError(place, _("unknown; {remedy}").format(remedy=remedy))


def _bad_choice(place: Place, choices: Collection[str], value: object) -> _PlacedError:
    names = " ".join(choice or '""' for choice in choices)
    error = _wrong_type(place, _("one of {choices}").format(choices=names), value)
    near = _near(value, choices)
    told = _("{problem}; {remedy}").format(problem=error, remedy=near)
    return _PlacedError(place, told) if near else error


def _wrong_type(place: Place, wanted: str, value: object) -> _PlacedError:
    message = _("must be {type}, found {value}")
    return _PlacedError(place, message.format(type=wanted, value=_found(value)))


def _found(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, int) and abs(value) > 1 << 63:
        return _("an endless number")  # more digits than str() turns into text
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return _("a list") if isinstance(value, list) else _("a table or a date")


# Where it stands: tomllib tells no line of a key.


def _line_of(text: str, place: Place) -> int:
    """Return the line of the valid document `text` where `place`, or else its table, begins.

    Each statement of TOML is a valid document too, so a piece that does not parse is a value
    that goes on in the next line. [[source]] is the only array of tables there is.
    """
    found: dict[Place, int] = {}
    table: Place = ()
    tables, piece, start = 0, "", 1
    for number, line in enumerate(text.split("\n"), 1):
        piece = (piece + line + "\n").lstrip(" \t")
        try:
            places = list(_places(tomllib.loads(piece)))
        except tomllib.TOMLDecodeError:
            continue
        if piece.startswith("["):  # a header: nothing else begins so
            header = tuple(key for key in places[-1] if isinstance(key, str))
            tables += piece.startswith("[[") and header == ("source",)
            inside = tables and header[0] == "source"
            table = ("source", tables - 1, *header[1:]) if inside else header
            places = [()]
        for inner in places:
            found.setdefault((*table, *inner), start)
        piece, start = "", number + 1
    while place and place not in found:
        place = place[:-1]
    return found.get(place, 1)


def _places(value: object, depth: int = 3) -> Iterator[Place]:
    """Yield the place of every key and list item in `value`, outer ones first."""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items if depth else ():
        yield (key,)
        yield from ((key, *rest) for rest in _places(inner, depth - 1))

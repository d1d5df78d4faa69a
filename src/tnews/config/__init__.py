"""The configuration: TOML in, `Config` out, every mistake named with file, line, key and remedy.

The records of `tnews.model.settings` are the one list of keys: their types, choices and
limits drive the checks here. Editing the file is not here but in services/config_file.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, get_type_hints
from urllib.parse import urlsplit

from tnews.config.keys import keys_of
from tnews.config.lines import lines_of
from tnews.config.queries import query_problem
from tnews.config.values import (
    Mistakes,
    PlacedError,
    are_texts,
    bad_choice,
    checked,
    name_of,
    unknown,
    wrong_type,
)
from tnews.folders import default_config_path
from tnews.locale import _, plural
from tnews.locale.reasons import reason
from tnews.model.clean import clean_line
from tnews.model.errors import ConfigError, OptionError
from tnews.model.record import Record, replace
from tnews.model.settings import Config, Preset, SourceSettings, ViewSettings
from tnews.model.source import Source, SourceHttp, source_url

if TYPE_CHECKING:
    from tnews.config.lines import Place


class Kind(Protocol):
    """What must be known of a kind of source: its options, and whether their values are right."""

    OPTIONS: Mapping[str, str]

    def check(self, options: Mapping[str, Any]) -> None:
        """Return if `options` can be used; raises `OptionError`."""
        ...


Kinds = Mapping[str, Kind]
"""The kinds of source by their names; one is looked up only where a source is of it."""

_Elsewhere = Callable[[], Mapping[str, str]]
"""Gives the keys that belong to another table, with its name: asked for a mistake alone."""

_ARRAYS = ("source", "view")
"""Names of the tables that there may be many of."""

_NO_KEYS = ("path", "preset", "sources", "views")
"""Fields of Config that are not keys of the file."""

_hints = cache(partial(get_type_hints, include_extras=True))

TOLD = 20
"""Mistakes that are told one by one."""

SIZE_LIMIT = 4 << 20
"""Largest configuration read, in bytes: about 30,000 sources. /dev/zero ends here too."""


def load(path: Path | None, *, kinds: Kinds, actions: Collection[str] = ()) -> Config:
    """Return the configuration in the file `path`; the defaults if it is None.

    `actions` are the ids that [keys] may name, empty: any. A missing file is a mistake unless
    it is the default one. Raises ConfigError for the first mistake, one line, which has the
    others in the order of their lines.
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
    mistakes = Mistakes()
    config = _config(document, kinds, actions, str(path), mistakes)
    if mistakes.found:
        raise _told(path, text, mistakes.found)
    return config


def check(document: dict[str, Any]) -> Config:
    """Return what a file would say that says nothing but `document`, which has no [[…]] tables.

    Raises ConfigError, one line, which names the key.
    """
    mistakes = Mistakes()
    config = _config(document, {}, (), "", mistakes)
    if mistakes.found:
        raise ConfigError(_named(mistakes.found[0]))
    return config


def _named(mistake: PlacedError) -> str:
    return _("{name}: {problem}").format(name=name_of(mistake.place), problem=mistake)


def _told(path: Path, text: str, mistakes: Sequence[PlacedError]) -> ConfigError:
    """Return the error that tells all `mistakes`, those above `TOLD` by their number."""
    lines = lines_of(text, [mistake.place for mistake in mistakes])
    placed = sorted(zip(lines, mistakes, strict=True), key=lambda pair: pair[0])
    told = [_at(path, line, _named(mistake)).message for line, mistake in placed[:TOLD]]
    if (left := len(placed) - TOLD) > 0:
        more = plural("{n} more mistake", "{n} more mistakes", left)
        told.append(f"{path}: {more.format(n=left)}")
    return ConfigError(told[0], told[1:])


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


def _config(
    document: dict[str, Any],
    kinds: Kinds,
    actions: Collection[str],
    path: str,
    mistakes: Mistakes,
) -> Config:
    """Return what `document` says but for its `mistakes`, which are noted."""
    hints = {name: hint for name, hint in _hints(Config).items() if name not in _NO_KEYS}
    records: dict[str, Any] = {name: hint for name, hint in hints.items() if is_record(hint)}

    def elsewhere() -> Mapping[str, str]:
        return {key: f"[{name}]" for name, record in records.items() for key in _hints(record)}

    values: dict[str, Any] = {}
    for name, value in document.items():
        if name in _ARRAYS:
            continue
        with mistakes:
            if name not in hints:
                raise unknown((name,), [*hints, *_ARRAYS], elsewhere())
            if name == "keys" and isinstance(value, str):
                value = {"preset": value}
            if (name in records or name == "keys") and not isinstance(value, dict):
                message = _("must be a table, begun by [{name}]").format(name=name)
                raise PlacedError((name,), message)
            if name in records:
                said = _settings(records[name], value, (name,), elsewhere, mistakes)
                values[name] = records[name](**said)
            elif name == "keys":
                values[name] = keys_of(value, actions, mistakes)
                if "preset" in value:
                    values["preset"] = checked(Preset, value["preset"], ("keys", "preset"))
            elif name == "catalogue":
                values[name] = _catalogue(value, (name,))
            else:
                values[name] = checked(hints[name], value, (name,))
    minutes = values.get("refresh", Config().refresh).interval
    with mistakes:
        values["sources"] = _sources(_tables(document, "source"), kinds, minutes, mistakes)
    with mistakes:
        values["views"] = _views(_tables(document, "view"), mistakes)
    return Config(**values, path=path)


def is_record(hint: object) -> bool:
    """Say whether what `hint` stands for is a record: a table of the file."""
    return isinstance(hint, type) and issubclass(hint, Record)


def _settings(
    record: Any,
    table: dict[str, Any],
    place: Place,
    elsewhere: _Elsewhere,
    mistakes: Mistakes,
    options: Collection[str] = (),
) -> dict[str, Any]:
    """Return the checked values of the fields of `record` in `table`, `options` left out."""
    hints = _hints(record)
    said = {}
    for key, value in table.items():
        with mistakes:
            if key in hints:
                said[key] = checked(hints[key], value, (*place, key))
            elif key not in options:
                raise unknown((*place, key), [*hints, *options], elsewhere())
    return said


def _catalogue(value: Any, place: Place) -> bool | tuple[str, ...]:
    if isinstance(value, bool):
        return value
    if not are_texts(value):
        raise wrong_type(place, _("true, false or a list of channels"), value)
    from tnews.catalogue import categories

    names = tuple(clean_line(name, 40) for name in value)
    for name in names:
        if name not in categories():
            raise bad_choice(place, categories(), name)
    return names


def _tables(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the tables [[name]] of the document."""
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PlacedError((name,), _("write [[{name}]] with double brackets").format(name=name))
    return tables


def _views(tables: list[dict[str, Any]], mistakes: Mistakes) -> tuple[ViewSettings, ...]:
    found: dict[str, ViewSettings] = {}
    for number, table in enumerate(tables):
        place = ("view", number)
        before = len(mistakes.found)
        view = ViewSettings(**_settings(ViewSettings, table, place, dict, mistakes))
        if len(mistakes.found) > before:  # what is missing may be what is called otherwise
            continue
        with mistakes:
            for key in ("name", "query"):
                if not getattr(view, key):
                    raise PlacedError((*place, key), _("is missing"))
            if problem := query_problem(view.query):
                raise PlacedError((*place, "query"), problem)
            if view.name in found:
                message = _('"{name}" is already the name of a view').format(name=view.name)
                raise PlacedError((*place, "name"), message)
            found[view.name] = view
    return tuple(found.values())


def _sources(
    tables: list[dict[str, Any]], kinds: Kinds, minutes: int, mistakes: Mistakes
) -> tuple[Source, ...]:
    """Return the sources of the [[source]] tables; `minutes` is the interval unless they say one."""
    settings: dict[int, SourceSettings] = {}
    for number, table in enumerate(tables):
        before = len(mistakes.found)
        with mistakes:
            said = _source_settings(table, ("source", number), kinds, mistakes)
            if len(mistakes.found) == before:
                settings[number] = said
    taken = {said.key for said in settings.values()}
    counted: dict[str, int] = {}
    found: dict[str, Source] = {}
    alike: dict[tuple[str, str], list[Source]] = {}
    for number, said in settings.items():
        table = tables[number]
        source = Source(
            key=said.key or default_key(said.name, said.url, taken, counted),
            url=said.url,
            name=clean_line(said.name) or default_name(said.url),
            category=clean_line(said.category) or SourceSettings().category,
            kind=said.kind,
            interval=60 * (minutes if said.interval is None else said.interval),
            full_text=said.full_text,
            enabled=said.enabled,
            keep_days=said.keep_days,
            keep_articles=said.keep_articles,
            options=_options(table, kinds[said.kind]),
            interval_is_chosen=said.interval is not None,
            http=_http(said, kinds[said.kind]),
        )
        with mistakes:
            if other := found.get(source.key):
                message = _('"{key}" is already the key of "{name}"')
                message = message.format(key=source.key, name=other.name)
                raise PlacedError(("source", number, "key"), message)
            for other in alike.get((source.kind, source.url), ()):
                if other.http != source.http:  # what is asked for an address follows from it
                    told = _('"{name}" has the same address and other headers, proxy or the like')
                    raise PlacedError(("source", number, "url"), told.format(name=other.name))
                if other.options == source.options:
                    message = _('the same source as "{name}"').format(name=other.name)
                    raise PlacedError(("source", number), message)
        alike.setdefault((source.kind, source.url), []).append(source)
        found[source.key] = source
        taken.add(source.key)
    return tuple(found.values())


def _source_settings(
    table: dict[str, Any], place: Place, kinds: Kinds, mistakes: Mistakes
) -> SourceSettings:
    """Return what a table says but for its mistakes; the last of them is raised."""
    name = table.get("kind", SourceSettings().kind)
    if not isinstance(name, str) or name not in kinds:
        raise bad_choice((*place, "kind"), kinds, name)
    kind = kinds[name]

    def elsewhere() -> Mapping[str, str]:
        return {option: f'kind = "{name}"' for name in kinds for option in kinds[name].OPTIONS}

    before = len(mistakes.found)
    settings = _settings(SourceSettings, table, place, elsewhere, mistakes, kind.OPTIONS)
    said = SourceSettings(**settings)
    if not said.url and len(mistakes.found) == before:  # else it may be called otherwise
        raise PlacedError((*place, "url"), _("is missing"))
    try:
        kind.check(_options(table, kind))
    except OptionError as mistake:
        if (*place, mistake.option) in [known.place for known in mistakes.found[before:]]:
            return said  # headers of a kind are looked at as those of a source, too
        raise PlacedError((*place, *mistake.option.split(".")), mistake.message) from None
    if said.certificate and not said.verify_tls:
        told = _("is there, so verify_tls = false has no meaning; leave one of them out")
        raise PlacedError((*place, "certificate"), told)
    if len(mistakes.found) > before:
        return said
    return replace(said, url=source_url(said.url))


def _http(said: SourceSettings, kind: Kind) -> SourceHttp:
    """Return how a source is asked; where `kind` has headers of its own, they are its business."""
    headers = {} if "headers" in kind.OPTIONS else said.headers or {}
    return SourceHttp(
        headers=tuple(headers.items()),
        user_agent=said.user_agent,
        proxy=said.proxy,
        timeout=said.timeout or 0.0,
        verify_tls=said.verify_tls,
        certificate=said.certificate,
    )


def _options(table: dict[str, Any], kind: Kind) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name in kind.OPTIONS}


def default_name(url: str) -> str:
    """Return the name of a source that has none: the host of `url`, without "www."."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def default_key(
    name: str, url: str, taken: Collection[str], counted: dict[str, int] | None = None
) -> str:
    """Return a key that is not `taken`: the ASCII of `name` if it has a letter, else the host.

    Who makes many of them, each `taken` then, hands the same `counted` over: it remembers how far
    was counted. 10,000 keys of one host take 10 s without.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-")
    if not re.search("[a-z]", slug):
        slug = re.sub(r"[^\w.-]+", "-", default_name(url))[:60].strip(".-") or "source"
    number = 1 if counted is None else counted.get(slug, 1)
    key = slug if number == 1 else f"{slug}-{number}"
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    if counted is not None:
        counted[slug] = number
    return key

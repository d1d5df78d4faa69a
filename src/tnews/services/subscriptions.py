"""The sources in the configuration file: add, switch on and off, remove, choose bundled ones.

How the file is changed, and what of it stays, is `config_file`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from tnews.model import Source
from tnews.model.source import SourceHttp, source_url
from tnews.services.config_file import ConfigFile, Document, dump_table

_PLAIN = Source(key="", url="", name="", category="")
"""A source whose other fields are defaults, which the file leaves out."""


def add_sources(path: Path, sources: Sequence[Source], *, catalogue: bool) -> None:
    """Append a [[source]] table for each of `sources` to the file at `path`.

    A missing file is made, for this user alone; it says by `catalogue` whether the bundled
    sources are used beside. Raises `ConfigError`.
    """
    file = ConfigFile(path, "source", new=new_file(catalogue=catalogue))
    file.append(*map(table_of, sources))
    file.write()


def new_file(*, catalogue: bool) -> str:
    """Return what a file that is made says besides: whether the bundled sources are used."""
    return f"catalogue = {str(catalogue).lower()}\n"


def set_enabled(path: Path, source: Source, enabled: bool) -> bool:
    """Say in the file at `path` whether `source` is enabled; False if it has no table there.

    Raises `ConfigError`.
    """
    file = ConfigFile(path, "source")
    place = place_of(file.tables, source)
    if place is None:
        return False
    file.set_value(place, "enabled", enabled)
    file.write()
    return True


def set_url(path: Path, source: Source, url: str) -> bool:
    """Say in the file at `path` that `source` is at `url` now; False if it has no table there.

    Its key is written too if it is not: it may follow from the address. Raises `ConfigError`.
    """
    file = ConfigFile(path, "source")
    place = place_of(file.tables, source)
    if place is None:
        return False
    if not file.tables[place].get("key"):
        file.set_value(place, "key", source.key)
    file.set_value(place, "url", url)
    file.write()
    return True


def remove_source(path: Path, source: Source) -> bool:
    """Remove the table of `source` from the file at `path`; False if it has none there.

    Raises `ConfigError`.
    """
    file = ConfigFile(path, "source")
    place = place_of(file.tables, source)
    if place is None:
        return False
    pin_keys(file)
    file.remove(place)
    file.write()
    return True


def begin(
    path: Path,
    channels: Sequence[str] | None,
    *,
    relays: bool,
    language: str = "",
    preset: str = "",
) -> None:
    """Write what a person wants at the first run into the file at `path`: which `channels` of the
    bundled sources, whether those that a third party relays, the language of the interface, a set
    of keys.

    A missing file is made, for this user alone. All channels (None) are written as `true`, so
    that later ones come too; what is the default is not written. Raises `ConfigError`.
    """
    file = ConfigFile(path, "source")
    file.set_top("catalogue", True if channels is None else list(channels))
    if not relays or "relays" in file.document:
        file.set_top("relays", relays)
    if language:
        file.set_key("reader", "language", language)
    if preset not in ("", "default"):
        file.set_key("keys", "preset", preset)
    file.write()


def table_text(source: Source) -> str:
    """Return the [[source]] table of `source` as `add_sources` writes it."""
    return dump_table("source", table_of(source))


def table_of(source: Source) -> Document:
    """What the file says of `source`."""
    table: Document = {"name": source.name, "url": source.url, "key": source.key}
    if source.category:
        table["category"] = source.category
    if source.kind != _PLAIN.kind:
        table["kind"] = source.kind
    if not source.enabled:
        table["enabled"] = False
    if source.interval_is_chosen:
        table["interval"] = source.interval // 60
    if source.full_text != _PLAIN.full_text:
        table["full_text"] = source.full_text
    return {**table, **_http(source.http), **source.options}


def _http(own: SourceHttp) -> Document:
    """What the file says of how a source is asked."""
    said: Document = {"headers": dict(own.headers)} if own.headers else {}
    names = ("user_agent", "proxy", "timeout", "verify_tls", "certificate")
    usual = SourceHttp()
    changed = {name: getattr(own, name) for name in names}
    return {**said, **{n: v for n, v in changed.items() if v != getattr(usual, n)}}


def pin_keys(file: ConfigFile) -> None:
    """Write the key of each source whose key follows from where its table stands: of two of one
    host without a key the second is called host-2, and would be host when the first is gone.

    To be called before tables move or go: what was read follows the key.
    """
    said = [str(table.get("key", "")) for table in file.tables]
    alone = Counter(_default_key(table, (), {}) for table in file.tables)
    alone.update(said)
    taken = set(said)
    counted: dict[str, int] = {}
    for place, table in enumerate(file.tables):
        if said[place]:
            continue
        key = _default_key(table, taken, counted)
        taken.add(key)
        if alone[_default_key(table, (), {})] > 1:
            file.set_value(place, "key", key)


def _default_key(table: Document, taken: Collection[str], counted: dict[str, int]) -> str:
    from tnews.config import default_key

    name, url = str(table.get("name", "")), source_url(str(table.get("url", "")))
    return default_key(name, url, taken, counted)


def place_of(tables: Sequence[Document], source: Source) -> int | None:
    """The position of the table of `source`; its key may be one that the file leaves out."""
    for place, table in enumerate(tables):
        if table.get("key") == source.key:
            return place
    for place, table in enumerate(tables):
        if not table.get("key") and table.get("url") == source.url:
            return place
    return None

"""The sources in the configuration file: add, switch on and off, remove, choose bundled ones.

The file belongs to the person: only the lines of one table or key change, so comments, order and
formatting of everything else stay. tomlkit writes single tables and never gets the whole
document, because it moves tables and comments where [[source]] tables do not stand together.
Every edit is checked against what the file said before, and written at one stroke.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError, Source
from tnews.services.toml_lines import source_spans, top_spans

Document = dict[str, Any]

_PLAIN = Source(key="", url="", name="", category="")
"""A source whose other fields are defaults, which the file leaves out."""


def add_sources(path: Path, sources: Sequence[Source], *, catalogue: bool) -> None:
    """Append a [[source]] table for each of `sources` to the file at `path`.

    A missing file is made, for this user alone; it says by `catalogue` whether the bundled
    sources are used beside. Raises `ConfigError`.
    """
    text = _read(path)
    if text is None:
        text = f"catalogue = {str(catalogue).lower()}\n"
    wanted = _parse(path, text)
    tables = [_table(source) for source in sources]
    if text and not text.endswith("\n"):
        text += "\n"
    text += "".join("\n" + _dump_table(table) for table in tables)
    wanted.setdefault("source", []).extend(tables)
    _write(path, text, wanted)


def set_enabled(path: Path, source: Source, enabled: bool) -> bool:
    """Say in the file at `path` whether `source` is enabled; False if it has no table there.

    Raises `ConfigError`.
    """
    import tomlkit

    text = _read(path) or ""
    wanted = _parse(path, text)
    place = _place(wanted, source)
    if place is None:
        return False
    lines, span = text.split("\n"), _span(path, text, place)
    piece = tomlkit.parse("\n".join(lines[span.start : span.stop]))
    piece["source"][0]["enabled"] = enabled
    lines[span.start : span.stop] = tomlkit.dumps(piece).removesuffix("\n").split("\n")
    wanted["source"][place]["enabled"] = enabled
    _write(path, "\n".join(lines), wanted)
    return True


def remove_source(path: Path, source: Source) -> bool:
    """Remove the table of `source` from the file at `path`; False if it has none there.

    Raises `ConfigError`.
    """
    text = _read(path) or ""
    wanted = _parse(path, text)
    place = _place(wanted, source)
    if place is None:
        return False
    lines, span = text.split("\n"), _span(path, text, place)
    end = span.stop
    if end < len(lines) and not lines[end].strip():
        end += 1  # one blank line goes with the table
    del lines[span.start : end]
    del wanted["source"][place]
    if not wanted["source"]:
        del wanted["source"]
    _write(path, "\n".join(lines), wanted)
    return True


def choose_channels(path: Path, channels: Sequence[str], *, relays: bool) -> None:
    """Say in the file at `path` which `channels` of bundled sources are used, and whether those
    that a third party relays.

    A missing file is made, for this user alone. All channels are written as `true`, so that
    later ones come too. Raises `ConfigError`.
    """
    from tnews.catalogue import categories

    is_all = set(categories()) <= set(channels)
    text = _read(path) or ""
    wanted = _parse(path, text)
    text = _with_top(text, "catalogue", True if is_all else list(channels))
    wanted["catalogue"] = True if is_all else list(channels)
    if not relays or "relays" in wanted:
        text = _with_top(text, "relays", relays)
        wanted["relays"] = relays
    _write(path, text, wanted)


def _with_top(text: str, key: str, value: object) -> str:
    """Return the document `text` with `value` at the `key` above all tables, the first if new.

    A value on several lines stays as a comment, for the comments within it.
    """
    import tomlkit

    span = top_spans(text).get(key)
    if span is None:
        return _dump({key: value}) + text
    lines = text.split("\n")
    piece = tomlkit.parse("\n".join(lines[span.start : span.stop]))
    piece[key] = value
    before = [f"# {line}" for line in lines[span.start : span.stop] if len(span) > 1]
    after = tomlkit.dumps(piece).removesuffix("\n").split("\n")
    lines[span.start : span.stop] = [*before, *after]
    return "\n".join(lines)


def table_text(source: Source) -> str:
    """Return the [[source]] table of `source` as `add_sources` writes it."""
    return _dump_table(_table(source))


def _table(source: Source) -> Document:
    """What the file says of `source`."""
    table: Document = {"name": source.name, "url": source.url, "key": source.key}
    if source.category:
        table["category"] = source.category
    if source.kind != _PLAIN.kind:
        table["kind"] = source.kind
    if not source.enabled:
        table["enabled"] = False
    if source.interval != _PLAIN.interval:
        table["interval"] = source.interval // 60
    if source.full_text != _PLAIN.full_text:
        table["full_text"] = source.full_text
    return {**table, **source.options}


def _dump(document: Document) -> str:
    import tomlkit

    return tomlkit.dumps(document)


def _dump_table(table: Document) -> str:
    """Return a [[source]] table as text; tables in it stand on one line, as a person writes them."""
    inline = {name: _inline(value) for name, value in table.items()}
    return _dump({"source": [inline]})


def _inline(value: Any) -> Any:
    import tomlkit

    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update({name: _inline(inner) for name, inner in value.items()})
    return table


def _place(document: Document, source: Source) -> int | None:
    """The position of the table of `source`; its key may be one that the file leaves out."""
    tables = document.get("source", [])
    for place, table in enumerate(tables):
        if table.get("key") == source.key:
            return place
    for place, table in enumerate(tables):
        if not table.get("key") and table.get("url") == source.url:
            return place
    return None


def _span(path: Path, text: str, place: int) -> range:
    spans = source_spans(text)
    if place >= len(spans):  # source = [{…}, …] on one line
        raise _by_hand(path)
    return spans[place]


def _by_hand(path: Path) -> ConfigError:
    return ConfigError(
        _("{file}: its [[source]] tables are written in an unusual way; change it by hand").format(
            file=path
        )
    )


def _read(path: Path) -> str | None:
    """The text of the file, None if there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}").format(file=path, reason=reason(error))
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(
            _("{file}: not UTF-8; save the file in UTF-8").format(file=path)
        ) from None


def _parse(path: Path, text: str) -> Document:
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            _("{file}: not TOML; correct it ({detail})").format(file=path, detail=error)
        ) from None
    tables = document.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _by_hand(path)
    return document


def _write(path: Path, text: str, wanted: Document) -> None:
    """Replace the file by `text`, at one stroke, if it says exactly what is `wanted`."""
    try:
        is_right = tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise _by_hand(path)
    try:
        _replace(path.resolve(), text.encode())  # a link into a dotfiles folder stays a link
    except OSError as error:
        raise ConfigError(
            _("{file}: cannot be written: {reason}").format(file=path, reason=reason(error))
        ) from None


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # brings random and hashlib along, which the reader's start need not wait for

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise

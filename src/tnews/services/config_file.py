"""The configuration file as text: its tables and first keys changed, all else kept.

The file belongs to the person: only the lines of one table or key change, so comments, order and
formatting of everything else stay. tomlkit writes single tables and never gets the whole
document, because it moves tables and comments where [[source]] tables do not stand together.
Every edit is checked against what the file said before, and written at one stroke.
"""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tnews.folders import alone
from tnews.locale import _
from tnews.locale.reasons import reason
from tnews.model import ConfigError
from tnews.services.toml_lines import key_spans, table_spans

Document = dict[str, Any]


class Removed(NamedTuple):
    """A table that was taken away: the how many-th of its array it was, what it says, its lines,
    and the whole text before and after."""

    place: int
    table: Document
    lines: tuple[str, ...]
    before: str
    after: str


class ConfigFile:
    """The file at `path`, being changed: its text and, beside it, what the text has to say then.

    A missing file is `new`, and is made by `write` for this user alone. `array` names the tables
    that are changed ([[source]]), which must be written with double brackets; "" if none is.
    Every method raises `ConfigError`; nothing is written before `write`.
    """

    def __init__(self, path: Path, array: str = "", *, new: str = "") -> None:
        self.path = path
        self._array = array
        self._table = ""
        self._known: tuple[str, list[range]] = ("", [])
        self._read = text = _read(path)
        self._text = new if text is None else text
        self._wanted = _parse(path, self._text)
        tables = self._wanted.get(array, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._by_hand()

    @property
    def document(self) -> Document:
        """What the file says, the changes included. Not to be changed."""
        return self._wanted

    @property
    def tables(self) -> list[Document]:
        """The tables of the array, in their order. Not to be changed."""
        tables: list[Document] = self._wanted.get(self._array, [])
        return tables

    # -- the tables ------------------------------------------------------------------------

    def append(self, *tables: Document) -> None:
        """Add `tables` behind the others, at the end of the file."""
        if self._text and not self._text.endswith("\n"):
            self._text += "\n"
        self._text += "".join("\n" + dump_table(self._array, table) for table in tables)
        self._wanted.setdefault(self._array, []).extend(tables)

    def append_beside(self, table: Document) -> None:
        """Add `table` below the last one of the array, at the end of the file if it is the first."""
        spans = table_spans(self._text, self._array)
        if not spans:
            self.append(table)
            return
        lines = self._text.split("\n")
        end = spans[-1].stop
        lines[end:end] = ["", *dump_table(self._array, table).removesuffix("\n").split("\n")]
        self._text = "\n".join(lines)
        self._wanted[self._array].append(table)

    def set_value(self, place: int, key: str, value: object) -> None:
        """Let `key` of the table at `place` be `value`."""
        import tomlkit

        lines, span = self._text.split("\n"), self._span(place)
        piece = tomlkit.parse("\n".join([*lines[span.start : span.stop], ""]))
        piece[self._array][0][key] = value
        after = tomlkit.dumps(piece).removesuffix("\n").split("\n")
        lines[span.start : span.stop] = after
        self._text = "\n".join(lines)
        self._wanted[self._array][place][key] = value
        self._shift(place, len(after) - len(span))

    def remove(self, place: int) -> Removed:
        """Take away the table at `place`, and one blank line with it; comments around it stay."""
        before = self._text
        lines, span = before.split("\n"), self._span(place)
        end = span.stop
        if end < len(lines) and not lines[end].strip():
            end += 1
        own = tuple(lines[span.start : span.stop])
        del lines[span.start : end]
        self._text = "\n".join(lines)
        table = self._wanted[self._array].pop(place)
        if not self._wanted[self._array]:
            del self._wanted[self._array]
        return Removed(place, table, own, before, self._text)

    def put_back(self, removed: Removed) -> None:
        """Put back a table where it was, comments and all; in a file that has changed since, in
        front of the table that now stands there."""
        tables = self._wanted.setdefault(self._array, [])
        place = min(removed.place, len(tables))
        spans = table_spans(self._text, self._array, with_comments=True)
        lines = self._text.split("\n")
        if self._text == removed.after:
            lines = removed.before.split("\n")
        elif place < len(spans):
            lines[spans[place].start : spans[place].start] = [*removed.lines, ""]
        elif spans:
            lines[spans[-1].stop : spans[-1].stop] = ["", *removed.lines]
        else:
            lines[len(lines) - (not lines[-1]) :] = ["", *removed.lines, ""]
        self._text = "\n".join(lines)
        tables.insert(place, removed.table)

    def swap(self, place: int) -> None:
        """Let the tables at `place` and after it change places, with the comments right above."""
        spans = table_spans(self._text, self._array, with_comments=True)
        if place + 1 >= len(spans):
            raise self._by_hand()
        one, other = spans[place : place + 2]
        lines = self._text.split("\n")
        lines[one.start : other.stop] = (
            lines[other.start : other.stop]
            + lines[one.stop : other.start]
            + lines[one.start : one.stop]
        )
        self._text = "\n".join(lines)
        tables = self._wanted[self._array]
        tables[place], tables[place + 1] = tables[place + 1], tables[place]

    # -- single keys -----------------------------------------------------------------------

    def set_top(self, key: str, value: object) -> None:
        """Let the `key` above all tables be `value`; a new one stands first.

        A value on several lines stays as a comment, for the comments within it.
        """
        import tomlkit

        self._wanted[key] = value
        span = key_spans(self._text).get(key)
        if span is None:
            self._text = tomlkit.dumps({key: value}) + self._text
        else:
            self._change(span, key, value)

    def set_key(self, table: str, key: str, value: object) -> None:
        """Let `key` of the table [table] be `value`; a new one stands last in it, a new table at
        the end of the file. Else as `set_top`."""
        import tomlkit

        self._table = table
        if not isinstance(self._wanted.setdefault(table, {}), dict):
            raise self._by_hand()
        self._wanted[table][key] = value
        spans = key_spans(self._text, table)
        lines = self._text.split("\n")
        if key in spans:
            self._change(spans[key], key, value)
        elif spans:
            end = max(span.stop for span in spans.values())
            line_end = "\r" if lines[end - 1].endswith("\r") else ""
            lines[end:end] = [tomlkit.dumps({key: value}).removesuffix("\n") + line_end]
            self._text = "\n".join(lines)
        else:
            gap = "\n" if self._text else ""
            if self._text and not self._text.endswith("\n"):
                gap = "\n\n"
            self._text += gap + tomlkit.dumps({table: {key: value}})

    def drop(self, table: str, key: str) -> bool:
        """Take away `key` of [table], or the one above all tables if that is ""; comments stay.

        False if there is none.
        """
        import tomlkit

        self._table = table
        holder = self._wanted.get(table, {}) if table else self._wanted
        if not isinstance(holder, dict) or key not in holder:
            return False
        del holder[key]
        span = key_spans(self._text, table).get(key)
        if span is None:
            raise self._by_hand()
        lines = self._text.split("\n")
        own = lines[span.start : span.stop]
        piece = tomlkit.parse("\n".join([*own, ""]))
        left = [piece.body[0][1].trivia.comment.rstrip("\r")]
        if len(own) > 1 and any("#" in line for line in own):
            left = [f"# {line}" for line in own]
        line_end = "\r" if own[-1].endswith("\r") else ""
        lines[span.start : span.stop] = [line.rstrip("\r") + line_end for line in left if line]
        self._text = "\n".join(lines)
        return True

    def _change(self, span: range, key: str, value: object) -> None:
        """Write another `value` of the key that stands on the lines of `span`."""
        import tomlkit

        lines = self._text.split("\n")
        piece = tomlkit.parse("\n".join([*lines[span.start : span.stop], ""]))
        piece[key] = value
        before = [f"# {line}" for line in lines[span.start : span.stop] if len(span) > 1]
        after = tomlkit.dumps(piece).removesuffix("\n").split("\n")
        lines[span.start : span.stop] = [*before, *after]
        self._text = "\n".join(lines)

    # -- the whole file --------------------------------------------------------------------

    def write(self) -> None:
        """Replace the file, at one stroke, if its new text says exactly what it should."""
        try:
            is_right = tomllib.loads(self._text) == self._wanted
        except tomllib.TOMLDecodeError:
            is_right = False
        if not is_right:
            raise self._by_hand()
        path = self.path.resolve()  # a link into a dotfiles folder stays a link
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with alone(path.parent):
                if _read(self.path) != self._read:
                    raise ConfigError(
                        _("{file}: another program changed it just now; try again").format(
                            file=self.path
                        )
                    )
                _replace(path, self._text.encode())
            self._read = self._text
        except OSError as error:
            raise ConfigError(
                _("{file}: cannot be written: {reason}").format(
                    file=self.path, reason=reason(error)
                )
            ) from None

    def _span(self, place: int) -> range:
        text, spans = self._known
        if text is not self._text:
            spans = table_spans(self._text, self._array)
            self._known = (self._text, spans)
        if place >= len(spans):  # source = [{…}, …] on one line
            raise self._by_hand()
        return spans[place]

    def _shift(self, place: int, lines: int) -> None:
        """Remember where the tables stand now that the one at `place` has so many `lines` more:
        to look for them takes 39 ms where there are 1,000."""
        spans = self._known[1]
        changed = range(spans[place].start, spans[place].stop + lines)
        later = [range(span.start + lines, span.stop + lines) for span in spans[place + 1 :]]
        self._known = (self._text, [*spans[:place], changed, *later])

    def _by_hand(self) -> ConfigError:
        """What to say where an edit would not give what it should: TOML can be written in ways
        that are not edited here (`reader = {…}`, `source = [{…}, …]`)."""
        if self._table:
            told = _("{file}: its table [{table}] is written in an unusual way; change it by hand")
            return ConfigError(told.format(file=self.path, table=self._table))
        told = _("{file}: its [[{table}]] tables are written in an unusual way; change it by hand")
        return ConfigError(told.format(file=self.path, table=self._array))


def in_short(error: Exception, path: Path) -> str:
    """Return what `error` says of the file at `path` by the file's name alone: a line of the screen
    has no room for its folders, and what is wrong stands behind them."""
    return str(error).replace(str(path), path.name)


def dump_table(array: str, table: Mapping[str, Any]) -> str:
    """Return a table of `array` as text; tables in it stand on one line, as a person writes them."""
    import tomlkit

    return tomlkit.dumps({array: [{name: _inline(value) for name, value in table.items()}]})


def _inline(value: Any) -> Any:
    import tomlkit

    if not isinstance(value, dict):
        return value
    table = tomlkit.inline_table()
    table.update({name: _inline(inner) for name, inner in value.items()})
    return table


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
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            _("{file}: not TOML; correct it ({detail})").format(file=path, detail=error)
        ) from None


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # brings random and hashlib along, which the reader's start need not wait for

    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mode = 0o600
    if not mode & 0o222:  # who took that right away does not want it replaced either
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
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

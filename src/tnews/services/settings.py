"""The settings in the configuration file: one is written, one goes back to its default.

How the file is changed, and what of it stays, is `config_file`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tnews.config import check
from tnews.config.values import range_text
from tnews.locale import _
from tnews.locale.reasons import begun
from tnews.model import ConfigError
from tnews.model.record import Record
from tnews.services.config_file import ConfigFile, in_short
from tnews.services.subscriptions import new_file

if TYPE_CHECKING:
    from tnews.model.settings import Config

__all__ = ["Settings", "Value", "Written", "mistake", "range_text"]

Value = str | bool | int | float | tuple[str, ...]
"""What a setting may be."""


class Written(Record):
    """What the file says: its document as TOML has it, what that means, and its first mistake.

    A file with a `problem` has no `config`; one that cannot be read at all says nothing.
    """

    document: dict[str, Any]
    config: Config | None = None
    problem: str = ""


class Settings:
    """The single keys of the file at `path`. Each change is written at once.

    A missing file is made by the first change, for this user alone; it says by `catalogue`
    whether the bundled sources are used. `load` reads the file as the next start will, and
    raises `ConfigError` for its first mistake. What is wrong is told in a line of the screen, with
    the name of the file alone.
    """

    def __init__(self, path: Path, *, catalogue: bool, load: Callable[[], Config]) -> None:
        self.path = path
        self._catalogue = catalogue
        self._load = load

    def set(self, table: str, key: str, value: Value) -> None:
        """Let `key` of [table] be `value`; `table` is "" for a key above all tables.

        Raises `ConfigError` where it may not be that, and where the file cannot be changed.
        """
        _check(table, key, value)
        said = list(value) if isinstance(value, tuple) else value
        with self._in_short():
            file = self._file()
            table, key = _where(file, table, key)
            if table:
                file.set_key(table, key, said)
            else:
                file.set_top(key, said)
            file.write()

    def reset(self, table: str, key: str) -> None:
        """Take `key` out of the file, so that it is at its default again. Raises `ConfigError`."""
        with self._in_short():
            file = self._file()
            if file.drop(*_where(file, table, key)):
                file.write()

    def written(self) -> Written:
        """Return what the file says now, written by whatever hand."""
        try:
            document = self._file().document if self.path.exists() else {}
        except (ConfigError, OSError) as error:
            return Written({}, problem=in_short(error, self.path))
        try:
            return Written(document, self._load())
        except ConfigError as error:
            return Written(document, problem=self._in_one(error))

    def _in_one(self, error: ConfigError) -> str:
        """Return all mistakes of the file in a line."""
        first, path = in_short(error, self.path), str(self.path)
        if not error.others:
            return first
        others = [begun(other).removeprefix(path).lstrip(" ,:：，") for other in error.others]
        return _("{first}; and {others}").format(first=begun(first), others=_("; ").join(others))

    @contextmanager
    def _in_short(self) -> Iterator[None]:
        """Tell what is wrong with the file by its name."""
        try:
            yield
        except ConfigError as error:
            raise ConfigError(in_short(error, self.path)) from error

    def _file(self) -> ConfigFile:
        return ConfigFile(self.path, new=new_file(catalogue=self._catalogue))


def mistake(table: str, key: str, value: Value) -> str:
    """Return why `key` of [table] may not be `value`, or ""."""
    try:
        _check(table, key, value)
    except ConfigError as error:
        return error.message
    return ""


def _check(table: str, key: str, value: Value) -> None:
    said = list(value) if isinstance(value, tuple) else value
    check({table: {key: said}} if table else {key: said})


def _where(file: ConfigFile, table: str, key: str) -> tuple[str, str]:
    """Return where the file has the key: `keys = "vim"` says the same as [keys] preset."""
    is_short = isinstance(file.document.get("keys"), str)
    return ("", "keys") if is_short and (table, key) == ("keys", "preset") else (table, key)

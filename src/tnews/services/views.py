"""The saved views in the configuration file: add, rename, remove, move.

How the file is changed, and what of it stays, is `config_file`'s.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from tnews.config.queries import query_problem
from tnews.locale import _
from tnews.model import ConfigError
from tnews.model.settings import ViewSettings
from tnews.services.config_file import ConfigFile, Removed
from tnews.services.subscriptions import new_file
from tnews.text.nearest import did_you_mean

__all__ = ["Views", "no_view", "query_problem"]


class Views:
    """The [[view]] tables of the file at `path`. Each change is written at once.

    A missing file is made by the first view, for this user alone; it says by `catalogue` whether
    the bundled sources are used. Every method returns the views that the file has then, in their
    order, also those written into it by another hand meanwhile, and raises `ConfigError`.
    """

    def __init__(self, path: Path, *, catalogue: bool) -> None:
        self._path = path
        self._catalogue = catalogue

    def add(self, name: str, query: str) -> tuple[ViewSettings, ...]:
        """Keep `query` as the last view, under `name`."""
        file = self._file()
        view = ViewSettings(name, query)
        _check_name(view.name, file)
        if problem := query_problem(view.query):
            raise ConfigError(problem)
        file.append_beside({"name": view.name, "query": view.query})
        return _written(file)

    def rename(self, name: str, new: str) -> tuple[ViewSettings, ...]:
        """Call the view `name` `new`."""
        file = self._file()
        place = _place(file, name)
        new = ViewSettings(new).name
        if new != name:
            _check_name(new, file)
            file.set_value(place, "name", new)
        return _written(file)

    def remove(self, name: str) -> tuple[ViewSettings, ...]:
        """Forget the view `name`. The articles stay as they are."""
        self.take_out(name)
        return self.all()

    def take_out(self, name: str) -> Removed:
        """Forget the view `name`; return what `put_back` needs."""
        file = self._file()
        removed = file.remove(_place(file, name))
        file.write()
        return removed

    def put_back(self, removed: Removed) -> None:
        """Bring back a view that was taken out, with its comments, where it was."""
        file = self._file()
        _check_name(ViewSettings(str(removed.table.get("name", ""))).name, file)
        file.put_back(removed)
        file.write()

    def all(self) -> tuple[ViewSettings, ...]:
        """Return the views as the file has them now."""
        return _views_in(self._file())

    def move(self, name: str, step: int) -> tuple[ViewSettings, ...]:
        """Let the view `name` and the one before it (-1) or after it (1) change places.

        The first view stays where it is when it is to move up, the last one when down.
        """
        file = self._file()
        place = _place(file, name)
        first = place + min(step, 0)
        if 0 <= first < len(file.tables) - 1:
            file.swap(first)
        return _written(file)

    def _file(self) -> ConfigFile:
        return ConfigFile(self._path, "view", new=new_file(catalogue=self._catalogue))


def no_view(said: str, known: Collection[str]) -> str:
    """Return what to say where no view is called `said`: also the nearest of the `known` names."""
    told = _('no view is called "{name}"').format(name=ViewSettings(said).name)
    return told + did_you_mean(said, known)


def _check_name(name: str, file: ConfigFile) -> None:
    if not name:
        raise ConfigError(_("a view needs a name"))
    if name in _names(file):
        raise ConfigError(_('there is a view called "{name}" already').format(name=name))


def _place(file: ConfigFile, name: str) -> int:
    names = _names(file)
    name = ViewSettings(name).name
    if name not in names:
        raise ConfigError(no_view(name, names))
    return names.index(name)


def _names(file: ConfigFile) -> list[str]:
    return [ViewSettings(str(table.get("name", ""))).name for table in file.tables]


def _written(file: ConfigFile) -> tuple[ViewSettings, ...]:
    """Write the file; return the views in it."""
    file.write()
    return _views_in(file)


def _views_in(file: ConfigFile) -> tuple[ViewSettings, ...]:
    found: dict[str, ViewSettings] = {}
    for table in file.tables:
        view = ViewSettings(str(table.get("name", "")), str(table.get("query", "")))
        if view.name and view.query:
            found.setdefault(view.name, view)
    return tuple(found.values())

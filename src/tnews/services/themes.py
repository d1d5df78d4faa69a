"""The themes there are: ours, and those in the folder `themes` beside the configuration."""

from __future__ import annotations

import re
from pathlib import Path

from tnews.config.themes import load
from tnews.locale import _
from tnews.model import ConfigError
from tnews.model.palette import PALETTES, Palette
from tnews.text.nearest import nearest

_NAME = re.compile(r"\w[\w.-]{0,39}")


class Themes:
    """Those in `folder` are read when they are wanted; one that is called as one of ours is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Return the names of all themes: ours, then the person's by their names."""
        try:
            files = sorted(path.stem for path in self.folder.glob("*.toml"))
        except OSError:
            files = []
        own = [name for name in files if name not in PALETTES and _NAME.fullmatch(name)]
        return [*PALETTES, *own]

    def load(self, name: str) -> Palette:
        """Return the theme `name`. Raises ConfigError, one line, if there is none or it is broken."""
        if name in PALETTES:
            return PALETTES[name]
        names = self.names()
        if name in names:
            return load(self._file(name))
        near = nearest(name, names)
        said = _("no theme is called {name}").format(name=name)
        if near:
            said = _("{problem}; {remedy}").format(
                problem=said, remedy=_('did you mean "{name}"?').format(name=near)
            )
        raise ConfigError(said)

    def stamp(self, name: str) -> int:
        """Return a number that changes with the file of a theme; 0 for ours."""
        try:
            return 0 if name in PALETTES else self._file(name).stat().st_mtime_ns
        except OSError:
            return 0

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.toml"

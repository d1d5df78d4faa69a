"""How the reader was left: what it remembers of its looks from one time to the next.

Nothing here is precious, and nothing is a setting: widths that were dragged, what is folded,
the place in each list, what the terminal answered. A file that is lost or broken costs this alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from tnews.locale import _
from tnews.model.record import Record, field, replace

FILE = "layout.json"
"""Its name in the data folder."""

PLACES = 200
"""Lists whose places are kept, those that were left last."""

TERMINALS = 20
"""Terminals whose answers are kept, those that were asked last."""

Value = TypeVar("Value")

_LONGEST = 1 << 20
"""Bytes of a file that are read at all: no reader writes as many."""

_ROWS, _LINES = 1 << 63, 10_000
"""More than there are: articles that SQLite can number, lines of a screen."""


class Layout(Record):
    """What is remembered. Mappings keep their order: what was added last is kept longest."""

    widths: Mapping[str, int] = field(default_factory=dict)
    """Cells of a zone, by width class and zone: {"wide.sidebar": 22, "normal.list": 40}."""
    list_style: str = ""
    """Which a key chose, "compact" or "roomy"; "" for that of the configuration."""
    is_folded: bool = False
    """Whether the metadata above an article is one line."""
    unfolded: tuple[str, ...] = ()
    """Channels whose sources stand beneath them."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The article under the cursor of a list and the lines above it on the screen, by the list."""
    terminals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a terminal answered, by what tells it from others."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", _latest(self.places, PLACES))
        object.__setattr__(self, "terminals", _latest(self.terminals, TERMINALS))


class LayoutFile:
    """The layout, read when it is first wanted and written when the reader is left.

    Without a path it is remembered as long as the reader is open. Nothing here raises.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._layout: Layout | None = None
        self._saved: Layout | None = None
        self.problem = ""
        """Why the file could not be read, in words for the status line; "" if it could."""

    @property
    def layout(self) -> Layout:
        """What is remembered."""
        if self._layout is None:
            self._layout = self._saved = self._read()
        return self._layout

    def change(self, **changes: Any) -> None:
        """Remember other values of these fields of `Layout`."""
        self._layout = replace(self.layout, **changes)

    def save(self) -> None:
        """Write what has changed; a full or read-only disk costs the layout and nothing else."""
        if self._path is None or self._layout is None or self._layout == self._saved:
            return
        import json

        names = Layout.__match_args__
        text = json.dumps({name: getattr(self._layout, name) for name in names}, ensure_ascii=False)
        fresh = self._path.with_suffix(".new")
        with suppress(OSError):
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as file:
                file.write(text.encode(errors="replace"))
            fresh.replace(self._path)
            self._saved = self._layout

    def _read(self) -> Layout:
        if self._path is None:
            return Layout()
        try:
            with self._path.open("rb") as file:
                text = file.read(_LONGEST)
        except FileNotFoundError:
            return Layout()
        except OSError as error:
            return self._without(error.strerror or str(error))
        import json  # 1 ms, and at the first start there is no file

        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return self._without(_("it is not JSON"))
        if not isinstance(said, dict):
            return self._without(_("it is not JSON"))
        return Layout(**{name: value for name, value in map(_checked, said.items()) if name})

    def _without(self, why: str) -> Layout:
        said = _("{path} cannot be read ({why}): widths and places begin anew.")
        self.problem = said.format(path=self._path, why=why)
        return Layout()


def _checked(item: tuple[str, object]) -> tuple[str, Any]:
    """Return the name of a field and what of its value has the right form; "" for no field."""
    name, value = item
    match name, value:
        case "widths", dict():
            return name, {key: n for key, n in value.items() if _is_cells(n)}
        case "list_style", "compact" | "roomy":
            return name, value
        case "is_folded", bool():
            return name, value
        case "unfolded", list():
            return name, tuple(one for one in value if isinstance(one, str))
        case "places", dict():
            return name, {key: tuple(place) for key, place in value.items() if _is_place(place)}
        case "terminals", dict():
            return name, {key: _answers(said) for key, said in value.items()}
        case _:
            return "", None


def _is_cells(value: object) -> bool:
    return type(value) is int and 0 < value < 10_000


def _is_place(value: object) -> bool:
    match value:
        case [int(article), int(above)]:
            return 0 < article < _ROWS and abs(above) < _LINES
        case _:
            return False


def _answers(said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        return {}
    return {key: answer for key, answer in said.items() if isinstance(answer, str)}


def _latest(values: Mapping[str, Value], count: int) -> Mapping[str, Value]:
    """Return `values`, of too many only those that were added last."""
    return values if len(values) <= count else dict(list(values.items())[-count:])

"""The rows of the palette: what can be done and where one can go, found by any of its names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tnews.locale import _
from tnews.text.pinyin import fit_best, folded
from tnews.text.wrap import cells, truncate
from tnews.tui.widgets.choices import Choices

KIND = 12
"""Cells of a kind below which it gives way to the name."""

WHERE = 50
"""Cells of a row from which on it says in which zones it means something."""


class Entry(NamedTuple):
    """A row: the command `line` that it stands for, its name and kind, and the keys that do it.

    It may be found by `words`, which it shows, and by `others`: the first of them, its id, is shown
    where it was found by them. All are folded. `where` are the zones in which it means something.
    """

    line: str
    name: str
    kind: str
    keys: str
    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    where: str = ""


class PaletteList(Choices):
    """Rows that fit what is typed; without anything typed all, those used last first."""

    def __init__(self, entries: Sequence[Entry], past: Sequence[str]) -> None:
        super().__init__()
        used = {line: index for index, line in enumerate(past)}
        order = sorted(entries, key=lambda entry: used.get(entry.line, len(used)))
        self._all = order
        self._shown = list(order)
        self._typed = ""
        self.empty_text = _("Nothing is called so.")
        self.set_rows(len(self._shown), 0)

    @property
    def current(self) -> Entry | None:
        """The row under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    def find(self, typed: str) -> None:
        """Show the rows that what is typed may mean, the best first, of equals those used last."""
        typed = folded(typed)
        among = self._shown if self._typed and typed.startswith(self._typed) else self._all
        self._typed = typed
        if typed:
            fitting = [(fit_best(typed, entry.words + entry.others), entry) for entry in among]
            found = [(fit, entry) for fit, entry in fitting if fit is not None]
            self._shown = [entry for _fit, entry in sorted(found, key=lambda one: one[0])]
        else:
            self._shown = list(self._all)
        self.set_rows(len(self._shown), 0, keep_offset=0)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the name, what it is, and its keys at the right."""
        entry = self._shown[index]
        keys = truncate(entry.keys, max(2, width // 3))
        room = width - 3 - (cells(keys) + 2 if keys else 0)
        name = truncate(entry.name, max(2, room))
        room -= cells(name)
        kind = entry.others[0] if self._is_found_by_id(entry) else entry.kind
        kind = truncate(kind, room - 2) if room - 2 >= min(KIND, cells(kind)) else ""
        room -= cells(kind) + 2
        where = entry.where if width >= WHERE and cells(entry.where) + 2 <= room else ""
        shown = [(" ", ""), (name, "name")]
        shown += [("  ", ""), (kind, "detail")] if kind else []
        right = [(where, "detail"), ("  ", "")] if where else []
        right += [(keys, "number"), ("  ", "")] if keys else []
        used = sum(cells(text) for text, _part in (*shown, *right))
        return [*shown, (" " * max(1, width - used), ""), *right] if right else shown

    def _is_found_by_id(self, entry: Entry) -> bool:
        """Whether what is typed fits nothing that the row says: then it shows its id."""
        is_typed = bool(self._typed and entry.others)
        return is_typed and fit_best(self._typed, entry.words) is None

"""The rows of the settings screen: groups, and under each its settings with their values."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.text.wrap import cells, truncate
from tnews.tui.setting_rows import Setting, matching, shown, value_of
from tnews.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from tnews.model.settings import Config

SAID = "*"
"""Mark of a setting that the file has from the person."""


class SettingList(Choices):
    """Settings under the names of their groups; the cursor goes from setting to setting."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config
        self._said: AbstractSet[tuple[str, str]] = frozenset()
        self._rows: list[Setting | str] = []
        self.find("")

    @property
    def current(self) -> Setting | None:
        """The setting under the cursor."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, Setting) else None

    def update(self, config: Config, said: AbstractSet[tuple[str, str]]) -> None:
        """Show the values of `config`; `said` are those (table, key) that the file has."""
        self._config, self._said = config, said
        self.refresh()

    def find(self, words: str) -> None:
        """Show the settings that `words` may mean; the cursor stays on its own if it is there."""
        before = self.current
        self._rows = []
        for setting in matching(words):
            if setting.group not in self._rows:
                self._rows += ["", setting.group] if self._rows else [setting.group]
            self._rows.append(setting)
        self.empty_text = _("No setting is called so.")
        self.set_rows(len(self._rows), self._rows.index(before) if before in self._rows else 1)

    def go(self, index: int, *, ahead: int | None = None) -> None:
        """Put the cursor on row `index`, or on the next setting in the direction of the move."""
        last = self.count - 1
        index = max(0, min(index, last))
        step = -1 if index < self.cursor else 1
        while 0 <= index <= last and not isinstance(self._rows[index], Setting):
            index += step
        if index < 0:  # above the first setting stands the name of its group
            super().go(1, ahead=ahead)
            self.scroll_to(y=0, animate=False)
        elif index <= last:
            super().go(index, ahead=ahead)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the mark, the name and the value."""
        row = self._rows[index]
        if isinstance(row, str):
            return [(f" {truncate(_(row), width - 2)}" if row else "", "group")]
        is_said = (row.table, row.key) in self._said
        value = truncate(shown(row, value_of(self._config, row)), max(2, width // 2 - 4))
        name = truncate(_(row.label), max(2, width - 8 - cells(value)))
        gap = " " * (width - 8 - cells(name) - cells(value))
        around = ("‹ ", " ›") if index == self.cursor else ("  ", "  ")
        part = "number" if is_said else "off"
        return [
            (f" {SAID if is_said else ' '} ", "mark"), (name, "name"), (gap, ""),
            (around[0], "mark"), (value, part), (around[1], "mark"),
        ]  # fmt: skip

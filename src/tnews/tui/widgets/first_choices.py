"""The rows of the first run that are chosen by going there: languages, sets of keys."""

from __future__ import annotations

from collections.abc import Sequence

from tnews.locale import LANGUAGES, N_, _
from tnews.text.wrap import cells, truncate
from tnews.tui.actions import shown
from tnews.tui.keymap import Keymap
from tnews.tui.presets import DEFAULT, PRESETS
from tnews.tui.widgets.choices import Choices

HERE = "›"
"""Mark of the row that is chosen."""

_LANGUAGES = {
    "zh_CN": ("简体中文", "界面和指南用简体中文"),
    "zh_TW": ("繁體中文", "介面和指南用繁體中文"),
    "en": ("English", "All of tnews in English"),
}
"""Each in its own language."""

_MOVING = (("line_down", N_("move")), ("open", N_("open")), ("advance", N_("read on")))

_TASTES = {
    "default": (
        ("next_unread", N_("next unread")), ("bookmark", N_("bookmark")),
        ("search", N_("search")), ("quit", N_("quit")),
    ),
    "newsboat": (
        ("next_article", N_("next article")), ("bookmark", N_("bookmark")),
        ("mark_all_read", N_("all read")), ("quit_now", N_("quit")),
    ),
    "vim": (
        ("half_down", N_("half a page")), ("next_category", N_("channel")),
        ("find", N_("find")), ("quit_now", N_("quit")),
    ),
    "simple": (
        ("back_page", N_("page back")), ("bookmark", N_("bookmark")),
        ("refresh", N_("fetch")), ("help", N_("help")),
    ),
}  # fmt: skip
"""Actions that show what a set of keys is like, with short names."""


class LanguageList(Choices):
    """A language of the interface in two lines: its name, what it says of itself."""

    row_height = 2
    margin_rows = 0

    def __init__(self, language: str) -> None:
        super().__init__()
        self.set_rows(len(LANGUAGES), LANGUAGES.index(language))

    @property
    def current(self) -> str:
        """The language under the cursor."""
        return LANGUAGES[self.cursor]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the name, then what it says."""
        name, told = _LANGUAGES[LANGUAGES[index]]
        if line:
            return [("   ", ""), (truncate(told, max(2, width - 4)), "detail")]
        return [(f" {HERE if index == self.cursor else ' '} ", "mark"), (name, "name")]


class PresetList(Choices):
    """A set of keys in three lines: its name and whom it is for, then a taste of it."""

    row_height = 3
    margin_rows = 0

    DEFAULT = DEFAULT

    def __init__(self) -> None:
        super().__init__()
        self._names = tuple(PRESETS)
        self._tables = [Keymap({}, name) for name in self._names]
        self.set_rows(len(self._names), 0)

    @property
    def current(self) -> str:
        """The name of the set under the cursor."""
        return self._names[self.cursor]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the name, or a line of keys."""
        name = self._names[index]
        if line:
            return self._taste(index, _MOVING if line == 1 else _TASTES[name], width - 1)
        label, told = {
            "default": (_("usual"), _("letters and arrows")),
            "newsboat": ("newsboat", _("as in newsboat")),
            "vim": ("vim", _("3j counts, gt, gT, ZZ")),
            "simple": (_("simple"), _("arrows, few letters")),
        }[name]
        said = truncate(told, max(2, width - 6 - cells(label)))
        return [
            (f" {HERE if index == self.cursor else ' '} ", "mark"),
            (label, "name"), ("  ", ""), (said, "off"),
        ]  # fmt: skip

    def _taste(
        self, index: int, named: Sequence[tuple[str, str]], width: int
    ) -> list[tuple[str, str]]:
        """Return keys with what they do, as many as there is room for."""
        keys = self._tables[index].keys
        row, used = [("   ", "")], 3
        for action_id, label in named:
            name = _(label)
            key = shown(keys[action_id][0])
            if action_id == "line_down":
                key = f"{key} {shown(keys['line_up'][0])}"
            size = cells(key) + cells(name) + 3
            if used + size - 2 > width:
                break
            row += [(key, "number"), (f" {name}  ", "detail")]
            used += size
        return row

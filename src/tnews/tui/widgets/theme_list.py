"""The rows of the themes: what each is called and is like, and a sample of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from tnews.locale import _
from tnews.model.errors import ConfigError
from tnews.model.palette import Palette
from tnews.text.wrap import cells, truncate
from tnews.tui.marks import marks
from tnews.tui.strips import strip
from tnews.tui.theme import style_of
from tnews.tui.theme_titles import TITLES, title_of
from tnews.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from tnews.services.themes import Themes

SAMPLE = ("新", "闻")


class ThemeList(Choices):
    """All themes, the worn one marked; those of the person by the names of their files."""

    def __init__(self, themes: Themes, worn: str) -> None:
        super().__init__()
        self._themes = themes
        self._names = themes.names()
        self._worn = worn
        here = self._names.index(worn) if worn in self._names else 0
        self.set_rows(len(self._names), here)

    @property
    def current(self) -> str:
        """The name of the theme under the cursor."""
        return self._names[self.cursor]

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the mark, the title and what the theme is like."""
        name = self._names[index]
        title, like = title_of(name), TITLES.get(name, ("", ""))[1]
        mark = marks().here if name == self._worn else " "
        shown = truncate(title, max(2, width - 4))
        like = _(like) if like else _("of your own")
        column = max(10, cells(shown) + 2)
        room = width - 4 - column  # a blank before the sample
        if title != name and cells(name) + 2 + cells(like) <= room:
            like = f"{name}  {like}"  # what it is like tells more; the name is for the file
        detail = truncate(like, room) if room >= 4 else ""
        return [
            (f" {mark} ", "mark"),
            (shown, "name"),
            (" " * (column - cells(shown)), ""),
            (detail, "detail"),
        ]

    def line_strip(self, index: int, line: int, width: int, at_cursor: bool) -> Strip:
        """Draw a row, with a sample at its right end where there are colours to show."""
        room = width - cells(" ".join(SAMPLE)) - 3
        sample = self._sample(index)
        if sample is None or room < 24:
            return super().line_strip(index, line, width, at_cursor)
        row = super().line_strip(index, line, room, at_cursor)
        ground = style_of(self.app.current_theme, "choice")
        letters = [
            (f" {SAMPLE[0]}", Style(color=sample.text, bgcolor=sample.background)),
            (f"{SAMPLE[1]} ", Style(color=sample.primary, bgcolor=sample.background, bold=True)),
        ]
        used = sum(cells(text) for text, _style in letters)
        return Strip.join([row, strip(letters, used, ground)]).extend_cell_length(width, ground)

    def _sample(self, index: int) -> Palette | None:
        """Return the colours of a theme, None where it has none, or no colour can be shown."""
        if self.app.current_theme.ansi:
            return None
        try:
            palette = self._themes.load(self._names[index])
        except ConfigError:
            return None
        return None if palette.is_plain else palette

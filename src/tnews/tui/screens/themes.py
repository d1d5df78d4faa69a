"""The themes: the room behind wears the one under the cursor, until one is kept or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.binding import Binding

from tnews.locale import N_, _
from tnews.model.errors import ConfigError
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.theme_list import ThemeList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.services.themes import Themes
    from tnews.tui.wardrobe import Wardrobe

_ONLY = {
    "": "",
    "mono": N_("NO_COLOR is set: nothing has a colour here, whatever is chosen."),
    "terminal": N_("This terminal has 16 colours: it keeps them, whatever is chosen."),
}
"""Why only one theme can be worn."""


class ThemeScreen(Dialog[str]):
    """Ends with the theme to keep, None for the one that was worn before."""

    BINDINGS = [
        Binding("escape", "leave", show=False),
        as_of("quit", "leave"),
        as_of("themes", "leave"),
        as_of("zone_left", "leave"),
        Binding("enter", "choose", show=False),
    ]

    least_rows = 4

    def __init__(self, themes: Themes, worn: str, only: str) -> None:
        self._themes = themes
        self._before = worn
        self._list = ThemeList(themes, worn)
        hints = [("Enter", _("keep")), ("Esc", _("as before"))]
        intro = _ONLY[only] and _(_ONLY[only])
        super().__init__(_("Themes"), intro, self._list, hints)

    @property
    def _app(self) -> Wardrobe:
        return cast("Wardrobe", self.app)

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        self._show()

    def _show(self) -> bool:
        """Wear the theme under the cursor; say what is wrong with it if it cannot be."""
        name = self._list.current
        try:
            self._themes.load(name)
        except ConfigError as error:
            self.say(error.message, is_error=True)
            return False
        self.say("")
        self._app.wear(name)
        return True

    def action_choose(self) -> None:
        """Keep the theme under the cursor."""
        if self._show():
            self.dismiss(self._list.current)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self._show()

    def action_leave(self) -> None:
        """Leave without keeping."""
        self.leave()

    def leave(self) -> None:
        """Wear again what was worn before."""
        self._app.wear(self._before)
        self.dismiss()

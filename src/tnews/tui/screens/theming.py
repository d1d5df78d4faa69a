"""The key that changes the colours."""

from __future__ import annotations

from typing import cast

from tnews.locale import _
from tnews.model.record import replace
from tnews.tui.screens.room import Room
from tnews.tui.wardrobe import Wardrobe


class Theming(Room):
    """The reading room whose colours can be chosen."""

    def action_themes(self) -> None:
        """Show the themes, each on the room itself."""
        if self.errands.themes is None:
            return
        from tnews.tui.screens.themes import ThemeScreen  # not needed for the first paint

        app = cast("Wardrobe", self.app)
        self.app.push_screen(
            ThemeScreen(self.errands.themes(), app.worn, app.only), self._keep_theme
        )

    def _keep_theme(self, name: str | None) -> None:
        """Write the theme into the configuration; without one it is worn until the reader is left."""
        if name is None:
            return
        reader = replace(self.config.reader, theme=name)
        self.config = replace(self.config, reader=reader)
        if self.errands.settings is None:
            self.status.say(_("The demonstration keeps no settings; they last until it is left."))
        else:
            from tnews.tui.theme_titles import title_of

            self.status.say(_("The theme is kept: {name}.").format(name=title_of(name)))
        self.keep_setting("reader", "theme", name)

"""The keys that change the configuration: settings, channels and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on

from tnews.locale import _
from tnews.tui.messages import Counted
from tnews.tui.screens.room import Room
from tnews.tui.view import SINGLE

if TYPE_CHECKING:
    from tnews.tui.app import ReaderApp
    from tnews.tui.screens.sources import SourcesScreen


class SettingUp(Room):
    """The reading room whose configuration can be changed. The file is written behind."""

    _sources_page: SourcesScreen | None = None
    """The page of the sources while it is open."""

    def action_settings(self) -> None:
        """Show the settings."""
        from tnews.tui.screens.settings import SettingsScreen  # not needed for the first paint

        def left(is_to_begin_again: bool | None) -> None:
            if is_to_begin_again:
                self.begin_again()

        screen = SettingsScreen(
            self.config, self.errands.settings, self.desk, self.apply, self._themes,
            lambda: self.config,
        )  # fmt: skip
        self.app.push_screen(screen, left)

    def _themes(self) -> None:
        self.call_later(self.run_action, "themes")

    def action_sources(self) -> None:
        """Show the channels and their sources."""
        if self.errands.sources is None:
            self.status.say(_("The demonstration's sources cannot be changed."), is_error=True)
            return
        from tnews.tui.screens.sources import SourcesScreen  # not needed for the first paint

        def left(has_changed: bool | None) -> None:
            self._sources_page = None
            if has_changed:
                self.begin_again()

        current = self.view.name if self.view.kind in SINGLE else ""
        self._sources_page = SourcesScreen(self.errands.sources, self.library, self.desk, current)
        self.app.push_screen(self._sources_page, left)

    @on(Counted)
    def _tell_the_sources(self, message: Counted) -> None:
        if self._sources_page is not None:
            self._sources_page.learn(message)

    def begin_again(self) -> None:
        """Open the reader anew with the configuration as the file has it, in the same place; a
        file with a mistake in it is told instead."""
        settings = self.errands.settings
        if settings is not None:
            cast("ReaderApp", self.app).begin_again(lambda: settings().written().problem)

"""Keys that change how texts look, on the screen at once and in the settings behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnews.locale import _
from tnews.model.record import replace
from tnews.tui.screens.room import Room

if TYPE_CHECKING:
    from typing import Literal

    from tnews.model.settings import ReaderSettings

    Script = Literal["keep", "simplified", "traditional"]

NARROWEST, WIDEST, STEP = 40, 120, 4
"""Cells of the text column: the limits of the setting, and what a key changes it by."""


class Looking(Room):
    """The reading room whose texts can be given another look."""

    def action_script(self) -> None:
        """Show texts in simplified characters, in traditional ones, as they are, in turn."""
        turn: dict[Script, tuple[Script, str]] = {
            "keep": ("simplified", _("Shown in simplified characters.")),
            "simplified": ("traditional", _("Shown in traditional characters.")),
            "traditional": ("keep", _("Shown in the characters of each article.")),
        }
        reader = self.config.reader
        script, said = turn[reader.script]
        self._set_look(replace(reader, script=script), "script", script)
        self.status.say(said)

    def action_longer_lines(self) -> None:
        """Let the lines of articles be longer."""
        self._change_measure(STEP)

    def action_shorter_lines(self) -> None:
        """Let the lines of articles be shorter."""
        self._change_measure(-STEP)

    def _change_measure(self, by: int) -> None:
        reader = self.config.reader
        measure = max(NARROWEST, min(WIDEST, reader.measure + by))
        if measure != reader.measure:
            self._set_look(replace(reader, measure=measure), "measure", measure)
        self.status.say(_("Lines of {n} characters").format(n=measure // 2))

    def _set_look(self, reader: ReaderSettings, key: str, value: str | int) -> None:
        """Take `reader` at once, and write that its `key` is `value` now."""
        self.apply(replace(self.config, reader=reader))
        self.keep_setting("reader", key, value)

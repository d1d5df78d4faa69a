"""What the app wears: a theme that the terminal can show, one of ours or of a person's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual.app import App
from textual.filter import LineFilter
from textual.timer import Timer

from tnews.model.errors import ConfigError
from tnews.model.palette import PALETTES, Palette
from tnews.model.record import replace
from tnews.tui.key_sequences import KeySequences
from tnews.tui.theme import theme_of

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color

    from tnews.services.themes import Themes
    from tnews.tui.keymap import Keymap

PLAIN = "-plain"
"""The app's class in a theme without colours of its own."""

LOOK = 1.0
"""Seconds between two looks at the file of a person's own theme that is worn."""


class NoColours(LineFilter):
    """Takes every colour out of a line, that of the terminal too, and leaves the attributes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            segment._replace(style=segment.style.without_color) if segment.style else segment
            for segment in segments
        ]


_TRUE = {"alacritty", "contour", "direct", "foot", "ghostty", "kitty", "rio", "wezterm"}
"""Words of TERM that mean true colours. ssh hands on TERM, and seldom COLORTERM."""


@contextmanager
def _as_textual_needs_it() -> Iterator[str]:
    """Hide NO_COLOR, and say COLORTERM where TERM means it; gives the value of NO_COLOR."""
    before = {name: os.environ.get(name) for name in ("NO_COLOR", "COLORTERM")}
    os.environ.pop("NO_COLOR", None)
    if not before["COLORTERM"] and _TRUE.intersection(os.environ.get("TERM", "").split("-")):
        os.environ["COLORTERM"] = "truecolor"
    try:
        yield before["NO_COLOR"] or ""
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


class Wardrobe(KeySequences):
    """Wears one theme at a time.

    With NO_COLOR in the environment (no-color.org) that is always `mono`; Textual would write grey
    for every colour. With 16 colours it is `terminal`, because of 16 nobody knows what they are.
    """

    _look: Timer | None = None

    def __init__(self, keymap: Keymap, themes: Callable[[], Themes] | None) -> None:
        with _as_textual_needs_it() as no_colour:
            super().__init__(keymap)
        self._themes = themes
        self._no_colours = NoColours()
        self.said_of_theme = ""
        """What is wrong with the theme that the configuration names."""
        self.worn = "ink"
        """The name of the theme that was wanted last and is one."""
        self._stamp = 0
        self._versions = 0
        self._only = ""
        if no_colour:
            self._only = "mono"
        elif self.console.color_system == "standard":
            self._only = "terminal"

    @property
    def only(self) -> str:
        """The one theme that can be worn here; "" where all can."""
        return self._only

    def dress(self, name: str) -> None:
        """Wear `name` before the style sheet is read, so that it is not read twice."""
        palette = self._palette_or_ink(name)
        self.register_theme(theme_of(palette))
        self.set_reactive(App.theme, palette.name)
        self.set_class(palette.is_plain, PLAIN, update=False)

    def wear(self, name: str) -> None:
        """Wear `name` from now on; where that cannot be, `ink`, and `said_of_theme` says why."""
        palette = self._palette_or_ink(name)
        if palette.name != self.theme or palette.name not in PALETTES:
            self.register_theme(theme_of(palette))
            self.theme = palette.name
            self.set_class(palette.is_plain, PLAIN)
        self.look_after_theme()

    def look_after_theme(self) -> None:
        """Look from time to time at the file of a theme of the person's own, if that is worn."""
        if self._stamp and self._look is None:
            self._look = self.set_interval(LOOK, self.look_again)

    def look_again(self) -> None:
        """Wear the theme once more if its file has changed; as long as it is broken, as it was."""
        if not self._stamp or self._themes is None:
            return
        if (stamp := self._themes().stamp(self.worn)) in (self._stamp, 0):
            return
        self._stamp = stamp
        try:
            self._themes().load(self.worn)
        except ConfigError as error:
            self.tell_of_theme(error.message)
        else:
            self.wear(self.worn)

    def tell_of_theme(self, said: str) -> None:
        """Say what is wrong with the file of a theme."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual asks what changes lines before they are painted.

        Ours have the colours they are to have: its own filter, which makes true colours of those
        of the terminal, has nothing to do, and took a tenth of painting.
        """
        return [self._no_colours] if self.theme == "mono" else []

    def _palette_or_ink(self, name: str) -> Palette:
        self.said_of_theme = ""
        try:
            palette = self._palette(name)
        except ConfigError as error:
            self.said_of_theme = error.message
            name, palette = "ink", PALETTES["ink"]
        self.worn = name
        self._stamp = 0
        if name not in PALETTES and self._themes is not None:
            # A name of its own for each version: what is kept by the name of a theme is anew.
            self._stamp = self._themes().stamp(name)
            self._versions += 1
            palette = replace(palette, name=f"{name}.{self._versions}")
        if self._only:
            return PALETTES["mono" if name == "mono" else self._only]
        if self.console.color_system == "256":
            from tnews.tui.colours import shown

            return shown(palette)
        return palette

    def _palette(self, name: str) -> Palette:
        if name in PALETTES or self._themes is None:
            return PALETTES.get(name, PALETTES["ink"])
        return self._themes().load(name)

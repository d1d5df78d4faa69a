"""What the app wears: a theme that the terminal can show, one of ours or of a person's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.filter import LineFilter
from textual.theme import Theme
from textual.timer import Timer

from tnews.model.errors import ConfigError
from tnews.model.palette import PALETTES, Palette, mixed
from tnews.model.record import replace
from tnews.tui.colours import as_rich_needs_it, fitting, only_theme
from tnews.tui.key_sequences import KeySequences
from tnews.tui.theme import style_by
from tnews.tui.visible import Visible

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color

    from tnews.services.themes import Themes
    from tnews.tui.keymap import Keymap

PLAIN = "-plain"
"""The app's class in a theme without colours of its own."""

LOOK = 1.0
"""Seconds between two looks at the file of a person's own theme that is worn."""


_ATTRIBUTES = ("bold", "dim", "italic", "underline", "strike", "reverse")
"""Words for a colour of a plain palette that name none."""


class NoColours(LineFilter):
    """Takes every colour out of a line, that of the terminal too, and leaves the attributes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            segment._replace(style=segment.style.without_color) if segment.style else segment
            for segment in segments
        ]


class Wardrobe(KeySequences):
    """Wears one theme at a time."""

    _look: Timer | None = None

    def __init__(self, keymap: Keymap, themes: Callable[[], Themes] | None) -> None:
        with as_rich_needs_it() as no_colour:
            super().__init__(keymap)
        self._themes = themes
        self._no_colours = NoColours()
        self._visible = Visible()
        self.said_of_theme = ""
        """What is wrong with the theme that the configuration names."""
        self.worn = "ink"
        """The name of the theme that was wanted last and is one."""
        self._stamp = 0
        self._versions = 0
        self._only = only_theme(no_colour, self.console.color_system)

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
        return [self._no_colours, self._visible] if self.theme == "mono" else [self._visible]

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
        return fitting(palette, self._only, self.console.color_system)

    def _palette(self, name: str) -> Palette:
        if name in PALETTES or self._themes is None:
            return PALETTES.get(name, PALETTES["ink"])
        return self._themes().load(name)


def theme_of(palette: Palette) -> Theme:
    """Return `palette` as a theme of Textual, and let its parts be styled by it from now on."""
    style_by(palette)
    return _plain_theme(palette) if palette.is_plain else _coloured_theme(palette)


def _coloured_theme(palette: Palette) -> Theme:
    bar = mixed(palette.surface, palette.text, 0.16)
    return Theme(
        name=palette.name,
        dark=palette.is_dark,
        primary=palette.primary,
        secondary=palette.secondary,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        success=palette.secondary,
        warning=palette.accent,
        error=palette.error,
        variables={
            "tnews-input": palette.input,
            "scrollbar": bar,
            "scrollbar-hover": mixed(palette.surface, palette.text, 0.28),
            "scrollbar-active": palette.primary,
            "scrollbar-background": palette.surface,
            "scrollbar-background-hover": palette.surface,
            "scrollbar-background-active": palette.surface,
        },
    )


def _plain_theme(palette: Palette) -> Theme:
    """As the others, of the terminal's own colours. Textual calls them ansi_red and so on."""

    def named(said: str) -> str:
        colours = [word for word in said.split() if word not in _ATTRIBUTES and word != "default"]
        return f"ansi_{colours[0]}" if colours else "ansi_default"

    usual = "ansi_default"
    bars = ("", "-hover", "-active", "-background", "-background-hover", "-background-active")
    return Theme(
        name=palette.name,
        ansi=True,
        primary=named(palette.primary),
        secondary=named(palette.secondary),
        accent=named(palette.accent),
        foreground=usual,
        background=usual,
        surface=usual,
        panel=usual,
        boost=usual,
        success=named(palette.secondary),
        warning=named(palette.accent),
        error=named(palette.error),
        variables={
            "tnews-input": usual,
            "ansi-background": usual,
            "ansi-foreground": usual,
            **{f"scrollbar{bar}": usual for bar in bars},
            "scrollbar-corner-color": usual,
            "input-selection-background": usual,
            "screen-selection-background": usual,
            "screen-selection-foreground": usual,
        },
    )

"""How wide characters are here: the setting, or what the terminal said; and what follows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from textual.widget import Widget

from tnews.text import ambiguous
from tnews.tui import terminal

if TYPE_CHECKING:
    from textual.app import App

    from tnews.model.settings import ReaderSettings

WIDE = "-wide-marks"
"""The app's class where ambiguous characters take two cells: no lines of boxes."""


def take(settings: ReaderSettings) -> bool:
    """Count as `settings` say, or as the terminal said by now; False if nothing changes by it.

    What is on the screen already has to be measured and drawn again.
    """
    said = settings.ambiguous_width
    width = int(said) if said != "auto" else terminal.collect().ambiguous
    changed = width in (1, 2) and ambiguous.use(cast("Literal[1, 2]", width))
    if changed:
        _draw_scrollbars(is_wide=width == 2)
    return changed


def show(app: App[Any]) -> None:
    """Draw what is on the screen again, with what `take` took."""
    app.set_class(ambiguous.width() == 2, WIDE)
    for screen in app.screen_stack:
        for widget in screen.walk_children(Widget, with_self=True):
            widget.refresh(layout=True)


def _draw_scrollbars(*, is_wide: bool) -> None:
    """The ends of Textual's scrollbars are eighths of a block, which are ambiguous themselves."""
    from textual.scrollbar import ScrollBar, ScrollBarRender  # most terminals need none of it

    class WholeCells(ScrollBarRender):
        VERTICAL_BARS = [" "]
        HORIZONTAL_BARS = [" "]

    ScrollBar.renderer = WholeCells if is_wide else ScrollBarRender

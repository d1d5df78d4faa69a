"""Help: the table of keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tnews import __version__
from tnews.locale import _
from tnews.text.wrap import cells, lines
from tnews.tui.actions import ACTIONS, GROUPS, shown_keys
from tnews.tui.keymap import as_of
from tnews.tui.widgets.line import LineWidget, Pieces

ALL = 10_000
"""More lines than there are."""


class KeyTable(LineWidget):
    """Every action with its keys, by group."""

    part = "help"

    def __init__(self, overrides: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = [(a.group, shown_keys(a, overrides), a.help) for a in ACTIONS]

    def lines(self, width: int) -> list[Pieces]:
        """Return the table; explanations break where Chinese text may break."""
        column = max(cells(keys) for _group, keys, _help in self._rows) + 3
        column = min(column, max(6, width // 2))
        result: list[Pieces] = []
        for group in GROUPS:
            result += [[("", "")]] if result else []
            result.append([(_(group), "group")])
            for name, keys, text in self._rows:
                if name != group:
                    continue
                for number, part in enumerate(lines(_(text), max(4, width - column))):
                    lead = keys if number == 0 else ""
                    gap = " " * max(0, column - cells(lead))
                    pieces: Pieces = [(lead, "key"), (gap, "")]
                    result.append([*pieces, (part.rstrip(), "text")])
        return result


class HelpScreen(ModalScreen[None]):
    """Shows the keys until any of the leaving keys is pressed."""

    BINDINGS = [
        Binding("escape,enter", "dismiss", show=False),
        as_of("quit", "dismiss"),
        as_of("help", "dismiss"),
        as_of("line_down", "scroll(1)"),
        as_of("line_up", "scroll(-1)"),
        as_of("advance", "scroll(10)"),
        as_of("half_down", "scroll(10)"),
        as_of("first", f"scroll({-ALL})"),
        as_of("last", f"scroll({ALL})"),
        as_of("back_page", "scroll(-10)"),
        as_of("half_up", "scroll(-10)"),
    ]

    def __init__(self, overrides: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._overrides = overrides

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="help") as page:
            page.border_title = _("Keys")
            page.border_subtitle = f"tnews {__version__}"
            yield KeyTable(self._overrides)

    def action_scroll(self, lines_down: int) -> None:
        """Scroll the page."""
        self.query_one("#help").scroll_relative(y=lines_down, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page leaves it."""
        if event.widget is self:
            self.dismiss()

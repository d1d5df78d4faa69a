"""Help: the keys as the person has them, first those that work where one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from tnews import __version__
from tnews.locale import _
from tnews.text.fold import fold
from tnews.text.wrap import cells, lines
from tnews.tui.actions import ACTIONS, BY_ID, GROUPS, key_of, shown_keys
from tnews.tui.keymap import as_of
from tnews.tui.screens.modal import Modal
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.line_input import LineInput

ALL = 10_000
"""More lines than there are."""

LONGEST = 80
"""Characters that may be typed to filter."""


class Row(NamedTuple):
    """A line of help: its heading, the keys, what they do, and the words it is found by."""

    group: str
    keys: str
    text: str
    words: tuple[str, ...]


def of_room(keys: Mapping[str, tuple[str, ...]], zone: str, name: str) -> list[Row]:
    """Return the keys of the reading room: those of the `zone` in hand, called `name`, then those
    that work everywhere, then those of other zones."""
    here = _("Here: {zone}").format(zone=name)
    found: dict[str, list[Row]] = {here: [], **{_(group): [] for group in GROUPS}}
    elsewhere, keyless = _("In other zones"), _("Without a key, to be typed")
    found |= {elsewhere: [], keyless: []}
    for action in ACTIONS:
        group = _(action.group)
        if action.where:
            group = here if zone in action.where else elsewhere
        text, shown = _(action.help), shown_keys(action, keys)
        words = (fold(text), fold(action.name), action.id, action.help, shown.lower())
        if not shown:
            group, shown, text = keyless, ":", f"{action.id}  {text}"
        found[group].append(Row(group, shown, text, words))
    return [row for rows in found.values() for row in rows]


def of_moves(keys: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Return the keys that move in lists, and those that leave."""
    wanted = ("line_down", "line_up", "half_down", "half_up", "first", "last", "quit", "help")
    group = _("In lists")
    return [
        Row(group, shown_keys(BY_ID[id], keys), BY_ID[id].name, (fold(BY_ID[id].name), id))
        for id in wanted
    ]


def of_hints(title: str, hints: Sequence[tuple[str, str]]) -> list[Row]:
    """Return the keys of a dialog or a line called `title`."""
    return [Row(title, key, text, (fold(text), key.lower())) for key, text in hints]


class KeyTable(LineWidget):
    """Rows with their keys, by group; those alone that fit what is typed."""

    part = "help"

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._all = self._rows = list(rows)

    def find(self, typed: str) -> None:
        """Show the rows that what is typed may mean; "" shows all."""
        from tnews.text.pinyin import fit_best, folded

        wanted = folded(typed)
        self._rows = [
            row for row in self._all if not wanted or fit_best(wanted, row.words) is not None
        ]
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Pieces]:
        """Return the table; explanations break where Chinese text may break."""
        if not self._rows:
            return [[(_("Nothing is called so."), "text")]]
        column = max(cells(row.keys) for row in self._all) + 3
        one = max(cells(key) for row in self._all for key in row.keys.split() or [""]) + 2
        column = min(column, max(6, width // 3, min(one, width // 2)))  # no key is broken
        result: list[Pieces] = []
        group = ""
        for row in self._rows:
            if row.group != group:
                result += [[("", "")]] if result else []
                result.append([(row.group, "group")])
                group = row.group
            keys = lines(row.keys, column - 2)
            texts = lines(row.text, max(4, width - column))
            for number in range(max(len(keys), len(texts))):
                lead = keys[number].rstrip() if number < len(keys) else ""
                part = texts[number].rstrip() if number < len(texts) else ""
                gap = " " * max(0, column - cells(lead))
                result.append([(lead, "key"), (gap, ""), (part, "text")])
        return result


class HelpScreen(Modal[None]):
    """Shows the keys until any of the leaving keys is pressed; the key of the search filters."""

    BINDINGS = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "dismiss", show=False),
        as_of("quit", "dismiss"),
        as_of("help", "dismiss"),
        as_of("search", "filter"),
        as_of("find", "filter"),
        as_of("line_down", "scroll(1)"),
        as_of("line_up", "scroll(-1)"),
        as_of("advance", "scroll(10)"),
        as_of("half_down", "scroll(10)"),
        as_of("first", f"scroll({-ALL})"),
        as_of("last", f"scroll({ALL})"),
        as_of("back_page", "scroll(-10)"),
        as_of("half_up", "scroll(-10)"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-close"), (12, "-airy")]
    """Lines: the blank ones within the frame would leave nothing of five, and half of nine."""

    AUTO_FOCUS = ""

    def __init__(self, rows: Sequence[Row], keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._table = KeyTable(rows)
        self._keys = keys
        hint = _("what it does, in Chinese, English or pinyin")
        self._input = LineInput(longest=LONGEST, hint=hint, id="help-filter")
        self._input.display = False
        self._page = VerticalScroll(self._table, id="help-page", can_focus=False)

    def compose(self) -> ComposeResult:
        """The filter, hidden until it is wanted, and one scrolling page."""
        with Vertical(id="help") as box:
            box.border_title = _("Keys")
            said = _("{key} filters").format(key=key_of("search", self._keys))
            box.border_subtitle = f"{said}   tnews {__version__}"
            yield self._input
            yield self._page

    def action_filter(self) -> None:
        """Type words that the keys are filtered by."""
        self._input.display = True
        self.set_focus(self._input)

    def action_leave(self) -> None:
        """Show all keys again, or leave."""
        if self._input.display:
            self._input.value = ""
            self._stop_typing()
            self._input.display = False
        else:
            self.dismiss()

    def _stop_typing(self) -> None:
        self.set_focus(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        event.stop()
        self._table.find(event.value)
        self._page.scroll_home(animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on in what was found."""
        event.stop()
        self._stop_typing()

    def on_key(self, event: events.Key) -> None:
        """While one types, arrows move the page."""
        if self._input.has_focus and event.key in ("up", "down", "pageup", "pagedown"):
            step = 1 if len(event.key) < 5 else 10
            self.action_scroll(step if event.key.endswith("down") else -step)
            event.stop()

    def action_scroll(self, lines_down: int) -> None:
        """Scroll the page."""
        self._page.scroll_relative(y=lines_down, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page leaves it."""
        if event.widget is self:
            self.dismiss()

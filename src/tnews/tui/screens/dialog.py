"""A dialog over the reading room: a list of choices, and the keys that choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.widget import Widget

from tnews.text.wrap import cells, lines
from tnews.tui.keymap import as_of
from tnews.tui.screens.modal import Answer, Modal
from tnews.tui.under_mouse import BACK_BUTTON
from tnews.tui.widgets.choices import Choices
from tnews.tui.widgets.line import LineWidget, Pieces
from tnews.tui.widgets.metadata import at_most

if TYPE_CHECKING:
    from tnews.tui.key_sequences import KeySequences

BESIDE = 2
"""Lines of the room that stay in sight: its first one, and the status line below."""

BORDER = 2
"""Lines of the border."""


HEAD = 2
"""Lines of what stands above the choices, and of the blank below it."""

MOVES = [
    as_of("line_down", "move(1)"),
    as_of("line_up", "move(-1)"),
    as_of("half_down", "page(1)"),
    as_of("half_up", "page(-1)"),
    as_of("first", "first"),
    as_of("last", "last"),
    as_of("help", "help"),
]

LEAVE = [
    Binding("escape", "dismiss", show=False),
    as_of("quit", "dismiss"),
    as_of("zone_left", "dismiss"),
]
"""How a dialog is left in which nothing is typed. Esc and Enter are the same in all dialogs."""


class KeyLines(LineWidget):
    """The keys of a dialog and what they do, or what one of them did."""

    part = "dialog"

    def __init__(
        self, hints: Sequence[tuple[str, str]], *, room: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self._hints = hints
        self._room = room
        self._said = ""
        self._is_error = False

    @property
    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys and what they do."""
        return self._hints

    def teach(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        self._hints, self._said = hints, ""
        self.refresh(layout=True)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show `text` in place of the keys; "" shows the keys again."""
        self._said, self._is_error = text, is_error
        self.refresh()

    def lines(self, width: int) -> list[Pieces]:
        """Return the hints on as many lines as they need, or as `room` would; a message takes no
        more."""
        rows = self._laid(self._hints, width)
        rows += [[("", "")]] * (len(self._laid(self._room, width)) - len(rows))
        if not self._said:
            return rows
        part = "error" if self._is_error else "text"
        said = at_most(len(rows), self._said, width - 2)
        return [[(" ", ""), (text, part)] for text in said] + [[("", "")]] * (len(rows) - len(said))

    def _laid(self, hints: Sequence[tuple[str, str]], width: int) -> list[Pieces]:
        rows: list[Pieces] = [[(" ", "")]]
        used = 1
        for key, hint in hints:
            size = cells(key) + 1 + cells(hint)
            lead = 2 if used > 1 else 0
            if used + lead + size > width and used > 1:
                rows.append([(" ", "")])
                used, lead = 1, 0
            rows[-1] += [(" " * lead, ""), (key, "key"), (f" {hint}", "text")]
            used += lead + size
        return rows


class Intro(LineWidget):
    """What a dialog is about."""

    part = "dialog"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def tell(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Pieces]:
        """Return the text, broken where Chinese text may break, and a blank line."""
        parts = lines(self._text, max(4, width - 2)) if self._text else []
        return [[(" ", ""), (part.rstrip(), "text")] for part in parts] + [[("", "")]]


class Dialog(Modal[Answer]):
    """Choices in a box; as high as they are, never over the last line of the room.

    `head` is what stands above them and has the keys, a line to type in.
    """

    BINDINGS = [*MOVES]

    least_rows = 0
    """The intro stays if so many rows have room below it; 0: only if all have."""

    def __init__(
        self,
        title: str,
        intro: str,
        rows: Choices,
        hints: Sequence[tuple[str, str]],
        head: Widget | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._intro = Intro(intro)
        self._head = head
        self.rows = rows
        self._keys = KeyLines(hints)

    def compose(self) -> ComposeResult:
        """One box."""
        with Vertical(id="dialog") as box:
            box.border_title = Text(self._title)  # a str would be read as markup
            yield self._intro
            if self._head is not None:
                yield self._head
            yield self.rows
            yield self._keys

    def on_mount(self) -> None:
        """The head has the keys, or the choices if there is none."""
        (self._head or self.rows).focus()

    @property
    def wanted_rows(self) -> int:
        """How many choices should be in sight, if there is room."""
        return self.rows.count

    @property
    def other_rows(self) -> int:
        """Lines of what else stands in the box, beside intro, choices and keys."""
        return HEAD if self._head is not None else 0

    def on_resize(self, event: events.Resize) -> None:
        """The box follows the terminal."""
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Be as high as the choices are, if there is room in a terminal of `size`."""
        width = self._intro.size.width or self.rows.size.width or size.width
        room = size.height - BESIDE - BORDER - len(self._keys.lines(width))
        room -= self.other_rows
        wanted = self.wanted_rows * self.rows.row_height
        intro = len(self._intro.lines(width))
        least = min(wanted, self.least_rows * self.rows.row_height or wanted)
        self._intro.display = least + intro <= room
        if self._intro.display:
            room -= intro
        self.rows.styles.height = max(self.rows.row_height, min(wanted, room))

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Show what came of a key."""
        self._keys.say(text, is_error=is_error)

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.rows.move(rows * (cast("KeySequences", self.app).take_count() or 1))

    def action_page(self, pages: int) -> None:
        """Move the cursor by a page."""
        self.rows.move(pages * self.rows.page_rows)

    def action_first(self) -> None:
        """To the beginning, or to the row whose number was typed before."""
        self.rows.go(cast("KeySequences", self.app).take_count() - 1)

    def action_last(self) -> None:
        """To the end, or to the row whose number was typed before."""
        count = cast("KeySequences", self.app).take_count()
        self.rows.go((count or self.rows.count) - 1)

    @property
    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys of the dialog and what they do."""
        return self._keys.hints

    def action_help(self) -> None:
        """Show the keys of the dialog, and those that lists have."""
        from tnews.tui.screens.help import HelpScreen, of_hints, of_moves  # when it is wanted

        keys = cast("KeySequences", self.app).key_table.keys
        rows = [*of_hints(str(self._title), self.hints), *of_moves(keys)]
        self.app.push_screen(HelpScreen(rows, keys))

    def leave(self) -> None:
        """End without a choice."""
        self.dismiss()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it, and the right button anywhere."""
        if event.widget is self or event.button == BACK_BUTTON:
            self.leave()

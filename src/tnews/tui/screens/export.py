"""The dialog that asks what to write, and in which format."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.binding import Binding

from tnews.locale import N_, _
from tnews.text.wrap import cells, truncate
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.choices import Choices
from tnews.tui.widgets.virtual_list import VirtualList

FORMATS = {
    "markdown": (".md", "Markdown", N_("for notes, with headings and links")),
    "txt": (".txt", N_("plain text"), N_("any program reads it")),
    "html": (".html", N_("a web page"), N_("for the browser")),
    "jsonl": (".jsonl", "JSON Lines", N_("for programs, an article a line")),
    "json": (".json", "JSON", N_("for programs, in one piece")),
    "csv": (".csv", N_("a table"), N_("for spreadsheets")),
}
"""By its id: the ending of a format's files, what it is called, what it is good for."""

ENDING = 8
"""Cells of the column with the endings."""


LEAST = 10
"""Cells below which nothing is said of what a format is good for."""


def name_of(form: str) -> str:
    """Return what the format `form` is called."""
    return _(FORMATS[form][1])


class FormatList(Choices):
    """What is written and as what, a line each."""

    def __init__(self, offers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._offers = offers
        self._column = max(cells(name) for _form, name in offers) + 2
        self._names = max(cells(name_of(form)) for form in FORMATS) + 2
        self.set_rows(len(offers), 0)

    def pieces(self, index: int, line: int, width: int) -> list[tuple[str, str]]:
        """Return the ending, what is written, the format, and what it is good for."""
        form, name = self._offers[index]
        ending, _name, about = FORMATS[form]
        room = width - ENDING - 2
        name = truncate(name, max(2, room))
        name += " " * (self._column - cells(name))
        room -= cells(name)
        called = name_of(form) if self._names - 2 <= room else ""
        room -= self._names
        about = truncate(_(about), room) if room >= LEAST else ""
        called += " " * (self._names - cells(called)) if about else ""
        return [
            (f" {ending:<{ENDING}}", "number"),
            (name, "name"),
            (called, "name"),
            (about, "detail"),
        ]


class ExportScreen(Dialog[int]):
    """Offers (format, what) and gives back the number of the chosen one, or nothing."""

    BINDINGS = [*LEAVE, as_of("export", "dismiss"), Binding("enter", "choose", show=False)]

    def __init__(self, offers: Sequence[tuple[str, str]]) -> None:
        hints = [("Enter", _("choose")), ("Esc", _("close"))]
        super().__init__(_("Write to a file"), "", FormatList(offers), hints)

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        self.dismiss(self.rows.cursor)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

"""Subscriptions out of an OPML document: which file, what it would bring, then it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from tnews.locale import _, plural
from tnews.model import TnewsError
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.line_input import LineInput
from tnews.tui.widgets.line_list import LineList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.model import Source
    from tnews.services.opml_sources import Subscriptions
    from tnews.services.sourcebook import Sourcebook
    from tnews.tui.desk import Desk

LONGEST = 1_000
"""Characters of a path."""

ROWS = 10
"""Rows for names of files, and for what one brings."""


class ImportScreen(Dialog[tuple["Source", ...]]):
    """Ends with the sources to add. Tab completes the name of a file, Enter reads it."""

    BINDINGS = [
        Binding("escape", "back", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
    ]

    class Offered(Message):
        """Names of files for what was `typed`."""

        def __init__(self, typed: str, names: list[str]) -> None:
            super().__init__()
            self.typed = typed
            self.names = names

    class Brought(Message):
        """What the document `name` would bring, or in `problem` why it cannot be read."""

        def __init__(self, name: str, brought: Subscriptions | None, problem: str = "") -> None:
            super().__init__()
            self.name = name
            self.brought = brought
            self.problem = problem

    def __init__(self, book: Callable[[], Sourcebook], desk: Desk) -> None:
        self._book = book
        self._desk = desk
        self._brought: Subscriptions | None = None
        self._names: list[str] = []
        self._list = LineList()
        self._input = LineInput("~/", longest=LONGEST, hint=_("name of an OPML file"), id="tag")
        super().__init__(_("Import OPML"), "", self._list, [], self._input)
        self._teach()

    def on_mount(self) -> None:
        """Show what there is."""
        super().on_mount()
        self._input.action_end()
        self._offer(self._input.value)

    @property
    def wanted_rows(self) -> int:
        """Room for names of files: the box must not jump."""
        return ROWS

    def _teach(self) -> None:
        ways = [("Tab", _("complete")), ("↑↓", _("choose")), ("Enter", _("read it"))]
        self._keys.teach([*ways, ("Esc", _("close"))])

    def _offer(self, typed: str) -> None:
        def work() -> None:
            from tnews.services.opml_paths import completions

            self.post_message(self.Offered(typed, completions(typed)))

        self._desk.aside(work)  # a folder far away may hang

    @on(Offered)
    def _offered(self, message: Offered) -> None:
        message.stop()
        if message.typed == self._input.value and self._brought is None:
            self._list.empty_text = (
                _("No OPML file and no folder in there.")
                if message.typed.endswith("/")
                else _("No OPML file and no folder begins so.")
            )
            self._names = message.names
            self._list.show([(_last_part(name), "") for name in message.names])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another name."""
        event.stop()
        self._forget()
        self._offer(event.value)

    def _forget(self) -> None:
        if self._brought is not None:
            self._brought = None
            self._intro.tell("")
            self._teach()
        self.say("")

    def action_complete(self) -> None:
        """Take the name under the cursor into the line."""
        if self._brought is None and self._names:
            self._input.value = self._names[self._list.cursor]
            self._input.action_end()

    @on(VirtualList.Chosen)
    def _clicked(self, message: VirtualList.Chosen) -> None:
        message.stop()
        self.action_complete()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file, go into the folder, or take what was read."""
        event.stop()
        brought = self._brought
        if brought is not None:
            if brought.new:
                self.dismiss(brought.new)
            return
        name = event.value.strip()
        if name.endswith("/") or not name:
            self.action_complete()
            return

        def work() -> None:
            from tnews.services.opml_paths import content

            try:
                message = self.Brought(name, self._book().opml(content(name)))
            except TnewsError as error:
                message = self.Brought(name, None, error.message)
            self.post_message(message)

        self._desk.aside(work)  # a folder far away may hang

    @on(Brought)
    def _read(self, message: Brought) -> None:
        message.stop()
        brought = message.brought
        if brought is None:
            self.say(message.problem, is_error=True)
            return
        self._brought = brought
        new, out = len(brought.new), len(brought.skipped)
        told = [plural("{n} new source", "{n} new sources", new).format(n=new)]
        if brought.present:
            told.append(_("{n} already there").format(n=brought.present))
        if out:
            told.append(_("{n} left out").format(n=out))
        self._intro.tell(" · ".join(told))
        rows = [(source.name, source.category) for source in brought.new]
        rows += [(line, _("left out")) for line in brought.skipped]
        self._list.show(rows)
        ways = [("Enter", _("add"))] if new else []
        self._keys.teach([*ways, ("Esc", _("another file"))])
        self.fit(self.size)

    def action_back(self) -> None:
        """Choose another file, or close."""
        if self._brought is None:
            self.leave()
            return
        self._forget()
        self._offer(self._input.value)


def _last_part(path: str) -> str:
    """The name of a file without its folders; of a folder its own, with the slash."""
    return path[path.rstrip("/").rfind("/") + 1 :]

"""The channels and their sources: what there is, how each one is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from tnews.locale import _
from tnews.model import TnewsError
from tnews.tui.keymap import as_of
from tnews.tui.messages import Counted
from tnews.tui.screens.asking import AskScreen
from tnews.tui.screens.dialog import KeyLines
from tnews.tui.screens.filing import FileDialog
from tnews.tui.source_facts import address_of, facts_of
from tnews.tui.source_keys import every, most, of_row
from tnews.tui.widgets.explanation import Explanation
from tnews.tui.widgets.source_list import NOTHING, ChannelRow, Known, SourceList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.model import Source
    from tnews.services.config_file import Removed
    from tnews.services.library import Library
    from tnews.services.sourcebook import Entry, Shelf, Sourcebook
    from tnews.tui.desk import Desk

    Act = Callable[[Sourcebook], str]
    Goal = tuple[str, str]

CHANNEL_LIMIT = 40
"""Characters of a channel's name."""


class SourcesScreen(FileDialog):
    """Shows the channels; when anything was changed the reader begins again."""

    BINDINGS = [
        Binding("space,x", "switch", show=False),
        Binding("enter", "edit", show=False),
        Binding("a", "add", show=False),
        Binding("d,delete", "remove", show=False),
        Binding("u", "put_back", show=False),
        Binding("c", "channel", show=False),
        Binding("J", "shift(1)", show=False),
        Binding("K", "shift(-1)", show=False),
        Binding("i", "bring", show=False),
        Binding("e", "export", show=False),
        Binding("escape", "leave", show=False),
        as_of("quit", "leave"),
        as_of("sources", "leave"),
    ]

    class Shelved(Message):
        """What the file says now; `said` is what was done, or what is wrong."""

        def __init__(self, said: str, *, is_error: bool = False) -> None:
            super().__init__()
            self.said = said
            self.is_error = is_error
            self.is_change = False
            self.shelf: Shelf | None = None
            self.known = NOTHING
            self.goal: Goal | None = None

    def __init__(
        self,
        book: Callable[[], Sourcebook],
        library: Library,
        desk: Desk,
        current: str = "",
    ) -> None:
        self._book = book
        self._library = library
        self._desk = desk
        self._goal: Goal | None = ("", current) if current else None
        self._removed: list[tuple[str, Removed]] = []  # of the thread that writes
        self._channels: list[str] = []
        self._first: Shelf | None = None
        self._shelf: Shelf | None = None
        self._awaited = 0  # readings of the file that are on their way
        self._has_missed = False
        self._list = SourceList()
        self._explanation = Explanation(4)
        super().__init__(_("Sources"), "", self._list, [])
        self._keys = KeyLines(of_row(None), room=most())

    def compose(self) -> ComposeResult:
        """One box: the sources, what is known of one of them, the keys."""
        with Vertical(id="dialog") as box:
            box.border_title = Text(self._title)
            yield self._list
            yield self._explanation
            yield self._keys

    def on_mount(self) -> None:
        """What there is comes from behind."""
        self._list.focus()
        self._behind(lambda book: "")

    @property
    def wanted_rows(self) -> int:
        """As many as there is room for: how many there are is not known yet."""
        return max(self._list.count, 200)

    @property
    def other_rows(self) -> int:
        """The explanation."""
        return self._explanation.explained + 2

    # -- behind ------------------------------------------------------------------------------

    def _behind(self, act: Act, goal: Goal | None = None, *, is_change: bool = False) -> None:
        """Do `act` on the thread that writes, then read what the file says; `act` returns what
        was done, in words. The cursor goes to `goal`."""

        def work() -> None:
            message = self.Shelved("", is_error=True)
            book = self._book()
            try:
                message = self._done(book, act)
                message.shelf = book.read()
                library = self._library
                message.known = Known(library.counts().sources, library.states(), library.pulses())
                message.goal = goal
            except TnewsError as error:
                message.said, message.is_error = book.told(error), True
            finally:
                message.is_change = is_change
                self.post_message(message)

        self._awaited += 1
        self._desk.in_turn(work)

    def _done(self, book: Sourcebook, act: Act) -> Shelved:
        try:
            return self.Shelved(act(book))
        except TnewsError as error:
            return self.Shelved(book.told(error), is_error=True)

    def change(self, act: Act, goal: Goal | None = None) -> None:
        """Change the file; if it says otherwise then, the reader has to begin again for it."""
        self.order()
        self._behind(act, goal, is_change=True)

    @on(Shelved)
    def _shelved(self, message: Shelved) -> None:
        message.stop()
        self._awaited -= 1
        self._shelf = message.shelf
        if message.shelf is not None:
            if self._first is None and not message.is_change:
                self._first = message.shelf
            self._channels = message.shelf.names
            goal, self._goal = message.goal or self._goal, None
            self._list.update(message.shelf, message.known, datetime.now().astimezone(), goal)
        if message.is_error:
            self._explanation.show("", "", message.said)
        else:
            self._explain()
            if message.said:
                self.say(message.said)
        if message.is_change:
            self.hear(is_error=message.is_error)
        if self._has_missed and not self._awaited:
            self._has_missed = False
            self._desk.count()

    def learn(self, counted: Counted) -> None:
        """A refresh of the reader, or another process, has stored something."""
        if self._awaited:  # what comes may have been read before it or after
            self._has_missed = True
            return
        known = Known(counted.counts.sources, counted.states, counted.pulses)
        if self._list.learn(known, datetime.now().astimezone()) and not self._explanation.problem:
            self._tell()

    # -- what is known -----------------------------------------------------------------------

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        self.say("")
        self._explain()

    @on(VirtualList.Chosen)
    def _clicked(self, message: VirtualList.Chosen) -> None:
        message.stop()

    def _explain(self) -> None:
        self._keys.teach(of_row(self._list.current))
        self._tell()

    def _tell(self) -> None:
        row = self._list.current
        if row is None:
            self._explanation.show("", "")
        elif isinstance(row, ChannelRow):
            unread = sum(self._list.unread(entry.source.key)[0] for entry in row.entries)
            said = _("Enter renames the channel, J and K move it. {unread} unread.")
            self._explanation.show(said.format(unread=unread), "")
        else:
            known, health = self._list.known, self._list.health(row.source.key)
            adaptive = self._shelf is None or self._shelf.adaptive
            facts = facts_of(row.source, known, datetime.now().astimezone(), adaptive=adaptive)
            state = known.states.get(row.source.key)
            self._explanation.show(address_of(row, health, state), facts)

    # -- what can be done --------------------------------------------------------------------

    @property
    def _entry(self) -> Entry | None:
        row = self._list.current
        return None if row is None or isinstance(row, ChannelRow) else row

    def action_switch(self) -> None:
        """Switch the source on or off."""
        if (entry := self._entry) is not None:
            wanted = not entry.source.enabled

            def act(book: Sourcebook) -> str:
                book.enable(entry, wanted)
                if wanted:
                    self._library.ask_again(entry.source.key)
                told = _("{name} ({key}) is on") if wanted else _("{name} ({key}) is off")
                return told.format(name=entry.source.name, key=entry.source.key)

            self.change(act)

    def action_edit(self) -> None:
        """Change fields of the source, or the name of the channel."""
        row = self._list.current
        if isinstance(row, ChannelRow):
            self._rename(row.name)
        elif row is not None:
            from tnews.tui.screens.source_fields import FieldsScreen

            source = row.source

            def chosen(changes: dict[str, Any] | None) -> None:
                if changes:
                    self.change(lambda book: self._edited(book, source, changes))

            screen = FieldsScreen(source, self._channels, self._book().file_name)
            self.app.push_screen(screen, chosen)

    def _edited(self, book: Sourcebook, source: Source, changes: dict[str, Any]) -> str:
        book.change(source, **changes)
        return _("{name} changed").format(name=changes.get("name", source.name))

    def _rename(self, name: str) -> None:
        def named(new: str | None) -> None:
            if new and new != name:
                told = _("the channel {name} is called {new} now").format(name=name, new=new)

                def act(book: Sourcebook) -> str:
                    book.rename_channel(name, new)
                    return told

                self.change(act, (new, ""))

        self._ask(_("Rename the channel:"), name, _("rename"), named)

    def _ask(
        self, title: str, value: str, done: str, answered: Callable[[str | None], None]
    ) -> None:
        def problem(text: str) -> str:
            return "" if text.strip() else _("A channel needs a name.")

        self.app.push_screen(
            AskScreen(title, value, problem, done, longest=CHANNEL_LIMIT), answered
        )

    def action_channel(self) -> None:
        """Move the source to another channel, one that there is or a new one."""
        if (entry := self._entry) is not None:
            from tnews.tui.screens.source_fields import ChannelScreen

            source = entry.source

            def chosen(name: str | None) -> None:
                if name and name != source.category:
                    self.change(lambda book: self._edited(book, source, {"category": name}))

            self.app.push_screen(ChannelScreen(source.category, self._channels), chosen)

    def action_shift(self, step: int) -> None:
        """Move the source or the channel down or up."""
        row = self._list.current

        def act(book: Sourcebook) -> str:
            if isinstance(row, ChannelRow):
                book.move_channel(row.name, step)
            elif row is not None:
                book.move(row, step)
            return ""

        if row is not None:
            self.change(act)

    def action_remove(self) -> None:
        """Take the source out; u brings it back."""
        if (entry := self._entry) is not None:

            def act(book: Sourcebook) -> str:
                self._removed.append((entry.source.key, book.remove(entry)))
                told = _("removed {name}; its articles stay in the cache; u brings it back")
                return told.format(name=entry.source.name)

            self.change(act)

    def action_put_back(self) -> None:
        """Bring back what was removed last and is not back yet."""

        def act(book: Sourcebook) -> str:
            if not self._removed:
                return _("Nothing to undo.")
            key, removed = self._removed[-1]
            book.put_back(removed)
            self._removed.pop()  # what could not be put back can be tried again
            self._goal = ("", key)
            return _("{name} is back").format(name=removed.table.get("name", key))

        self.change(act)

    def action_add(self) -> None:
        """Look at an address, and subscribe to what is there."""
        from tnews.tui.screens.adding import AddScreen

        def added(source: Source | None) -> None:
            if source is not None:
                told = _("added {name} to the channel {category}")
                said = told.format(name=source.name, category=source.category)

                def act(book: Sourcebook) -> str:
                    book.add([source])
                    return said

                self.change(act, ("", source.key))

        row, entry = self._list.current, self._entry
        channel = row.name if isinstance(row, ChannelRow) else ""
        near = entry.source.category if entry is not None else ""
        self.app.push_screen(AddScreen(self._book, channel, near), added)

    def action_bring(self) -> None:
        """Import the subscriptions of an OPML document."""
        from tnews.tui.screens.importing import ImportScreen

        def chosen(sources: tuple[Source, ...] | None) -> None:
            if sources:

                def act(book: Sourcebook) -> str:
                    from tnews.locale import plural

                    book.add(sources)
                    count = len(sources)
                    return plural("{n} source added", "{n} sources added", count).format(n=count)

                self.change(act, ("", sources[0].key))

        self.app.push_screen(ImportScreen(self._book, self._desk), chosen)

    def action_export(self) -> None:
        """Write the subscriptions into an OPML document."""

        def named(path: str | None) -> None:
            if path:

                def act(book: Sourcebook) -> str:
                    count = book.export(path)
                    return _("{n} sources written to {file}").format(n=count, file=path)

                self._behind(act)

        def problem(text: str) -> str:
            return "" if text.strip() else _("Type the name of a new file.")

        title = _("Export the sources as OPML to:")
        self.app.push_screen(
            AskScreen(title, "~/tnews.opml", problem, _("export"), longest=1_000), named
        )

    @property
    def hints(self) -> list[tuple[str, str]]:
        """All keys, for the help; below the sources stand those of the row alone."""
        return every()

    @property
    def is_to_begin_again(self) -> bool:
        """Whether the file says otherwise than when this was opened, or may do so soon."""
        return self._unwritten > 0 or self._shelf != self._first

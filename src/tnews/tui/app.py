"""The application: themes, style sheet, and the one screen it opens."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.binding import Binding
from textual.message import Message

from tnews.locale import _
from tnews.model import NOTE_LIMIT
from tnews.model.record import replace
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.text import ambiguous
from tnews.text.keynames import narrow, shown
from tnews.tui import measures, report
from tnews.tui.actions import key_of
from tnews.tui.errands import Errands
from tnews.tui.keymap import Keymap, action_of
from tnews.tui.screens.main import MainScreen
from tnews.tui.view import START, Spot
from tnews.tui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.driver import Driver

    from tnews.services.refresh import Refresher
    from tnews.tui.screens.note import NoteScreen
    from tnews.tui.view import View

Stored = TypeVar("Stored")

LULL = 1.0
"""Seconds without a key that has no action, before it is said again that there is none."""

MOMENT = 0.3
"""Seconds for which leaving waits without a word."""

FREE = frozenset(
    (
        "zone_left", "zone_next", "zone_previous", "next_category", "previous_category", "category",
        "next_unread_channel",
        "hot", "filter", "search", "command", "palette", "clear", "help", "quit", "quit_now", "undo",
        "redo", "refresh", "refresh_all", "demo",
    )
)  # fmt: skip
"""Actions that mean the same whatever the list holds: they do not wait for one that is to come."""

MOVING = frozenset(("line_down", "line_up", "half_down", "half_up", "first", "last", "back_page"))
"""Actions that may move in a list: what they pass is not laid out."""

LABEL = "a letter of a label"
"""What a key is called that was taken as one; nothing is bound to it."""


class ReaderApp(Wardrobe):
    """The reader. Exits with "demo" when the person asks for the demonstration, with "again"
    when the configuration has changed, with `wish` when it is left in order."""

    CSS_PATH = "tnews.tcss"
    TITLE = "tnews"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "quit", show=False, priority=True)]

    def __init__(
        self,
        library: Library,
        refresher: Refresher,
        config: Config,
        errands: Errands,
        *,
        start: Spot = START,
        is_demo: bool = False,
        keep: Callable[[str], None] | None = None,
    ) -> None:
        keymap = Keymap(config.keys, config.preset)
        super().__init__(keymap, errands.themes)
        self.animation_level = "none"
        self.set_class(ambiguous.width() == 2, measures.WIDE, update=False)
        self.dress(config.reader.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        config = replace(config, keys=keymap.keys)
        self._first = MainScreen(library, refresher, config, errands, start=start, is_demo=is_demo)
        self._keep = keep
        self._hopeless: tuple[View, str] | None = None
        self._is_leaving = False
        self._unbound_at = -LULL
        self.defect: BaseException | None = None
        self.spot = start
        self.wish: str | None = None
        self.painting = ""

    def on_ready(self) -> None:
        """Say what of the configuration cannot be had: a theme, keys it gave to others."""
        self.look_after_theme()
        if self.said_of_theme:
            self.tell_of_theme(self.said_of_theme)
        elif said := report.lost_keys(self.key_table.lost):
            self._first.status.say(said, is_error=True)

    def tell_of_theme(self, said: str) -> None:
        """Say in the status line what is wrong with a theme."""
        self._first.status.say(said, is_error=True)

    def meant(self, event: events.Key | events.Paste) -> events.Key | events.Paste | None:
        """Return what a key means; while labels are shown it is a letter of one."""
        if not self._first.is_jumping or self.screen is not self._first:
            return super().meant(event)
        if not isinstance(event, events.Key):
            self._first.stop_jumping()
            return event
        letter = (event.character or "").lower() if event.is_printable else ""
        self._first.type_label(narrow(letter) or letter)
        # Something has to go its way, so that the next key finds what this one has done.
        return events.Key(LABEL, None).set_sender(self)

    def must_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether a key is about a list that is still to come: typed slowly it would find it."""
        room = self._first
        if not isinstance(event, events.Key) or self.screen is not room or room.is_typing:
            return False
        call = self.key_table.call(event.key)
        action = action_of(call).id if call else ""
        if not action or action in FREE:
            return False
        is_coming = room.is_turning or room.is_coming(whole=action == "last")
        if is_coming and (room.view, room.filter) != self._hopeless:
            return True
        if room.zone == "reader" or action not in MOVING:
            room.catch_up()  # typed slowly it would find the article under the cursor on show
        return False

    def wait_no_more(self) -> None:
        """No other key waits for a list that did not come."""
        self._hopeless = (self._first.view, self._first.filter)

    def show_begun(self, begun: str, following: list[tuple[str, str]]) -> None:
        """Show in the status line what may follow the keys that were pressed."""
        self._first.status.show_keys(begun, following)

    def tell_unbound(self, key: str) -> None:
        """Say of a letter or sign that it is no key here; of many in a row once."""
        letter, room = shown(key), self._first
        if len(letter) != 1 or not letter.isprintable() or self.screen is not room:
            return
        before, self._unbound_at = self._unbound_at, time.monotonic()
        if not room.is_typing and self._unbound_at - before > LULL:
            said = _("There is no key {key} here; {help} shows those there are.")
            room.status.say(said.format(key=letter, help=key_of("help", room.config.keys)))

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver where Textual would take its one for Linux and macOS."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tnews.tui.driver import TerminalDriver  # needs termios

        return TerminalDriver

    def on_answered(self, _message: Message) -> None:
        """The terminal answered late: measure and draw everything again."""
        settings = self._first.config.reader
        if measures.take(settings):
            measures.show(self)
            self._first.reader.apply(settings)

    def on_gone(self, _message: Message) -> None:
        """Leave without a question, because nobody can answer; what was being written is kept."""
        if not self._is_leaving:
            self._is_leaving = True
            self._keep = self.wish = None
            self.run_worker(self._leave_alone())

    async def _leave_alone(self) -> None:
        screen = self._note_screen()
        if screen is not None and screen.draft is not None:
            await screen.dismiss(screen.draft.rstrip()[:NOTE_LIMIT])
        self._first.keep_all()
        await self._leave()

    def tell_terminal(self, sequences: str) -> None:
        """Write escape sequences to the terminal, in order with what is painted."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequences)

    def get_default_screen(self) -> MainScreen:
        """The reading room is the screen at the bottom of the stack."""
        return self._first

    def show_demo(self) -> None:
        """Leave for the demonstration; the reader opens on this place after it."""
        self.spot = self._first.spot
        self.exit("demo")

    def begin_again(self, mistake: Callable[[], str] = str) -> None:
        """Leave for a reader with the configuration as it is now, that opens on this place; who has
        left for good meanwhile does not come back. `mistake`, called behind, says why that cannot
        be: then the reader stays open."""
        self.run_worker(self._begin_again(mistake), group="again", exclusive=True)

    async def _begin_again(self, mistake: Callable[[], str]) -> None:
        room = self._first
        said = _("Storing what you marked; the reader begins again then.")
        problem = await self._stored(room.desk.answered(mistake), said)
        if problem:
            room.status.say(problem, is_error=True, lasting=True)
            return
        if (note := self._note_screen()) is not None:  # a draft of it comes along
            typed = asyncio.Event()
            note.after_typing(typed.set)
            with suppress(TimeoutError):  # it was left meanwhile
                await asyncio.wait_for(typed.wait(), MOMENT)
            await note.dismiss(None)
        await self._stored(room.desk.written(), said)  # what was marked while one waited
        if self._is_leaving:
            return
        self.spot = room.spot
        self.painting = room.painting()
        self.exit("again")

    async def _stored(self, stored: Future[Stored], said: str) -> Stored:
        """Wait for what is being stored, 12 s for half a million marks; say so if it takes longer
        than a moment."""
        waiting = asyncio.wrap_future(stored)
        done, _waiting = await asyncio.wait([waiting], timeout=MOMENT)
        if not done:
            self._first.status.say(said, lasting=True)
        return await waiting

    async def action_quit(self) -> None:
        """Leave, after keeping the screen that the next start will show.

        Who is writing a note that is not saved is asked first, as by Esc; who left a draft of one
        has it before the eyes again. Another dialog is left, so that the tags put on by now are kept.
        """
        screen = self._note_screen()
        if screen is None:
            self._quit()
            return

        def act() -> None:
            if screen.draft is None:
                self._quit()
            else:
                screen.leave()

        screen.after_typing(act)

    def _note_screen(self) -> NoteScreen | None:
        """Leave a dialog; return the note that is being written."""
        if len(self.screen_stack) == 1:
            return None
        from tnews.tui.screens.dialog import Dialog
        from tnews.tui.screens.note import NoteScreen  # not needed where none is written

        if isinstance(self.screen, Dialog):
            self.screen.leave()
        return self.screen if isinstance(self.screen, NoteScreen) else None

    def _quit(self) -> None:
        if self._is_leaving or self._first.offers_draft():
            return
        self._is_leaving = True
        self.run_worker(self._leave())

    async def _leave(self) -> None:
        room = self._first
        said = _("Storing what you marked; the reader closes then.")
        await self._stored(room.desk.written(), said)
        room.forget_pictures()  # while the terminal is still ours
        if self._keep is None:
            self.exit(self.wish)
            return
        room.prepare_to_leave()
        self.call_after_refresh(self._keep_and_exit, self._keep)

    def _keep_and_exit(self, keep: Callable[[str], None]) -> None:
        keep(self._first.painting())
        self.exit()

    def _fatal_error(self) -> None:
        """Leave after a defect. Textual would print its traceback; the edge of the program says
        one line and keeps the traceback in a log instead."""
        self.defect = sys.exception()
        self._close_messages_no_wait()

"""The application: themes, style sheet, and the one screen it opens."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.binding import Binding

from tnews.locale import _
from tnews.model.settings import Config
from tnews.services.library import Library
from tnews.tui.actions import ACTIONS, keys_of
from tnews.tui.errands import Errands
from tnews.tui.key_order import KeysInOrder
from tnews.tui.keymap import keymap
from tnews.tui.screens.main import MainScreen
from tnews.tui.theme import THEMES
from tnews.tui.view import ALL, View

if TYPE_CHECKING:
    from tnews.services.refresh import Refresher
    from tnews.tui.screens.note import NoteScreen

MOMENT = 0.3
"""Seconds for which leaving waits without a word."""


def bindings(overrides: Mapping[str, tuple[str, ...]]) -> list[Binding]:
    """Return a binding for every key of the table of actions."""
    found = []
    for action in ACTIONS:
        for number, key in enumerate(keys_of(action, overrides), 1):
            call = f"{action.id}({number})" if action.numbered else action.id
            # The words typed right behind such a key must find the line it opens in focus.
            opens = action.id in ("search", "find")
            found.append(Binding(key, call, show=False, priority=opens))
    return found


def screen_class(overrides: Mapping[str, tuple[str, ...]]) -> type[MainScreen]:
    """Return the main screen with these keys (Textual reads bindings when a class is made)."""
    made = type("MainScreen", (MainScreen,), {"BINDINGS": bindings(overrides)})
    return cast("type[MainScreen]", made)


class ReaderApp(KeysInOrder):
    """The reader. Exits with "demo" when the person asks for the demonstration, with "again"
    when the configuration has changed."""

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
        start: View = ALL,
        is_demo: bool = False,
        keep: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        # Before the style sheet is read, so that it is not read twice.
        self.set_reactive(App.theme, config.reader.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(keymap(config.keys))
        make = screen_class(config.keys)
        self._first = make(library, refresher, config, errands, start=start, is_demo=is_demo)
        self._keep = keep
        self._is_leaving = False
        self.defect: BaseException | None = None

    def get_default_screen(self) -> MainScreen:
        """The reading room is the screen at the bottom of the stack."""
        return self._first

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
        """Wait for what is being written, 12 s for half a million marks; say so if it takes
        longer than a moment."""
        room = self._first
        written = asyncio.wrap_future(room.desk.written())
        done, _waiting = await asyncio.wait([written], timeout=MOMENT)
        if not done:
            room.status.say(_("Storing what you marked; the reader closes then."), lasting=True)
            await asyncio.wait([written])
        if self._keep is None:
            self.exit()
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

"""The dialog in which a note on an article is written."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from tnews.locale import _
from tnews.model import NOTE_LIMIT
from tnews.tui import typed_lines
from tnews.tui.actions import told
from tnews.tui.screens.dialog import BESIDE, BORDER, Intro, KeyLines
from tnews.tui.screens.modal import Modal

typed_lines.use()

LINES = 12
"""Lines of a note in sight, if there is room."""


class NoteArea(TextArea):
    """What one writes in. A paste that no note can hold is refused whole: of a megabyte the
    breaking into lines alone takes 30 s."""

    class Refused(Message):
        """A paste would have made a note of `characters`."""

        def __init__(self, characters: int) -> None:
            super().__init__()
            self.characters = characters

    _is_fitting = False

    def _watch_show_vertical_scrollbar(self) -> None:
        """Break the lines anew beside a scrollbar that came, or went. Once: fewer lines may come of
        it, the scrollbar goes, and Textual would go on so until the stack is full."""
        if not self._is_fitting:
            self._is_fitting = True
            try:
                super()._watch_show_vertical_scrollbar()
            finally:
                self._is_fitting = False

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste that fits."""
        characters = len(self.text) - len(self.selected_text) + len(event.text)
        if characters > NOTE_LIMIT:
            event.stop()
            event.prevent_default()
            self.post_message(self.Refused(characters))


class NoteScreen(Modal[str]):
    """Gives back the note to keep, or nothing.

    What was typed is never lost by a single key: `draft` has it until the note is kept, and Esc
    asks first when there is something unsaved. Its keys overtake letters that still wait for the
    text area (a paste, an input method, a slow line); so they act behind those.
    """

    BINDINGS = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, note: str, draft: str | None = None) -> None:
        super().__init__()
        self._quit_key = ""
        self._note = note
        self._intro = Intro(title)
        self._area = NoteArea(
            note if draft is None else draft,
            id="note",
            compact=True,
            highlight_cursor_line=False,
            placeholder=_("What you want to remember of this article"),
        )
        self._keys = KeyLines([("Ctrl+S", _("save")), ("Esc", _("leave"))])
        self._asked: str | None = None

    @property
    def draft(self) -> str | None:
        """What was typed and not saved; None if nothing was."""
        return None if self._area.text == self._note else self._area.text

    def compose(self) -> ComposeResult:
        """One box."""
        with Vertical(id="dialog") as box:
            box.border_title = _("Note")
            yield self._intro
            yield self._area
            yield self._keys

    def on_mount(self) -> None:
        """One goes on where the note ends."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)

    def on_resize(self, event: events.Resize) -> None:
        """Be as high as there is room for."""
        width = self._area.size.width or event.size.width
        room = event.size.height - BESIDE - BORDER - len(self._keys.lines(width)) - 1
        intro = len(self._intro.lines(width))
        self._intro.display = room - intro >= LINES // 2
        if self._intro.display:
            room -= intro
        self._area.styles.height = max(2, min(LINES, room))

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Who types on has answered, and read what was said."""
        if self._asked != self._area.text:
            self._asked = None
            self._keys.say("")

    def after_typing(self, act: Callable[[], None]) -> None:
        """Do `act` when every letter typed so far stands in the text area."""
        self._area.call_later(act)

    def action_save(self) -> None:
        """Keep the note; one without a word takes the note away."""
        self.after_typing(self._save)

    def _save(self) -> None:
        if not self.is_current:
            return
        text = self._area.text.rstrip()
        if len(text) > NOTE_LIMIT:
            self._say_too_long(len(text))
        else:
            self.dismiss(text)

    def on_note_area_refused(self, message: NoteArea.Refused) -> None:
        """Say why a paste was not taken."""
        self._say_too_long(message.characters)

    def _say_too_long(self, characters: int) -> None:
        said = _("a note has at most {limit:,} characters, this one has {n:,}")
        self._keys.say(said.format(limit=NOTE_LIMIT, n=characters), is_error=True)

    def action_leave(self) -> None:
        """Leave; asked a second time also with something unsaved, which stays as a draft."""
        self.after_typing(self.leave)

    def ask_before_quitting(self, key: str) -> None:
        """Say that this draft is lost when the reader closes, as it does with the next `key`."""
        self._quit_key = key
        self.action_leave()

    def leave(self) -> None:
        """Leave, or ask first, with the text area as it is."""
        if not self.is_current:
            return
        if self.draft is None or self._asked is not None:
            self.dismiss()
            return
        self._asked = self._area.text
        if self._quit_key:
            said = _("Not saved: Ctrl+S saves; Esc, then {quit} loses the draft")
            self._keys.say(told(said, {"quit": self._quit_key}))
        else:
            self._keys.say(_("Not saved: Ctrl+S saves, Esc again keeps a draft"))

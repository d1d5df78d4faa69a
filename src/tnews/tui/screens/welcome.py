"""The first run, in three steps: the language, the channels, the keys. Fetching goes on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from tnews import locale
from tnews.locale import _
from tnews.model import Source
from tnews.tui.choosing import Choice, offers
from tnews.tui.errands import Wishes
from tnews.tui.keymap import as_of
from tnews.tui.screens.dialog import Dialog
from tnews.tui.widgets.choices import ChannelList, Choices
from tnews.tui.widgets.first_choices import LanguageList, PresetList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.tui.app import ReaderApp

LAST = 2
"""The last step; the first is 0."""


class Answer(NamedTuple):
    """How the welcome was left: with what a person wants, or with a `key` meant for the room
    below. `has_changed` says that the reader has to begin again for it."""

    wishes: Wishes | None = None
    has_changed: bool = False
    key: str = ""


class WelcomeScreen(Dialog[Answer]):
    """Asks once. Each step can be left as it is: Enter goes on, Esc goes back, and from the first
    step leaves. A key of the reading room that is not used here leaves it and does its work there.
    """

    BINDINGS = [
        Binding("space,x", "switch", show=False),
        Binding("enter", "on", show=False),
        Binding("escape", "back", show=False),
        as_of("zone_right", "on"),
        as_of("zone_left", "back"),
        as_of("quit", "quit"),
        as_of("help", "help"),
    ]

    def __init__(self, sources: Sequence[Source]) -> None:
        self._choice = Choice(offers(sources))
        self._first_language = locale.language()
        self._languages = LanguageList(self._first_language)
        self._channels = ChannelList(self._choice)
        self._presets = PresetList()
        self._step = 0
        self._box = Vertical(id="dialog")
        super().__init__("", "", self._languages, [])

    @property
    def other_rows(self) -> int:
        """Blank lines: at the edges, and above the keys."""
        return 3

    @property
    def _lists(self) -> tuple[Choices, Choices, Choices]:
        return self._languages, self._channels, self._presets

    def compose(self) -> ComposeResult:
        """One box, in which the rows of one step are in sight."""
        with self._box:
            yield self._intro
            yield from self._lists
            yield self._keys

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._show(0)

    def _show(self, step: int) -> None:
        """Show a step."""
        self._step = step
        self.rows = self._lists[step]
        for rows in self._lists:
            rows.display = rows is self.rows
        self._tell()
        self.fit(self.size)
        self.rows.focus()

    def _tell(self) -> None:
        """Say what the step is about, in the language chosen by now."""
        intros = (
            _("A quiet room for the news. Three questions first; Enter is always a good answer."),
            _("tnews is fetching already. What you leave out can be had again any time."),
            _("Keys for your fingers. {key} changes them later, like all you choose here."),
        )
        self._intro.tell(intros[self._step].format(key=","))
        forth = ("Enter", _("begin") if self._step == LAST else _("next"))
        back = ("Esc", _("back") if self._step else _("later"))
        ways = [forth, back, ("?", _("help"))]
        if self._step == 0:
            ways = [("↑↓", _("choose")), *ways, ("q", _("quit"))]
        self._keys.teach([("Space", _("on and off")), *ways] if self._step == 1 else ways)
        names = (_("Language"), _("Channels"), _("Keys"))
        self._box.border_title = Text(_("Welcome to tnews"))
        self._box.border_subtitle = Text(f"{names[self._step]} {self._step + 1}/{LAST + 1}")
        self.rows.refresh()

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        """The welcome speaks the language under the cursor."""
        message.stop()
        self.say("")
        if self._step == 0:
            locale.choose(self._languages.current)
            self._tell()
            self.fit(self.size)
            if locale.is_fixed() and self._languages.current != locale.from_environment():
                self.say(_("TNEWS_LANG decides as long as it is set."), is_error=True)

    @on(VirtualList.Chosen)
    def _clicked(self, message: VirtualList.Chosen) -> None:
        message.stop()
        if self._step == 1:
            self.action_switch()

    def action_switch(self) -> None:
        """Turn a channel on or off; elsewhere the cursor is the choice."""
        if self._step == 1:
            self._channels.toggle()
            self.say("")
        else:
            self.action_on()

    def action_on(self) -> None:
        """Take what is chosen, and go on."""
        choice = self._choice
        chosen = (choice.count(offer) for offer in choice.offered if offer.name in choice.names)
        if self._step == 1 and not any(chosen):
            self.say(_("Choose at least one channel."), is_error=True)
        elif self._step < LAST:
            self._show(self._step + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        choice, preset = self._choice, self._presets.current
        language = locale.language()
        is_usual = language == locale.from_environment()  # what is not written, costs no reading
        wishes = Wishes(
            choice.in_order, choice.relays, "" if is_usual else language, preset,
            is_all=choice.is_all,
        )  # fmt: skip
        is_default = preset == self._presets.DEFAULT
        has_changed = language != self._first_language or not (choice.is_everything and is_default)
        self.dismiss(Answer(wishes, has_changed))

    def action_back(self) -> None:
        """Back to the step before; from the first one, later."""
        if self._step:
            self._show(self._step - 1)
        else:
            self.leave()

    def action_quit(self) -> None:
        """Back to the step before; from the first one, out of tnews."""
        if self._step:
            self._show(self._step - 1)
        else:
            self._leave_with("q")

    def _leave_with(self, key: str) -> None:
        locale.choose(self._first_language)
        self.dismiss(Answer(key=key))

    def action_help(self) -> None:
        """Show what the keys of the reader do; then the welcome goes on."""
        from tnews.tui.screens.help import HelpScreen, of_hints, of_room

        rows = [*of_hints(_("Welcome to tnews"), self.hints), *of_room({}, "list", _("list"))]
        self.app.push_screen(HelpScreen(rows, {}))

    def leave(self) -> None:
        """Later: nothing is chosen."""
        locale.choose(self._first_language)
        self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """A key without a meaning here has one in the room below."""
        table = cast("ReaderApp", self.app).key_table
        call = table.call(event.key)
        if call and call not in self.active_bindings and event.key not in self.active_bindings:
            event.stop()
            self._leave_with(event.key)

"""The first run: which channels a person wants, and whether through third parties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from textual import events, on
from textual.binding import Binding

from tnews.locale import _
from tnews.model import Source
from tnews.tui.choosing import Choice, offers
from tnews.tui.screens.dialog import MOVES, Dialog
from tnews.tui.widgets.choices import ChannelList
from tnews.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tnews.tui.app import ReaderApp

CHOOSE = [
    Binding("space,x", "switch", show=False),
    Binding("enter", "choose", show=False),
    Binding("escape", "dismiss", show=False),
]

OWN_KEYS = {key for binding in (*MOVES, *CHOOSE) for key in binding.key.split(",")}


class Answer(NamedTuple):
    """How the dialog was left: with a `choice`, or with a `key` meant for the room below."""

    choice: Choice | None = None
    key: str = ""


class WelcomeScreen(Dialog[Answer]):
    """Asks once. Every key that it does not use leaves it and goes to the reading room."""

    BINDINGS = [*CHOOSE]

    def __init__(self, sources: Sequence[Source]) -> None:
        self._choice = Choice(offers(sources))
        self._channels = ChannelList(self._choice)
        hints = [
            ("Space", _("on and off")), ("Enter", _("begin")), ("Esc", _("later"))
        ]  # fmt: skip
        intro = _("tnews is fetching already. What you leave out can be had again any time.")
        super().__init__(_("Choose channels"), intro, self._channels, hints)

    def action_switch(self) -> None:
        """Turn a row on or off."""
        self._channels.toggle()
        self.say("")

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_switch()

    def action_choose(self) -> None:
        """Take what is chosen."""
        choice = self._choice
        if sum(choice.count(offer) for offer in choice.offered if offer.name in choice.names):
            self.dismiss(Answer(choice))
        else:
            self.say(_("Choose at least one channel."), is_error=True)

    def on_key(self, event: events.Key) -> None:
        """A key without a meaning here has one in the room below."""
        meant = cast("ReaderApp", self.app).key_table.call(event.key)
        if OWN_KEYS.isdisjoint((event.key, meant)):
            event.stop()
            self.dismiss(Answer(key=event.key))

"""What keys mean: several in a row, and the keys of a person's own."""

from __future__ import annotations

from textual import events
from textual.keys import key_to_character
from textual.timer import Timer

from tnews.text.keynames import name_of, narrow
from tnews.tui.key_order import KeysInOrder
from tnews.tui.keymap import Keymap

LIMIT = 3.0
"""Seconds in which the next key of a sequence is pressed: what may follow can be read meanwhile."""


class KeySequences(KeysInOrder):
    """Keys that mean what the `keymap` says, one or several in a row.

    The keys of a sequence become one key, called "g g". One that does not go on with what was
    begun begins anew; so what is typed means the same however fast it comes.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.key_table = keymap
        self._begun = ""
        self._begun_at = 0.0
        self._limit: Timer | None = None

    def show_begun(self, keys: str, following: list[tuple[str, str]]) -> None:
        """Show which keys were pressed and what may follow: (sequence, name of its action).

        Called with "" when no sequence is under way any more.
        """

    def meant(self, event: events.Key | events.Paste) -> events.Key | events.Paste | None:
        """Return the key that `event` is, or the sequence it ends; None while more is to follow."""
        begun, since = self._begun, self._begun_at
        self._begin("", [])
        if not isinstance(event, events.Key) or self._may_be_letter(event):
            return event
        key = event.key
        if not self.key_table.call(key) and (character := narrow(event.character or "")):
            key = name_of(character)
        if begun and event.time - since <= LIMIT:
            if key == "escape":
                return None
            if self._follows(f"{begun} {key}", event):
                return None
            if self._is_active(f"{begun} {key}"):
                return events.Key(f"{begun} {key}", None).set_sender(self)
        if self.key_table.begins(key) and self._follows(key, event):
            return None
        return event if key == event.key else events.Key(key, None).set_sender(self)

    def _is_active(self, keys: str) -> bool:
        """Whether `keys` do something where one is."""
        return self.key_table.call(keys) in self.screen.active_bindings

    def _follows(self, keys: str, event: events.Key) -> bool:
        """Whether more may follow `keys` where one is; then it is shown, and waited for."""
        active = self.screen.active_bindings
        if keys in active:  # a dialog has a use of its own for it
            return False
        found = [one for one, call in self.key_table.following(keys) if call in active]
        if found:
            self._begin(keys, found)
            self._begun_at = event.time
        return bool(found)

    def _begin(self, keys: str, found: list[str]) -> None:
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
        if keys or self._begun:
            self._begun = keys
            names = [(one, self.key_table.name(one)) for one in found]
            self.show_begun(keys, names)
        if keys:
            self._limit = self.set_timer(LIMIT, self._lapse)

    def _lapse(self) -> None:
        if not self._typed:  # what was typed in time may not have been looked at yet
            self._begin("", [])

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what is bound to `key` itself, else what the keymap says (Textual's hook)."""
        if await super()._check_bindings(key, priority):
            return True
        call = self.key_table.call(key)
        if not call:
            return False
        typed_into = self.focused
        if typed_into is not None and typed_into.check_consume_key(key, key_to_character(key)):
            return False
        return await super()._check_bindings(call, priority)

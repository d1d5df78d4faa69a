"""What keys mean: several in a row, and the keys of a person's own."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ScreenStackError
from textual.keys import key_to_character
from textual.timer import Timer

from tnews.text.keynames import name_of, narrow, shown
from tnews.tui.key_order import KeysInOrder
from tnews.tui.keymap import Keymap

LIMIT = 3.0
"""Seconds in which the next key of a sequence is pressed: what may follow can be read meanwhile."""

MOST = 999_999
"""The largest count."""


class KeySequences(KeysInOrder):
    """Keys that mean what the `keymap` says, one or several in a row.

    The keys of a sequence become one key, called "g g". One that does not go on with what was
    begun begins anew; so what is typed means the same however fast it comes.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.key_table = keymap
        self._begun = ""
        self._count = 0
        self._pressed_at = 0.0
        self._limit: Timer | None = None
        self._times = 0

    def show_begun(self, begun: str, following: list[tuple[str, str]]) -> None:
        """Show which keys were pressed and what may follow: (keys, name of their action).

        Called with "" when no sequence is under way any more.
        """

    def tell_unbound(self, key: str) -> None:
        """Say that nothing comes of `key`."""

    def take_count(self) -> int:
        """Return the number typed before the key that is done now, 0 if there was none; once."""
        times, self._times = self._times, 0
        return times

    def give_count(self, times: int) -> None:
        """Let the action that follows find the number `times`, as if it was typed before its key."""
        self._times = times

    def meant(self, event: events.Key | events.Paste) -> events.Key | events.Paste | None:
        """Return the key that `event` is, or the sequence it ends; None while more is to follow."""
        begun, count = self._begun, self._count
        if event.time - self._pressed_at > LIMIT:
            begun, count = "", 0
        self._times = 0
        self._wait_for("", 0)
        if not isinstance(event, events.Key) or self._may_be_letter(event):
            return event
        key = event.key
        if not self.key_table.call(key) and (character := narrow(event.character or "")):
            key = name_of(character)
        active = self.screen.active_bindings if begun or self._is_special(key) else {}
        self._pressed_at = event.time
        if (begun or count) and key == "escape":
            return None
        if not begun and self._is_digit(key, count) and key not in active:
            self._wait_for("", min(count * 10 + int(key), MOST))
            return None
        for keys in (f"{begun} {key}", key) if begun else (key,):
            following = [one for one, call in self.key_table.following(keys) if call in active]
            if following and keys not in active:  # a dialog may have a use of its own for it
                self._wait_for(keys, count, following)
                return None
            if " " in keys and self.key_table.call(keys) in active:
                self._times = count
                return events.Key(keys, None).set_sender(self)
            count = count if keys == key else 0  # what was begun is given up with its count
        self._times = count
        return event if key == event.key else events.Key(key, None).set_sender(self)

    def _is_special(self, key: str) -> bool:
        """Whether it matters for `key` what else is bound where one is."""
        return self.key_table.begins(key) or (self.key_table.counts and key.isdigit())

    def _is_digit(self, key: str, count: int) -> bool:
        """Whether `key` is a digit of a count."""
        is_digit = self.key_table.counts and len(key) == 1 and key in "0123456789"
        return is_digit and (key != "0" or count > 0) and not self.key_table.call(key)

    def _wait_for(self, keys: str, count: int, following: Sequence[str] = ()) -> None:
        """Wait for what goes on after `keys` and a count; "" and 0: for nothing."""
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
        is_other = (keys, count) != (self._begun, self._count)
        self._begun, self._count = keys, count
        if is_other:
            names = [
                (shown(one.removeprefix(f"{keys} ")), self.key_table.name(one)) for one in following
            ]
            self.show_begun(f"{count or ''}{shown(keys)}", names)
        if keys or count:
            self._limit = self.set_timer(LIMIT, self._lapse)

    def _lapse(self) -> None:
        if self._typed:  # what was typed in time may not have been looked at yet
            self._limit = self.set_timer(LIMIT, self._lapse)
        else:
            self._wait_for("", 0)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do what is bound to `key` itself, else what the keymap says (Textual's hook)."""
        try:
            return await self._do_bound(key, priority=priority)
        except ScreenStackError:
            if self.screen_stack:
                raise
            return False  # the app is closing: the key is for nobody

    async def _do_bound(self, key: str, *, priority: bool) -> bool:
        if await super()._check_bindings(key, priority):
            return True
        call = self.key_table.call(key)
        if not call:
            if not priority:
                self.tell_unbound(key)
            return False
        typed_into = self.focused
        if typed_into is not None and typed_into.check_consume_key(key, key_to_character(key)):
            return False
        return await super()._check_bindings(call, priority)

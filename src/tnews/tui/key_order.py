"""Keys in the order they were typed, however fast: each finds what the one before it has done."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from functools import partial

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds that a key waits for the one before it: what hangs must not hold up the keys."""

STEP = 0.005
"""Seconds between two looks whether a key still has to wait."""


class KeysInOrder(App[str]):
    """Hands on a key, or a paste, when the one before it is done with.

    Textual hands all of them on at once. A key goes from the widget in focus up to the app, which
    then looks for its binding: of keys that come in one burst the second would go to the line
    that the first one closes, and one that opens a line would overtake both.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()  # the first of them is under way
        self._way: Iterator[MessagePump] = iter(())
        self._since = 0.0
        self._is_under_way = False
        self._is_letter = False

    def hand_over(self, key: str) -> None:
        """Press `key` once more, for the screen below, before what was typed behind it."""
        again = events.Key(key, None).set_sender(self)  # or it would not come up to here
        if self._typed:
            self._typed.insert(1, again)
        else:
            self.post_message(again)

    async def on_event(self, event: events.Event) -> None:
        """Hand `event` on, or keep it for later."""
        if (
            not isinstance(event, events.Key | events.Paste)
            or event.is_forwarded
            or self._is_held(event)
        ):
            await super().on_event(event)
        else:
            self._typed.append(event)
            if len(self._typed) == 1:
                await self._hand_on()
            elif self._is_under_way and time.monotonic() - self._since > PATIENCE:
                self._typed.popleft()
                await self._hand_on()

    def _is_held(self, event: events.Event) -> bool:
        """Whether `event` goes where the key under way went: a letter behind a letter of a line, or
        a key that is held down. The screen is not painted for each, 3 ms, and moving ends when
        the key is let go."""
        before = self._typed[0] if len(self._typed) == 1 and self._is_under_way else None
        if not isinstance(before, events.Key) or not isinstance(event, events.Key):
            return False
        if self._is_letter and self._may_be_letter(event):
            return True
        return before.key == event.key not in ("enter", "escape")

    def _may_be_letter(self, event: events.Event) -> bool:
        """Whether what has the keys takes `event` as a letter."""
        typed_into = self.focused
        return (
            typed_into is not None
            and isinstance(event, events.Key)
            and typed_into.check_consume_key(event.key, event.character)
        )

    def meant(self, event: events.Key | events.Paste) -> events.Key | events.Paste | None:
        """Return what goes on in place of `event`; None: nothing, before the next one comes."""
        return event

    def must_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether what `event` is about is still to come, as the one before it wished."""
        return False

    def wait_no_more(self) -> None:
        """Take note that a key has waited in vain."""

    async def _hand_on(self) -> None:
        self._is_under_way = False
        meant = self.meant(self._typed[0])
        if meant is None:
            self._typed.popleft()
            if self._typed:
                self.call_later(self._hand_on)
            return
        self._typed[0] = meant
        await self._send(time.monotonic() + PATIENCE)

    async def _send(self, latest: float) -> None:
        """Hand on the first key, when it need not wait any more or at the `latest` moment."""
        now = self._since = time.monotonic()
        if self.must_wait(self._typed[0]):
            if now < latest:
                self.set_timer(STEP, partial(self._send, latest))
                return
            self.wait_no_more()
        self._is_under_way = True
        self._way = self._on_its_way()
        self._is_letter = self._may_be_letter(self._typed[0])
        await super().on_event(self._typed[0])
        self._follow(self._way)

    def _on_its_way(self) -> Iterator[MessagePump]:
        """Yield what has to work off its messages before the next key."""
        way = self._above()
        yield from way  # up to here, where its binding is looked up
        for node in way:  # what they tell each other because of it: some tell it in other words
            yield from (node, node)
        yield from self._above()  # what has the keys now, a screen that was opened perhaps

    def _above(self) -> list[MessagePump]:
        try:
            return list((self.focused or self.screen).ancestors_with_self)
        except ScreenStackError:  # the app is closing
            return []

    def _follow(self, way: Iterator[MessagePump]) -> None:
        """Go on to the next on the `way` when this one has worked off its messages."""
        if way is not self._way:
            return  # it was given up
        for node in way:
            if node.call_later(self._follow, way):
                return
        self._typed.popleft()
        if self._typed:
            self.call_later(self._hand_on)

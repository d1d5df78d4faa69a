"""From the first paint on: what follows it behind the screen, and what the first run asks."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from tnews.model import TnewsError
from tnews.tui.screens.refreshing import Refreshing

if TYPE_CHECKING:
    from tnews.tui.choosing import Choice
    from tnews.tui.key_order import KeysInOrder

AFTER_KEY = 1.0
"""Seconds for a key to refresh by itself, or to leave, before the rest is refreshed."""

TICK = 60.0
"""Seconds between two looks at the clock."""

DUE_CHECK = 60.0
"""Seconds between two looks for sources that are due."""


class Starting(Refreshing):
    """Begins with what is cached; the network comes after the first paint."""

    def on_mount(self) -> None:
        """The first paint needs no network and no thread."""
        self.articles.focus(scroll_visible=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """After the first paint: what is here stays; the rest follows in the background."""
        if not self.is_attached:  # left already
            return
        gc.freeze()
        gc.enable()
        self.search_box.prepare()
        if self.memory.problem:
            self.status.say(self.memory.problem, is_error=True)
        self.desk.list(self.view, self.filter)
        self.desk.show_views(self.config.views)
        self.desk.count()
        self.desk.index()
        if self.errands.choose is not None:
            self._ask_for_channels(self.errands.choose)
        if self.config.refresh.on_start or self.is_demo:
            self.start_refresh(self._allowed(), asked=self.is_demo)
        self.set_interval(TICK, self._tick)
        if any(source.interval for source in self.config.sources):
            self.set_interval(DUE_CHECK, self._refresh_due)

    def _tick(self) -> None:
        """A minute has passed: times are told by it."""
        self.articles.tick(datetime.now().astimezone())

    def _ask_for_channels(self, choose: Callable[[Sequence[str], bool], None]) -> None:
        """Let the person choose channels, above what is here already."""
        from tnews.tui.screens.welcome import Answer, WelcomeScreen  # after the first paint

        def answered(answer: Answer | None) -> None:
            self._is_asking = False
            choice = answer.choice if answer is not None else None
            if choice is not None and not choice.is_everything and self._write(choice, choose):
                self.app.exit("again")
                return
            if answer is not None and answer.key:
                cast("KeysInOrder", self.app).hand_over(answer.key)
                self.set_timer(AFTER_KEY, self._refresh_rest)
            else:
                self._refresh_rest()

        self._is_asking = True
        channels = self.library.channels()
        sources = [source for channel in channels for source in channel.sources]
        self.app.push_screen(WelcomeScreen(sources), answered)

    def _write(self, choice: Choice, choose: Callable[[Sequence[str], bool], None]) -> bool:
        """Write the person's choice; False, and why, if that cannot be done."""
        names = self.config.categories if choice.is_all else choice.in_order
        try:
            choose(names, choice.relays)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
            return False
        return True

    def _refresh_rest(self) -> None:
        """Refresh what had to wait for an answer, after the refresh that runs."""
        self._has_waited = self.desk.is_refreshing
        self._refresh_due()

"""From the first paint on: what follows it behind the screen, and the welcome of the first run."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from tnews.model import TnewsError
from tnews.tui.screens.refreshing import Refreshing

if TYPE_CHECKING:
    from tnews.tui.app import ReaderApp
    from tnews.tui.errands import Wishes
    from tnews.tui.key_order import KeysInOrder

AFTER_KEY = 1.0
"""Seconds for a key to refresh by itself, or to leave, before the rest is refreshed."""

TICK = 60.0
"""Seconds between two looks at the clock."""

DUE_CHECK = 60.0
"""Seconds between two looks for sources that are due."""


LOOK_AROUND = 5.0
"""Seconds between two looks at whether another process has stored anything: 10 µs of CPU each."""


class Starting(Refreshing):
    """Begins with what is cached; the network comes after the first paint."""

    def on_mount(self) -> None:
        """The first paint needs no network and no thread."""
        self.articles.focus(scroll_visible=False)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Paint what is here; the rest follows in the background."""
        self.unveil()
        if not self.is_attached:  # left already
            return
        gc.freeze()
        gc.enable()
        self.search_box.prepare()
        if self.memory.problem:
            self.status.say(self.memory.problem, is_error=True)
        if self.errands.commands is not None and not self.config.reader.search_history:
            self.errands.commands.forget()
        self.desk.lookout.look_around()
        self.desk.list(self.view, self.filter)
        self.desk.show_views(self.config.views)
        self.desk.count()
        self.desk.index()
        if self.errands.choose is not None:
            self._welcome(self.errands.choose)
        if self.config.refresh.on_start or self.is_demo:
            self.start_refresh(self._allowed(), asked=self.is_demo)
        self.set_interval(TICK, self._tick)
        self.set_interval(LOOK_AROUND, self.desk.lookout.look_around)
        if any(source.interval for source in self.config.sources):
            self.set_interval(DUE_CHECK, self._refresh_due)

    def _tick(self) -> None:
        """A minute has passed: times are told by it."""
        self.articles.tick(datetime.now().astimezone())

    def _welcome(self, choose: Callable[[Wishes], None]) -> None:
        """Let the person choose language, channels and keys, above what is here already."""
        from tnews.tui.screens.welcome import Answer, WelcomeScreen  # after the first paint

        def answered(answer: Answer | None) -> None:
            self._is_asking = False
            wishes = answer.wishes if answer is not None else None
            is_kept = wishes is not None and self._write(wishes, choose)
            if answer is not None and answer.has_changed and is_kept:
                cast("ReaderApp", self.app).begin_again()
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

    def _write(self, wishes: Wishes, choose: Callable[[Wishes], None]) -> bool:
        """Write the person's choice; False, and why, if that cannot be done."""
        try:
            choose(wishes)
        except TnewsError as error:
            self.status.say(error.message, is_error=True)
            return False
        return True

    def _refresh_rest(self) -> None:
        """Refresh what had to wait for an answer, after the refresh that runs."""
        self._has_waited = self.desk.is_refreshing
        self._refresh_due()

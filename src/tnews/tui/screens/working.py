"""Keys and messages about work that runs behind the screen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from tnews.locale import _
from tnews.tui.jobs import LOOK
from tnews.tui.messages import JobBegun, RefreshEnded
from tnews.tui.screens.room import Room

if TYPE_CHECKING:
    from tnews.services.journal import Entry, Journal
    from tnews.tui.log import Log


class Working(Room):
    """The reading room with a word on what runs, and the screen that shows it."""

    _looking: Timer | None = None

    _journal: Journal | None = None

    @cached_property
    def log_book(self) -> Log:
        """What was told in this session."""
        from tnews.tui.log import Log  # nothing is told before the first paint

        return Log(self._keep_entry)

    def on_mount(self) -> None:
        """What the status line says is remembered."""
        self.status.told = lambda text, is_error: self.log_book.tell(text, is_error)

    @property
    def journal(self) -> Journal | None:
        """What keeps messages beyond the session, made when it is first wanted."""
        if self._journal is None and self.errands.journal is not None:
            self._journal = self.errands.journal()
        return self._journal

    def _keep_entry(self, entry: Entry) -> None:
        if (journal := self.journal) is not None:
            self.desk.in_turn(lambda: journal.add(entry))

    @on(RefreshEnded)
    def _log_failures(self, message: RefreshEnded) -> None:
        self.log_book.refreshed(message.results, self.config.keys)

    def action_log(self) -> None:
        """Show what was told, and what went wrong in earlier sessions."""
        from tnews.tui.screens.log import LogScreen  # not needed for the first paint

        journal = self.journal
        entries = self.log_book.entries(journal.entries() if journal is not None else ())
        self.app.push_screen(LogScreen(entries, self.config.keys), self._go_to_source)

    @on(JobBegun)
    def _job_begun(self, _message: JobBegun) -> None:
        if self._looking is None:
            self._looking = self.set_interval(LOOK, self._look_at_jobs)

    def _look_at_jobs(self) -> None:
        """Show what runs; without any work nothing is looked for."""
        self._show_right()
        if not self.jobs.running and self._looking is not None:
            self._looking.stop()
            self._looking = None

    def action_work(self) -> None:
        """Show what runs and how the sources of the last refresh fared."""
        if not self.jobs.told and not self.desk.refreshes.work.works():
            self.status.say(_("Nothing is running."))
            return
        from tnews.tui.screens.work import LOG, WorkScreen  # not needed for the first paint

        screen = WorkScreen(self.jobs, self.desk.refreshes, self.config.keys)

        def left(answer: str | None) -> None:
            if answer == LOG:
                self.action_log()
            else:
                self._go_to_source(answer)

        self.app.push_screen(screen, left)

    def _go_to_source(self, key: str | None) -> None:
        """Show the source `key`, if there is one."""
        view = self.sidebar.view_of(key) if key else None
        if view is not None:
            self.go_to(view)
        elif key:
            self.status.say(_("This source is in no channel any more."))

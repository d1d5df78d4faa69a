"""Keys and messages about work that runs behind the screen."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from tnews.locale import _
from tnews.tui.jobs import LOOK
from tnews.tui.messages import JobBegun
from tnews.tui.screens.room import Room


class Working(Room):
    """The reading room with a word on what runs, and the screen that shows it."""

    _looking: Timer | None = None

    @on(JobBegun)
    def _job_begun(self, _message: JobBegun) -> None:
        if self._looking is None:
            self._looking = self.set_interval(LOOK, self._look)

    def _look(self) -> None:
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
        from tnews.tui.screens.work import WorkScreen  # not needed for the first paint

        screen = WorkScreen(self.jobs, self.desk.refreshes, self.config.keys)
        self.app.push_screen(screen, self._go_to_source)

    def _go_to_source(self, key: str | None) -> None:
        """Show the source `key`, if there is one."""
        view = self.sidebar.view_of(key) if key else None
        if view is not None:
            self.go_to(view)

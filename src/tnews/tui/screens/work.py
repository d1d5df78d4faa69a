"""The screen of what runs: each piece of work with a way to stop it, and the sources one by one."""

from __future__ import annotations

from textual import on
from textual.binding import Binding

from tnews.locale import _
from tnews.tui.actions import key_of
from tnews.tui.jobs import Job, Jobs
from tnews.tui.keymap import as_of
from tnews.tui.refresh_desk import RefreshDesk
from tnews.tui.report import Keys
from tnews.tui.screens.dialog import LEAVE, Dialog
from tnews.tui.widgets.virtual_list import VirtualList
from tnews.tui.widgets.work_list import WorkList
from tnews.tui.work_rows import WorkRow, job_rows, source_rows

LOOK = 0.2
"""Seconds between two looks: seconds are counted here, and nothing that is faster."""

LOG = "!"
"""The answer of who wants the log: no key of a source."""


class WorkScreen(Dialog[str]):
    """Shows what runs until it is left; gives back the key of a source to go to, or `LOG`."""

    BINDINGS = [
        *LEAVE,
        as_of("work", "stop"),
        as_of("log", "log"),
        Binding("enter", "choose", show=False),
    ]

    least_rows = 1

    def __init__(self, jobs: Jobs, refreshes: RefreshDesk, keys: Keys) -> None:
        self._jobs = jobs
        self._refreshes = refreshes
        self._own_keys = keys
        self._list = WorkList([])
        super().__init__(_("What runs"), "", self._list, self._hints())
        self._list.show(self._look())

    def on_mount(self) -> None:
        """Look again and again."""
        self._show()
        self.set_interval(LOOK, self._show)

    @property
    def wanted_rows(self) -> int:
        """All the room there is: rows come and go."""
        return max(12, self.rows.count)

    def _hints(self) -> list[tuple[str, str]]:
        """Return the keys; nothing can be stopped where nothing runs."""
        stop = [(key_of("work", self._own_keys), _("stop"))] if self._jobs.running else []
        log = key_of("log", self._own_keys)
        return [*stop, ("Enter", _("the source")), (log, _("log")), ("Esc", _("close"))]

    def _look(self) -> list[WorkRow]:
        works = self._refreshes.work.works()
        rows = [*job_rows(self._jobs.running), *source_rows(works, self._own_keys)]
        return rows or [WorkRow("", "", _("Nothing is running."), "detail")]

    def _show(self) -> None:
        if (hints := self._hints()) != self._keys.hints:
            self._keys.teach(hints)
        self._list.show(self._look())
        self.query_one("#dialog").border_title = (
            _("What runs") if self._jobs.running else _("The last refresh")
        )

    def _job(self) -> Job | None:
        """The work to stop: that under the cursor, else what was begun last."""
        row = self._list.current
        if row is not None and row.job is not None:
            return row.job
        running = [job for job in self._jobs.running if not job.is_firm]
        return running[-1] if running else None

    def action_stop(self) -> None:
        """Stop the work under the cursor, or else what was begun last."""
        job = self._job()
        if job is None:
            self.say(_("Nothing is running."))
        elif job.is_firm:
            self.say(_("{work}: this has to be finished").format(work=job.name), is_error=True)
        else:
            job.cancel()
            self.say(_("{work}: is being stopped; what has come stays").format(work=job.name))
            self._show()

    def action_choose(self) -> None:
        """Go to the source under the cursor, or stop the work under it."""
        row = self._list.current
        if row is not None and row.source:
            self.dismiss(row.source)
        elif row is not None and row.job is not None:
            self.action_stop()

    def action_log(self) -> None:
        """Leave for the log, where what failed in other refreshes stands too."""
        self.dismiss(LOG)

    @on(VirtualList.Chosen)
    def _clicked(self, _message: VirtualList.Chosen) -> None:
        self.action_choose()

"""The key that marks read what is older than a day in a list."""

from __future__ import annotations

from array import array
from datetime import datetime, timedelta

from textual import on

from tnews.locale import _
from tnews.text.when import local
from tnews.tui.days import begin, first_day
from tnews.tui.messages import Aged
from tnews.tui.screens.finding import Finding
from tnews.tui.screens.moving import Moving

LONGEST_DATE = 40
"""Characters of a typed date."""


class Clearing(Moving, Finding):
    """The reading room whose lists can be cleared of what is old."""

    def action_mark_older(self) -> None:
        """Ask from which day back the list is marked read."""
        if self.ranked is not None:
            self._say_no_marks()
        elif self.view.kind == "hot":
            self.status.say(_("These are all of the last 24 hours."))
        else:
            today = local(datetime.now().astimezone()).date()
            days = [today - timedelta(days=days) for days in (0, 1, 7, 30)]
            self.desk.age(self.view, self.filter, [begin(day) for day in days])

    _wanted_moment: datetime | None = None

    def mark_older_than(self, moment: datetime) -> None:
        """Mark read what the list has from before `moment`, without a question."""
        self._wanted_moment = moment
        self.desk.age(self.view, self.filter, [moment])

    @on(Aged)
    def _ages_known(self, message: Aged) -> None:
        """Ask, now that it is known how many are unread; not who went on to something else."""
        if (message.view, message.filtered) != (self.view, self.filter):
            return
        moment, self._wanted_moment = self._wanted_moment, None
        is_wanted = moment is not None and list(message.moments) == [moment]
        if not is_wanted and (self.is_typing or self.app.screen is not self):
            return
        if not message.ids:
            self.status.say(_("Everything is read."))
            return
        if moment is not None and is_wanted:
            if count := self._older(message.ids, moment):
                self._mark_older(message.ids, count, moment)
            else:
                self.status.say(_("Nothing of that time is unread."))
            return
        from tnews.tui.screens.older import Age, OlderScreen  # not needed for the first paint

        labels = (
            _("before today"),
            _("before yesterday"),
            _("more than a week ago"),
            _("more than a month ago"),
        )
        pairs = zip(labels, message.moments, message.counts, strict=True)
        ages = [Age(*pair) for pair in pairs]

        def chosen(age: Age | None) -> None:
            if age is None:
                return
            if age.moment is None:
                self._ask_for_day(message.ids)
            else:
                self._mark_older(message.ids, age.unread, age.moment)

        other = Age(_("another day …"), None)
        self.app.push_screen(OlderScreen(self.list_name, [*ages, other]), chosen)

    def _ask_for_day(self, ids: array[int]) -> None:
        from tnews.tui.screens.asking import AskScreen

        def problem(text: str) -> str:
            day = first_day(text, datetime.now().astimezone())
            if day is None:
                return _("That is no date: 2026-11-05, 11月5日, 2026-11 or 2026 are.")
            return "" if self._older(ids, begin(day)) else _("Nothing of that time is unread.")

        def typed(text: str | None) -> None:
            day = first_day(text, datetime.now().astimezone()) if text else None
            if day is not None:
                self._mark_older(ids, self._older(ids, begin(day)), begin(day))

        title, done = _("Mark read what is from before:"), _("mark read")
        self.app.push_screen(AskScreen(title, "", problem, done, longest=LONGEST_DATE), typed)

    def _older(self, ids: array[int], moment: datetime) -> int:
        """Return how many at the end of `ids`, the newest first, are from before `moment`."""
        since = self.ask(lambda: self.library.since(ids, [moment]), [len(ids)])
        return len(ids) - since[-1]

    def _mark_older(self, ids: array[int], count: int, moment: datetime) -> None:
        day = local(moment).strftime("%Y-%m-%d")
        label = _("what “{name}” has from before {day} marked read")
        older = ids[len(ids) - count :]
        self.articles.change(older, is_read=True)
        said = label.format(name=self.list_name, day=day)
        self.desk.set_list_read(self.view, self.filter, older, said)

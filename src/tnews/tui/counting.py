"""Counts the unread articles of the saved views, on a thread of its own, while others read.

A count is a search, 7 ms each at 100,000 articles and 30 where nearly all that is found is read;
a slow one must hold up no list.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from textual.message import Message

from tnews.model import TnewsError
from tnews.model.settings import ViewSettings
from tnews.services.library import Library
from tnews.tui.messages import ViewsCounted
from tnews.tui.view import saved
from tnews.tui.widgets.sidebar import MOST

REST = 0.3
"""Seconds between two rounds at least: a refresh stores articles many times a second."""

SHARE = 5
"""A round is followed by so many times its own CPU time of rest."""


class ViewCounter:
    """Answers each `ask` with `ViewsCounted`, one for each view whose count is known anew.

    Nothing is counted while nothing has changed. What is asked meanwhile ends a round: the next
    one goes on with the view that it came to, so that each has its turn in a long refresh.
    """

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        self._library = library
        self._post = post
        self._views: Sequence[ViewSettings] = ()
        self._asked = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._counts: dict[str, int] = {}
        self._counted: object = None
        self._turn = 0

    def show(self, views: Sequence[ViewSettings]) -> None:
        """Count `views` from now on."""
        self._views = tuple(views)
        self.ask()

    def ask(self) -> None:
        """Ask for counts; a burst of calls is answered once. Never waits."""
        self._asked.set()
        if self._views and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="tnews-views", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Let the thread end; it is not waited for."""
        self._closing.set()
        self._asked.set()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._asked.wait()
            self._asked.clear()
            started = time.thread_time()
            try:
                self._round()
            except TnewsError:  # the other counts say why the cache cannot be read
                self._counted = None
            self._closing.wait(max(REST, SHARE * (time.thread_time() - started)))

    def _round(self) -> None:
        """Count every view, unless that has been done since the last change, or another asks."""
        views = self._views
        hour = datetime.now().replace(minute=0, second=0, microsecond=0)  # 今天 ends by itself
        stamp = (views, self._library.version(), hour)
        if stamp == self._counted:
            return
        for _view in views:
            if self._asked.is_set():
                return
            self._count(views[self._turn % len(views)], views)
            self._turn += 1
        self._counted = stamp

    def _count(self, view: ViewSettings, views: Sequence[ViewSettings]) -> None:
        known = {one.name for one in views}
        self._counts = {name: count for name, count in self._counts.items() if name in known}
        self._counts[view.name] = self._library.count(saved(view).query("unread"), MOST + 1)
        self._post(ViewsCounted(dict(self._counts)))

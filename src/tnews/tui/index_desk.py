"""The search index behind the screen: what a refresh left to it, what an older tnews cut otherwise."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tnews.locale import _
from tnews.model import DamageError
from tnews.tui.messages import Failed
from tnews.tui.report import in_words

if TYPE_CHECKING:
    from tnews.services.library import Library
    from tnews.tui.jobs import Jobs

_LITTLE = 2000
"""Articles that are indexed without a word: 1 s, and a search finds them meanwhile."""


class IndexDesk:
    """Makes what the search index misses, on a thread of its own. What is left when the reader is
    closed, the next one does."""

    def __init__(self, library: Library, jobs: Jobs, post: Callable[[Message], object]) -> None:
        self._library = library
        self._jobs = jobs
        self._post = post
        self._state = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_running = False
        self._is_wanted = False
        self._is_closing = False
        self._is_looked_at = False

    def start(self) -> None:
        """Make what is missing now; may be called at any time, from any thread."""
        with self._state:
            self._is_wanted = True
            if self._is_running or self._is_closing:
                return
            self._is_running = True
            self._thread = threading.Thread(target=self._run, name="tnews-index", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop after the step that is being done."""
        with self._state:
            self._is_closing = True
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _goes_on(self) -> bool:
        with self._state:
            self._is_running = self._is_wanted and not self._is_closing
            self._is_wanted = False
            return self._is_running

    def _run(self) -> None:
        while self._goes_on():
            try:
                self._look_at_file()
                self._catch_up()
            except Exception as problem:  # noqa: BLE001 (or it would vanish in the thread)
                self._post(Failed(in_words(problem), lasting=isinstance(problem, DamageError)))

    def _look_at_file(self) -> None:
        """Tell once whether the file can only be read, and whether it is damaged, if the last tnews
        did not close it."""
        if not self._is_looked_at:
            self._is_looked_at = True
            if told := self._library.read_only:
                self._post(Failed(told, lasting=True))
            if damage := self._library.damage():
                self._post(Failed(damage, lasting=True))

    def _catch_up(self) -> None:
        steps = self._library.catch_up()
        first = next(steps, None)
        if first is None or first.total - first.done <= _LITTLE:
            for _step in steps:
                if self._is_closing:
                    return
            return
        with self._jobs.run(_("rebuilding the search index")) as job:
            for step in steps:
                if self._is_closing or not job.goes_on(step.done, step.total):
                    return

"""What others store beside the reader: a refresh by cron, a watch, a second reader.

The cache itself says whether anybody has written (10 µs to ask, 20 µs with the newest id); only
then something is read. What a refresh of our own brings is told by it and not once more here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual.message import Message

from tnews.services.library import Library
from tnews.tui.messages import StoredElsewhere


class Lookout:
    """Looks around now and then, by `read` on the thread that reads; `count` asks for counts."""

    def __init__(
        self,
        library: Library,
        post: Callable[[Message], object],
        count: Callable[[], object],
        read: Callable[[Callable[[], object]], object],
    ) -> None:
        self._library = library
        self._post = post
        self._count = count
        self._read = read
        self._is_looking = self._is_ours = False
        self._version: int | None = None
        self._newest = 0

    def look_around(self) -> None:
        """Look, unless a refresh of our own has brought things that are not told yet."""
        if not self._is_looking and not self._is_ours:
            self._look(frozenset())

    def begin_ours(self) -> None:
        """A refresh of our own begins."""
        self._is_ours = True

    def end_ours(self, new: Collection[int]) -> None:
        """A refresh of our own is over and has told of the articles `new`."""
        self._is_ours = False
        self._look(frozenset(new))

    def _look(self, known: frozenset[int]) -> None:
        self._is_looking = True

        def work() -> None:
            try:
                self.look(known)
            finally:
                self._is_looking = False

        self._read(work)

    # -- on the thread that reads ------------------------------------------------------------

    def look(self, known: Collection[int] = ()) -> None:
        """Post what is new since the last look but for the articles in `known`; at the first look
        nothing is. Ask for counts if anybody has written anything."""
        version = self._library.version()
        if version == self._version:
            return
        is_first, self._version = self._version is None, version
        newest = self._library.newest()
        before, self._newest = self._newest, max(newest, self._newest)
        if is_first:
            return
        new = self._library.arrived(before) if newest > before else {}
        told = {key: [id for id in ids if id not in known] for key, ids in new.items()}
        if told := {key: ids for key, ids in told.items() if ids}:
            self._post(StoredElsewhere(told))
        self._count()

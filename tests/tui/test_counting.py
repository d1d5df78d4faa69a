"""The counts of saved views: when they are made anew, and when not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Queue

import pytest
from textual.message import Message

from cached_room import Cache
from tnews.model import Query, StoreError
from tnews.model.settings import ViewSettings
from tnews.tui import counting
from tnews.tui.counting import ViewCounter
from tnews.tui.messages import ViewsCounted

VIEWS = (ViewSettings("富裕", "富裕"), ViewSettings("书", "书"))
PATIENCE = 30.0


class Watched:
    """A library that notes which searches are counted, and can do more before it answers."""

    def __init__(self, cache: Cache) -> None:
        self._library = cache.library
        self.counted: list[str] = []
        self.before: Callable[[], object] = lambda: None
        self.rounds: Queue[int] = Queue()

    def version(self) -> int:
        self.rounds.put(len(self.counted))
        return self._library.version()

    def count(self, query: Query, most: int) -> int:
        self.counted.append(query.text)
        self.before()
        return self._library.count(query, most)


class Room:
    """A counter, what it counts and what it tells."""

    def __init__(self, cache: Cache) -> None:
        self.library = Watched(cache)
        self.told: Queue[Message] = Queue()
        self.counter = ViewCounter(self.library, self.told.put)  # type: ignore[arg-type]

    def next(self) -> dict[str, int]:
        message = self.told.get(timeout=PATIENCE)
        assert isinstance(message, ViewsCounted)
        return dict(message.counts)

    def until(self, counts: dict[str, int]) -> None:
        while self.next() != counts:
            pass


@pytest.fixture
def counted(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(counting, "REST", 0.0)
    monkeypatch.setattr(counting, "SHARE", 0)
    made = Room(cache)
    yield made
    made.counter.close()
    if made.counter._thread is not None:
        made.counter._thread.join(PATIENCE)


def test_no_view_no_thread(counted: Room) -> None:
    counted.counter.show(())
    counted.counter.ask()
    assert counted.counter._thread is None


def test_views_are_counted_one_after_the_other(counted: Room) -> None:
    counted.counter.show(VIEWS)
    assert counted.next() == {"富裕": 2}
    assert counted.next() == {"富裕": 2, "书": 12}


def test_nothing_is_counted_while_nothing_changed(counted: Room, cache: Cache) -> None:
    counted.counter.show(VIEWS)
    counted.until({"富裕": 2, "书": 12})
    for _again in range(2):
        counted.library.rounds.queue.clear()
        counted.counter.ask()
        counted.library.rounds.get(timeout=PATIENCE)
    assert counted.library.counted == ["富裕", "书"]
    cache.library.set_read([cache.store.ids(Query(text="富裕"))[0]], True)
    counted.counter.ask()
    counted.until({"富裕": 1, "书": 11})


def test_a_newer_question_ends_a_round_and_each_view_has_its_turn(counted: Room) -> None:
    asked = iter([True, True, False, False, False])
    counted.library.before = lambda: next(asked, False) and counted.counter.ask()
    counted.counter.show(VIEWS)
    counted.until({"富裕": 2, "书": 12})
    while len(counted.library.counted) < 4:
        counted.next()
    assert counted.library.counted[:4] == ["富裕", "书", "富裕", "书"]


def test_views_that_are_gone_are_not_told_any_more(counted: Room) -> None:
    counted.counter.show(VIEWS)
    counted.until({"富裕": 2, "书": 12})
    counted.counter.show(VIEWS[1:])
    assert counted.next() == {"书": 12}


def test_a_cache_that_cannot_be_read_is_asked_again(counted: Room) -> None:
    failing = threading.Event()

    def fail() -> None:
        counted.library.before = lambda: None
        failing.set()
        raise StoreError("the disk is gone")

    counted.library.before = fail
    counted.counter.show(VIEWS)
    assert failing.wait(PATIENCE)
    counted.counter.ask()
    counted.until({"富裕": 2, "书": 12})

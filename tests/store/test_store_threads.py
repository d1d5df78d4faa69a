from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from tnews.model import ArticleIntent, FetchState, Query, StoreError
from tnews.store import Store
from tnews.store.turns import Turns

Fill = Callable[..., list[int]]
MakeIntent = Callable[..., ArticleIntent]


def test_threads_read_and_write_at_once(store: Store, intent: MakeIntent) -> None:
    def work(number: int) -> None:
        saved = store.save("sky", FetchState(), [intent(f"{number}-{n}") for n in range(5)])
        store.set_read(saved.new[:2], True)
        assert len(store.rows(saved.new)) == 5
        assert len(store.ids(Query(text=f"{number}-"))) >= 5

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    assert store.counts().total == (120, 200)
    assert store.check() == []


def test_connections_of_ended_threads_are_closed(store: Store) -> None:
    for _ in range(20):
        thread = Thread(target=store.counts)
        thread.start()
        thread.join()
    assert len(store._db._connections) <= 2


def test_two_stores_see_each_others_changes(store: Store, path: Path, fill: Fill) -> None:
    other = Store.open(path)
    (id,) = fill("雨")
    other.set_bookmark([id], True)
    assert store.statuses([id])[id].is_bookmarked
    store.delete([id])
    assert other.page(Query()) == []
    other.close()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_closing_stops_a_long_look_at_the_cache(store: Store) -> None:
    begun = Event()

    def read() -> None:
        with store._db.reading() as connection:
            begun.set()
            connection.execute(ENDLESS).fetchone()

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        begun.wait()
        store.close()
        with pytest.raises(StoreError, match="interrupted"):
            reading.result()
    with pytest.raises(StoreError, match="closed"):
        store.counts()


class Watched(Turns):
    """Turns that say when somebody asks for one."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Event()

    def acquire(self, timeout: float = -1, *, urgent: bool = False) -> bool:
        if timeout > 0:
            self.asked.set()
        return super().acquire(timeout, urgent=urgent)


def test_closing_waits_for_what_is_being_written(
    store: Store, path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("雨", "雪")
    begun, goes_on = Event(), Event()
    watched = Watched()
    monkeypatch.setattr(store._db, "_writer", watched)

    def write() -> None:
        with store._db.writing() as connection:
            connection.execute("DELETE FROM articles WHERE id = ?", ids[:1])
            begun.set()
            goes_on.wait()
            connection.execute("DELETE FROM articles WHERE id = ?", ids[1:])

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        begun.wait()
        closing = pool.submit(store.close)
        assert watched.asked.wait(20)
        goes_on.set()
        writing.result()
        closing.result()
    again = Store.open(path, read_only=True)
    assert again.counts().total == (0, 0)
    again.close()

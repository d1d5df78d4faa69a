from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

from tnews.model import ArticleIntent, FetchState, Query
from tnews.store import Store

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

"""Lists of a large cache: first page, counts, ids of whole lists, a whole list marked read.

    python bench/lists.py [DATA_DIR]

Prints the CPU ms of each, median and maximum of n. Open and first page are measured with a
new `Store`, so that connection, pragmas and the checks of opening are part of it.
"""

from __future__ import annotations

import time
import tracemalloc
from array import array
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from caches import copied, parser

from tnews.model import Query
from tnews.model.record import replace
from tnews.store import Store

FRAME = 16
"""ms that the interface's thread may be busy."""


def main() -> None:
    """Measure and print."""
    options = parser(__doc__.splitlines()[0]).parse_args()
    with copied(options.data_dir) as folder:
        path = folder / "tnews.db"
        with closing(Store.open(path)) as store:
            counts = store.counts()
            print(f"{counts.total[1]:,} articles, {counts.total[0]:,} unread")
            category = max(counts.categories, key=lambda name: counts.categories[name][1])
            _lists(path, store, category)
            _whole_lists(store, category)
            _mark_everything(store)


def _show(name: str, act: Callable[[], object], n: int = 30) -> None:
    took = []
    for _ in range(n):
        started = time.thread_time()
        act()
        took.append((time.thread_time() - started) * 1000)
    print(f"{name:42s} median {median(took):8.2f} ms   max {max(took):8.2f}   n {n}")


def _lists(path: Path, store: Store, category: str) -> None:
    page = Query(category=category, limit=50)

    def opened() -> None:
        with closing(Store.open(path)) as other:
            other.page(page)

    _show("open, first page of a category", opened)
    _show("first page of a category", lambda: store.page(page))
    last = store.page(Query(category=category))[-1]
    middle = store.ids(Query(category=category))
    deep = store.rows(middle[len(middle) // 2 :][:1])[0]
    after = (int(deep.sorted_at.timestamp()), deep.id)
    _show("a page from the middle of it", lambda: store.page(replace(page, after=after)))
    _show("unread page", lambda: store.page(Query(unread=True, limit=50)))
    _show("counts of all channels and sources", store.counts)
    unread = Query(unread=True, limit=32, after=(int(last.sorted_at.timestamp()), last.id))
    _show("the next unread articles", lambda: store.ids(unread))


def _whole_lists(store: Store, category: str) -> None:
    for name, query in (
        ("ids of a category", Query(category=category)),
        ("ids of all unread", Query(unread=True)),
        ("ids of all", Query()),
    ):
        _show(name, lambda query=query: store.ids(query), n=10)
    ids = store.ids(Query())
    tracemalloc.start()
    again = store.ids(Query())
    size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{'memory of the ids of all':42s} {size / 2**20:.1f} MiB   peak {peak / 2**20:.1f}")
    print(f"on the interface's thread, where a frame is {FRAME} ms:")
    _show("  the same list compared", lambda: ids == again)
    last = ids[-1]
    _show("  the place of its last article", lambda: ids.index(last))
    few = set(ids[-32:])
    _show("  the nearest of 32 unread, at the end", lambda: _first(ids, few))


def _first(ids: array[int], wanted: set[int]) -> int | None:
    return next((index for index, id in enumerate(ids) if id in wanted), None)


def _mark_everything(store: Store) -> None:
    ids = store.ids(Query())
    started, cpu = time.perf_counter(), time.thread_time()
    before = store.set_read(ids, True)
    wall, cpu = time.perf_counter() - started, time.thread_time() - cpu
    print(f"mark all {before.count:,} read: {cpu:.1f} s CPU, {wall:.1f} s")
    started = time.perf_counter()
    store.restore(before)
    print(f"take it back: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()

"""How long a mark waits while a refresh writes: in the same process, and in another one.

    python bench/marks.py [DATA_DIR] [--rounds N]

Marks articles read, one at a time as a person does, with nothing else going on, while a
thread saves new articles, and while another process does; the three alternate. Prints p50,
p99 and max in ms, from the call until the disk has the mark.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from caches import copied, intent, new_articles, parser, quantile

from tnews.model import FetchState, Query
from tnews.store import Store

ARTICLES = 1000
"""Articles that one source brings at a time."""

MARKS = 60
"""Marks in each part of a round."""


def main() -> None:
    """Measure and print."""
    made = parser(__doc__.splitlines()[0])
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--write", type=Path, help="used by itself: save articles until stdin ends")
    options = made.parse_args()
    if options.write is not None:
        _write_until_told(options.write)
        return
    with copied(options.data_dir) as folder, closing(Store.open(folder / "tnews.db")) as store:
        for _step in store.catch_up():
            pass
        kinds: list[tuple[str, Callable[[Store, Path, int], Iterator[None]]]] = [
            ("idle", _idle),
            ("a thread saves", _thread_saves),
            ("a process saves", _process_saves),
        ]
        took: dict[str, list[float]] = {name: [] for name, _kind in kinds}
        for number in range(options.rounds):
            for name, kind in kinds:
                with contextmanager(kind)(store, folder / "tnews.db", number):
                    took[name] += _mark(store, seed=number)
        print(f"{len(store.ids(Query())):,} articles; n {options.rounds} x {MARKS} marks each")
        for name, values in took.items():
            p50, p99 = quantile(values, 0.5), quantile(values, 0.99)
            print(f"{name:16s} p50 {p50:6.1f} ms   p99 {p99:6.1f}   max {max(values):6.1f}")


def _mark(store: Store, seed: int) -> list[float]:
    """Mark single articles read and unread; return how many ms each took."""
    chance = random.Random(seed)
    ids = store.ids(Query(limit=10_000))
    took = []
    for number in range(MARKS):
        started = time.perf_counter()
        store.set_read([chance.choice(ids)], number % 2 == 0)
        took.append((time.perf_counter() - started) * 1000)
        time.sleep(0.01 + chance.random() * 0.02)  # between two keys, so that no mark is in step
    return took


def _idle(_store: Store, _path: Path, _number: int) -> Iterator[None]:
    yield


def _thread_saves(store: Store, _path: Path, number: int) -> Iterator[None]:
    """A refresh in the reader's own process."""
    stop, begun = Event(), Event()
    thread = Thread(target=_save, args=(store, number, stop.is_set, begun.set))
    thread.start()
    begun.wait()
    yield
    stop.set()
    thread.join()


def _process_saves(_store: Store, path: Path, _number: int) -> Iterator[None]:
    """`tnews refresh` beside the reader."""
    command = [sys.executable, __file__, "--write", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        yield
        process.stdin.close()


def _write_until_told(path: Path) -> None:
    told = Event()

    def wait() -> None:
        sys.stdin.read()
        told.set()

    Thread(target=wait, daemon=True).start()
    with closing(Store.open(path)) as store:
        _save(store, time.time_ns(), told.is_set, lambda: print("begun", flush=True))


def _save(
    store: Store, seed: int, is_over: Callable[[], bool], begun: Callable[[], object]
) -> None:
    """Save `ARTICLES` new articles of one source again and again until `is_over`."""
    source = next(iter(store.states()))
    number = 0
    while not is_over():
        drafts = new_articles(store, ARTICLES, seed=hash((seed, number, time.time_ns())))
        if not number:
            begun()
        store.save(source, FetchState(), [intent(draft) for draft in drafts])
        number += 1


if __name__ == "__main__":
    main()

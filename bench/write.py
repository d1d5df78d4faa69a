"""What new articles cost: 1,000 of them into a cache, through the whole of `Store.save`.

    python bench/write.py [DATA_DIR] [--rounds N]

Prints CPU seconds for 1,000 articles, the parts they are made of, and how long the writers'
lock is held at a time. The index is merged now and then, so one round says little. A part is measured beside it, in the same round, on the same articles.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import mean, median

from caches import copied, intent, new_articles, parser, quantile

from tnews.model import ArticleDraft, FetchState, Query
from tnews.model.packed import pack
from tnews.services.intake import store_drafts
from tnews.store import Store, index
from tnews.store.turns import Turns

ARTICLES = 1000


class Clocked(Turns):
    """The writers' lock, which notes in ms how long it is held."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[float] = []
        self._since = 0.0

    def acquire(self, timeout: float = -1, *, urgent: bool = False) -> bool:
        """Take it and look at the clock."""
        has_come = super().acquire(timeout, urgent=urgent)
        self._since = time.perf_counter()
        return has_come

    def release(self) -> None:
        """Note the time and give it back."""
        self.held.append((time.perf_counter() - self._since) * 1000)
        super().release()


def main() -> None:
    """Measure and print."""
    made = parser(__doc__.splitlines()[0])
    made.add_argument("--rounds", type=int, default=20)
    options = made.parse_args()
    with copied(options.data_dir) as folder:
        _measure(folder, options.rounds)


def _measure(folder: Path, rounds: int) -> None:
    path = folder / "tnews.db"
    with closing(Store.open(path)) as store:
        for _step in store.catch_up():
            pass
        print(f"{len(store.ids(Query())):,} articles, {path.stat().st_size:,} bytes")
        clocked = Clocked()
        store._db._writer = clocked
        source = next(iter(store.states()))
        times: dict[str, list[float]] = {}
        walls = []
        for number in range(rounds):
            drafts = new_articles(store, ARTICLES, seed=number + int(time.time()) * 100)
            intents = [intent(draft) for draft in drafts]
            clocked.held.clear()
            wall = time.perf_counter()
            started = time.thread_time()
            saved = store_drafts(store, source, FetchState(), drafts)
            took = time.thread_time() - started
            walls.append(time.perf_counter() - wall)
            assert len(saved.new) == ARTICLES, saved
            keys = [one.keys for one in intents]
            for name, part in (
                ("of this: cut", partial(_cut, drafts)),
                ("of this: compress", partial(_compress, drafts)),
                ("of this: look up known", partial(store.known, source, keys)),
            ):
                begun = time.thread_time()
                part()
                times.setdefault(name, []).append(time.thread_time() - begun)
            times.setdefault("all", []).append(took)
        for name, values in times.items():
            print(
                f"{name:24s} mean {mean(values):.3f}   median {median(values):.3f} s CPU"
                f"   max {max(values):.3f}"
            )
        print(f"{'wall':24s} median {median(walls):.3f} s       n {rounds} x {ARTICLES} articles")
        held = clocked.held
        print(
            f"lock held                p50 {median(held):.1f} ms   p99 {quantile(held, 0.99):.1f}   "
            f"max {max(held):.1f}   n {len(held)} (last round)"
        )


def _cut(drafts: Sequence[ArticleDraft]) -> None:
    for draft in drafts:
        index.tokens(draft.title, draft.text, draft.origin, draft.author, draft.editor)


def _compress(drafts: Sequence[ArticleDraft]) -> None:
    for draft in drafts:
        pack(draft.blocks)


if __name__ == "__main__":
    main()

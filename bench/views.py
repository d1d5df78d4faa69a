"""What it costs to count the unread articles of saved views.

    python bench/views.py DATA_DIR [--rounds N]

DATA_DIR holds a loaded cache (bench/load.py). Ten views, common and rare, long and short, are
counted as the reader does on a thread behind the screen, up to 1,000, and as the length of the
list that one would ask for; alternately, in CPU milliseconds of the thread.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tnews.model import Query
from tnews.model.record import replace
from tnews.store import Store

MOST = 1000
SEARCHES = (
    "的", "中国", "芯片", "人工智能", "湖州", "iPhone", "经济 增长 -手机", "新能源 OR 电动车",
    "title:手机 频道:IT", "不会有的词组",
)  # fmt: skip


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    store = Store.open(options.data_dir / "tnews.db", read_only=True)
    counting: dict[str, list[float]] = {words: [] for words in SEARCHES}
    listing: dict[str, list[float]] = {words: [] for words in SEARCHES}
    for _round in range(options.rounds):
        for words in SEARCHES:
            query = Query(text=words, unread=True)
            counting[words].append(spent(lambda q=query: store.count(q, MOST)))
            listing[words].append(spent(lambda q=query: store.ids(replace(q, limit=MOST))))
    print("  counted (worst)   listed  ratio  unread  search")
    for words in SEARCHES:
        fast, slow = median(counting[words]), median(listing[words])
        found = store.count(Query(text=words, unread=True), MOST)
        worst = max(counting[words])
        print(f"{fast:7.2f} ({worst:6.2f})  {slow:7.2f}  {fast / slow:5.2f}  {found:6}  {words}")
    fast = sum(median(times) for times in counting.values())
    slow = sum(median(times) for times in listing.values())
    print(
        f"all ten: {fast:.1f} ms, listed {slow:.1f} ms, ratio {fast / slow:.2f}; n = {options.rounds}"
    )
    store.close()


def spent(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of this thread for `work`."""
    started = time.thread_time()
    work()
    return 1000 * (time.thread_time() - started)


if __name__ == "__main__":
    main()

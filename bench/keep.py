"""What keeping costs and whether anything is lost: pruning, fetching again, the state file.

    python bench/keep.py CORPUS.jsonl [--limit N] [--again 3000] [--states 500000]

Without CORPUS the file articles.jsonl in TNEWS_CORPUS is read. Articles go through the real path
(`store_drafts`), are marked, pruned, and come again in documents of 500. CPU times of the thread;
wall times only where somebody would wait. Prints what was kept; fails if a state was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from load import batches, source_of

from tnews.model import (
    ArticleDraft,
    Block,
    FetchState,
    IdentityKeys,
    Limits,
    Query,
    Retention,
    Source,
)
from tnews.services.decide import matches
from tnews.services.intake import store_drafts
from tnews.services.keeping import AT_ONCE
from tnews.store import Store

DAY = 86_400
DOCUMENT = 500


class Clock:
    """A clock that is set by hand."""

    now = time.time() - 400 * DAY

    def __call__(self) -> float:
        return self.now


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, default=100_000, help="articles loaded")
    parser.add_argument("--again", type=int, default=3000, help="articles pruned and fetched again")
    parser.add_argument("--states", type=int, default=500_000, help="states written and merged")
    options = parser.parse_args()
    corpus = options.corpus or Path(os.environ.get("TNEWS_CORPUS", ".")) / "articles.jsonl"
    if not corpus.exists():
        sys.exit(f"there is no corpus at {corpus}: name it, or set TNEWS_CORPUS")
    with tempfile.TemporaryDirectory(prefix="tnews-bench-") as folder:
        again(Path(folder), corpus, options.limit, options.again)
    with tempfile.TemporaryDirectory(prefix="tnews-bench-") as folder:
        states(Path(folder), options.states)


@contextmanager
def cpu(told: Callable[[float, float], str]) -> Iterator[None]:
    """Print what `told` makes of the CPU and wall seconds of what runs inside."""
    started, began = time.thread_time(), time.perf_counter()
    yield
    print(told(time.thread_time() - started, time.perf_counter() - began), flush=True)


def again(folder: Path, corpus: Path, limit: int, count: int) -> None:
    """Prune `count` articles and fetch them again."""
    clock = Clock()
    store = Store.open(folder / "tnews.db", clock=clock)
    drafts: dict[str, list[ArticleDraft]] = {}
    with cpu(lambda cpu, _wall: f"loaded {limit:,} articles: {cpu:.0f} s CPU"):
        for batch in batches(corpus, limit):
            found: dict[str, list[ArticleDraft]] = {}
            for record in batch:
                found.setdefault(record["category"], []).append(draft_of(record))
            for category in found.keys() - drafts.keys():
                drafts[category] = []
                store.register(map(source_of, drafts))
            for category, several in found.items():
                drafts[category] += several
                store_drafts(store, source_of(category).key, FetchState(), several)
    largest = max(drafts, key=lambda category: len(drafts[category]))
    source = source_of(largest).key
    ids = list(store.ids(Query(source=source)))
    going, newest = ids[-count:], ids[0]
    chance = random.Random(4)
    store.set_read([id for id in going if chance.random() < 0.6], True)
    for id in going[::7]:
        store.set_position(id, chance.random())
    clock.now += 30 * DAY
    store.save(source, FetchState(), [], listed=[newest])  # the others are listed no more
    before = store.statuses(going)
    sizes = dict(store.sizes())

    rule = Retention(sources={source: Limits(articles=len(ids) - count)})
    with cpu(lambda cpu, _wall: f"which articles go, of {limit:,}: {cpu * 1000:.0f} ms CPU"):
        pruned = list(store.prunable(rule))
    assert set(pruned) == set(going), "not the oldest were chosen"
    waits = []
    started = time.thread_time()
    for start in range(0, len(pruned), AT_ONCE):
        began = time.perf_counter()
        store.prune(pruned[start : start + AT_ONCE])
        waits.append(time.perf_counter() - began)
    seconds = time.thread_time() - started
    waits.sort()
    print(
        f"pruned {count:,}: {seconds / count * 1e6:.0f} ms CPU per 1,000; a transaction of "
        f"{AT_ONCE}: p50 {waits[len(waits) // 2] * 1000:.0f} ms, max {waits[-1] * 1000:.0f} ms wall"
    )
    told_size("before", sizes)
    told_size("pruned", store.sizes())
    with cpu(lambda cpu, wall: f"compacted: {cpu:.1f} s CPU, {wall:.1f} s wall"):
        store.compact()
    told_size("compacted", store.sizes())
    assert store.statuses(going) == before, "pruning changed a state"

    came: Counter[str] = Counter()
    with cpu(lambda cpu, _wall: f"fetched again: {cpu:.1f} s CPU"):
        for start in range(0, len(drafts[largest]), DOCUMENT):
            document = drafts[largest][start : start + DOCUMENT]
            saved = store_drafts(store, source, FetchState(), document)
            came.update(new=len(saved.new), again=len(saved.updated))
    after = store.statuses(going)
    rows = {row.id: row for row in store.rows(going)}
    kept = sum(
        after[id] == before[id] and id in rows and rows[id].is_read == before[id].is_read
        for id in going
    )
    print(
        f"came again {came['again']:,}, as new {came['new']:,}; states kept: {kept:,} of {count:,}"
    )
    problems = store.check()
    print(f"check: {problems or 'whole'}")
    store.close()
    if problems or came["new"] or kept != count:
        sys.exit(1)


def told_size(when: str, sizes: Any) -> None:
    """Print what takes the space."""
    shares = ", ".join(
        f"{name} {sizes[name] / 2**20:.0f}" for name in ("texts", "index", "lists", "free")
    )
    print(f"{when}: {sizes['bytes'] / 2**20:.0f} MiB ({shares})")


def states(folder: Path, count: int) -> None:
    """Write and merge a state file of `count` articles, one in fifty with more than a read mark."""
    store = Store.open(folder / "tnews.db")
    store.register([Source(f"s{n}", "", f"S{n}", "新闻") for n in range(50)])
    with store._db.writing() as connection:
        connection.executemany(
            "INSERT INTO identities(id, source_id, uid_key, title_key, seen_at) VALUES(?, ?, ?, ?, 1)",
            (
                (n, n % 50 + 1, n.to_bytes(8, "big"), (n * 7).to_bytes(8, "big"))
                for n in range(1, count + 1)
            ),
        )
        connection.executemany(
            """INSERT INTO statuses(id, is_read, bookmarked_at, note, changed_at)
            VALUES(?, 1, ?, ?, ?)""",
            (
                (n, n if n % 50 == 0 else None, "记" if n % 200 == 0 else "", n)
                for n in range(1, count + 1)
            ),
        )
    with cpu(lambda cpu, wall: f"state file of {count:,}: {cpu:.1f} s CPU, {wall:.1f} s wall"):
        path = store.write_state(folder)
    print(f"its size: {path.stat().st_size / 2**20:.1f} MiB")
    other = Store.open(folder / "other" / "tnews.db")
    with cpu(lambda cpu, wall: f"merged into an empty cache: {cpu:.1f} s CPU, {wall:.1f} s wall"):
        merged = other.merge_state(path, matches)
    print(f"states merged: {merged.taken:,} of {count:,}")
    known = other.known("s1", [IdentityKeys(uid=(50 * n + 1).to_bytes(8, "big")) for n in range(9)])
    is_same = len(known) == 9 and merged.taken == count
    other.close()
    store.close()
    if not is_same:
        sys.exit(1)


def draft_of(record: dict[str, Any]) -> ArticleDraft:
    """Return a record of the corpus as its source would bring it."""
    return ArticleDraft(
        uid=record["url"],
        url=record["url"],
        title=record["title"],
        blocks=tuple(Block("p", text) for text in record["body"].split("\n\n") if text.strip()),
        is_full_text=True,
        origin=record["source"],
        author=record["author"],
    )


if __name__ == "__main__":
    main()

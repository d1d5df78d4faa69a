"""How long related articles take, and whether the original of an edited copy is among them.

    python bench/related.py CORPUS.jsonl DATA_DIR [--count N]

DATA_DIR holds the corpus, loaded by bench/load.py. CPU milliseconds of the thread for articles
drawn at random; then, for the copies that the corpus marks (`dup_of`), the share whose original
is among the first 5 and 10 candidates, titles that say the same not left out.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import time
from pathlib import Path

from tnews.store import related


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--count", type=int, default=300, help="articles of each measurement")
    options = parser.parse_args()
    connection = sqlite3.connect(f"file:{options.data_dir / 'tnews.db'}?mode=ro", uri=True)
    connection.execute("PRAGMA mmap_size = 268435456")
    draw = random.Random(1)
    ids = dict(connection.execute("SELECT url, id FROM articles"))
    time_of(connection, draw.sample(sorted(ids.values()), options.count))
    originals_of(connection, draw.sample(copies(options.corpus, ids), options.count))


def time_of(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Print how long the related articles of `ids` take, and how many have any."""
    taken, found = [], 0
    for id in ids:
        start = time.thread_time()
        found += bool(related.related(connection, id, 5))
        taken.append((time.thread_time() - start) * 1000)
    taken.sort()
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"{len(ids)} articles: p50 {p50:.1f} p99 {p99:.1f} max {taken[-1]:.1f} ms")
    print(f"{found} of {len(ids)} have related articles")


def originals_of(connection: sqlite3.Connection, pairs: list[tuple[int, int]]) -> None:
    """Print how often the original of a copy is among the first candidates."""
    places = []
    for copy, original in pairs:
        found = [candidate.id for candidate in related.candidates(connection, copy)]
        places.append(found.index(original) if original in found else len(found) + 10)
    for most in (5, 10):
        share = sum(place < most for place in places) / len(places)
        print(f"original among the first {most}: {share:.3f} of {len(places)}")


def copies(corpus: Path, ids: dict[str, int]) -> list[tuple[int, int]]:
    """Return (id of a copy, id of its original) of the corpus."""
    records = [
        (record["id"], record["url"], record.get("dup_of"))
        for record in map(json.loads, corpus.open(encoding="utf-8"))
    ]
    urls = {number: url for number, url, _original in records}
    return [
        (ids[url], ids[urls[original]])
        for _number, url, original in records
        if original is not None and url in ids and urls.get(original) in ids
    ]


if __name__ == "__main__":
    main()

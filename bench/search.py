"""Search against newsboat's, alternating in one run, and `tnews search` against `--version`.

    python bench/search.py DATA_DIR QUERIES.json [--per-class N] [--newsboat N] [--exact]

DATA_DIR holds a cache that bench/load.py filled; QUERIES.json is {"queries": {class: [query]}}.
Prints for each class how many ms a whole result page (50 rows with snippets) takes, by the clock
and of CPU time in all threads, and how many times as much CPU time newsboat's own statement takes:
LIKE over titles and texts, in a copy of the same articles made once beside the cache. --newsboat
says for how many queries of a class that is done. --exact compares every row that is shown with the
folded text. Every figure is warm: each query has run once.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tnews.model import ArticleRow, Query
from tnews.store import Store
from tnews.store.bodies import search_text
from tnews.text.fold import fold
from tnews.text.query import And, Node, Not, Or, Word, meant_by, parse

PROCESSES = 11

# newsboat 2.x, src/cache.cpp: search_for_items
NEWSBOAT = """SELECT guid, title, author, url, pubDate, unread, feedurl, enclosure_url,
    enclosure_type, enclosure_description, enclosed, flags, base FROM rss_item
    WHERE (title LIKE '%' || ?1 || '%' OR content LIKE '%' || ?1 || '%') AND deleted = 0
    ORDER BY pubDate DESC, id DESC"""
COLUMNS = """id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate INTEGER, content,
    unread INTEGER, enclosure_url, enclosure_type, enclosure_description, enclosed, flags, base,
    deleted INTEGER"""


def main() -> None:
    """Measure and print."""
    options = ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data_dir", type=Path)
    options.add_argument("queries", type=Path)
    options.add_argument("--per-class", type=int, default=30)
    options.add_argument("--newsboat", type=int, default=6)
    options.add_argument("--exact", action="store_true")
    said = options.parse_args()
    path = said.data_dir / "tnews.db"
    classes = json.loads(said.queries.read_text(encoding="utf-8"))["queries"]
    with (
        closing(Store.open(path, read_only=True)) as store,
        closing(sqlite3.connect(path)) as cache,
        closing(newsboat(cache, said.data_dir)) as other,
    ):
        print(
            f"{store.counts().total[1]} articles; ms: p50 p99 max; CPU ms: p50 p99 max;"
            " newsboat's CPU: times as much"
        )
        everything: list[Cost] = []
        for name, queries in classes.items():
            everything += measure(name, queries[: said.per_class], said.newsboat, store, other)
            if said.exact:
                print(f"{'':13} {exactness(queries[: said.per_class], store, cache)}")
        print(f"{'all':13} {spreads(everything)}  n={len(everything)}")
    processes(said.data_dir, classes)


def newsboat(cache: sqlite3.Connection, folder: Path) -> sqlite3.Connection:
    """Return the articles as newsboat keeps them, made at the first run."""
    path, part = folder / "newsboat.db", folder / "newsboat.part"
    if not path.exists():
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as made:
            made.execute(f"CREATE TABLE rss_item({COLUMNS})")
            rows = cache.execute(
                """SELECT id, url, title, author, sorted_at, blocks
                FROM articles JOIN bodies USING(id)"""
            )
            made.executemany(
                """INSERT INTO rss_item(id, guid, url, title, author, pubDate, content, unread,
                deleted) VALUES(?, ?, ?, ?, ?, ?, ?, 1, 0)""",
                ((id, url, url, *rest, search_text(blocks)) for id, url, *rest, blocks in rows),
            )
            made.commit()
        part.rename(path)
    return sqlite3.connect(path)


def measure(
    name: str, queries: list[str], compared: int, store: Store, other: sqlite3.Connection
) -> list[Cost]:
    """Print a line for a class of queries, and return what its pages cost."""
    pages, ratios = [], []
    for number, query in enumerate(queries):
        store.page(Query(text=query))
        pages.append(clocked(partial(store.page, Query(text=query))))
        if number < compared:
            word = next(iter(parse(query).wanted_in_title), query)
            theirs = clocked(partial(likes, other, word))
            ratios.append(theirs.cpu / pages[-1].cpu)
    times = f"{median(ratios):6.1f}x ({min(ratios):.1f}-{max(ratios):.1f})" if ratios else ""
    print(f"{name:13} {spreads(pages)}  {times}  n={len(queries)}", flush=True)
    return pages


def likes(other: sqlite3.Connection, word: str) -> None:
    """Search as newsboat does, for one word."""
    other.execute(NEWSBOAT, (word,)).fetchall()


class Cost(NamedTuple):
    """Ms by the clock, and of CPU time in all threads."""

    wall: float
    cpu: float


def clocked(work: Callable[[], object]) -> Cost:
    """Return what calling `work` costs."""
    begun, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost((time.perf_counter() - begun) * 1000, (time.process_time() - cpu) * 1000)


def spreads(costs: list[Cost]) -> str:
    """Return p50, p99 and the largest of the ms by the clock, and of CPU time."""
    return f"{spread([cost.wall for cost in costs])}   {spread([cost.cpu for cost in costs])}"


def spread(values: list[float]) -> str:
    """Return p50, p99 and the largest of `values`."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{median(ordered):7.2f} {high:7.2f} {ordered[-1]:7.2f}"


def exactness(queries: list[str], store: Store, cache: sqlite3.Connection) -> str:
    """Return how many of the rows that are shown hold what was searched for."""
    right = shown = 0
    for query in queries:
        root = parse(query).root
        for row in store.page(Query(text=query)):
            shown += 1
            right += root is not None and holds(root, text_of(cache, row))
    return f"right: {right} of {shown} rows shown"


def text_of(cache: sqlite3.Connection, row: ArticleRow) -> str:
    """Return title and text of an article, folded."""
    (blocks,) = cache.execute("SELECT blocks FROM bodies WHERE id = ?", (row.id,)).fetchone()
    return fold(f"{row.title}\n{search_text(blocks)}")


def holds(node: Node, text: str) -> bool:
    """Say whether a text holds the words of a formula."""
    match node:
        case And(parts):
            return all(holds(part, text) for part in parts)
        case Or(parts):
            return any(holds(part, text) for part in parts)
        case Not(part):
            return not holds(part, text)
        case Word():
            return any(term in text for term in meant_by(node))
    return False


def processes(data_dir: Path, classes: dict[str, list[str]]) -> None:
    """Print how long `tnews search` takes as a process, and `tnews --version`, alternating."""
    queries = [queries[0] for name, queries in classes.items() if name != "syntax"]
    tnews = [str(Path(sys.executable).with_name("tnews"))]
    search, version = [], []
    for number in range(PROCESSES):
        query = queries[number % len(queries)]
        search.append(run([*tnews, "search", "--data-dir", str(data_dir), "--", query]))
        version.append(run([*tnews, "--version"]))
    print(
        f"process, CPU: search {median(search):.0f} ms, --version {median(version):.0f} ms,"
        f" {median(search) / median(version):.2f}x, n={PROCESSES}"
    )


def run(command: list[str]) -> float:
    """Return the CPU ms of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()

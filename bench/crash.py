"""Killed again and again in the middle of refresh and pruning: is anything lost?

    python bench/crash.py [--kills 200] [--seed 1]

A process stores documents of a source, new articles and changed ones, reads and bookmarks some,
prunes, forgets and writes the state file, with a clock that runs ten days a document. It says each
mark that is committed. It is killed (SIGKILL) after a random time; then the cache is opened and
must be whole (integrity_check, foreign_key_check, FTS5 integrity-check, articles = texts = indexed
articles), with every mark that was said, whether its article is still stored or not.
"""

from __future__ import annotations

import argparse
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Event

from tnews.model import ArticleDraft, Block, FetchState, Query, Source
from tnews.model.settings import Config, KeepSettings
from tnews.services.intake import store_drafts
from tnews.services.keeping import Keeper
from tnews.store import Store

DAY = 86_400
DOCUMENT = 60
SOURCE = Source("a", "https://a.example/", "A", "新闻")
CONFIG = Config(sources=(SOURCE,), keep=KeepSettings(days=60, articles=300))


def main() -> None:
    """Kill and look, again and again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="tnews-bench-") as name:
        path = Path(name) / "tnews.db"
        store = Store.open(path)
        store.register([SOURCE])
        store.close()
        marks: dict[int, str] = {}
        where: Counter[str] = Counter()
        for kill in range(1, options.kills + 1):
            where[round_(path, chance, marks)] += 1
            if kill % 20 == 0:
                print(f"{kill} kills, {len(marks):,} marks: nothing lost", flush=True)
        print("killed while:", ", ".join(f"{what} {n}" for what, n in where.most_common()))
        store = Store.open(path)
        sizes = store.sizes()
        print(f"at the end {sizes['articles']:,} articles stored, {len(marks):,} marks remembered")
        store.close()


def round_(path: Path, chance: random.Random, marks: dict[int, str]) -> str:
    """Let a process write and kill it; look at the cache; return what the process was doing."""
    writer = subprocess.Popen(
        [sys.executable, __file__, "--write", str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline()]  # it has begun
    until = time.monotonic() + chance.uniform(0.0, 0.6)
    while (left := until - time.monotonic()) > 0:
        if select.select([writer.stdout], [], [], left)[0]:
            said.append(writer.stdout.readline())
    writer.kill()
    said += writer.stdout.read().splitlines()
    writer.wait()
    writer.stdout.close()
    doing = "beginning"
    for line in filter(None, map(str.strip, said)):
        what, _space, ids = line.partition(" ")
        if what in ("read", "bookmarked"):
            for id in map(int, ids.split()):
                marks[id] = what
        else:
            doing = what
    look(path, marks)
    return doing


def look(path: Path, marks: dict[int, str]) -> None:
    """Exit with a word unless the cache is whole and knows every mark."""
    store = Store.open(path)
    if problems := store.check():
        sys.exit(f"the cache is damaged: {problems}")
    statuses = store.statuses(marks)
    lost = [
        id
        for id, what in marks.items()
        if id not in statuses
        or not (statuses[id].is_read if what == "read" else statuses[id].is_bookmarked)
    ]
    if lost:
        sys.exit(f"{len(lost)} marks are lost: {lost[:5]}")
    for file in path.parent.glob("state-*.jsonl"):
        if not file.read_bytes().endswith(b"}\n"):
            sys.exit(f"{file.name} is not whole")
    store.close()


def write(path: Path) -> None:
    """Work on the cache until killed, saying what is begun and which marks are committed."""
    clock = [time.time()]
    store = Store.open(path, clock=lambda: clock[0])
    first = int(store.remembered("bench"))
    for number in range(first, 10**9):
        clock[0] = time.time() + number * 10 * DAY
        store.remember("bench", number + 1)
        say("storing")
        drafts = [draft(number * DOCUMENT // 2 + n, number) for n in range(DOCUMENT)]
        store_drafts(store, SOURCE.key, FetchState(cursor=str(number)), drafts)
        ids = store.ids(Query(limit=DOCUMENT))
        say("marking")
        store.set_read(ids[:5], True)
        say("read", *ids[:5])
        store.set_bookmark(ids[5:6], True)
        say("bookmarked", *ids[5:6])
        say("pruning")
        keeper = Keeper(store, CONFIG, path.parent, clock=lambda: clock[0])
        keeper.daily(Event())


def draft(item: int, number: int) -> ArticleDraft:
    """Return an item of document `number`; half of its items were in the one before, changed."""
    text = "".join(chr(0x4E00 + (item * 31 + number + n * 7) % 6000) for n in range(900))
    return ArticleDraft(
        f"{item}", f"https://a.example/{item}", f"第{item}篇", (Block("p", text),) * 2
    )


def say(*words: object) -> None:
    """Print a line at once."""
    print(*words, flush=True)


if __name__ == "__main__":
    main()

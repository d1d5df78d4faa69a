"""Killed while saving: what was committed is there, nothing is half there."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tnews.model import ArticleIntent, FetchState, Source
from tnews.store import Store

WRITER = """
import sys
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys
from tnews.store import Store
store = Store.open(Path(sys.argv[1]))
text = "".join(map(chr, range(0x4E00, 0x5200)))
known = []
for number in range(10**6):
    intents = [
        ArticleIntent(
            id, IdentityKeys(), ArticleDraft("", "", f"{number}-{n}", (Block("p", text),)),
            blake2b(f"{number}{n}".encode()).digest(),
        )
        for n, id in enumerate([*known[-5:], *[None] * 5])
    ]
    known += store.save("a", FetchState(cursor=str(number)), intents).new
    page = ArticleDraft("", "", "页", (Block("p", text + str(number)),) * 2)
    for id in known[-3:]:
        store.save_page(id, page, leads=number % 2 == 0, has_time=True)
    store.save_ranks("a", FetchState(cursor=str(number)), [page], datetime.now(UTC))
    store.set_bookmark(known[-1:], True)
    if number % 3 == 0:
        store.delete(known[:2])
        del known[:2]
    print(number, flush=True)
"""


def test_killed_again_and_again_the_cache_stays_whole(path: Path) -> None:
    store = Store.open(path)
    store.register([Source("a", "", "A", "A")])
    store.close()
    marked = 0
    for round_ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        last = ""
        for _ in range(4 + 3 * round_):
            last = writer.stdout.readline().strip()
        writer.kill()
        last = (writer.stdout.read().split() or [last])[-1]
        writer.wait()
        writer.stdout.close()
        store = Store.open(path)
        assert int(store.states()["a"].cursor) >= int(last)
        assert store.check() == []
        marked += int(last) + 1
        statuses = store.statuses(range(1, 100_000)).values()
        assert sum(status.is_bookmarked for status in statuses) >= marked
        store.save_state("a", FetchState(cursor="0"))
        store.close()


def test_the_log_stays_small_also_beside_one_who_reads_for_long(
    store: Store, path: Path, intent: Callable[..., ArticleIntent]
) -> None:
    text = "".join(map(chr, range(0x4E00, 0x5E00)))
    log = path.with_name("tnews.db-wal")

    def write(first: int) -> int:
        for number in range(first, first + 120):
            store.save("sky", FetchState(), [intent(f"{number}", text[number:] + text[:number])])
        return log.stat().st_size

    alone = write(0)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        beside = write(120)
    after = write(240)
    assert alone < 8 << 20
    assert alone < beside, "what was written meanwhile is kept for who reads"
    assert after < beside + alone, "and then its room is used again"
    store.tidy()
    assert log.stat().st_size == 0

"""A cache that tnews made before it fetched pages and ranked lists opens, whole and upgraded."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tnews.model import ArticleDraft, Block, FetchState, Query, Source, TextState
from tnews.store import Store
from tnews.store.index import Progress

MADE_BY_VERSION_1 = Path(__file__).with_name("version1.db.gz")


@pytest.fixture
def old(path: Path) -> Path:
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(MADE_BY_VERSION_1.read_bytes()))
    return path


def test_nothing_is_lost_and_the_new_tables_work(old: Path) -> None:
    Store.open(old, read_only=True).close()  # of an upgraded copy
    store = Store.open(old)
    assert old.with_name("tnews.db.v1.bak").is_file()
    rows = {row.title: row for row in store.page(Query())}
    assert set(rows) == {"今天多云", "台风", "潮水"}
    assert rows["今天多云"].is_read
    assert rows["台风"].is_bookmarked
    assert store.sizes()["deleted"] == 1
    assert store.states()["sky"] == FetchState(etag='"1"', cursor="c")
    assert list(store.ids(Query(text="后天晴"))) == [rows["今天多云"].id]
    assert [*store.catch_up()] == [Progress(3, 3)]
    assert list(store.ids(Query(text="后天晴"))) == [rows["今天多云"].id]
    assert store.check() == []

    id = rows["台风"].id
    assert store.text_states([id]) == {id: TextState()}
    page = ArticleDraft("", "", "台风", (Block("p", "沿海有大风。"), Block("p", "渔船回港。")))
    assert store.save_page(id, page, leads=False, has_time=True)
    assert list(store.ids(Query(text="渔船"))) == [id]
    store.register([Source("hot", "https://hot.example/", "Hot", "热榜")])
    now = datetime(2026, 1, 2, tzinfo=UTC)
    store.save_ranks("hot", FetchState(), [ArticleDraft("1", "", "热")], now)
    assert [entry.title for entry in store.ranks("hot")] == ["热"]
    assert store.check() == []
    store.close()


def test_of_two_processes_one_upgrades_and_the_other_waits(old: Path) -> None:
    script = (
        "import sys, pathlib, tnews.store as s; "
        "store = s.Store.open(pathlib.Path(sys.argv[1])); print(store.sizes()['articles'])"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(old)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [one.communicate()[0] for one in both] == ["3\n"] * 4
    backup = old.with_name("tnews.db.v1.bak")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not backup.with_name(f"{backup.name}.part").exists()
